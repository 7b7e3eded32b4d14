package import WireJSON

/// The formats of documents that a run knows, told by what they say and not by their names.
package enum DocumentFormat: Sendable {
    case openRPC
    /// A JSON Schema whose buckets hold methods, nodes with `rpcMethod`.
    case apiSchema

    /// The format of a document; one that is neither is taken for OpenRPC, whose reader says why
    /// it is none.
    package init(_ root: JSONValue) {
        let isSchema =
            root["openrpc"] == nil && root["methods"] == nil
            && ["server", "session", "clientSession", "clientGlobal"].contains { bucket in
                root[bucket].map(Self.hasMethod) ?? false
            }
        self = isSchema ? .apiSchema : .openRPC
    }

    private static func hasMethod(_ node: JSONValue) -> Bool {
        guard let object = node.object else { return false }
        return node["rpcMethod"]?.string != nil
            || object.members.contains { hasMethod($0.value) }
    }
}

extension RawDocument {
    /// The judge's own reading of the methods that a document's server calls: all of an OpenRPC
    /// document, those of `clientSession` and `clientGlobal` of an API schema.
    package init(inboundOf root: JSONValue) {
        switch DocumentFormat(root) {
        case .openRPC: self.init(root)
        case .apiSchema:
            let plain = Self.withNullForNothing(root)
            let node = RawNode(plain, pointer: "#")
            let buckets = ["clientSession", "clientGlobal"].compactMap { node[$0] }
            let document = RawDocument(plain)
            self = document.with(methods: buckets.flatMap { document.inbound($0) })
        }
    }

    /// A schema that nothing satisfies, as one of several, stands for the lack of a value, which on
    /// the wire is null.
    private static func withNullForNothing(_ value: JSONValue) -> JSONValue {
        if let elements = value.array { return .array(elements.map(withNullForNothing)) }
        guard let object = value.object else { return value }
        if object.count == 1, value["not"]?.object?.isEmpty == true { return ["type": "null"] }
        return .object(object.members.map { .init($0.name, withNullForNothing($0.value)) })
    }

    private func inbound(_ node: RawNode) -> [RawMethod] {
        guard node.value.object != nil else { return [] }
        guard let name = node.value["rpcMethod"]?.string else {
            return node.members.flatMap { inbound($0.node) }
        }
        var method = RawMethod(name: name)
        method.structure = .byName
        let isNotification = node.value["notification"]?.bool == true
        let nothing = node.sibling(["type": "null"], "/result")
        let result = node["result"].map { $0.value.isNull ? nothing : $0 } ?? nothing
        method.outcome = isNotification ? .notification : .result(result)
        do throws(RawFault) {
            method.parameters = try parameters(ofObject: node["params"])
        } catch {
            method.fault = error
        }
        return [method]
    }

    /// The members of the object that `params` is.
    private func parameters(ofObject node: RawNode?) throws(RawFault) -> [RawParameter] {
        guard let node, !node.value.isNull else { return [] }
        let object = try resolved(node)
        guard object["properties"] != nil || object.value["type"]?.string == "object" else {
            throw RawFault("the params at '\(object.pointer)' are no object with named members")
        }
        let required = Set(object.requiredNames)
        return (object["properties"]?.members ?? []).map { member in
            RawParameter(
                name: member.name, schema: member.node, isRequired: required.contains(member.name))
        }
    }
}
