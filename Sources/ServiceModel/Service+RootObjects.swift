extension Service {
    /// The service with the members that a store adds to what it keeps: `sid`, `created_at` and
    /// `updated_at`, optional, behind the root objects' own members. A member that the document
    /// names stays where and what it is.
    package func withBaseFields() -> Service {
        var service = self
        for id in rootObjects {
            guard case .object(var shape) = self[id].shape else { continue }
            for field in Self.baseFields {
                let isThere = shape.fields.contains {
                    $0.wireName.utf8.elementsEqual(field.wireName.utf8)
                }
                if !isThere { shape.fields.append(field) }
            }
            service.types[id.index].shape = .object(shape)
        }
        return service
    }

    private static let baseFields = [
        Field(
            wireName: "sid", type: .string, isRequired: false,
            description: "The id under which the object is stored."),
        Field(
            wireName: "created_at", type: .integer, isRequired: false,
            description: "When the object was stored first, in seconds since 1970."),
        Field(
            wireName: "updated_at", type: .integer, isRequired: false,
            description: "When the object was stored last, in seconds since 1970."),
    ]

    /// The objects among the components that a method `get`, `….get` or `…_get` returns: those have
    /// an identity of their own, while parts of them have none.
    private var rootObjects: Set<TypeID> {
        Set(
            methods.compactMap { method in
                let words = method.wireName.split(omittingEmptySubsequences: false) {
                    $0 == "." || $0 == "_"
                }
                guard words.last == "get", case .result(let type) = method.outcome else {
                    return nil
                }
                return component(behind: type)
            })
    }

    /// The object of `components.schemas` that a type leads to by aliases and null alone.
    private func component(behind type: TypeReference) -> TypeID? {
        var type = type
        var seen: Set<TypeID> = []
        while true {
            switch type {
            case .nullable(let inner): type = inner
            case .named(let id):
                guard seen.insert(id).inserted else { return nil }
                switch self[id].shape {
                case .alias(let target): type = target
                case .object: return isComponent(self[id]) ? id : nil
                case .enumeration: return nil
                }
            default: return nil
            }
        }
    }

    private func isComponent(_ type: TypeDefinition) -> Bool {
        let start = "#/components/schemas/"
        return type.pointer.hasPrefix(start) && !type.pointer.dropFirst(start.count).contains("/")
    }
}
