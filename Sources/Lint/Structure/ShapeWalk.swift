import Diagnostics
import WireJSON

/// Holds a document against the shapes of its edition. It follows no reference and looks at each
/// value once.
struct ShapeWalk {
    let text: LintText
    let edition: Edition
    let release: Release?
    private(set) var flaws: [Flaw] = []
    private var steps: [Step] = []

    private enum Step {
        case member(String)
        case element(Int)

        var token: String {
            switch self {
            case .member(let name): name
            case .element(let index): String(index)
            }
        }
    }

    init(_ reading: Reading) {
        text = reading.document
        edition = reading.edition
        release = reading.release
    }

    /// Finds every flaw of the document.
    mutating func walk() { examine(text.root, as: .object(.document)) }

    /// Looks at a value that is to be of a form.
    mutating func examine(_ value: JSONValue, as form: Form) {
        switch form {
        case .any: break
        case .string: expect(value.string != nil, value, "a string")
        case .name: examineName(value)
        case .nameOrOther: if value.string != nil { examineName(value) }
        case .boolean: expect(value.bool != nil, value, "a boolean")
        case .integer: expect(value.isInteger, value, "an integer")
        case .word(let words): examineWord(value, words)
        case .version: examineVersion(value)
        case .object(let kind): examineObject(value, kind)
        case .reference(let kind): examineReference(value, kind)
        case .choice(let kind): examineChoice(value, kind)
        case .list(let form): examineList(value, form)
        case .map(let form): examineMap(value, form)
        case .schema: examineSchema(value)
        case .keyword(let keyword): examine(value, as: keyword)
        }
    }

    private mutating func examineName(_ value: JSONValue) {
        guard let name = value.string else { return expect(false, value, "a string") }
        if name.isEmpty {
            add(
                .emptyName,
                "\(whole(value)) must not be empty; give it a name", value)
        }
    }

    private mutating func examineWord(_ value: JSONValue, _ words: [String]) {
        guard let word = value.string else { return expect(false, value, "a string") }
        if words.contains(where: { JSONName.same($0, word) }) { return }
        let list = words.map { "'\($0)'" }.joined(separator: ", ")
        let near = NearName.of(word, among: words)
        let way = near.map { "write '\($0)'" } ?? "write one of them"
        add(
            .unknownValue, "\(whole(value)) must be one of \(list), found '\(word)'; \(way)", value,
            fix: NearName.fix(word, near, at: value.span))
    }

    private mutating func examineList(_ value: JSONValue, _ form: Form) {
        guard let elements = value.array else { return expect(false, value, "an array") }
        for (index, element) in elements.enumerated() {
            within(index) { $0.examine(element, as: form) }
        }
    }

    private mutating func examineMap(_ value: JSONValue, _ form: Form) {
        guard let object = value.object else { return expect(false, value, "an object") }
        for (name, value) in object.distinct where Self.isExamined(name) {
            within(name) { $0.examine(value, as: form) }
        }
    }

    /// The meta-schemas' pattern for the keys of a map, `[0-z]+`, is not anchored.
    private static func isExamined(_ name: String) -> Bool {
        name.utf8.contains { (0x30...0x7A).contains($0) }
    }
}

extension ShapeWalk {
    /// Looks at a part of the value at hand.
    mutating func within(_ name: String, _ look: (inout ShapeWalk) -> Void) {
        steps.append(.member(name))
        look(&self)
        steps.removeLast()
    }

    /// Looks at an element of the array at hand.
    mutating func within(_ index: Int, _ look: (inout ShapeWalk) -> Void) {
        steps.append(.element(index))
        look(&self)
        steps.removeLast()
    }

    /// Forgets every flaw but the first so many.
    mutating func keep(_ count: Int) { flaws.removeLast(flaws.count - count) }

    /// The way to the value at hand.
    var tokens: [String] { steps.map(\.token) }

    /// A flaw of the value at hand, at a stretch of the text or at the whole of the value.
    mutating func add(
        _ sort: Flaw.Sort, _ message: String, _ value: JSONValue, at span: JSONValue.Span? = nil,
        fix: Fix? = nil
    ) {
        let place = steps.reduce(Place(root: text)) { $0.step($1.token) }
        let site = Site(value: value, place: place, kind: .data)
        flaws.append(
            Flaw(
                sort: sort,
                remark: Remark(message, at: site.span(span ?? value.span), of: site, fix: fix)))
    }

    /// A flaw where the value at hand is not of the type that it must be.
    mutating func expect(
        _ holds: Bool, _ value: JSONValue, _ what: String, _ sort: Flaw.Sort = .wrongType,
        hint: String? = nil
    ) {
        if holds { return }
        let way = hint ?? Wording.way(from: value, to: what)
        add(sort, "\(whole(value)) must be \(what), found \(value.typePhrase); \(way)", value)
    }

    /// What to call the value at hand in a message.
    func whole(_ value: JSONValue) -> String { Wording.value(at: tokens, in: text.root) }

    /// What to call the object at hand in a message.
    func owner(_ kind: Kind) -> String { Wording.object(kind, at: tokens, in: text.root) }
}

extension JSONObject {
    /// The members by the last of each name, in the order of the text.
    var distinct: [(name: String, value: JSONValue)] {
        members.indices.compactMap { index in
            let member = members[index]
            return position(of: member.name) == index ? (member.name, member.value) : nil
        }
    }
}

extension JSONValue {
    /// Whether it is a number without a fraction, such as `10`, `1e1` and `10.0`.
    var isInteger: Bool {
        guard let number else { return false }
        if number.isInteger { return true }
        let decimal = JSONDecimal(number)
        if decimal.digits.isEmpty { return true }
        if let exponent = Int(decimal.exponent) { return exponent >= decimal.digits.count }
        return !decimal.exponent.utf8.starts(with: "-".utf8)
    }

    /// The type with its article.
    var typePhrase: String {
        switch kind {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
