import Testing

/// The generated client with one thing wrong: a text edit, and what must notice it.
struct WrongSDK: Sendable, CustomTestStringConvertible {
    /// One exact piece of the generated text and what takes its place.
    struct Edit: Sendable {
        var old: String
        var new: String
    }

    var name: String
    var service = "bookshelf"
    /// The module that is edited: `client` or `interface`.
    var module = "client"
    var edits: [Edit]
    /// A case that must fail by this check, whatever else does.
    var failing: String
    var check: String
    /// Every other check that may be violated anywhere in the run.
    var others: Set<String> = []
    /// What every failing case matches; nothing else may fail.
    var related = ["errors/*", "protocol/*", "requests/*", "results/*", "transport/*", "sweep/*"]
    /// The suite that is played; nil plays all that a document implies.
    var suite: String?
    /// The ways that are played; the others have the same code, or wrong clients of their own.
    var ways = ["sync/tcp"]
    /// Whether the package no longer loads.
    var isBroken = false

    var testDescription: String { name }

    /// A client in which `old` has become `new`.
    init(_ name: String, _ old: String, _ new: String, fails failing: String, by check: String) {
        self.name = name
        edits = [Edit(old: old, new: new)]
        self.failing = failing
        self.check = check
    }

    /// The same for another service.
    func of(_ service: String) -> Self { with { $0.service = service } }

    /// The same in the interface module.
    var inTheInterface: Self { with { $0.module = "interface" } }

    /// The same with a further edit.
    func and(_ old: String, _ new: String) -> Self {
        with { $0.edits.append(Edit(old: old, new: new)) }
    }

    /// The same, noticed by further checks too.
    func also(_ checks: String...) -> Self { with { $0.others = Set(checks) } }

    /// The same, in which only cases of these ids may fail.
    func only(_ globs: String...) -> Self { with { $0.related = globs } }

    /// The same for the service of the lock-in suite, of which that suite is played.
    var lockedIn: Self {
        with {
            $0.service = "fleet"
            $0.suite = "lock-in"
            $0.ways = ["sync/unix"]
        }
    }

    /// The same, played on these ways alone.
    func by(_ ways: String...) -> Self { with { $0.ways = ways } }

    /// The same, which does not load any more.
    var broken: Self { with { $0.isBroken = true } }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    static let all =
        requests + arguments + errors + replies + values + transports + packages
        + ways + lockIn
}
