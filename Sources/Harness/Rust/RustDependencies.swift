import EmbeddedPython
import Foundation
import WireJSON

/// The crates that generated code stands on, built once for a compiler and kept in the cache.
package struct RustDependencies: Sendable {
    /// The folder with the libraries.
    package let folder: String
    /// The library of each crate that code may name, by the crate's name.
    package let libraries: [String: String]
    /// What went into them, by which what is built on top is told apart.
    let key: [String]

    /// Nothing but the standard library.
    package static let none = RustDependencies(folder: "/nowhere", libraries: [:], key: [])

    /// Where Debian's packages `librust-*-dev` put their sources.
    static let debianSources = "/usr/share/cargo/registry"

    /// The versions are Debian's; the public registry has the same.
    private static let crates = [
        (name: "async-trait", wish: #""=0.1.56""#),
        (name: "serde", wish: #"{ version = "=1.0.152", features = ["derive"] }"#),
        (
            name: "serde_json",
            wish: #"{ version = "=1.0.87", features = ["arbitrary_precision", "raw_value"] }"#
        ),
        (name: "serde_path_to_error", wish: #""=0.1.9""#),
        (
            name: "tokio",
            wish: #"{ version = "=1.24.2", features = ["io-std", "io-util", "macros", "net", "#
                + #""rt", "rt-multi-thread", "sync", "time"] }"#
        ),
    ]

    /// How much the compiler optimises: code that is only judged is built quickly.
    package enum Profile: String, Sendable {
        case quick = "0"
        case fast = "3"
    }

    /// Whether sources come from the public registry, because `$ASSAY_CRATES` says so.
    private static var usesRegistry: Bool {
        ProcessInfo.processInfo.environment["ASSAY_CRATES"] == "registry"
    }

    /// What is missing of the crates' sources, with the way out; nil when nothing is.
    package static var missingSources: String? {
        if usesRegistry { return nil }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: debianSources)) ?? []
        let missing = crates.map(\.name).filter { crate in
            !names.contains { $0.hasPrefix("\(crate)-") }
        }
        guard !missing.isEmpty else { return nil }
        let packages = missing.map { "librust-\($0.replacing("_", with: "-"))-dev" }
        return "the sources of \(missing.joined(separator: ", ")) are not in '\(debianSources)'; "
            + "apt-get install \(packages.joined(separator: " ")), or set ASSAY_CRATES=registry "
            + "where the public crates registry is reachable"
    }

    /// The libraries for a compiler, built when the cache does not have them.
    package static func build(
        _ toolchain: RustToolchain, _ profile: Profile = .quick, in cache: BuildCache,
        isWanted: @escaping () -> Bool = { true }
    ) throws(HarnessFault) -> RustDependencies {
        if let missingSources { throw HarnessFault(missingSources) }
        let key = [toolchain.description, manifest(profile), configuration]
        let folder = try cache.entry("crates", key) { making throws(HarnessFault) in
            try build(toolchain, profile, making, isWanted)
        }
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(listName)"),
            let list = try? JSONValue.read([UInt8](bytes)).object
        else { throw HarnessFault("the cache at '\(folder)' is damaged; remove it") }
        var libraries: [String: String] = [:]
        for member in list.members {
            libraries[member.name] = "\(folder)/\(member.value.string ?? "")"
        }
        return RustDependencies(folder: folder, libraries: libraries, key: key)
    }

    private static let listName = "libraries.json"

    private static func manifest(_ profile: Profile) -> String {
        let lines = crates.map { "\($0.name) = \($0.wish)\n" }.joined()
        return """
            [package]
            name = "dependencies"
            version = "0.0.0"
            edition = "2021"
            [dependencies]
            \(lines)
            [profile.dev]
            debug = 0
            incremental = false
            opt-level = \(profile.rawValue)
            [profile.dev.build-override]
            opt-level = 0
            """
    }

    /// Cargo's configuration, which nothing but this build sees.
    private static var configuration: String {
        if usesRegistry { return "" }
        return """
            [source.crates-io]
            replace-with = "debian-packages"
            [source.debian-packages]
            directory = "\(debianSources)"
            [net]
            offline = true
            """
    }
}

// The building.

extension RustDependencies {
    /// A build beyond this hangs.
    private static let patience = Duration.seconds(600)

    private static func build(
        _ toolchain: RustToolchain, _ profile: Profile, _ making: String,
        _ isWanted: @escaping () -> Bool
    ) throws(HarnessFault) {
        guard let cargo = toolchain.cargo else {
            throw HarnessFault("no cargo was found; apt-get install cargo")
        }
        let project = "\(making)/project"
        do {
            try FileManager.default.createDirectory(
                atPath: "\(project)/src", withIntermediateDirectories: true)
            try manifest(profile).write(
                toFile: "\(project)/Cargo.toml", atomically: false, encoding: .utf8)
            try configuration.write(
                toFile: "\(project)/config.toml", atomically: false, encoding: .utf8)
            try "".write(toFile: "\(project)/src/lib.rs", atomically: false, encoding: .utf8)
        } catch {
            throw HarnessFault(
                "the cache cannot be written at '\(making)'; set ASSAY_CACHE to a folder with room")
        }
        let words = [
            cargo, "--config", "config.toml", "build", "--message-format=json", "--quiet",
        ]
        let tool = RustProgram(toolchain: toolchain, patience: patience, isWanted: isWanted)
        let output = try tool.run(words, in: project, output: "\(making)/cargo.jsonl")
        guard output.end == .exited(0) else {
            throw HarnessFault(
                "the crates that generated Rust stands on cannot be built: cargo "
                    + output.failure + (toolchain.isMixed ? "\n" + toolchain.mixture : ""))
        }
        try keep(messages: "\(making)/cargo.jsonl", making)
        try? FileManager.default.removeItem(atPath: project)
    }

    /// Moves every library to the entry's own folder, and lists those that code may name.
    private static func keep(messages: String, _ making: String) throws(HarnessFault) {
        let text = FileManager.default.contents(atPath: messages).map { [UInt8]($0) } ?? []
        try? FileManager.default.removeItem(atPath: messages)
        var list: [JSONObject.Member] = []
        for line in text.split(separator: 0x0A) {
            guard let message = try? JSONValue.read(Array(line)),
                message["reason"]?.string == "compiler-artifact",
                let crate = message["target"]?["name"]?.string
            else { continue }
            for file in message["filenames"]?.array?.compactMap(\.string) ?? [] {
                guard file.hasSuffix(".rlib") || file.hasSuffix(".so") else { continue }
                let name = (file as NSString).lastPathComponent
                let kept = "\(making)/\(name)"
                if (try? FileManager.default.moveItem(atPath: file, toPath: kept)) == nil {
                    throw HarnessFault("'\(name)' cannot be kept in the cache; is the disk full?")
                }
                let named = crates.map { $0.name.replacing("-", with: "_") }
                let plain = crate.replacing("-", with: "_")
                if named.contains(plain) { list.append(.init(plain, .string(name))) }
            }
        }
        guard list.count == crates.count else {
            throw HarnessFault("cargo built \(list.count) of \(crates.count) crates")
        }
        let written = FileManager.default.createFile(
            atPath: "\(making)/\(listName)", contents: Data(JSONValue.object(list).text().utf8))
        guard written else {
            throw HarnessFault("the cache cannot be written at '\(making)'; is the disk full?")
        }
    }
}
