import ServiceModel

/// Which types contain themselves, and where a box or a type of its own has to stand between.
struct Recursion {
    /// What a value of a type holds within itself, not behind a vector, a map or a variant.
    private let inline: [[Int]]
    /// What the source of an alias mentions that is another alias.
    private let spelled: [[Int]]

    init(_ service: Service) {
        inline = service.types.map { definition in
            switch definition.shape {
            case .object(let shape): shape.fields.flatMap { Self.direct($0.type) }
            case .alias(let type): Self.direct(type)
            case .enumeration: []
            }
        }
        spelled = service.types.map { definition in
            guard case .alias(let type) = definition.shape else { return [] }
            if case .union = type { return [] }
            return type.names.map(\.index).filter { index in
                guard case .alias(let other) = service.types[index].shape else { return false }
                if case .union = other { return false }
                return true
            }
        }
    }

    /// The named types that a type holds within itself.
    private static func direct(_ type: TypeReference) -> [Int] {
        switch type {
        case .named(let id): [id.index]
        case .nullable(let inner): direct(inner)
        default: []
        }
    }

    /// The types that must be boxed where they stand in fields of `id`.
    func boxed(in id: TypeID) -> Set<TypeID> {
        Set(inline[id.index].filter { Self.reaches(id.index, from: $0, inline) }.map { TypeID($0) })
    }

    /// Whether an alias, spelled out, would never end.
    func isEndless(_ id: TypeID) -> Bool {
        spelled[id.index].contains { Self.reaches(id.index, from: $0, spelled) }
    }

    private static func reaches(_ goal: Int, from start: Int, _ edges: [[Int]]) -> Bool {
        var seen: Set<Int> = [start]
        var rest = [start]
        while let next = rest.popLast() {
            if next == goal { return true }
            for edge in edges[next] where seen.insert(edge).inserted { rest.append(edge) }
        }
        return false
    }
}
