import Conformance
import WireJSON

/// A case in the words of `driver.py`: the function to call and its argument.
struct DriverTask {
    let function: String
    private let members: [JSONObject.Member]
    private let stalls: Bool

    init(_ subject: Case, by way: Way?, at address: MockAddress?) {
        switch subject.task {
        case .calls(let steps):
            function = "play"
            stalls = subject.stalls
            members = [
                .init("steps", .array(steps.map(Self.step))),
                .init("client", .string(way?.client.rawValue ?? "")),
                .init("transport", .string(way?.transport.rawValue ?? "")),
                .init("url", .string(address?.url ?? "")),
                .init("port", .number(Int(address?.port ?? 0))),
                .init("path", address?.path.map(JSONValue.string) ?? .null),
            ]
        case .construct(let construction):
            function = "construct"
            stalls = false
            members = [
                .init("names", .array(construction.memberNames.map(JSONValue.string))),
                .init("members", JSONValue(.object(construction.members))),
            ]
        case .examine(let name):
            function = "examine"
            stalls = false
            let facts = subject.facts.map { [JSONObject.Member("facts", $0)] } ?? []
            members = [.init("name", .string(name))] + facts
        }
    }

    /// The argument; the client gives up well before the case does, so that a stalled peer is the
    /// client's timeout and not the harness's.
    func text(timeout: Duration) -> String {
        JSONValue.object(
            members + [.init("timeout", Self.patience(stalls ? nil : timeout))]
        ).text()
    }

    /// The seconds after which a client gives up, of those that a case may take; nil where its
    /// peer is never going to answer.
    static func patience(_ timeout: Duration?) -> JSONValue {
        let milliseconds = timeout.map { Int($0 / .milliseconds(1)) / 2 } ?? 300
        return JSONValue(.number(JSONNumber(text: "\(Double(milliseconds) / 1_000)")))
    }

    private static func step(_ step: Case.Step) -> JSONValue {
        ["method": .string(step.method), "params": JSONValue(.object(step.arguments))]
    }
}

extension Case {
    /// Whether its peer never answers one of its calls.
    var stalls: Bool {
        guard case .calls(let steps) = task else { return false }
        return steps.contains { if case .stall = $0.served { true } else { false } }
    }
}

/// What `driver.py` reports, as outcomes.
enum DriverReport {
    /// The outcome of each step; nil when the text is not a report.
    static func steps(_ text: String) -> [StepOutcome]? {
        guard let report = try? JSONValue.read(text), let steps = report["steps"]?.array else {
            return nil
        }
        let outcomes = steps.compactMap(outcome)
        return outcomes.count == steps.count ? outcomes : nil
    }

    /// What of each step's values is not as it is annotated, by the step's index.
    static func misfits(_ text: String) -> [Int: String] {
        let steps = (try? JSONValue.read(text))?["steps"]?.array ?? []
        let told = steps.enumerated().compactMap { index, step in
            step["misfit"]?.string.map { (index, $0) }
        }
        return Dictionary(uniqueKeysWithValues: told)
    }

    private static func outcome(_ value: JSONValue) -> StepOutcome? {
        if let returned = value["returned"], let wire = returned["wire"],
            let shape = returned["shape"]
        {
            return .returned(wire: wire, shape: shape)
        }
        if let built = value["constructed"], let wire = built["wire"], let shape = built["shape"] {
            return .constructed(wire: wire, shape: shape)
        }
        if let raised = value["raised"] { return .raised(raised) }
        if let missing = value["missing"]?.string { return .missing(missing) }
        if let compared = value["compared"]?.int, let problems = value["problems"]?.array {
            return .examined(compared: compared, problems: problems.compactMap(\.string))
        }
        return nil
    }
}
