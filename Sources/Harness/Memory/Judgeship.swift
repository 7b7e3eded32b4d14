import EmbeddedPython
import Foundation
import Glibc

/// What tells judges apart, so that nobody is held to what another one said.
enum Judgeship {
    /// This program, told from every other build of it; nil where it does not find itself.
    static let current: String? = stamp(of: "/proc/self/exe")

    /// An interpreter with the packages that can be imported under it.
    static func stamp(of python: PythonInstallation) -> String {
        let version = python.version
        let library = "lib/python\(version.major).\(version.minor)"
        let folders = [
            "\(python.prefix)/\(library)/site-packages",
            "\(python.basePrefix)/\(library)/site-packages",
            "\(python.basePrefix)/local/\(library)/dist-packages",
            "\(python.basePrefix)/lib/python3/dist-packages",
        ]
        return
            ([python.executable, "\(version)", python.library]
            + ([python.library] + folders).map { stamp(of: $0) ?? "" })
            .joined(separator: "\n")
    }

    /// A file or folder as it is now, without reading it; nil when it is not there.
    static func stamp(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let changed = status.st_mtim
        return "\(status.st_ino) \(status.st_size) \(changed.tv_sec).\(changed.tv_nsec)"
    }
}
