import Diagnostics
import WireJSON

/// The text of one case file, and what is wrong with it.
struct CaseText {
    let source: SourceFile
    var diagnostics: [Diagnostic] = []

    init(source: SourceFile) { self.source = source }

    /// The whole text as an object; nil when it is none.
    mutating func root() -> JSONValue? {
        let root: JSONValue
        do throws(JSONFault) {
            root = try JSONValue.read(source.bytes)
        } catch {
            diagnostics.append(error.diagnostic(in: source))
            return nil
        }
        guard root.object != nil else {
            complain(root, "a case is an object")
            return nil
        }
        diagnostics += root.duplicateNames().map { $0.diagnostic(in: source) }
        return root
    }

    /// The whole text as an array; nothing where it is none.
    mutating func list() -> [JSONValue] {
        do throws(JSONFault) {
            let root = try JSONValue.read(source.bytes)
            diagnostics += root.duplicateNames().map { $0.diagnostic(in: source) }
            if let elements = root.array { return elements }
            complain(root, "a list is an array")
        } catch {
            diagnostics.append(error.diagnostic(in: source))
        }
        return []
    }

    /// The pattern a value spells, whose dollar words must all be of the vocabulary.
    mutating func pattern(_ value: JSONValue) -> Pattern {
        for problem in Pattern.problems(in: value) { complain(problem.value, problem.message) }
        return Pattern(value)
    }

    /// A text that must be there.
    mutating func text(_ root: JSONValue, _ name: String) -> String? {
        guard let text = root[name]?.string, !text.isEmpty else {
            complain(root[name] ?? root, "'\(name)' is missing; it is a text")
            return nil
        }
        return text
    }

    /// One text, or a list of them; none when there is no such member.
    mutating func words(_ root: JSONValue, _ name: String) -> [String] {
        guard let value = root[name] else { return [] }
        let elements = value.array ?? [value]
        let words = elements.compactMap(\.string)
        if words.count != elements.count { complain(value, "'\(name)' holds texts") }
        return words
    }

    /// Complains of members that are not known.
    mutating func refuseUnknown(_ value: JSONValue, _ known: [String], in what: String) {
        guard let object = value.object else { return complain(value, "\(what) is an object") }
        for member in object.members where !known.contains(member.name) {
            diagnostics.append(
                Diagnostic(
                    .error, rule: "case.malformed", "'\(member.name)' is no member of \(what)",
                    at: SourceSpan(member.nameSpan, in: source)))
        }
    }

    /// Notes what is wrong with a value.
    mutating func complain(_ value: JSONValue, _ message: String) {
        diagnostics.append(
            Diagnostic(
                .error, rule: "case.malformed", message, at: SourceSpan(value.span, in: source)))
    }
}
