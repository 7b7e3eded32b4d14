import Foundation

/// Where the program finds what it is shipped with: the folders of its own checkout.
package enum Installation {
    /// The checkout's root: `$ASSAY_ROOT`, else the nearest folder above the program, then above
    /// the current directory, that holds `conformance/cases`.
    package static var root: String? {
        if let named = ProcessInfo.processInfo.environment["ASSAY_ROOT"] { return named }
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        let starts = [program, FileManager.default.currentDirectoryPath].compactMap { $0 }
        return starts.lazy.compactMap(ascend).first
    }

    /// The root, or why nothing shipped can be used.
    package static func shipped() throws(HarnessFault) -> String {
        if let root { return root }
        throw HarnessFault(
            "the built-in services are not found; set ASSAY_ROOT to a checkout of assay")
    }

    private static func ascend(from path: String) -> String? {
        var url = URL(fileURLWithPath: path)
        while url.path != "/" {
            if FileManager.default.fileExists(atPath: url.path + "/conformance/cases") {
                return url.path
            }
            url.deleteLastPathComponent()
        }
        return nil
    }
}
