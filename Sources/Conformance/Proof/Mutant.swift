package import Diagnostics
import WireJSON

/// A subject with one thing wrong on purpose: an edit of its text, and who must notice it and why.
package struct Mutant: Sendable {
    /// A permanent kebab-case id, unique among the mutants of its subject.
    package var id: String
    package var subject: Subject
    /// What is wrong, in a phrase.
    package var what: String
    /// The service whose document the subject was made from.
    package var service = ""
    /// The file that is edited, as its subject names files.
    package var file = "client"
    package var edits: [Edit] = []
    /// The case that must fail; of an operator's mutant, those of which one must.
    package var killer: Glob
    /// The check that must be violated in it; nil where the case alone names the reason.
    package var check: String?
    /// Every other check that may be violated anywhere; nil allows any.
    package var otherChecks: Set<String>?
    /// Which other cases may fail; nil allows any.
    package var otherCases: [Glob]?
    /// Cases of which no other may fail; nil where there are no such.
    package var aloneAmong: Glob?
    /// The cases that are played; nil plays all.
    package var cases: [Glob]?
    /// The ways that are played.
    package var ways = [Glob("sync/tcp")]
    /// The suite that is played; nil plays all that a document implies.
    package var suite: String?
    package var profile = DispatchManner.strict
    /// Whether the spoilt package no longer loads, and that is the point.
    package var isBroken = false
    /// How it must end; only a control of the engine itself ends otherwise than killed.
    package var due = MutantVerdict.killed

    /// A mutant with nothing spoilt yet.
    package init(id: String, subject: Subject, killer: Glob) {
        self.id = id
        self.subject = subject
        self.what = id
        self.killer = killer
    }

    /// What is spoilt.
    package enum Subject: String, Sendable, CaseIterable {
        case pythonClient = "python-client"
        /// A document that a client is generated from, and judged by the unspoilt one.
        case document
        /// The same package, played through its adapter by the session suite.
        case pythonSession = "python-session"
        case dispatchRust = "dispatch-rust"
        case dispatchPython = "dispatch-python"
        /// Our own server; what is wrong is the aberration of that name.
        case mock
    }

    /// One exact piece of a text and what takes its place.
    package struct Edit: Sendable, Equatable {
        package var old: String
        package var new: String
        /// Which of the equal pieces it is, counted from 0; nil replaces all of them.
        package var occurrence: Int?
    }

    /// The id among the mutants of all subjects.
    package var path: String { "\(subject.rawValue)/\(id)" }

    /// The text with the edits; nil where one of them matches nothing.
    package func spoilt(_ text: String) -> String? {
        edits.reduce(text) { text, edit in text.flatMap { edit.applied(to: $0) } }
    }
}

extension Mutant.Edit {
    /// The text with the edit; nil where it matches nothing.
    fileprivate func applied(to text: String) -> String? {
        let places = text.ranges(of: old)
        guard let occurrence else {
            return places.isEmpty ? nil : text.replacing(old, with: new)
        }
        guard places.indices.contains(occurrence) else { return nil }
        var edited = text
        edited.replaceSubrange(places[occurrence], with: new)
        return edited
    }
}

/// How a mutant ended.
package enum MutantVerdict: String, Sendable, CaseIterable {
    /// Noticed by whom it is for, for the reason that is stated.
    case killed
    /// Nothing failed.
    case survived
    /// Something failed, and not what should, or what should not as well.
    case wrongReason = "wrong reason"
    /// The edit left nothing that can be run.
    case unviable
    /// The edit matches nothing.
    case notApplied = "not applied"
    /// What must notice it was not played.
    case notExecuted = "not executed"
}

extension Mutant {
    private static let members = [
        "id", "what", "service", "file", "edits", "killedBy", "otherChecks", "otherCases",
        "aloneAmong",
        "cases", "ways", "suite", "profile", "doesNotLoad", "verdict",
    ]

    /// Reads one file of mutants of one subject.
    package static func read(
        _ bytes: [UInt8], of subject: Subject, file: String
    ) -> ([Mutant], [Diagnostic]) {
        var text = CaseText(source: SourceFile(name: file, bytes: bytes))
        var ids: Set<String> = []
        var mutants: [Mutant] = []
        for record in text.list() {
            guard let mutant = read(record, subject, &text) else { continue }
            if !ids.insert(mutant.id).inserted {
                text.complain(record, "'\(mutant.id)' stands twice; ids are a mutant's own")
            }
            mutants.append(mutant)
        }
        return (mutants, text.diagnostics)
    }

    private static func read(
        _ record: JSONValue, _ subject: Subject, _ text: inout CaseText
    ) -> Mutant? {
        text.refuseUnknown(record, members, in: "a mutant")
        let id = text.text(record, "id")
        let killer = record["killedBy"] ?? record
        text.refuseUnknown(record["killedBy"] ?? [:], ["case", "check"], in: "'killedBy'")
        let named = text.text(killer, "case")
        let edits = (record["edits"]?.array ?? []).compactMap { edit -> Edit? in
            guard let old = edit["old"]?.string, let new = edit["new"]?.string, !old.isEmpty else {
                text.complain(edit, "an edit is 'old', which is not empty, and 'new'")
                return nil
            }
            return Edit(old: old, new: new)
        }
        if edits.isEmpty, subject != .mock {
            text.complain(record, "'edits' is missing; it is a list of edits")
        }
        let verdict = record["verdict"]?.string ?? MutantVerdict.killed.rawValue
        let profile = record["profile"]?.string ?? DispatchManner.strict.rawValue
        guard let due = MutantVerdict(rawValue: verdict),
            let profile = DispatchManner(rawValue: profile)
        else {
            text.complain(record, "'verdict' or 'profile' is unknown")
            return nil
        }
        guard let id, let named else { return nil }
        var mutant = Mutant(id: id, subject: subject, killer: Glob(named))
        mutant.what = record["what"]?.string ?? id
        mutant.service = record["service"]?.string ?? ""
        mutant.file = record["file"]?.string ?? mutant.file
        mutant.edits = edits
        mutant.check = killer["check"]?.string
        mutant.otherChecks = record["otherChecks"].map { _ in
            Set(text.words(record, "otherChecks"))
        }
        mutant.otherCases = globs(record, "otherCases", &text)
        mutant.aloneAmong = record["aloneAmong"]?.string.map(Glob.init)
        mutant.cases = globs(record, "cases", &text)
        mutant.ways = globs(record, "ways", &text) ?? mutant.ways
        mutant.suite = record["suite"]?.string
        mutant.profile = profile
        mutant.isBroken = record["doesNotLoad"]?.bool ?? false
        mutant.due = due
        return mutant
    }

    private static func globs(
        _ record: JSONValue, _ name: String, _ text: inout CaseText
    ) -> [Glob]? {
        record[name].map { _ in text.words(record, name).map(Glob.init) }
    }
}
