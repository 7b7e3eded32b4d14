import WireJSON

/// A method as its pairings see it, looked at once however many there are.
struct ShownMethod: Sendable {
    let site: Site
    /// Nil when they are no list of content descriptors that can all be followed.
    let params: [Site]?
    /// Where the param of each name stands; nil when not each has a name of its own.
    let positions: [JSONName: Int]?
    /// The positions of the required params.
    let required: [Int]

    /// The method's name, for messages.
    var name: String { site.value["name"]?.string ?? "" }
    /// What `paramStructure` says, if it is one of the three words.
    var structure: String? { site.value["paramStructure"]?.string }

    init(_ site: Site, in reading: Reading) {
        self.site = site
        params = reading.objects("params", as: .contentDescriptor, of: site)
        var positions: [JSONName: Int] = [:]
        for (position, param) in (params ?? []).enumerated() {
            if let name = param.value["name"]?.string { positions[JSONName(name)] = position }
        }
        self.positions = positions.count == params?.count ? positions : nil
        required = (params ?? []).indices.filter { [params] in
            params?[$0].value["required"]?.bool == true
        }
    }
}

/// One example pairing of a method, references followed.
struct Pairing: Sendable {
    let method: ShownMethod
    /// The pairing itself, perhaps among the components.
    let site: Site
}

extension Reading {
    /// The pairings of all methods, each once for a method, in the order of the document.
    var pairings: [Pairing] { shownMethods.flatMap(pairings) }

    /// The methods, each once, however many references lead to it.
    var shownMethods: [ShownMethod] {
        var seen: Set<ValueKey> = []
        return methods.filter { $0.value.object != nil && seen.insert(ValueKey($0)).inserted }
            .map { ShownMethod($0, in: self) }
    }

    /// The pairings of one method; what is none or cannot be followed is left out.
    func pairings(of method: ShownMethod) -> [Pairing] {
        var seen: Set<ValueKey> = []
        return method.site.elements(of: "examples", as: .pairing).compactMap { element in
            guard let site = target(element), site.value.object != nil,
                seen.insert(ValueKey(site)).inserted
            else { return nil }
            return Pairing(method: method, site: site)
        }
    }

    /// What a member that may be a reference is or leads to, when that is an object.
    func object(_ name: String, as kind: Kind, of site: Site) -> Site? {
        guard let member = site.member(name, as: kind), let found = target(member),
            found.value.object != nil
        else { return nil }
        return found
    }

    /// The objects of a list, references followed; nil when it is no list of objects that can all
    /// be followed.
    func objects(_ name: String, as kind: Kind, of site: Site) -> [Site]? {
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
