package import WireJSON

/// Judges whether a Python value has the types that a schema states, at every depth. It takes the
/// driver's description of the value, such as `{"py": "int", "text": "7"}`, never the value.
package struct Typing: Sendable {
    private let document: RawDocument
    private let schema: RawNode

    package init(_ document: RawDocument, _ schema: RawNode) {
        self.document = document
        self.schema = schema
    }

    /// The first place whose type is wrong, in one phrase; nil when all are right.
    package func mismatch(_ shape: JSONValue) -> String? { fault(in: shape)?.text }

    /// The first place whose type is wrong; nil when all are right.
    func fault(in shape: JSONValue) -> Fault? { check(shape, [schema], at: "") }

    struct Fault {
        var pointer: String
        var problem: String

        /// One phrase that names both.
        var text: String { "\(pointer.isEmpty ? "the value" : pointer) \(problem)" }
    }

    /// Holds a description against schemas that are all stated of the value.
    func check(
        _ shape: JSONValue, _ schemas: [RawNode], at pointer: String, namesMembers: Bool = false
    ) -> Fault? {
        var facts = SchemaFacts()
        var unions: [[RawNode]] = []
        var seen: Set<String> = []
        for schema in schemas { gather(schema, into: &facts, &unions, &seen) }
        let names = namesMembers || facts.values("properties").contains { $0.object != nil }
        for branches in unions {
            if let fault = union(shape, branches, at: pointer, namesMembers: names) { return fault }
        }
        if shape.isNone, facts.parts.contains(where: { $0.value["nullable"]?.bool == true }) {
            return nil
        }
        if let constants = facts.constants {
            let isOne = constants.contains { shape.pythonTypes.admit($0) }
            return isOne
                ? nil
                : Fault(pointer: pointer, problem: "\(shape.named), no constant of the schema")
        }
        if let types = facts.types {
            guard types.contains(where: { shape.pythonTypes.contains($0) }) else {
                let expected = types.map(\.rawValue).joined(separator: " or ")
                return Fault(pointer: pointer, problem: "\(shape.named), expected \(expected)")
            }
        }
        return parts(shape, facts, at: pointer, namesMembers: names, hasUnion: !unions.isEmpty)
    }

    /// Follows references and takes in `allOf`; unions are kept apart, for only one branch counts.
    private func gather(
        _ schema: RawNode, into facts: inout SchemaFacts, _ unions: inout [[RawNode]],
        _ seen: inout Set<String>
    ) {
        guard let node = try? document.resolved(schema), node.value.object != nil,
            seen.insert(node.pointer).inserted
        else { return }
        facts.parts.append(node)
        for branch in node["allOf"]?.elements ?? [] { gather(branch, into: &facts, &unions, &seen) }
        for keyword in ["oneOf", "anyOf"] {
            let branches = node[keyword]?.elements ?? []
            if !branches.isEmpty { unions.append(branches) }
        }
    }

    private func union(
        _ shape: JSONValue, _ branches: [RawNode], at pointer: String, namesMembers: Bool
    ) -> Fault? {
        var deepest: Fault?
        for branch in branches {
            let fault = check(shape, [branch], at: pointer, namesMembers: namesMembers)
            guard let fault else { return nil }
            if fault.pointer.utf8.count > deepest?.pointer.utf8.count ?? -1 { deepest = fault }
        }
        guard let deepest else { return nil }
        let where_ = deepest.pointer == pointer ? "" : " ('\(deepest.pointer)' \(deepest.problem))"
        return Fault(
            pointer: pointer, problem: "\(shape.named), which fits no branch of the union\(where_)")
    }

    private func parts(
        _ shape: JSONValue, _ facts: SchemaFacts, at pointer: String, namesMembers: Bool,
        hasUnion: Bool
    ) -> Fault? {
        if let items = shape.items {
            if shape["py"]?.string == "tuple", facts.tupleCount == 0, facts.types != nil {
                return Fault(pointer: pointer, problem: "is a tuple, expected list")
            }
            return elements(items, facts, at: pointer)
        }
        guard let members = shape.members else { return nil }
        let isDataclass = shape["dataclass"]?.bool == true
        if namesMembers {
            let declared = facts.parts.contains { $0["properties"]?.members.isEmpty == false }
            if declared, !isDataclass {
                return Fault(pointer: pointer, problem: "is a dict, expected a dataclass")
            }
        } else if isDataclass, facts.types == [.object], !hasUnion {
            return Fault(pointer: pointer, problem: "\(shape.named), expected a dict")
        }
        return self.members(members, facts, at: pointer, isDataclass: isDataclass)
    }

    private func members(
        _ members: JSONObject, _ facts: SchemaFacts, at pointer: String, isDataclass: Bool
    ) -> Fault? {
        let declared = facts.parts.flatMap { $0["properties"]?.members.map(\.name) ?? [] }
        let required = facts.requiredNames
        if isDataclass, let missing = declared.first(where: { members[$0] == nil }) {
            return Fault(pointer: pointer, problem: "has no field for '\(missing)'")
        }
        for member in members.members {
            // An optional field that was not served shows its default.
            if isDataclass, member.value.isNone, !required.contains(member.name) { continue }
            let place = "\(pointer)/\(member.name)"
            let schemas = facts.schemas(forMember: member.name) ?? []
            if let fault = check(member.value, schemas, at: place) { return fault }
        }
        return nil
    }

    private func elements(
        _ items: [JSONValue], _ facts: SchemaFacts, at pointer: String
    ) -> Fault? {
        for (index, item) in items.enumerated() {
            let schemas = facts.schemas(forElement: index) ?? []
            if let fault = check(item, schemas, at: "\(pointer)/\(index)") { return fault }
        }
        return nil
    }
}

/// The driver's descriptions of values.
extension JSONValue {
    fileprivate var isNone: Bool { self["py"]?.string == "None" }
    fileprivate var items: [JSONValue]? { self["items"]?.array }
    fileprivate var members: JSONObject? { self["members"]?.object }

    /// `is a str`, for a message.
    fileprivate var named: String {
        let name = self["py"]?.string ?? "of unknown type"
        return isNone
            ? "is None" : "is a \(name)\(self["dataclass"]?.bool == true ? " dataclass" : "")"
    }

    /// The types of JSON Schema that the Python value may stand for; a bool is never a number.
    fileprivate var pythonTypes: [SchemaType] {
        if members != nil { return [.object] }
        switch self["py"]?.string {
        case "None": return [.null]
        case "bool": return [.boolean]
        case "int": return [.integer, .number]
        case "float", "Decimal": return [.number]
        case "str": return [.string]
        case "list", "tuple": return [.array]
        default: return []
        }
    }
}

extension [SchemaType] {
    /// Whether a constant of the document can be a value of these types.
    fileprivate func admit(_ constant: JSONValue) -> Bool { contains { $0.admits(constant) } }
}
