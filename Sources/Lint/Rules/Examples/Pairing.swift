import WireJSON

/// One example pairing of a method, references followed.
struct Pairing: Sendable {
    let method: Site
    /// The pairing itself, perhaps among the components.
    let site: Site

    /// The method's name, for messages.
    var methodName: String { method.value["name"]?.string ?? "" }
}

extension Reading {
    /// The pairings of all methods, each once for a method, in the order of the document.
    var pairings: [Pairing] { shownMethods.flatMap(pairings) }

    /// The methods, each once, however many references lead to it.
    var shownMethods: [Site] {
        var seen: Set<ValueKey> = []
        return methods.filter { $0.value.object != nil && seen.insert(ValueKey($0)).inserted }
    }

    /// The pairings of one method; what is none or cannot be followed is left out.
    func pairings(of method: Site) -> [Pairing] {
        var seen: Set<ValueKey> = []
        return method.elements(of: "examples", as: .pairing).compactMap { element in
            guard let site = target(element), site.value.object != nil,
                seen.insert(ValueKey(site)).inserted
            else { return nil }
            return Pairing(method: method, site: site)
        }
    }

    /// The examples of a pairing's params; nil when they are no list of examples that can all be
    /// followed.
    func examples(of pairing: Pairing) -> [Site]? { objects("params", .example, of: pairing.site) }

    /// The params of a method; nil when they are no list of descriptors that can all be followed.
    func params(of method: Site) -> [Site]? { objects("params", .contentDescriptor, of: method) }

    /// What a member that may be a reference is or leads to, when that is an object.
    func object(_ name: String, as kind: Kind, of site: Site) -> Site? {
        guard let member = site.member(name, as: kind), let found = target(member),
            found.value.object != nil
        else { return nil }
        return found
    }

    private func objects(_ name: String, _ kind: Kind, of site: Site) -> [Site]? {
        guard let elements = site.value[name]?.array else { return nil }
        let found = site.elements(of: name, as: kind).compactMap(target)
            .filter { $0.value.object != nil }
        return found.count == elements.count ? found : nil
    }
}

/// Which value of which text: two ways that lead to one value have one key.
struct ValueKey: Hashable, Sendable {
    private let text: ObjectIdentifier
    private let span: JSONValue.Span

    init(_ site: Site) {
        text = ObjectIdentifier(site.place.text)
        span = site.value.span
    }
}
