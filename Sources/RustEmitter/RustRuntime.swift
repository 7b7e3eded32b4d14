import CodeText

/// The part of every crate that is the same for all: the texts of `Runtime`, as they stand there.
enum RustRuntime {
    /// How every module begins.
    static let mark = "// Written by assay from the document of the service; changes here are lost."

    /// Each file by its name below `src/runtime`.
    static let files: [(name: String, text: String)] = [
        ("call.rs", PackageResources.call_rs), ("connection.rs", PackageResources.connection_rs),
        ("error.rs", PackageResources.error_rs), ("framing.rs", PackageResources.framing_rs),
        ("json.rs", PackageResources.json_rs), ("message.rs", PackageResources.message_rs),
        ("mod.rs", PackageResources.mod_rs), ("peer.rs", PackageResources.peer_rs),
        ("unwind.rs", PackageResources.unwind_rs),
    ].map { ($0, text($1)) }

    /// What every probe has, whatever its handlers are.
    static let probe = text(PackageResources.probe_rs)

    private static func text(_ bytes: [UInt8]) -> String {
        mark + "\n" + String(decoding: bytes, as: UTF8.self)
    }
}
