import Lint
import WireJSON

/// The elements of two lists that belong together by a key; of several with one key the first goes
/// with the first. Those without a key are paired in their order.
struct Pairing {
    private(set) var pairs: [(old: Site, new: Site)] = []
    var removed: [Site] = []
    var added: [Site] = []
    /// Whether those that are in both lists stand in another order.
    private(set) var isReordered = false

    init(_ old: [Site], _ new: [Site], by key: (Site) -> JSONName?) {
        var positions: [JSONName?: [Int]] = [:]
        for (index, site) in new.enumerated().reversed() {
            positions[key(site), default: []].append(index)
        }
        var taken: Set<Int> = []
        var last = -1
        for site in old {
            guard let index = positions[key(site)]?.popLast() else {
                removed.append(site)
                continue
            }
            taken.insert(index)
            pairs.append((site, new[index]))
            if index < last { isReordered = true }
            last = index
        }
        added = new.enumerated().filter { !taken.contains($0.offset) }.map(\.element)
    }
}

extension Site {
    /// The text of a member as a key.
    func name(_ member: String = "name") -> JSONName? { value[member]?.string.map(JSONName.init) }
}
