import WireJSON

/// One element of a list in which references may stand.
struct Entry: Sendable {
    /// The element where it stands in the list, perhaps a reference.
    let site: Site
    /// What it is or leads to; nil when that cannot be told.
    let target: Site?

    /// The place to blame for a member of the target: the member itself, or the reference that
    /// brought it here.
    func blamed(_ member: String) -> Site {
        site.isReference ? site : site.member(member) ?? site
    }
}

extension Reading {
    /// The methods in the order of the document, each once, however many references lead to it.
    var distinctMethods: [Site] {
        memory.distinctMethods.get {
            var seen: Set<Spot> = []
            return methods.filter { $0.value.object != nil && seen.insert($0.spot).inserted }
        }
    }

    /// The elements of a list, each followed.
    func entries(of name: String, as kind: Kind, in site: Site) -> [Entry] {
        site.elements(of: name, as: kind).map { Entry(site: $0, target: target($0)) }
    }

    /// The params of a method.
    func params(of method: Site) -> [Entry] {
        entries(of: "params", as: .contentDescriptor, in: method)
    }

    /// The errors of a method.
    func errors(of method: Site) -> [Entry] { entries(of: "errors", as: .error, in: method) }

    /// What references point into.
    var pointed: Pointed { memory.pointed.get { Pointed(by: survey.references) } }

    /// Whether the document states a release of one of these minor versions of OpenRPC 1.
    func isWritten(for minors: ClosedRange<Int>) -> Bool {
        guard let release, release.major == 1 else { return false }
        return minors.contains(release.minor)
    }
}

/// The values that some reference points into, so that what is in them cannot change places
/// unnoticed.
struct Pointed: Sendable {
    private var containers: Set<JSONPointer> = []

    /// What stands deeper is taken to be pointed into.
    private static let depth = 8

    init(by references: [Site]) {
        for reference in references {
            guard let text = reference.value["$ref"]?.string,
                let sign = text.utf8.firstIndex(of: UInt8(ascii: "#")),
                let pointer = JSONPointer(fragment: String(text[sign...]))
            else { continue }
            for count in 0..<min(pointer.tokens.count, Self.depth) {
                containers.insert(JSONPointer(Array(pointer.tokens.prefix(count))))
            }
        }
    }

    /// Whether a reference leads to something below a place.
    func into(_ place: Place) -> Bool {
        let pointer = place.pointer
        return pointer.tokens.count >= Self.depth || containers.contains(pointer)
    }
}
