import WireJSON

/// What an object of the specification is made of by the meta-schema of one edition.
struct ObjectShape: Sendable {
    let members: [Member]
    /// Whether no other member may stand in it.
    var isClosed = true
    /// Whether members whose names begin with `x-` may stand in it although it is closed.
    var isExtensible = true
    /// Whether a value that is no object is refused; the 1.4 meta-schema forgets to in two places.
    var mustBeObject = true

    /// One member that the meta-schema of some editions knows.
    struct Member: Sendable {
        let name: String
        let form: Form
        var isRequired = false
        var editions = Edition.first...Edition.fourth
    }

    /// The member of that name.
    func member(_ name: String) -> Member? { members.first { JSONName.same($0.name, name) } }
}

extension ObjectShape {
    /// The shape of a kind in an edition.
    static func of(_ kind: Kind, in edition: Edition) -> ObjectShape {
        all[edition]?[kind.rawValue] ?? ObjectShape(members: [], isClosed: false)
    }

    private static let all = Dictionary(
        uniqueKeysWithValues: Edition.allCases.map { edition in
            (edition, Kind.allCases.map { make($0, in: edition) })
        })

    private static func make(_ kind: Kind, in edition: Edition) -> ObjectShape {
        var shape = ObjectShape(members: members(of: kind).filter { $0.editions.contains(edition) })
        switch kind {
        case .components, .variable, .example, .pairing, .schema, .data: shape.isClosed = false
        case .error: shape.isExtensible = false
        case .document: shape.isExtensible = edition != .first
        case .info, .link: shape.mustBeObject = edition != .fourth
        default: break
        }
        return shape
    }
}

extension ObjectShape.Member {
    /// A member that may be absent.
    static func may(
        _ name: String, _ form: Form,
        _ editions: ClosedRange<Edition> = .first ... .fourth
    ) -> Self {
        Self(name: name, form: form, editions: editions)
    }

    /// A member that may not be absent.
    static func must(
        _ name: String, _ form: Form,
        _ editions: ClosedRange<Edition> = .first ... .fourth
    ) -> Self {
        Self(name: name, form: form, isRequired: true, editions: editions)
    }

    /// A name, which the first meta-schema lets be empty.
    static func name(isRequired: Bool = true) -> [Self] {
        [
            Self(name: "name", form: .string, isRequired: isRequired, editions: .first ... .first),
            Self(name: "name", form: .name, isRequired: isRequired, editions: .third ... .fourth),
        ]
    }

    /// `summary` and `description`.
    static let prose: [Self] = [.may("summary", .string), .may("description", .string)]
}
