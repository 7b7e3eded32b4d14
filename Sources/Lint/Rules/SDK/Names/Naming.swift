import Diagnostics
import WireJSON

/// A name of a document that an SDK turns into an identifier, a constant or a file.
struct Naming: Sendable {
    let role: Role
    let text: String
    /// The bytes of the name with its quotes.
    let span: SourceSpan
    /// What bears the name.
    let bearer: Site

    enum Role: Sendable {
        case method, param, property, type, constant, tag

        /// The role with its article, for messages.
        var noun: String {
            switch self {
            case .method: "a method"
            case .param: "a param"
            case .property: "a property"
            case .type: "a component"
            case .constant: "an enum value"
            case .tag: "a tag"
            }
        }
    }

    /// A remark at the name.
    func remark(_ message: String, notes: [Diagnostic.Note] = []) -> Remark {
        Remark(message, at: span, of: bearer, notes: notes)
    }
}

extension Reading {
    /// The names of the methods.
    var methodNames: [Naming] { methods.compactMap { Self.named($0, .method) } }

    /// The names of the tags.
    var tagNames: [Naming] { survey[.tag].compactMap { Self.named($0, .tag) } }

    /// The names of a method's params, references followed.
    func paramNames(of method: Site) -> [Naming] {
        method.elements(of: "params", as: .contentDescriptor).compactMap { param in
            target(param).flatMap { Self.named($0, .param) }
        }
    }

    /// The names of the properties that an object schema declares.
    func propertyNames(of schema: Site) -> [Naming] {
        schema.isReference ? [] : Self.members(of: "properties", in: schema, .property)
    }

    /// The names of the component schemas, of which SDKs make types.
    var typeNames: [Naming] {
        survey[.components].flatMap { Self.members(of: "schemas", in: $0, .type) }
    }

    /// The strings among the values that a schema enumerates.
    func constants(of schema: Site) -> [Naming] {
        guard !schema.isReference else { return [] }
        return schema.elements(of: "enum").compactMap { element in
            element.value.string.map {
                Naming(role: .constant, text: $0, span: element.span, bearer: element)
            }
        }
    }

    /// Every method, param, property, type and tag that has a name, each once.
    var allNames: [Naming] { memory.names.get(findNames) }

    private func findNames() -> [Naming] {
        let bearers = methodNames + methods.flatMap(paramNames) + typeNames + tagNames
        var seen: Set<Spot> = []
        return bearers.filter { seen.insert($0.bearer.spot).inserted }
            + survey[.schema].flatMap(propertyNames)
    }

    private static func named(_ site: Site, _ role: Naming.Role) -> Naming? {
        guard let name = site.member("name"), let text = name.value.string else { return nil }
        return Naming(role: role, text: text, span: name.span, bearer: site)
    }

    private static func members(of name: String, in site: Site, _ role: Naming.Role) -> [Naming] {
        guard let map = site.member(name), let object = map.value.object else { return [] }
        return object.members.map { member in
            Naming(
                role: role, text: member.name, span: map.span(member.nameSpan),
                bearer: Site(
                    value: member.value, place: map.place.step(member.name), kind: .schema))
        }
    }
}
