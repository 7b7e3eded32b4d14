package import JSONRPC
import Synchronization
package import WireJSON

/// A service as its raw OpenRPC document has it, read for no other purpose than to answer calls.
package struct MockDocument: Sendable {
    /// The document itself; nil when there is none.
    package let root: JSONValue?
    let methods: [JSONName: MockMethod]
    /// The names of the methods, in the document's order.
    package let names: [String]
    private let seed: UInt64
    private let memory: Memory
    private let store: MockStore?

    /// What was made so far, and would be made again just so.
    private final class Memory: Sendable {
        let source: SchemaSource?
        let programs = Mutex<[JSONName: SchemaProgram]>([:])
        let samples = Mutex<[UInt64: JSONValue]>([:])

        init(_ source: SchemaSource?) { self.source = source }
    }

    /// How many results are kept to be given again.
    private static let samplesKept = 256

    /// What a document says of its methods; without one every method is unknown. A stateful one
    /// remembers what it was told to (see `MockStore`); any other answers each call as if it were
    /// the first.
    package init(_ root: JSONValue?, seed: UInt64, isStateful: Bool = false) {
        let source = root.map(SchemaSource.init)
        let listed = source.map(MockMethod.all) ?? []
        self.root = root
        self.seed = seed
        names = listed.map(\.name.text)
        methods = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
        memory = Memory(source)
        store = isStateful ? MockStore(listed, root: root, seed: seed) : nil
    }

    /// What the service says to a request: `rpc.discover` gets the document; an unknown method and
    /// parameters of the wrong structure get their errors, in this order; a call that an example
    /// pairing shows gets the pairing's outcome; parameters that their schemas refuse get their
    /// error; what a family of methods has stored is given back; any other call gets a value made
    /// from the result schema, the same one for the same parameters.
    package func outcome(of request: Request) -> Response.Outcome {
        if request.method == "rpc.discover", let root {
            return Self.discovery(of: root, request.params)
        }
        guard let method = methods[JSONName(request.method)] else { return .error(.methodNotFound) }
        if let objection = method.objection(to: request.params) {
            return .error(.invalidParams.because(objection.value))
        }
        let pairing = method.pairings.first { $0.shows(request.params) }
        let call = MockCall(method, request.params)
        if let pairing {
            store?.note(call, answeredBy: pairing.outcome)
            return pairing.outcome
        }
        let program = program(of: method)
        if let objection = method.objection(to: request.params, by: program) {
            return .error(.invalidParams.because(objection.value))
        }
        let result = program.entries.count - 1
        let told = store?.outcome(
            of: call, sample: { sample(of: method, for: call, by: program) },
            accepts: { method.result == nil || program.accepts($0, by: result) })
        return told ?? .result(sample(of: method, for: call, by: program))
    }

    private static func discovery(
        of root: JSONValue, _ params: Request.Params?
    ) -> Response.Outcome {
        guard let params, !params.isEmpty else { return .result(root) }
        let token =
            switch params {
            case .positional: "0"
            case .named(let members): members.names[0]
            }
        let objection = ParamsObjection(
            problem: "takes no parameters", at: JSONPointer([token]), keyword: "params",
            schema: JSONPointer(["methods"]))
        return .error(.invalidParams.because(objection.value))
    }

    /// The value that a call's result is made from, where nothing else decides.
    private func sample(
        of method: MockMethod, for call: MockCall, by program: SchemaProgram
    ) -> JSONValue {
        guard let schema = method.result else { return .null }
        let key = call.hash(seed)
        if let made = memory.samples.withLock({ $0[key] }) { return made }
        let made = SchemaSampler.sample(schema.value, root: root, seed: key) {
            program.accepts($0, by: program.entries.count - 1)
        }
        memory.samples.withLock { samples in
            if samples.count >= Self.samplesKept { samples = [:] }
            samples[key] = made
        }
        return made
    }

    /// The schemas of a method's parameters, then that of its result, compiled at its first call.
    func program(of method: MockMethod) -> SchemaProgram {
        memory.programs.withLock { programs in
            if let program = programs[method.name] { return program }
            let schemas = (method.parameters ?? []).map(\.schema) + [method.result]
            let places = schemas.map { $0?.place ?? MockMethod.nowhere }
            let program = memory.source.map { SchemaProgram(places, in: $0) } ?? SchemaProgram()
            programs[method.name] = program
            return program
        }
    }
}

extension MockDocument {
    /// Judges a value by the result schema of a method; nil when there is no such method, or its
    /// document declares no result.
    package func verdict(onResult value: JSONValue, of name: String) -> SchemaVerdict? {
        guard let method = methods[JSONName(name)], method.result != nil else { return nil }
        let program = program(of: method)
        return program.verdict(on: value, by: program.entries.count - 1)
    }

    /// The value that is sampled from a method's result schema for a call without parameters; nil
    /// when there is no such method.
    package func sampledResult(of name: String) -> JSONValue? {
        methods[JSONName(name)].map {
            sample(of: $0, for: MockCall($0, nil), by: program(of: $0))
        }
    }

    /// Why these parameters are not the method's, as the `data` of the error has it; nil when they
    /// may be.
    package func objection(to params: Request.Params?, of name: String) -> JSONValue? {
        guard let method = methods[JSONName(name)] else { return nil }
        return
            (method.objection(to: params) ?? method.objection(to: params, by: program(of: method)))?
            .value
    }

    /// The codes of the errors that the document declares for a method; nil when there is no such
    /// method.
    package func declaredCodes(of name: String) -> [Int]? {
        methods[JSONName(name)]?.errors.map(\.code)
    }
}

extension Request.Params {
    var isEmpty: Bool {
        switch self {
        case .positional(let values): values.isEmpty
        case .named(let members): members.isEmpty
        }
    }
}
