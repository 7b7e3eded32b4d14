package import JSONRPC
import Synchronization
package import WireJSON

/// A service as its raw OpenRPC document has it, read for no other purpose than to answer calls.
package struct MockDocument: Sendable {
    /// One method, every reference on its surface followed.
    struct Method: Sendable {
        var parameters: [Parameter]
        /// `by-name`, `by-position`, or anything else for both.
        var structure: String?
        var pairings: [Pairing]
        /// The schema of the result; nil where the document declares none.
        var resultSchema: JSONValue?
    }

    struct Parameter: Sendable {
        var name: JSONName
        var isRequired: Bool
    }

    /// An example pairing object: what is asked, and what must come back.
    struct Pairing: Sendable {
        /// The arguments in order.
        var values: [JSONValue]
        /// The arguments under the names of the method's parameters; nil when they are too many.
        var named: JSONValue?
        var outcome: Response.Outcome
    }

    private let root: JSONValue?
    private let methods: [JSONName: Method]
    private let seed: UInt64
    private let samples = Samples()

    /// The results made so far: one method has one.
    private final class Samples: Sendable {
        let byMethod = Mutex<[JSONName: JSONValue]>([:])
    }

    /// What a document says of its methods; without one every method is unknown.
    package init(_ root: JSONValue?, seed: UInt64) {
        self.root = root
        self.seed = seed
        var methods: [JSONName: Method] = [:]
        for item in root?["methods"]?.array ?? [] {
            let item = Self.followed(item, in: root)
            guard let name = item["name"]?.string.map(JSONName.init), methods[name] == nil else {
                continue
            }
            methods[name] = Self.method(item, in: root)
        }
        self.methods = methods
    }

    /// What the service says to a request: `rpc.discover` gets the document; an unknown method and
    /// parameters of the wrong structure get their errors, in this order; a call that an example
    /// pairing shows gets the pairing's outcome; any other gets a value made from the result
    /// schema, always the same one.
    package func outcome(of request: Request) -> Response.Outcome {
        if request.method == "rpc.discover", let root {
            return request.params.map(\.isEmpty) ?? true
                ? .result(root)
                : .error(.invalidParams.because("'rpc.discover' takes no parameters"))
        }
        let name = JSONName(request.method)
        guard let method = methods[name] else { return .error(.methodNotFound) }
        if let reason = method.objection(to: request.params) {
            return .error(.invalidParams.because(.string(reason)))
        }
        if let pairing = method.pairings.first(where: { $0.shows(request.params) }) {
            return pairing.outcome
        }
        return .result(sample(method, named: name))
    }

    private func sample(_ method: Method, named name: JSONName) -> JSONValue {
        guard let schema = method.resultSchema else { return .null }
        if let made = samples.byMethod.withLock({ $0[name] }) { return made }
        var sampler = SchemaSampler(root: root, seed: seed ^ Self.hash(name.text))
        let made = sampler.sample(schema)
        samples.byMethod.withLock { $0[name] = made }
        return made
    }

    /// FNV-1a: the same number in every run, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// The value itself, or what its `$ref` leads to after at most eight steps.
    static func followed(_ value: JSONValue, in root: JSONValue?) -> JSONValue {
        var value = value
        for _ in 0..<8 {
            guard let reference = value["$ref"]?.string, let root,
                let pointer = JSONPointer(fragment: reference),
                let target = root.resolve(pointer)
            else { break }
            value = target
        }
        return value
    }

    private static func method(_ item: JSONValue, in root: JSONValue?) -> Method {
        let parameters = (item["params"]?.array ?? []).map { descriptor in
            let descriptor = followed(descriptor, in: root)
            return Parameter(
                name: JSONName(descriptor["name"]?.string ?? ""),
                isRequired: descriptor["required"]?.bool ?? false)
        }
        let pairings = (item["examples"]?.array ?? []).compactMap {
            pairing(followed($0, in: root), for: parameters, in: root)
        }
        let result = item["result"].map { followed($0, in: root) }
        return Method(
            parameters: parameters, structure: item["paramStructure"]?.string, pairings: pairings,
            resultSchema: result?["schema"])
    }

    /// A pairing whose values are all in the document; others show nothing that could be served.
    private static func pairing(
        _ item: JSONValue, for parameters: [Parameter], in root: JSONValue?
    ) -> Pairing? {
        let examples = (item["params"]?.array ?? []).map { followed($0, in: root) }
        let values = examples.compactMap { $0["value"] }
        guard values.count == examples.count, let outcome = outcome(of: item, in: root) else {
            return nil
        }
        let names = examples.compactMap { $0["name"]?.string.map(JSONName.init) }
        return Pairing(
            values: values, named: named(values, names, for: parameters), outcome: outcome)
    }

    /// What a pairing says comes back: its error, or else its result.
    private static func outcome(of pairing: JSONValue, in root: JSONValue?) -> Response.Outcome? {
        if let error = pairing["error"].map({ followed($0, in: root) }),
            let code = error["code"]?.int
        {
            let message = error["message"]?.string ?? ""
            return .error(ErrorObject(code: code, message: message, data: error["data"]))
        }
        let result = pairing["result"].map { followed($0, in: root) }
        return result?["value"].map { .result($0) }
    }

    /// Arguments by name: under the examples' own names where each is a parameter's, otherwise by
    /// position, since an example's name may be a title.
    private static func named(
        _ values: [JSONValue], _ names: [JSONName], for parameters: [Parameter]
    ) -> JSONValue? {
        let known = parameters.map(\.name)
        let areNames =
            Set(names).count == values.count && names.allSatisfy { known.contains($0) }
        let keys = areNames ? names : known
        guard values.count <= keys.count else { return nil }
        return .object(zip(keys, values).map { .init($0.text, $1) })
    }
}

extension Request.Params {
    fileprivate var isEmpty: Bool {
        switch self {
        case .positional(let values): values.isEmpty
        case .named(let members): members.isEmpty
        }
    }
}

extension MockDocument.Method {
    /// Why these parameters do not have the structure that the document asks for; nil when they do.
    /// Values are not looked at.
    fileprivate func objection(to params: Request.Params?) -> String? {
        switch params {
        case .positional(let values) where structure == "by-name" && !parameters.isEmpty:
            return "parameters go by name, not \(values.count) by position"
        case .named where structure == "by-position" && !parameters.isEmpty:
            return "parameters go by position, not by name"
        case .positional(let values):
            if values.count > parameters.count {
                return "\(values.count) parameters, but at most \(parameters.count) are known"
            }
            return missing(parameters.dropFirst(values.count))
        case .named(let members):
            let isKnown = { (name: String) in
                parameters.contains { JSONName.same($0.name.text, name) }
            }
            if let name = members.names.first(where: { !isKnown($0) }) {
                return "parameter '\(name)' is unknown"
            }
            return missing(parameters.filter { members[$0.name.text] == nil }[...])
        case nil:
            return missing(parameters[...])
        }
    }

    private func missing(_ absent: ArraySlice<MockDocument.Parameter>) -> String? {
        absent.first(where: \.isRequired).map { "parameter '\($0.name.text)' is missing" }
    }
}

extension MockDocument.Pairing {
    /// Whether these are exactly the pairing's arguments, numbers by value.
    fileprivate func shows(_ params: Request.Params?) -> Bool {
        switch params {
        case nil:
            return values.isEmpty
        case .positional(let given):
            return given.elementsEqual(values) { $0.equals($1, numbers: .value) }
        case .named(let members):
            return named?.equals(JSONValue(.object(members)), numbers: .value) ?? false
        }
    }
}
