import Glibc

extension PythonInstallation {
    /// What a search for interpreters found.
    package struct Discovery: Sendable {
        /// The usable ones, by version, then path.
        package let usable: [PythonInstallation]
        /// Those that were found and cannot be used, by path.
        package let unusable: [PythonFault]
    }

    /// Finds the interpreters on PATH, in /usr/bin and among pyenv's versions, each of them once.
    package static func discover() -> Discovery {
        var asked: Set<String> = []
        var usable: [String: PythonInstallation] = [:]
        var unusable: [PythonFault] = []
        for candidate in candidates {
            guard asked.insert(realPath(candidate)).inserted else { continue }
            do throws(PythonFault) {
                let installation = try probe(candidate)
                usable[realPath(installation.executable)] = installation
            } catch {
                unusable.append(error)
            }
        }
        return Discovery(
            usable: usable.values.sorted {
                ($0.version, $0.executable) < ($1.version, $1.executable)
            },
            unusable: unusable.sorted { $0.path < $1.path })
    }

    private static var candidates: [String] {
        let home = getenv("HOME").map { String(cString: $0) } ?? "/root"
        let versions = getenv("PYENV_ROOT").map { String(cString: $0) } ?? "\(home)/.pyenv"
        let managed = names(in: "\(versions)/versions").map { "\(versions)/versions/\($0)/bin" }
        // pyenv's shims are slow, and lead to the versions that are asked themselves.
        let directories = searchPath.filter { !$0.hasSuffix("/shims") } + ["/usr/bin"] + managed
        return directories.flatMap { directory in
            names(in: directory).filter { isInterpreter($0) }.map { "\(directory)/\($0)" }
        }
    }

    /// Whether a file's name is python3 or python3.N.
    private static func isInterpreter(_ name: String) -> Bool {
        guard name.hasPrefix("python3") else { return false }
        let rest = name.dropFirst("python3".count)
        return rest.isEmpty || rest.first == "." && Int(rest.dropFirst()) != nil
    }

    private static func names(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names.sorted()
    }

    private static func realPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
