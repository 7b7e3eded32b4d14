import Diagnostics
import WireJSON

extension Rule {
    static let expressionSource = Rule(
        "openrpc.expression-source", .prose, .derived, decides: ["O49"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Link Object: expressions take values from the call that the \
                link starts from, its params (which must be declared, as the first candidate of \
                1.0 says) and its result. One that fails to evaluate passes no value at all.
                """,
            why: """
                The linked method is always called without the param, which is seldom what the \
                link is for.
                """,
            example: """
                { "name": "pet.get", "params": [ { "name": "id", "schema": {} } ],
                  "links": [ { "name": "again", "method": "pet.get",
                               "params": { "id": "${params.petId}" } } ] }
                """,
            remedy: "Begin with 'params' and a param's name, or with 'result'.")
    ) { reading in
        var sources = ExpressionSources(reading)
        return reading.distinctMethods.flatMap { sources.remarks(on: $0) }
    }
}

/// Looks at the expressions of links as seen from the methods that have them.
private struct ExpressionSources {
    private let reading: Reading
    /// What has been told: a link that many methods share is told of once.
    private var told: Set<Spot> = []
    /// Bytes of expressions that may still be read, so that links which many methods share do not
    /// multiply without end.
    private var budget = 2_000_000

    init(_ reading: Reading) { self.reading = reading }

    mutating func remarks(on method: Site) -> [Remark] {
        let links = reading.entries(of: "links", as: .link, in: method)
        if links.isEmpty { return [] }
        let params = reading.params(of: method)
        let call = Call(method, params, reading)
        var remarks: [Remark] = []
        for link in links {
            guard budget > 0, let values = link.target?.member("params"),
                let object = values.value.object
            else { continue }
            for name in object.names where budget > 0 {
                budget -= 32
                guard let site = values.member(name), !told.contains(site.spot),
                    let text = site.value.string
                else { continue }
                budget -= text.utf8.count
                guard let problem = problem(in: text, call) else { continue }
                told.insert(site.spot)
                remarks.append(
                    Remark(
                        problem, at: site,
                        notes: link.site.isReference
                            ? [
                                Diagnostic.Note(
                                    "\(method.methodName) links to it here", at: link.site.span)
                            ] : []))
            }
        }
        return remarks
    }

    /// What is wrong with the first expression of a text that never has a value.
    private func problem(in text: String, _ call: Call) -> String? {
        guard let template = try? Template(text, .link) else { return nil }
        // Since 1.0 any other form is a constant.
        let isCandidate = reading.isWritten(for: 0...0)
        return template.expressions.lazy.filter { $0.form == .template || isCandidate }
            .compactMap(call.problem).first
    }
}

/// What the call of a method has to offer to expressions.
private struct Call {
    private let method: Site
    private let names: ParamNames
    private var schemas: [JSONName: Site] = [:]
    private let count: Int
    private let reading: Reading

    init(_ method: Site, _ params: [Entry], _ reading: Reading) {
        self.method = method
        self.reading = reading
        names = ParamNames(params, method)
        count = params.count
        for param in params {
            guard let target = param.target, let name = target.value["name"]?.string else {
                continue
            }
            schemas[JSONName(name)] = target.member("schema", as: .schema)
        }
    }

    /// Why an expression never has a value; nil when it may have one.
    func problem(_ expression: RuntimeExpression) -> String? {
        switch expression.root {
        case "params": problemInParams(expression)
        case "result": problemInResult(expression)
        default:
            "a link's expression must begin with 'params' or 'result', found "
                + "'\(expression.text)'; take the value from one of them"
        }
    }

    private func problemInParams(_ expression: RuntimeExpression) -> String? {
        guard names.isWhole, let step = expression.steps.first else { return nil }
        switch step {
        case .element(let index):
            if index < count { return nil }
            return "a link's expression must name a param, '\(expression.text)' counts further "
                + "than the \(count) of \(method.methodName); name one it has"
        case .member(let name):
            guard names.names.contains(JSONName(name)) else {
                return "a link's expression must name a param of its method, "
                    + "\(method.methodName) has no '\(name)'; name one it has"
            }
            return problem(expression, expression.steps.dropFirst(), schemas[JSONName(name)])
        }
    }

    private func problemInResult(_ expression: RuntimeExpression) -> String? {
        guard let result = method.member("result", as: .contentDescriptor) else {
            return "a link's expression must name what its method has, \(method.methodName) has "
                + "no result; take the value from 'params'"
        }
        let schema = reading.target(result)?.member("schema", as: .schema)
        return problem(expression, expression.steps[...], schema)
    }

    /// Walks the steps as far as schemas tell where they lead.
    private func problem(
        _ expression: RuntimeExpression, _ steps: ArraySlice<RuntimeExpression.Step>, _ start: Site?
    ) -> String? {
        var schema = start
        // No value that is read lies deeper than so many steps.
        for step in steps.prefix(512) {
            guard let site = schema.flatMap(reading.target) else { return nil }
            switch site.value.part(at: step) {
            case .unknown: return nil
            case .never:
                return "a link's expression must lead to a value, '\(expression.text)' never does "
                    + "by the schemas of \(method.methodName); correct its path"
            case .schema(let tokens):
                let place = tokens.reduce(site.place) { $0.step($1) }
                guard let value = site.value.resolve(JSONPointer(tokens)) else { return nil }
                schema = Site(value: value, place: place, kind: .schema)
            }
        }
        return nil
    }
}

/// What a schema tells of one part of the values that it allows.
private enum SchemaPart {
    /// No such value has that part.
    case never
    /// The part is judged by the schema at these steps.
    case schema([String])
    case unknown
}

extension JSONValue {
    /// What a schema (draft-07) tells of a member or an element.
    fileprivate func part(at step: RuntimeExpression.Step) -> SchemaPart {
        guard let schema = object else { return .unknown }
        switch step {
        case .member(let name):
            if !schema.allows("object") { return .never }
            if schema["properties"]?.object?[name] != nil { return .schema(["properties", name]) }
            let isClosed = schema["additionalProperties"]?.bool == false
            let patterns = schema["patternProperties"]?.object
            return isClosed && patterns?.isEmpty ?? true ? .never : .unknown
        case .element:
            if !schema.allows("array") { return .never }
            return schema["items"]?.object == nil ? .unknown : .schema(["items"])
        }
    }
}

extension JSONObject {
    /// Whether `type` leaves room for values of a type.
    fileprivate func allows(_ type: String) -> Bool {
        guard let types = self["type"] else { return true }
        if let one = types.string { return one == type || !Self.types.contains(one) }
        guard let many = types.array else { return true }
        return many.contains { $0.string.map { $0 == type || !Self.types.contains($0) } ?? true }
    }

    private static let types: Set = [
        "array", "boolean", "integer", "null", "number", "object", "string",
    ]
}
