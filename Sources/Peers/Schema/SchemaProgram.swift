package import WireJSON

/// Schemas of one document, compiled: what a schema asks, in the order in which it is asked.
///
/// JSON Schema draft-07, as OpenRPC has it, and what later drafts added: `prefixItems`, `$anchor`,
/// `dependentRequired`, `dependentSchemas`, `minContains`, `maxContains`, `unevaluatedProperties`
/// and `unevaluatedItems` count wherever they stand. `format` is not asserted. What a document
/// leaves open is accepted: a keyword of the wrong form, a reference that leads out of the document
/// or nowhere, a pattern that is none.
package struct SchemaProgram: Sendable {
    /// One schema; its rules are in order of their cost.
    struct Node: Sendable {
        var place: JSONPointer
        var rules: [Rule] = []
    }

    /// One keyword, with what it takes to answer it.
    struct Rule: Sendable {
        var keyword: String
        var test: Test
    }

    indirect enum Test: Sendable {
        /// The schema `false`.
        case never
        /// A keyword that cannot be decided.
        case unknown
        case types(Types)
        case constant(JSONValue)
        case listed(Listed)
        case bound(Bound)
        case multiple(JSONDecimal)
        case length(Int, isMost: Bool)
        case pattern(TextPattern)
        case elements(Int, isMost: Bool)
        case unique
        case tuple([Int], rest: Int?)
        case contains(Int, least: Int, most: Int?)
        case members(Int, isMost: Bool)
        case required([String])
        case properties(Properties)
        case names(Int)
        case dependents([(name: String, required: [String], node: Int?)])
        case all([Int])
        case any([Int])
        case one([Int])
        case not(Int)
        case condition(Int, then: Int?, otherwise: Int?)
        case reference(Int)
        case unevaluatedProperties(Int)
        case unevaluatedItems(Int)
    }

    /// JSON's types as a set; an integer may have a fraction of zero.
    struct Types: OptionSet, Sendable {
        let rawValue: UInt8
        static let null = Types(rawValue: 1)
        static let boolean = Types(rawValue: 2)
        static let integer = Types(rawValue: 4)
        static let number = Types(rawValue: 8)
        static let string = Types(rawValue: 16)
        static let array = Types(rawValue: 32)
        static let object = Types(rawValue: 64)

        static let names: [(name: String, type: Types)] = [
            ("null", .null), ("boolean", .boolean), ("integer", .integer), ("number", .number),
            ("string", .string), ("array", .array), ("object", .object),
        ]
    }

    /// The values of an `enum`: strings by hash, others one by one.
    struct Listed: Sendable {
        var strings: Set<JSONName>
        var others: [JSONValue]
    }

    /// A limit of a number.
    struct Bound: Sendable {
        var value: JSONDecimal
        /// The value where it is a small integer, to be quick.
        var int: Int?
        var isUpper: Bool
        var isExclusive: Bool
    }

    /// What `properties`, `patternProperties` and `additionalProperties` say together.
    struct Properties: Sendable {
        var named: [JSONName: Int] = [:]
        var patterns: [(pattern: TextPattern?, node: Int)] = []
        var rest: Int?
    }

    var nodes: [Node] = []
    /// The node of each schema that was asked for, in that order.
    var entries: [Int] = []
}

/// Why a value is refused: where in it, by which keyword of which schema.
package struct SchemaFinding: Sendable {
    /// The way from the whole value to the part that is wrong.
    package var at: JSONPointer
    package var keyword: String
    /// The way from the document to the schema that refuses.
    package var schema: JSONPointer
    /// One phrase about the part, such as "is a string, not an integer".
    package var problem: String
}

/// What became of the question whether a value is valid.
package enum SchemaVerdict: Sendable {
    case valid
    case refused(SchemaFinding)
    /// Nobody can tell, or not within the work that one value is worth; taken for valid.
    case undecided
}
