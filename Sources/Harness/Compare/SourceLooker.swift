import Conformance
import EmbeddedPython
import WireJSON

/// A worker that parses Python and, in processes of their own, imports packages to see what they
/// offer. It trusts neither.
final class SourceLooker {
    private let worker: PythonWorker
    private let timeout: Duration

    init(_ settings: LaneSettings, directory: String) throws(HarnessFault) {
        timeout = settings.timeout
        do {
            worker = try PythonWorker(
                PythonWorker.Configuration(
                    installation: settings.python, bootstrap: DriverSource.compare,
                    workingDirectory: directory, limits: settings.limits, isolatesNetwork: true))
        } catch {
            throw HarnessFault("\(error)")
        }
    }

    deinit { worker.close() }

    var isAlive: Bool { worker.isAlive }

    /// What two sources are to each other as trees of syntax.
    enum Syntax {
        case equal
        case differs(Evidence)
        case unknown(String)
    }

    /// Compares the syntax of two texts.
    func compare(_ pair: FilePair, docstrings: Bool) throws(HarnessFault) -> Syntax {
        let texts = [pair.old?.bytes, pair.new?.bytes].map { bytes in
            bytes.flatMap { String(validating: $0, as: UTF8.self) }
        }
        guard let old = texts[0], let new = texts[1] else {
            return .unknown("\(pair.path) is no UTF-8")
        }
        let task: JSONValue = [
            "old": .string(old), "new": .string(new), "docstrings": .bool(docstrings),
        ]
        let answer = try ask("syntax", task)
        if let fault = answer.fault { return .unknown("\(pair.path): \(fault)") }
        guard let found = answer.value, !found.isNull else {
            return answer.value == nil ? .unknown("\(pair.path): no answer") : .equal
        }
        let side = { (name: String) in
            "line \(found[name]?["line"]?.int ?? 0): \(found[name]?["text"]?.string ?? "")"
        }
        return .differs(
            Evidence(
                place: "\(pair.path): \(found["path"]?.string ?? "")", old: side("old"),
                new: side("new")))
    }

    /// What a package offers, by module.
    struct Surface {
        /// The entries of a module by name, each as one text; and the file it is made of.
        var modules: [(name: String, file: String, entries: JSONObject)]
        /// The modules that the player of cases can drive: the folder and the dotted name.
        var drivers: [(root: String, client: String)]
    }

    /// Imports a package; the fault says why it could not be.
    func surface(of folder: String) throws(HarnessFault) -> Result<Surface, SurfaceFault> {
        let answer = try ask("surface", ["root": .string(folder)])
        if let fault = answer.fault { return .failure(SurfaceFault(reason: fault)) }
        guard let modules = answer.value?["modules"]?.object,
            let drivers = answer.value?["drivers"]?.array
        else { return .failure(SurfaceFault(reason: "its surface cannot be read")) }
        return .success(
            Surface(
                modules: modules.members.map { module in
                    (
                        module.name, module.value["file"]?.string ?? "",
                        module.value["entries"]?.object ?? JSONObject()
                    )
                },
                drivers: drivers.compactMap { driver in
                    guard let root = driver["root"]?.string, let name = driver["client"]?.string
                    else { return nil }
                    return (root, name)
                }))
    }

    /// Why a package's surface is not known.
    struct SurfaceFault: Error {
        var reason: String
    }

    private func ask(
        _ function: String, _ task: JSONValue
    ) throws(HarnessFault) -> (value: JSONValue?, fault: String?) {
        let outcome = worker.call(function, task.text(), timeout: timeout)
        switch outcome {
        case .returned(let text, _):
            let value = try? JSONValue.read(text)
            return (value, value?["fault"]?.string ?? (value == nil ? "no answer" : nil))
        case .raised(let trace, _):
            return (nil, trace.split(separator: "\n").last.map(String.init) ?? "it raised")
        case .timedOut: return (nil, "it did not end within \(timeout)")
        case .died(let how, _): return (nil, "its process \(how)")
        case .workerLost(let how): throw HarnessFault("the worker is lost: \(how)")
        }
    }
}
