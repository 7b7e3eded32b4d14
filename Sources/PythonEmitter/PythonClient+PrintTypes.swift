import CodeText

extension PythonClient.DataClass {
    /// The class with all it says about itself.
    func print(into out: inout CodeWriter<Python>) {
        out.line("@dataclass")
        out.block("class \(.name(name))(WireObject):") { out in
            out.documentation(documentation)
            let isBare = fields.isEmpty && documentation.allSatisfy(\.isEmpty)
            if isBare { out.line("pass") }
            if !fields.isEmpty && !documentation.allSatisfy(\.isEmpty) { out.blank() }
            for field in fields { field.print(into: &out) }
        }
    }

    /// The class as a reader of its fields needs it.
    func printInterface(into out: inout CodeWriter<Python>) {
        out.line("@dataclass")
        out.block("class \(.name(name)):") { out in
            if fields.isEmpty { out.line("pass") }
            for field in fields { out.line(field.interface) }
        }
    }

    /// The call that says how the fields are read.
    func printShape(into out: inout CodeWriter<Python>) {
        var items: [Source<Python>] = [.name(name)]
        if isClosed || names != nil { items.append(isClosed ? "True" : "False") }
        if let names { items.append(names) }
        items += fields.map { "\(.name($0.name))=\($0.codec)" }
        out.list("_shape(", items, ")")
    }

    private var documentation: [Source<Python>] {
        var lines = description.map { Source<Python>.documentation($0) } ?? []
        if isDeprecated { lines += ["", "Deprecated."] }
        return lines + notes("Fields:", fields.map { ($0.name, $0.description) })
    }
}

extension PythonClient.DataField {
    /// The field in the class of the client's module.
    func print(into out: inout CodeWriter<Python>) {
        var parts: [Source<Python>] = []
        switch presence {
        case .required: break
        case .none: parts.append("default=None")
        case .emptyList: parts.append("default_factory=list")
        case .emptyDict: parts.append("default_factory=dict")
        }
        if let wireName {
            if wireName != name.text { parts.append("metadata={\"wire\": \(.literal(wireName))}") }
        } else {
            parts.append("metadata={\"wire\": None, \"additional\": True}")
        }
        let start: Source<Python> = "\(.name(name)): \(annotation)"
        if parts.isEmpty { return out.line(start) }
        if parts == ["default=None"] { return out.line("\(start) = None") }
        out.list("\(start) = field(", parts, ")")
    }

    /// The field in the interface: its name on the wire is a remark.
    var interface: Source<Python> {
        let value: Source<Python> =
            switch presence {
            case .required: ""
            case .none: " = None"
            case .emptyList: " = field(default_factory=list)"
            case .emptyDict: " = field(default_factory=dict)"
            }
        let start: Source<Python> = "\(.name(name)): \(annotation)\(value)"
        guard let wireName else { return "\(start)  # any other member" }
        return wireName == name.text ? start : "\(start)  # wire: \(.literal(wireName))"
    }
}

/// A paragraph that says something about each name that has a description.
func notes(
    _ heading: Source<Python>, _ described: [(name: PythonName, description: String?)]
) -> [Source<Python>] {
    let lines = described.flatMap { name, description -> [Source<Python>] in
        let lines = description.map { Source<Python>.documentation($0) } ?? []
        guard let first = lines.firstIndex(where: { !$0.isEmpty }) else { return [] }
        return ["    \(.name(name)): \(lines[first])"]
            + lines[(first + 1)...].map { $0.isEmpty ? "" : "        \($0)" }
    }
    return lines.isEmpty ? [] : ["", heading] + lines
}
