import JSONRPC
import WireJSON

/// One method of a document, every reference on its surface followed.
struct MockMethod: Sendable {
    var name: JSONName
    var place: JSONPointer
    /// Nil where the document does not say which there are; then any will do.
    var parameters: [Parameter]?
    /// `by-name`, `by-position`, or anything else for both.
    var structure: String?
    var pairings: [Pairing]
    /// The schema of the result; nil where the document declares none.
    var result: Schema?
    /// The errors that the document declares.
    var errors: [ErrorObject]
    /// What it is about, in the document's words.
    var summary: String?

    struct Schema: Sendable {
        var value: JSONValue
        var place: JSONPointer
    }

    struct Parameter: Sendable {
        var name: JSONName
        var isRequired: Bool
        /// Where the descriptor stands.
        var place: JSONPointer
        /// Nil where the descriptor has none: then every value will do.
        var schema: Schema?
    }

    /// An example pairing object: what is asked, and what must come back.
    struct Pairing: Sendable {
        /// The arguments in order.
        var values: [JSONValue]
        /// The arguments under the names of the method's parameters; nil when they are too many.
        var named: JSONValue?
        var outcome: Response.Outcome
    }

    /// A place of no document.
    static let nowhere = JSONPointer([""])
}

// Reading.

extension MockMethod {
    typealias Site = SchemaSource.Site

    /// The methods of a document in its order; of two with one name the first.
    static func all(in source: SchemaSource) -> [MockMethod] {
        var names: Set<JSONName> = []
        let count = source.root["methods"]?.array?.count ?? 0
        return (0..<count).compactMap { index in
            guard let site = source.site(at: JSONPointer(["methods", String(index)])) else {
                return nil
            }
            let item = source.followed(site)
            guard let name = item.value["name"]?.string.map(JSONName.init),
                names.insert(name).inserted
            else { return nil }
            return MockMethod(name, item, in: source)
        }
    }

    private init(_ name: JSONName, _ item: Site, in source: SchemaSource) {
        let parameters = item.value["params"]?.array.map { list in
            source.items("params", count: list.count, of: item).map { descriptor in
                Parameter(
                    name: JSONName(descriptor.value["name"]?.string ?? ""),
                    isRequired: descriptor.value["required"]?.bool ?? false,
                    place: descriptor.place, schema: Self.schema(of: descriptor))
            }
        }
        let examples = item.value["examples"]?.array?.count ?? 0
        self.init(
            name: name, place: item.place, parameters: parameters,
            structure: item.value["paramStructure"]?.string,
            pairings: source.items("examples", count: examples, of: item).compactMap {
                Pairing($0, for: parameters ?? [], in: source)
            },
            result: source.walk(["result"], from: item).flatMap {
                Self.schema(of: source.followed($0))
            },
            errors: source.items("errors", count: item.value["errors"]?.array?.count ?? 0, of: item)
                .compactMap { ErrorObject($0.value) },
            summary: item.value["summary"]?.string ?? item.value["description"]?.string)
    }

    private static func schema(of descriptor: Site) -> Schema? {
        descriptor.value["schema"].map {
            Schema(value: $0, place: descriptor.place.appending("schema"))
        }
    }
}

extension MockMethod.Pairing {
    /// A pairing whose values are all in the document; others show nothing that could be served.
    fileprivate init?(
        _ item: SchemaSource.Site, for parameters: [MockMethod.Parameter], in source: SchemaSource
    ) {
        let count = item.value["params"]?.array?.count ?? 0
        let examples = source.items("params", count: count, of: item)
        values = examples.compactMap { $0.value["value"] }
        guard values.count == count, let outcome = Self.outcome(of: item, in: source) else {
            return nil
        }
        let names = examples.compactMap { $0.value["name"]?.string.map(JSONName.init) }
        named = Self.named(values, names, for: parameters)
        self.outcome = outcome
    }

    /// What a pairing says comes back: its error, or else its result.
    private static func outcome(
        of pairing: SchemaSource.Site, in source: SchemaSource
    ) -> Response.Outcome? {
        if let error = source.walk(["error"], from: pairing),
            let object = ErrorObject(source.followed(error).value)
        {
            return .error(object)
        }
        return source.walk(["result"], from: pairing)
            .flatMap { source.followed($0).value["value"] }.map { .result($0) }
    }

    /// Arguments by name: under the examples' own names where each is a parameter's, otherwise by
    /// position, since an example's name may be a title.
    private static func named(
        _ values: [JSONValue], _ names: [JSONName], for parameters: [MockMethod.Parameter]
    ) -> JSONValue? {
        let known = parameters.map(\.name)
        let areNames =
            Set(names).count == values.count && names.allSatisfy { known.contains($0) }
        let keys = areNames ? names : known
        guard values.count <= keys.count else { return nil }
        return .object(zip(keys, values).map { .init($0.text, $1) })
    }

    /// Whether these are exactly the pairing's arguments, numbers by value.
    func shows(_ params: Request.Params?) -> Bool {
        switch params {
        case nil:
            return values.isEmpty
        case .positional(let given):
            return given.elementsEqual(values) { $0.equals($1, numbers: .value) }
        case .named(let members):
            return named?.equals(JSONValue(.object(members)), numbers: .value) ?? false
        }
    }
}

extension SchemaSource {
    /// The site itself, or what its `$ref` leads to after at most eight steps.
    func followed(_ site: Site) -> Site {
        var site = site
        for _ in 0..<8 {
            guard let reference = site.value["$ref"]?.string,
                let target = target(of: reference, from: site)
            else { break }
            site = target
        }
        return site
    }

    /// The elements of an array member, each followed.
    fileprivate func items(_ name: String, count: Int, of site: Site) -> [Site] {
        (0..<count).compactMap { walk([name, String($0)], from: site).map(followed) }
    }
}

extension ErrorObject {
    /// An error as a document writes it; nil without a code.
    fileprivate init?(_ value: JSONValue) {
        guard let code = value["code"]?.int else { return nil }
        self.init(code: code, message: value["message"]?.string ?? "", data: value["data"])
    }
}
