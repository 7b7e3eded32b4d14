/// What a server must say to one text, by JSON-RPC 2.0 and nothing else.
enum FuzzExpectation {
    case silence
    case one(FuzzResponse)
    case several([FuzzResponse])

    init(of text: ArraySlice<UInt8>, methods: Set<[UInt8]>) {
        guard let node = FuzzNode.read(text) else {
            self = .one(FuzzResponse(codes: [-32700]))
            return
        }
        guard let elements = node.elements, !elements.isEmpty else {
            self = FuzzResponse(to: node, methods: methods).map { .one($0) } ?? .silence
            return
        }
        let responses = elements.compactMap { FuzzResponse(to: $0, methods: methods) }
        self = responses.isEmpty ? .silence : .several(responses)
    }

    /// What is wrong with a reply; nil when it is as it must be.
    func objection(to reply: ArraySlice<UInt8>) -> String? {
        guard let node = FuzzNode.read(reply) else { return "the reply is not JSON" }
        switch self {
        case .silence: return "a reply where there must be none"
        case .one(let response): return response.objection(to: node)
        case .several(let responses):
            guard let elements = node.elements else { return "a batch is not answered by an array" }
            guard elements.count == responses.count else {
                return "\(elements.count) responses to a batch instead of \(responses.count)"
            }
            return zip(responses, elements).lazy.compactMap { $0.objection(to: $1) }.first
        }
    }
}

/// What one Response must be.
struct FuzzResponse {
    /// The id it must have; nil for null.
    var id: FuzzNode?
    /// The codes of which its error must have one; empty where there need be no error.
    var codes: Set<Int> = []

    init(codes: Set<Int>) { self.codes = codes }

    /// What is due for one element; nil for a notification.
    init?(to node: FuzzNode, methods: Set<[UInt8]>) {
        guard let method = Self.method(of: node) else {
            self.init(codes: [-32600])
            return
        }
        guard let id = node["id"] else { return nil }
        // Whether params fit is for the document to say: a result, or an error of its own.
        self.init(codes: methods.contains(method) ? [] : [-32601])
        self.id = id.isNull ? nil : id
    }

    /// The method of a lawful Request; nil when the node is none.
    private static func method(of node: FuzzNode) -> [UInt8]? {
        guard node.isObject, node["jsonrpc"]?.text.map({ $0.elementsEqual("2.0".utf8) }) ?? false,
            let method = node["method"]?.text
        else { return nil }
        switch node["id"] {
        case nil, .null, .number, .string: break
        default: return nil
        }
        switch node["params"] {
        case nil, .array, .object: return method
        default: return nil
        }
    }

    func objection(to node: FuzzNode) -> String? {
        guard case .object(let members) = node else { return "a response is no object" }
        let names = Set(members.map(\.name))
        guard names.count == members.count else { return "a response has a member twice" }
        guard node["jsonrpc"]?.text.map({ $0.elementsEqual("2.0".utf8) }) ?? false else {
            return "a response is not of version 2.0"
        }
        guard (node["result"] == nil) != (node["error"] == nil) else {
            return "a response has both or neither of 'result' and 'error'"
        }
        guard let given = node["id"] else { return "a response has no 'id'" }
        let isSame =
            id.map { $0.text == given.text && $0.digits == given.digits && !given.isNull }
            ?? given.isNull
        guard isSame else { return "a response has another id" }
        return objection(toError: node["error"])
    }

    private func objection(toError error: FuzzNode?) -> String? {
        guard let error else { return codes.isEmpty ? nil : "a result where \(codes) is due" }
        guard let digits = error["code"]?.digits,
            let code = Int(String(decoding: digits, as: UTF8.self))
        else { return "the code of an error is no integer" }
        guard error["message"]?.text != nil else { return "the message of an error is no string" }
        if codes.isEmpty {
            return [-32700, -32600, -32601].contains(code) ? "code \(code) for a lawful call" : nil
        }
        return codes.contains(code) ? nil : "code \(code) where \(codes) is due"
    }
}
