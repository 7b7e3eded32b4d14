import Glibc

extension PythonInstallation {
    /// Asks an interpreter (a path, a virtual environment's directory or a name on PATH) about
    /// itself. The answer names the real one, whatever shim was asked.
    package static func probe(_ path: String) throws(PythonFault) -> PythonInstallation {
        let answer = try answers(of: interpreter(path), named: path)
        let fault = { PythonFault(path: path, reason: $0) }
        let oldest = "\(PythonVersion.oldest.major).\(PythonVersion.oldest.minor)"
        guard answer["implementation"] == "cpython" else {
            throw fault("it is no CPython; choose a CPython of \(oldest) or newer")
        }
        guard let version = answer["version"].flatMap({ PythonVersion($0) }),
            let executable = answer["executable"], let prefix = answer["prefix"],
            let basePrefix = answer["base"], let name = answer["name"]
        else { throw fault("it says nothing about itself; it may be no interpreter") }
        guard version >= .oldest else {
            throw fault("\(version) is too old; choose \(oldest) or newer")
        }
        // A relocated interpreter may name a directory that exists where it was built alone.
        let places = [answer["directory"] ?? "", basePrefix + "/lib", basePrefix + "/lib64"]
        guard let place = places.first(where: { access("\($0)/\(name)", R_OK) == 0 }) else {
            throw fault(
                "it has no shared library '\(name)'; install that (Debian: "
                    + "libpython\(version.major).\(version.minor)) or build with --enable-shared")
        }
        return PythonInstallation(
            executable: executable, version: version, library: "\(place)/\(name)", prefix: prefix,
            basePrefix: basePrefix)
    }

    /// A name for a candidate; isolated, so that neither environment nor user site interferes.
    private static let questions = """
        import sys, sysconfig
        answers = {
            "implementation": sys.implementation.name,
            "version": "%d.%d.%d" % sys.version_info[:3],
            "executable": sys.executable,
            "prefix": sys.prefix,
            "base": sys.base_prefix,
            "directory": sysconfig.get_config_var("LIBDIR"),
            "name": sysconfig.get_config_var("INSTSONAME"),
        }
        for name, answer in answers.items():
            print("%s=%s" % (name, answer or ""))
        """

    private static func answers(
        of interpreter: String, named path: String
    ) throws(PythonFault) -> [String: String] {
        let arguments = [interpreter, "-I", "-B", "-c", questions]
        let report: ProgramReport
        do throws(WorkerFault) {
            report = try ProgramReport.running(arguments, timeout: .seconds(10))
        } catch {
            throw PythonFault(path: path, reason: "it cannot be run: \(error)")
        }
        guard report.end == .exited(0) else {
            let said = report.output.error.text.split(separator: "\n").last.map { ": \($0)" } ?? ""
            let how = report.end.map { "it \($0) when asked" } ?? "it did not answer in time"
            throw PythonFault(path: path, reason: how + said)
        }
        var answers: [String: String] = [:]
        for line in report.output.standard.text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0) }
            if parts.count == 2 { answers[parts[0]] = parts[1] }
        }
        return answers
    }

    /// The program to run for a path, a virtual environment's directory or a name on PATH.
    private static func interpreter(_ path: String) throws(PythonFault) -> String {
        if !path.contains("/") {
            for directory in searchPath where access("\(directory)/\(path)", X_OK) == 0 {
                return "\(directory)/\(path)"
            }
            throw PythonFault(path: path, reason: "no directory of PATH has it; give its path")
        }
        let inside = "\(path)/bin/python"
        if access(inside, X_OK) == 0 { return inside }
        guard access(path, X_OK) == 0 else {
            throw PythonFault(path: path, reason: message(errno))
        }
        return path
    }

    static var searchPath: [String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { String($0) }
    }
}
