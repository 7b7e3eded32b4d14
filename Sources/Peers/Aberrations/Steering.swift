import WireJSON

/// Which requests of all that arrive get an aberration. It looks at nothing that a client would
/// have to send for the purpose.
package struct Steering: Sendable {
    package var aberration: Aberration
    package var target: Target

    /// What is aimed at; a batch is hit when one of its requests is.
    package enum Target: Sendable, Equatable {
        case everything
        case method(String)
        /// The request with this id, as JSON text.
        case id(String)
        /// The n-th text that came for JSON-RPC, counted from 1 over all connections.
        case sequence(Int)
    }

    package init(_ aberration: Aberration, at target: Target = .everything) {
        self.aberration = aberration
        self.target = target
    }

    /// Whether the text that arrived as the n-th is hit.
    package func hits(_ text: [UInt8], sequence: Int) -> Bool {
        switch target {
        case .everything: return true
        case .sequence(let number): return number == sequence
        case .method(let name):
            return requests(in: text).contains {
                $0["method"]?.string.map { JSONName.same($0, name) } ?? false
            }
        case .id(let wanted):
            return requests(in: text).contains { $0["id"]?.text() == wanted }
        }
    }

    /// What is done instead of the reply that opens a WebSocket; nil where it leaves as it is. It
    /// is no call, so that only what is aimed at everything hits it.
    func handshake(instead head: [UInt8]) -> [WireAct]? {
        guard target == .everything, case .transport(let carriage) = aberration.effect else {
            return nil
        }
        return carriage.change(.handshake(head: head))
    }

    private func requests(in text: [UInt8]) -> [JSONValue] {
        guard let value = Misreading.read(text) else { return [] }
        return value.array ?? [value]
    }
}

extension Steering {
    /// Why a word steers nothing.
    package enum Fault: Error, Sendable, Equatable {
        /// No aberration has that name.
        case unknown(String)
        /// What follows the `@` names no target.
        case badTarget(String)
    }

    /// Reads `NAME`, `NAME@METHOD`, `NAME@#3` or `NAME@id=7`, where an id is JSON, or else a text.
    package static func read(_ word: String) throws(Fault) -> Steering {
        let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let aberration = Aberration.named(name) else { throw .unknown(name) }
        guard parts.count == 2 else { return Steering(aberration) }
        let target = String(parts[1])
        if target.hasPrefix("#") {
            guard let number = Int(target.dropFirst()), number > 0 else {
                throw .badTarget("'\(target)' is not '#' and a number from 1 on")
            }
            return Steering(aberration, at: .sequence(number))
        }
        if target.hasPrefix("id=") {
            return Steering(aberration, at: .id(idText(target.dropFirst(3))))
        }
        guard !target.isEmpty else { throw .badTarget("nothing follows the '@'; leave it out") }
        return Steering(aberration, at: .method(target))
    }

    /// The JSON text of an id as it is written on a command line.
    private static func idText(_ word: Substring) -> String {
        let isID = (try? JSONValue.read(String(word))).map { $0.array == nil && $0.object == nil }
        return isID ?? false ? String(word) : JSONValue.quoted(String(word))
    }
}
