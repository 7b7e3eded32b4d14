package import WireJSON

/// The judge's own reading of an OpenRPC document: raw JSON and references, nothing of the
/// generator's. What cannot be read becomes a fault on the thing it spoils, never a crash.
package struct RawDocument: Sendable {
    package let root: JSONValue
    /// The `openrpc` member's major and minor number; 1.2 when it cannot be read.
    package let release: Release
    /// In document order; of two methods with one name the first.
    package private(set) var methods: [RawMethod] = []
    let texts: RawTexts
    let targets = RawTargets()

    /// A version without its patch, which is not considered (O03).
    package struct Release: Sendable, Equatable, Comparable {
        package var major: Int
        package var minor: Int

        package static func < (left: Release, right: Release) -> Bool {
            (left.major, left.minor) < (right.major, right.minor)
        }
    }

    /// The document whose whole text this value is, with the texts that it refers to.
    package init(_ root: JSONValue, texts: RawTexts = RawTexts()) {
        self.root = root
        self.texts = texts
        release = Self.release(root["openrpc"]?.string ?? "")
        var names: Set<String> = []
        let nodes = RawNode(root, pointer: "#")["methods"]?.elements ?? []
        methods = nodes.compactMap(method).filter { names.insert($0.name).inserted }
    }

    /// The same document with other methods.
    func with(methods: [RawMethod]) -> RawDocument {
        var copy = self
        var names: Set<String> = []
        copy.methods = methods.filter { names.insert($0.name).inserted }
        return copy
    }

    /// The title, by which generated code is named.
    package var title: String { root["info"]?["title"]?.string ?? "" }

    /// The schemas under `components`, by name.
    package var schemas: [(name: String, node: RawNode)] {
        RawNode(root, pointer: "#")["components"]?["schemas"]?.members ?? []
    }

    private static func release(_ text: String) -> Release {
        let parts = text.split(separator: ".").prefix(2).compactMap { Int($0) }
        return parts.count == 2
            ? Release(major: parts[0], minor: parts[1]) : Release(major: 1, minor: 2)
    }
}

/// One method as the document states it.
package struct RawMethod: Sendable {
    package var name: String
    package var parameters: [RawParameter] = []
    package var structure = Structure.either
    package var outcome = Outcome.notification
    package var isDeprecated = false
    package var errors: [RawError] = []
    package var pairings: [RawPairing] = []
    /// Why no call of it can be derived.
    package var fault: RawFault?

    /// How `params` travel; absent means either (O27).
    package enum Structure: String, Sendable {
        case byName = "by-name"
        case byPosition = "by-position"
        case either
    }

    /// What a call ends in.
    package enum Outcome: Sendable {
        case result(RawNode)
        /// No result is declared: from 1.3 on the method is only used as a notification (O34).
        case notification
    }
}

/// One parameter: the key of a by-name call and the schema of its value.
package struct RawParameter: Sendable {
    package var name: String
    package var schema: RawNode
    package var isRequired: Bool
}

/// One declared error.
package struct RawError: Sendable {
    /// The code as the document writes it; nil when it is no integer.
    package var code: JSONNumber?
    package var message: String
    package var data: Data

    /// What the document says of `data`.
    package enum Data: Sendable {
        case none
        case literal(JSONValue)
        case schema(RawNode)
    }
}

/// One example pairing, its values in the order of the method's parameters.
package struct RawPairing: Sendable {
    package var name: String
    package var arguments: [(name: String?, value: JSONValue)] = []
    package var result: JSONValue?
    /// A whole error object that is answered instead of a result (O57).
    package var error: JSONValue?
    /// Why it cannot be played.
    package var fault: RawFault?
}
