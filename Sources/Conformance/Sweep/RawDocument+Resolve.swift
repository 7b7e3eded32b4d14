import Synchronization
import WireJSON

/// Why a place in a document cannot be read, in one phrase.
package struct RawFault: Error, Sendable, Equatable {
    package var message: String

    package init(_ message: String) { self.message = message }
}

extension RawDocument {
    /// The value that a place stands for: itself, or where its chain of `$ref`s ends. What stands
    /// beside a `$ref` is ignored (O67).
    package func resolved(_ node: RawNode) throws(RawFault) -> RawNode {
        var node = node
        var seen: Set<String> = []
        while let reference = node.value["$ref"] {
            guard let text = reference.string else {
                throw RawFault("the '$ref' at '\(node.pointer)' is no string")
            }
            guard seen.insert(node.pointer).inserted else {
                throw RawFault("the '$ref' '\(text)' leads to itself")
            }
            node = try target(of: text, from: node)
        }
        return node
    }

    /// One step along a reference: from the root of its text, else from the nearest value around
    /// it that has what the pointer names, as documents made of generated schemas need.
    private func target(of reference: String, from node: RawNode) throws(RawFault) -> RawNode {
        let hash = reference.firstIndex(of: "#")
        let base = reference[..<(hash ?? reference.endIndex)]
        let fragment = hash.map { reference[reference.index(after: $0)...] } ?? ""
        let tokens = RawPointer.tokens(fragment)
        guard base.isEmpty else {
            return try target(of: reference, in: String(base), tokens, from: node)
        }
        guard let tokens else {
            throw RawFault("the '$ref' '\(reference)' is no JSON pointer")
        }
        let key = node.text + reference
        if let known = targets.known(key) { return known }
        if let start = root(of: node.text), let found = walk(start, tokens) {
            targets.learn(key, found)
            return found
        }
        for index in node.enclosures.indices.reversed() {
            let enclosure = node.enclosures[index]
            var start = RawNode(enclosure.value, pointer: enclosure.pointer)
            start.enclosures = Array(node.enclosures[..<index])
            if let found = walk(start, tokens) { return found }
        }
        // A schema may refer to definitions that it carries itself.
        if let found = walk(node, tokens), !tokens.isEmpty { return found }
        throw RawFault("the '$ref' '\(reference)' leads nowhere")
    }

    /// What a reference with a URI names: a schema that calls itself so, or another text.
    private func target(
        of reference: String, in base: String, _ tokens: [String]?, from node: RawNode
    ) throws(RawFault) -> RawNode {
        let uri = RawURI.resolved(base, against: self.base(of: node))
        guard let start = embedded(base) ?? root(of: uri) else {
            if texts.isOpaque { return RawNode(true, pointer: "\(uri)#") }
            throw RawFault("the text of the '$ref' '\(reference)' is not at hand")
        }
        if let tokens, let found = walk(start, tokens) { return found }
        throw RawFault("the '$ref' '\(reference)' leads nowhere")
    }

    /// The root of a text; that of the document by no name, or by its own.
    private func root(of uri: String) -> RawNode? {
        if uri.isEmpty || uri == texts.home { return RawNode(root, pointer: "#") }
        return texts[uri].map { RawNode($0, pointer: "\(uri)#") }
    }

    /// The URI against which references at a node are resolved.
    private func base(of node: RawNode) -> String {
        let text = node.text.isEmpty ? texts.home : node.text
        return node.enclosures.reduce(text) { base, enclosure in
            guard let id = enclosure.value["$id"]?.string, !id.hasPrefix("#") else { return base }
            return RawURI.resolved(String(id.prefix { $0 != "#" }), against: base)
        }
    }

    private func walk(_ start: RawNode, _ tokens: [String]) -> RawNode? {
        var node = start
        for token in tokens {
            if let elements = node.value.array {
                guard let index = Int(token), elements.indices.contains(index) else { return nil }
                node = node.child(elements[index], token)
            } else if let member = node[token] {
                node = member
            } else {
                return nil
            }
        }
        return node
    }

    /// The component schema that names itself by that URI.
    private func embedded(_ identifier: String) -> RawNode? {
        let schemas = RawNode(root, pointer: "#")["components"]?["schemas"]
        return schemas?.members.lazy.map(\.node).first { $0.value["$id"]?.string == identifier }
    }
}

/// Where references from the document's root lead; documents repeat them thousands of times.
final class RawTargets: Sendable {
    private let targets = Mutex<[String: RawNode]>([:])

    func known(_ reference: String) -> RawNode? { targets.withLock { $0[reference] } }

    func learn(_ reference: String, _ target: RawNode) {
        targets.withLock { $0[reference] = target }
    }
}
