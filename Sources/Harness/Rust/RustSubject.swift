import Conformance
import Diagnostics
import Foundation
import SDKGenerator
import WireJSON

/// The generated Rust dispatch of a document as a program that can be judged.
struct RustSubject {
    /// What the generator said of the document.
    let generation: Generation
    /// The files of the crate and its probe, by their paths.
    private let files: [(path: String, text: String)]

    /// Where the probe's handlers stand; ours take their place.
    private static let script = "src/bin/probe/script.rs"
    private static let root = "src/bin/probe/main.rs"

    /// Generates the crate of a document; it has no files where the document is refused.
    init(
        _ document: [UInt8], file: String, _ manner: DispatchManner,
        references: References = .none,
        beside: (String) -> [UInt8]?
    ) {
        let profile: SDKGenerator.DispatchProfile = manner == .strict ? .strict : .legacy
        generation = Generation.rust(
            document: document, file: file, profile: profile, hasProbe: true,
            references: references, beside: beside)
        files = generation.files.map { ($0.path, $0.text) }
    }

    /// A crate that somebody changed, such as a mutant.
    init(_ generation: Generation, files: [(path: String, text: String)]) {
        self.generation = generation
        self.files = files
    }

    /// Every text that the compiler sees, with its path before it.
    var texts: [String] {
        files.flatMap { $0.path == Self.script ? [] : [$0.path, $0.text] } + [DriverSource.handlers]
    }

    /// Compiles library and probe; a refusal is the generator's fault.
    func built(
        _ workshop: RustWorkshop, isWanted: @escaping () -> Bool = { true }
    ) throws(HarnessFault) -> Result<String, RustCrate.Refusal> {
        guard let name = generation.entries.first?.package else {
            throw HarnessFault("the generated crate has no name")
        }
        let isOfProbe = { (path: String) in path.hasPrefix("src/bin/") }
        var crates = Self.parted(
            RustCrate(
                name: name, kind: .library,
                files: files.filter { $0.path.hasSuffix(".rs") && !isOfProbe($0.path) },
                root: "src/lib.rs"))
        crates.append(
            RustCrate(
                name: "probe", kind: .program,
                files: files.filter { isOfProbe($0.path) && $0.path != Self.script }
                    + [(Self.script, DriverSource.handlers)],
                root: Self.root))
        var uses: [RustCrate.Built] = []
        for var crate in crates {
            crate.uses = uses
            switch try workshop.compile(crate, isWanted) {
            case .success(let built): uses.append(built)
            case .failure(let refusal): return .failure(refusal)
            }
        }
        return .success(uses[uses.endIndex - 1].path)
    }

    /// The library as two crates, the first of which has the modules that no document changes, and
    /// is compiled once for all. As one where it is not made like that.
    private static func parted(_ library: RustCrate) -> [RustCrate] {
        let declaration = "\npub mod runtime;\n"
        guard let index = library.files.firstIndex(where: { $0.path == library.root }),
            library.files[index].text.contains(declaration)
        else { return [library] }
        let isOfRuntime = { (path: String) in path.hasPrefix("src/runtime/") }
        let runtime = RustCrate(
            name: "runtime__", kind: .library,
            files: library.files.filter { isOfRuntime($0.path) }
                + [("src/lib.rs", "#![forbid(unsafe_code)]\(declaration)")],
            root: "src/lib.rs")
        var rest = library
        rest.files.removeAll { isOfRuntime($0.path) }
        let text = library.files[index].text
        let imported = text.replacing(declaration, with: "\npub use runtime__::runtime;\n")
        rest.files = rest.files.map { $0.path == library.root ? ($0.path, imported) : $0 }
        return [runtime, rest]
    }
}

/// What building Rust needs: a compiler, the crates below generated code, and the cache.
struct RustWorkshop {
    let toolchain: RustToolchain
    private let dependencies: RustDependencies
    private let cache: BuildCache
    var profile = RustDependencies.Profile.quick

    init(
        profile: RustDependencies.Profile = .quick, isWanted: @escaping () -> Bool = { true }
    ) throws(HarnessFault) {
        cache = try BuildCache.standard()
        toolchain = try RustToolchain.find()
        dependencies = try RustDependencies.build(
            toolchain, profile, in: cache, isWanted: isWanted)
        self.profile = profile
    }

    func compile(
        _ crate: RustCrate, _ isWanted: @escaping () -> Bool
    ) throws(HarnessFault) -> Result<RustCrate.Built, RustCrate.Refusal> {
        try crate.compiled(toolchain, dependencies, profile, in: cache, isWanted: isWanted)
    }
}
