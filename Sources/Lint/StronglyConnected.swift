/// The nodes of a graph that lead to each other: its strongly connected parts of more than one node
/// (Tarjan), found without recursion.
struct StronglyConnected {
    /// Each with its nodes in no particular order.
    private(set) var parts: [[Int]] = []

    private let targets: [[Int]]
    private var order: [Int?]
    private var low: [Int]
    private var isWaiting: [Bool]
    private var waiting: [Int] = []
    private var visits: [Visit] = []
    private var count = 0

    /// A node whose targets are being looked at.
    private struct Visit {
        let node: Int
        var next = 0
    }

    /// Finds them, given where each node leads.
    init(_ targets: [[Int]]) {
        self.targets = targets
        order = Array(repeating: nil, count: targets.count)
        low = Array(repeating: 0, count: targets.count)
        isWaiting = Array(repeating: false, count: targets.count)
        for start in targets.indices where order[start] == nil {
            enter(start)
            while let visit = visits.last { advance(visit) }
        }
    }

    private mutating func enter(_ node: Int) {
        (order[node], low[node]) = (count, count)
        count += 1
        waiting.append(node)
        isWaiting[node] = true
        visits.append(Visit(node: node))
    }

    private mutating func advance(_ visit: Visit) {
        let node = visit.node
        guard visit.next < targets[node].count else {
            leave(node)
            return
        }
        visits[visits.count - 1].next += 1
        let target = targets[node][visit.next]
        if let seen = order[target] {
            if isWaiting[target] { low[node] = min(low[node], seen) }
        } else {
            enter(target)
        }
    }

    private mutating func leave(_ node: Int) {
        visits.removeLast()
        if let parent = visits.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == order[node] else { return }
        var part: [Int] = []
        while let last = waiting.popLast() {
            isWaiting[last] = false
            part.append(last)
            if last == node { break }
        }
        if part.count > 1 { parts.append(part) }
    }
}
