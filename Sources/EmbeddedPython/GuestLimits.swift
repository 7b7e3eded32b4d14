/// What a guest may use up, in the worker and in each case of its own.
package struct GuestLimits: Hashable, Sendable {
    /// Bytes of address space, for each process.
    package var memory: UInt64 = 2 << 30
    /// Bytes of any one file.
    package var fileSize: UInt64 = 16 << 20
    /// Descriptors open at once, for each process.
    package var openFiles: UInt64 = 256
    /// Processes and threads at once, for the whole worker.
    package var processes: UInt64 = 64
    /// Seconds of processor time, for each case.
    package var processorSeconds: UInt64 = 60

    /// The limits that suit an SDK under test.
    package init() {}
}
