import Diagnostics
import WireJSON

extension Rule {
    static let danglingReference = Rule(
        "openrpc.dangling-reference", .prose, .must, decides: ["O66", "O68"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Reference Object, and JSON Schema draft-07 Core §8.3: '$ref' \
                names the value that stands for it; a fragment is a JSON pointer (RFC 6901 §6) \
                from the root of its text, or the '$id' of a schema.
                """,
            why: """
                Nothing can be generated or checked for a type that is not there, and tools fail \
                on it late or take it for anything.
                """,
            example: ##"{ "schema": { "$ref": "#/components/schemas/Pett" } }"##,
            remedy: """
                Declare what is referred to, or correct the pointer: it starts at the root of the \
                whole document, not of the schema it stands in.
                """)
    ) { reading in
        var candidates = Candidates(reading)
        return reading.reach.steps.compactMap { step in
            guard let reference = step.site.member("$ref"), let text = reference.value.string
            else { return nil }
            switch step.next {
            case .dangling(let fragment, _):
                let meant = candidates.meant(by: fragment, at: step.site)
                let wayOut =
                    meant.map {
                        $0.fragment == text
                            ? "remove the '$id', which makes '#' the schema that it stands in"
                            : "did you mean '\($0.fragment)'"
                    } ?? "declare it or correct the reference"
                return Remark(
                    "a reference must lead to a value, found nothing at '\(text)'; \(wayOut)",
                    at: reference, notes: reading.scopeNotes(step.site),
                    fix: meant.flatMap { $0.isCertain ? reference.fix($0.fragment) : nil })
            case .notAPointer(let fragment)
            where !fragment.utf8.dropFirst().starts(with: "/".utf8) && !fragment.contains("%"):
                let meant = candidates.meant(by: "#/" + fragment.dropFirst(), at: step.site)
                let wayOut =
                    meant.map { "did you mean '\($0.fragment)'" }
                    ?? "a JSON pointer begins with '#/'"
                return Remark(
                    "a reference must lead to a value, found no schema with the '$id' "
                        + "'\(fragment)'; \(wayOut)", at: reference)
            default: return nil
            }
        }
    }
}

extension Reading {
    /// Where the root for a reference's pointer is a schema in the text, a note at its `$id`.
    fileprivate func scopeNotes(_ site: Site) -> [Diagnostic.Note] {
        let identifiers = library.volume(of: site.place.text).identifiers
        guard let base = identifiers.base(of: site.value), let scope = identifiers[base],
            let id = scope.value["$id"], site.value["$ref"]?.string?.utf8.first == 0x23
        else { return [] }
        return [Diagnostic.Note("'#' is the schema with this '$id' here", at: scope.span(id))]
    }
}

extension Site {
    /// The order to refer to something else.
    fileprivate func fix(_ fragment: String) -> Fix {
        // Every character of a fragment that JSON would escape is percent-encoded.
        Fix("refer to '\(fragment)'", [Fix.Edit(value.span.range, "\"\(fragment)\"")])
    }
}

/// What a reference that leads nowhere may have meant.
private struct Candidates {
    /// A reference to something that exists.
    struct Meant {
        var fragment: String
        /// Whether nothing else can have been meant: the pointer holds in the schema around it,
        /// from whose own root it was written.
        var isCertain = false
    }

    private let reading: Reading
    private var nearest = Nearest()
    private var tries = 500

    init(_ reading: Reading) { self.reading = reading }

    /// What may have been meant by a fragment.
    mutating func meant(by fragment: String, at site: Site) -> Meant? {
        tries -= 1
        let text = site.place.text
        guard tries > 0, text === reading.document, let pointer = JSONPointer(fragment: fragment),
            let last = pointer.tokens.last
        else { return nil }
        if text.root.resolve(pointer) != nil { return Meant(fragment: pointer.fragment) }
        return inAncestor(pointer, of: site) ?? inComponents(last, for: site.kind)
            ?? beside(pointer, in: text.root)
    }

    /// A pointer that was written for a schema's own root.
    private func inAncestor(_ pointer: JSONPointer, of site: Site) -> Meant? {
        let way = site.place.pointer.tokens
        var value = site.place.text.root
        var found: [Int] = []
        for (depth, token) in way.enumerated() {
            guard let next = value.resolve(JSONPointer([token])) else { break }
            value = next
            if value.resolve(pointer) != nil { found.append(depth + 1) }
        }
        return found.last.map { depth in
            let hasBase = !reading.library.volume(of: site.place.text).identifiers.isEmpty
            return Meant(
                fragment: JSONPointer(way.prefix(depth) + pointer.tokens).fragment,
                isCertain: found.count == 1 && site.kind == .schema && !hasBase)
        }
    }

    private func inComponents(_ name: String, for kind: Kind) -> Meant? {
        for group in Kind.groups where Kind.group(group) == kind {
            let pointer = JSONPointer(["components", group, name])
            if reading.document.root.resolve(pointer) != nil {
                return Meant(fragment: pointer.fragment)
            }
        }
        return nil
    }

    /// The way to the first name that is missing, with that name corrected, and on from there.
    private mutating func beside(_ pointer: JSONPointer, in root: JSONValue) -> Meant? {
        var tokens = pointer.tokens
        var value = root
        for (index, token) in pointer.tokens.enumerated() {
            if let next = value.resolve(JSONPointer([token])) {
                value = next
                continue
            }
            guard let names = value.object?.names,
                let name = nearest.name(to: token, among: names), let next = value[name]
            else { return nil }
            tokens[index] = name
            value = next
        }
        return Meant(fragment: JSONPointer(tokens).fragment)
    }
}
