package import EmbeddedPython
import Foundation

/// One crate's sources, compiled by bare `rustc` on top of crates that are built already.
package struct RustCrate: Sendable {
    /// What rustc makes of it.
    package enum Kind: String, Sendable {
        case library = "lib"
        case program = "bin"
    }

    /// The name by which other crates use it.
    package var name: String
    package var kind: Kind
    /// Texts by their paths; `root` is the path of the one to begin with.
    package var files: [(path: String, text: String)]
    package var root: String
    /// Crates of our own that it uses.
    package var uses: [Built] = []

    package init(
        name: String, kind: Kind, files: [(path: String, text: String)], root: String,
        uses: [Built] = []
    ) {
        self.name = name
        self.kind = kind
        self.files = files
        self.root = root
        self.uses = uses
    }

    /// A crate that was compiled.
    package struct Built: Sendable {
        package var name: String
        /// The library or program.
        package var path: String
        fileprivate var key: [String]
    }

    /// Why sources do not compile, in the compiler's words; the fault is that of who made them.
    package struct Refusal: Error, Sendable {
        package var message: String
    }

    /// What the compiler may use up: what needs more is no SDK.
    package static var limits: GuestLimits { RustProgram.limits }

    /// The compiled crate, from the cache where it has one of the same sources. A compiler that is
    /// not done within `patience` is ended.
    package func compiled(
        _ toolchain: RustToolchain, _ dependencies: RustDependencies,
        _ profile: RustDependencies.Profile = .quick, in cache: BuildCache,
        limits: GuestLimits = limits, patience: Duration = .seconds(300),
        isWanted: @escaping () -> Bool = { true }
    ) throws(HarnessFault) -> Result<Built, Refusal> {
        var key = dependencies.key + Self.options + [name, kind.rawValue, root, profile.rawValue]
        for file in files { key += [file.path, file.text] }
        for crate in uses { key += crate.key }
        var refusal: Refusal?
        do throws(HarnessFault) {
            let folder = try cache.entry("built", key) { making throws(HarnessFault) in
                let tool = RustProgram(
                    toolchain: toolchain, limits: limits, patience: patience, isWanted: isWanted)
                let end = try compile(tool, dependencies, profile, making)
                guard end.end != .exited(0) else { return }
                if end.end == .exited(1), !end.isOfTheSystem {
                    refusal = Refusal(message: end.said)
                    throw HarnessFault("the sources do not compile")
                }
                throw HarnessFault("rustc \(end.failure)")
            }
            return .success(Built(name: name, path: "\(folder)/\(product)", key: key))
        } catch {
            if let refusal { return .failure(refusal) }
            throw error
        }
    }

    /// Those of every compilation; bitcode is for optimising across crates, which nobody does here.
    private static let options = [
        "--edition=2021", "-Cdebuginfo=0", "-Cembed-bitcode=no", "--color=never", "-Awarnings",
    ]

    private var product: String { kind == .library ? "lib\(name).rlib" : name }

    private func compile(
        _ tool: RustProgram, _ dependencies: RustDependencies,
        _ profile: RustDependencies.Profile, _ making: String
    ) throws(HarnessFault) -> RustProgram.End {
        let source = "\(making)/source"
        defer { try? FileManager.default.removeItem(atPath: source) }
        try write(to: source)
        var words = [
            tool.toolchain.rustc, root, "--crate-name=\(name)", "--crate-type=\(kind.rawValue)",
            "-o", "\(making)/\(product)", "-Copt-level=\(profile.rawValue)",
            "-L", "dependency=\(dependencies.folder)",
        ]
        words += Self.options
        // The optimiser's work is split only where nobody measures what comes out.
        words += profile == .quick ? ["-Ccodegen-units=8"] : ["-Ccodegen-units=1"]
        for (name, path) in dependencies.libraries.sorted(by: { $0.key < $1.key }) {
            words += ["--extern", "\(name)=\(path)"]
        }
        for crate in uses {
            let folder = (crate.path as NSString).deletingLastPathComponent
            words += ["--extern", "\(crate.name)=\(crate.path)", "-L", "dependency=\(folder)"]
        }
        return try tool.run(words, in: source)
    }

    private func write(to folder: String) throws(HarnessFault) {
        do {
            for file in files {
                let path = "\(folder)/\(file.path)"
                try FileManager.default.createDirectory(
                    atPath: (path as NSString).deletingLastPathComponent,
                    withIntermediateDirectories: true)
                try file.text.write(toFile: path, atomically: false, encoding: .utf8)
            }
        } catch {
            throw HarnessFault(
                "sources cannot be written to the cache; set ASSAY_CACHE to a folder with room")
        }
    }
}
