package import WireJSON

/// What a subject says of itself: the result of `describe` (`conformance/protocol`).
package struct SubjectDescription: Sendable {
    /// What a subject can have beside calls.
    package enum Feature: String, Sendable, CaseIterable {
        case construct, notify, batch, subscribe, cancel
        /// Errors reach the caller with their kind, code, message and data.
        case typedErrors = "typed-errors"
        /// Values are described as the subject's language sees them.
        case shapes
        /// Any method can be called by its name, document or not.
        case rawCalls = "raw-calls"
        /// A client can connect again.
        case reconnect
        /// It calls handlers of its user's for what the service asks and notifies.
        case handlers
        /// Numbers that JSON cannot hold can be among the arguments.
        case nonJSON = "non-json"
    }

    /// The version of the protocol that is spoken here.
    package static let protocolVersion = "1"

    package var name: String
    package var version: String
    package var language: String
    package var features: Set<Feature>
    package var transports: [Way.Transport]
    package var clients: [Way.Client]

    /// Reads the result of `describe`.
    package init(_ value: JSONValue) throws(SubjectFault) {
        guard let version = value["protocol"]?.string else {
            throw .misshapen("the description names no 'protocol': \(excerpt(value.text()))")
        }
        guard version == Self.protocolVersion else { throw .otherVersion(version) }
        name = try Self.text(value, "name")
        self.version = try Self.text(value, "version")
        language = try Self.text(value, "language")
        features = Set(try Self.words(value, "features"))
        transports = try Self.words(value, "transports")
        clients = try Self.words(value, "clients")
        if clients.isEmpty { throw .misshapen("the description has no 'clients'") }
    }

    /// The ways on which the subject can be played, in the order of `Way.all`.
    package var ways: [Way] {
        Way.all.filter { transports.contains($0.transport) && clients.contains($0.client) }
    }

    private static func text(
        _ value: JSONValue, _ name: String
    ) throws(SubjectFault) -> String {
        guard let text = value[name]?.string else {
            throw .misshapen("'\(name)' of the description is no string")
        }
        return text
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ name: String
    ) throws(SubjectFault) -> [Word] {
        guard let elements = value[name]?.array else {
            throw .misshapen("'\(name)' of the description is no array")
        }
        var words: [Word] = []
        for element in elements {
            guard let word = element.string.flatMap(Word.init(rawValue:)) else {
                let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
                throw .misshapen("'\(name)' has \(excerpt(element.text())); there is \(known)")
            }
            words.append(word)
        }
        return words
    }
}

extension SubjectDescription {
    /// Why a case asks for what the subject does not have; nil when it has all of it.
    package func obstacle(to subject: Case) -> String? {
        let lacking = subject.needed.first { !features.contains($0) }
        if let lacking { return "the subject does not have '\(lacking.rawValue)'" }
        guard case .calls = subject.task, !subject.ways.contains(where: ways.contains) else {
            return nil
        }
        let transports = Set(subject.ways.map(\.transport.rawValue)).sorted()
        return "the subject has none of the ways of the case: \(transports.joined(separator: ", "))"
    }
}

extension Case {
    /// The features without which a subject cannot be asked.
    var needed: [SubjectDescription.Feature] {
        var needed = needs.compactMap(SubjectDescription.Feature.init(rawValue:))
        switch task {
        case .construct: needed.append(.construct)
        case .examine: break
        case .calls(let steps):
            if steps.contains(where: \.isNotification) { needed.append(.notify) }
            let raises = steps.contains { if case .raised = $0.expected { true } else { false } }
            if raises { needed.append(.typedErrors) }
        }
        return needed
    }
}

extension Case.Step {
    /// Whether it sends what nobody answers.
    package var isNotification: Bool { if case .nothing = served { true } else { false } }
}
