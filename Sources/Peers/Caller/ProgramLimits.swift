import CSystem

/// What a program that is started may use up; 0 sets no limit.
package struct ProgramLimits: Sendable {
    /// Bytes of address space.
    package var memory: UInt64 = 0
    /// Bytes of any one file.
    package var fileSize: UInt64 = 64 << 20
    /// Descriptors open at once.
    package var openFiles: UInt64 = 1024
    /// Seconds of processor time.
    package var processorSeconds: UInt64 = 120
    /// Whether it has no network, as far as the system allows that.
    package var isolatesNetwork = false

    /// Limits of time, files and descriptors alone.
    package init() {}

    var confinement: CSystemConfinement {
        var confinement = CSystemConfinement()
        confinement.isolates_network = isolatesNetwork
        confinement.limits.0 = memory
        confinement.limits.1 = fileSize
        confinement.limits.2 = openFiles
        confinement.limits.4 = processorSeconds
        return confinement
    }
}
