/// The Python and Rust texts that run beside or inside subjects, compiled into the binary.
enum DriverSource {
    /// Speaks the subject protocol for a package; untrusted code runs beside it.
    static let driver =
        [
            PackageResources.speak_py, PackageResources.ways_py, PackageResources.build_py,
            PackageResources.describe_py,
            PackageResources.examine_py, PackageResources.lock_in_py,
        ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    /// A program that passes bytes on from its standard streams to a Unix socket, and back.
    static let relay = String(decoding: PackageResources.relay_py, as: UTF8.self)
    /// Parses sources and looks at the surface of packages.
    static let compare = String(decoding: PackageResources.compare_py, as: UTF8.self)
    /// Reads what generated Python and generated Rust say of a service.
    static let parity = String(decoding: PackageResources.parity_py, as: UTF8.self)
    /// The child process that a client under test starts as its service.
    static let sessionPeer = String(decoding: PackageResources.session_peer_py, as: UTF8.self)
    /// What the handlers of a Rust probe do under judgement.
    static let handlers = String(decoding: PackageResources.handlers_rs, as: UTF8.self)
    /// Validates values with `jsonschema`.
    static let oracle = String(decoding: PackageResources.oracle_py, as: UTF8.self)
    /// Validates values of a document against its schemas with `jsonschema`.
    static let examiner = [
        PackageResources.examiner_py, PackageResources.judge_py, PackageResources.expression_py,
        PackageResources.phrase_py,
    ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
}
