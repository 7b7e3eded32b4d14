import CSystem
import Glibc

/// Where a program runs and what it may use up.
package struct ProgramSurroundings: Sendable {
    /// Its working directory; nil keeps this process's.
    package var directory: String?
    /// Its whole environment, `NAME=value` each; nil keeps this process's.
    package var environment: [String]?
    /// What it may use up; nil sets no limit. A limit of 0 processes is none.
    package var limits: GuestLimits?
    /// Whether it is to have no network, as far as the system allows that.
    package var isolatesNetwork = false
    /// A file for its standard output; nil keeps a beginning in memory.
    package var output: String?

    /// This process's own surroundings.
    package init() {}

    /// Starts a program as leader of its own session with exactly these descriptors, the first of
    /// them as 0; -1 with the reason in `errno`.
    package func spawn(_ arguments: [String], _ descriptors: [Int32]) -> Int32 {
        var confinement = CSystemConfinement()
        confinement.isolates_network = isolatesNetwork
        if let limits {
            confinement.limits.0 = limits.memory
            confinement.limits.1 = limits.fileSize
            confinement.limits.2 = limits.openFiles
            confinement.limits.3 = limits.processes
            confinement.limits.4 = limits.processorSeconds
        }
        let folder = directory.map { strdup($0) } ?? nil
        defer { free(folder) }
        confinement.directory = folder.map { UnsafePointer($0) }
        return withCStrings(arguments) { words in
            guard let environment else {
                return csystem_spawn_confined(
                    arguments[0], words, environ, descriptors, Int32(descriptors.count),
                    &confinement)
            }
            return withCStrings(environment) { variables in
                csystem_spawn_confined(
                    arguments[0], words, variables, descriptors, Int32(descriptors.count),
                    &confinement)
            }
        }
    }
}
