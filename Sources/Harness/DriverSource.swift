/// The Python texts that run inside workers, compiled into the binary.
enum DriverSource {
    /// Plays cases against a package; untrusted code runs beside it.
    static let driver = String(decoding: PackageResources.driver_py, as: UTF8.self)
    /// Validates values with `jsonschema`.
    static let oracle = String(decoding: PackageResources.oracle_py, as: UTF8.self)
}
