import WireJSON

extension RawDocument {
    /// Reads one entry of `methods`; nil when it has no name to call it by.
    func method(_ node: RawNode) -> RawMethod? {
        guard let node = try? resolved(node), let name = node.value["name"]?.string, !name.isEmpty
        else { return nil }
        var method = RawMethod(name: name)
        method.isDeprecated = node.value["deprecated"]?.bool ?? false
        do throws(RawFault) {
            method.parameters = try parameters(node)
            method.structure = try structure(node)
            method.outcome = try outcome(node)
        } catch {
            method.fault = error
        }
        method.errors = node["errors"]?.elements.compactMap { error($0) } ?? []
        method.pairings = node["examples"]?.elements.map { pairing($0) } ?? []
        return method
    }

    private func parameters(_ method: RawNode) throws(RawFault) -> [RawParameter] {
        var parameters: [RawParameter] = []
        for node in method["params"]?.elements ?? [] {
            let descriptor = try resolved(node)
            guard let name = descriptor.value["name"]?.string else {
                throw RawFault("the parameter at '\(descriptor.pointer)' has no name")
            }
            guard !parameters.contains(where: { $0.name == name }) else {
                throw RawFault("the parameter '\(name)' is declared twice")
            }
            parameters.append(
                RawParameter(
                    name: name, schema: schema(of: descriptor),
                    isRequired: descriptor.value["required"]?.bool ?? false))
        }
        return parameters
    }

    private func structure(_ method: RawNode) throws(RawFault) -> RawMethod.Structure {
        guard let value = method.value["paramStructure"] else { return .either }
        guard let structure = value.string.flatMap(RawMethod.Structure.init) else {
            throw RawFault("the 'paramStructure' of '\(method.pointer)' is unknown")
        }
        return structure
    }

    private func outcome(_ method: RawNode) throws(RawFault) -> RawMethod.Outcome {
        if let node = method["result"] { return .result(schema(of: try resolved(node))) }
        let notifies = release >= Release(major: 1, minor: 3)
        return notifies ? .notification : .result(method.sibling(true, "/result/schema"))
    }

    /// The schema of a content descriptor; without one anything goes.
    private func schema(of descriptor: RawNode) -> RawNode {
        descriptor["schema"] ?? descriptor.sibling(true, "/schema")
    }

    private func error(_ node: RawNode) -> RawError? {
        guard let node = try? resolved(node), node.value.object != nil else { return nil }
        let code = node.value["code"]?.number
        return RawError(
            code: code?.isInteger == true ? code : nil,
            message: node.value["message"]?.string ?? "", data: data(node["data"]))
    }

    /// `data` is any value by the specification; documents also put a schema there.
    private func data(_ node: RawNode?) -> RawError.Data {
        guard let node else { return .none }
        return Self.looksLikeSchema(node.value) ? .schema(node) : .literal(node.value)
    }

    private static func looksLikeSchema(_ value: JSONValue) -> Bool {
        if value["$ref"]?.string != nil || value["properties"]?.object != nil { return true }
        if let type = value["type"]?.string { return SchemaType(rawValue: type) != nil }
        return ["oneOf", "anyOf", "allOf"].contains { value[$0]?.array?.isEmpty == false }
    }
}

// Example pairings.

extension RawDocument {
    private func pairing(_ node: RawNode) -> RawPairing {
        do throws(RawFault) {
            return try pairing(of: try resolved(node))
        } catch {
            var pairing = RawPairing(name: "")
            pairing.fault = error
            return pairing
        }
    }

    private func pairing(of node: RawNode) throws(RawFault) -> RawPairing {
        var pairing = RawPairing(name: node.value["name"]?.string ?? "")
        for element in node["params"]?.elements ?? [] {
            let example = try resolved(element)
            pairing.arguments.append((example.value["name"]?.string, try exampled(example)))
        }
        if let result = node["result"] { pairing.result = try exampled(try resolved(result)) }
        if let error = node["error"] { pairing.error = try resolved(error).value }
        return pairing
    }

    /// The value of an Example Object; only one that the document itself holds can be played.
    private func exampled(_ example: RawNode) throws(RawFault) -> JSONValue {
        if let value = example.value["value"] { return value }
        throw RawFault(
            example.value["externalValue"] == nil
                ? "the example at '\(example.pointer)' has no value"
                : "the example at '\(example.pointer)' lies outside the document")
    }
}
