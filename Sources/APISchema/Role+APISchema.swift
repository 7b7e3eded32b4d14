import SchemaLowering

// The grammar of an API schema: what stands where in a document.

extension Role {
    static let apiDocument: Role = .init("apiDocument", noun: "the document", mayRefer: false) {
        name in
        if APIDocument.Bucket(rawValue: name) != nil { return .one(.namespace) }
        return name == "definitions" || name == "$defs" ? .map(.schema) : .one(.plain)
    }

    /// A bucket, a namespace in one, or a method: which of them only its members tell.
    static let namespace: Role = .init("namespace", noun: "a namespace", mayRefer: false) { name in
        switch name {
        case "params", "result": .one(.schema)
        default: .one(.namespace)
        }
    }
}
