import Lint
import WireJSON

/// Which components a document's methods reach by references, directly or by way of others.
struct Usage {
    private var used: Set<Component> = []

    /// The group and the name of a component.
    struct Component: Hashable {
        var group: JSONName
        var name: JSONName
    }

    init(_ reading: Reading) {
        var edges: [Component: [Component]] = [:]
        var waiting: [Component] = []
        for site in reading.survey.references {
            guard let text = site.value["$ref"]?.string,
                let target = JSONPointer(fragment: text).flatMap(Component.init)
            else { continue }
            if let owner = Component(site.place.pointer) {
                edges[owner, default: []].append(target)
            } else {
                waiting.append(target)
            }
        }
        while let next = waiting.popLast() {
            if used.insert(next).inserted { waiting += edges[next] ?? [] }
        }
    }

    /// Whether some method reaches a component.
    func contains(_ component: Component) -> Bool { used.contains(component) }
}

extension Usage.Component {
    /// The component that a pointer leads to or into.
    init?(_ pointer: JSONPointer) {
        let tokens = pointer.tokens
        guard tokens.count >= 3, tokens[0] == "components" else { return nil }
        self.init(group: JSONName(tokens[1]), name: JSONName(tokens[2]))
    }
}
