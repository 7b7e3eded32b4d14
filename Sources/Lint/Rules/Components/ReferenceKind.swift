import Diagnostics
import WireJSON

extension Rule {
    static let referenceKind = Rule(
        "openrpc.reference-kind", .prose, .derived, severity: .error, decides: ["O69"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4: where a field is said to hold an object of some kind or a \
                Reference Object, the reference stands for an object of that kind.
                """,
            why: """
                A schema is no content descriptor, and a tool that takes the one for the other \
                finds no name, no schema, or the wrong ones.
                """,
            example: """
                { "name": "pet.add", "params": [ { "$ref": "#/components/schemas/Pet" } ] }
                """,
            remedy: """
                Refer to an object of the right kind: a content descriptor, say, whose 'schema' \
                refers to the schema.
                """)
    ) { reading in
        reading.reach.steps.compactMap { step in
            guard case .found(let target) = step.next, let reference = step.site.member("$ref"),
                let found = reading.otherKind(of: target)
            else { return nil }
            let kind = step.site.kind
            return Remark(
                "a reference in the place of \(kind.noun) must lead to one, "
                    + "'\(reference.value.string ?? "")' is \(found); \(kind.wayOut(to: found))",
                at: reference, notes: [Diagnostic.Note("it leads here", at: target.span)])
        }
    }
}

extension Reading {
    /// What the target of a reference is, in words, when that is another kind than the place of the
    /// reference asks for: by where it stands, or by its form where anything may stand.
    fileprivate func otherKind(of target: Site) -> String? {
        let volume = library.volume(of: target.place.text)
        if let kind = volume.placedKind(of: target) {
            return kind == target.kind ? nil : kind.noun
        }
        if target.isReference { return nil }
        return target.kind.reasonAgainst(target.value)
    }
}

extension Library.Volume {
    /// The kind of a place that has one in an OpenRPC document; of other texts nothing is known.
    fileprivate func placedKind(of target: Site) -> Kind? {
        survey[.document].isEmpty ? nil : survey.kind(of: target.value)
    }
}

extension Kind {
    /// What a value is that cannot be of this kind, in words; nil when it can.
    fileprivate func reasonAgainst(_ value: JSONValue) -> String? {
        if self == .schema, value.bool != nil { return nil }
        guard value.object != nil else { return "of type \(value.typeName)" }
        let missing = required.first { value[$0] == nil }
        return missing.map { "an object without '\($0)'" }
    }

    /// The members that an object of this kind has in every version.
    private var required: [String] {
        switch self {
        case .method: ["name", "params"]
        case .contentDescriptor: ["name", "schema"]
        case .error: ["code", "message"]
        case .tag: ["name"]
        default: []
        }
    }

    fileprivate func wayOut(to found: String) -> String {
        self == .contentDescriptor && found == Kind.schema.noun
            ? "refer to it in the 'schema' of a content descriptor"
            : self == .schema && found == Kind.contentDescriptor.noun
                ? "refer to its 'schema'" : "refer to an object of that kind"
    }
}
