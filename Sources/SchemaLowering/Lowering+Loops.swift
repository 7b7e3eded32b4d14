import Diagnostics
import ServiceModel
import WireJSON

extension Lowering {
    /// Reports every definition that is another name for itself, through references, unions and
    /// nothing else, and makes it anything.
    func breakLoops() {
        enum Mark { case unseen, open, closed }
        var marks = [Mark](repeating: .unseen, count: drafts.count)
        for start in drafts.indices where marks[start] == .unseen {
            var path = [(id: start, next: directNames(of: start))]
            marks[start] = .open
            while let current = path.last {
                guard let next = current.next.first else {
                    marks[current.id] = .closed
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next.removeFirst()
                switch marks[next] {
                case .unseen:
                    marks[next] = .open
                    path.append((next, directNames(of: next)))
                case .open: breakLoop(at: current.id)
                case .closed: break
                }
            }
        }
    }

    private func breakLoop(at index: Int) {
        let draft = drafts[index]
        let reference = draft.place.value["$ref"]
        reportLoop(
            reference?.string ?? draft.definition.pointer,
            at: (reference ?? draft.place.value).span,
            severity: draft.isUsed ? .error : .warning)
        drafts[index].definition.shape = .alias(.any)
    }

    /// The definitions that a value of this one is, with nothing between.
    private func directNames(of index: Int) -> ArraySlice<Int> {
        guard case .alias(let type) = drafts[index].definition.shape else { return [] }
        var names: [Int] = []
        var rest = [type]
        while let next = rest.popLast() {
            switch next {
            case .named(let id): names.append(id.index)
            case .nullable(let inner): rest.append(inner)
            case .union(let members): rest += members.reversed()
            default: break
            }
        }
        return names[...]
    }
}
