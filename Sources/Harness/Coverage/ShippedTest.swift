import Conformance
import Diagnostics

/// A check, or a case that does not depend on a document of the user's, whatever it tests.
package struct ShippedTest: Sendable {
    package var kind: Kind
    package var id: String
    package var title: String
    /// Who is hurt when it does not hold; empty where it has not been written down.
    package var why = ""
    package var requirements: [String]

    /// What it is; the raw value is its heading in lists.
    package enum Kind: String, Sendable, CaseIterable {
        case check = "checks"
        case clientCase = "cases of clients"
        case serverCase = "cases of servers"
        case dispatchCase = "cases of dispatches"
        case sessionCase = "cases of sessions"
        case sessionCheck = "checks of sessions"
    }

    /// All of them, kind by kind, each in the order of its source.
    package static func load(root: String) throws(HarnessFault) -> [ShippedTest] {
        let builtIn = try BuiltIn.load(root: root)
        let (dispatches, diagnostics) = BuiltInDispatch.load(root: root)
        let (sessions, problems) = BuiltInSession.load(root: root)
        if let first = (builtIn.diagnostics + diagnostics + problems).first {
            throw HarnessFault(first.description)
        }
        let clients =
            Case.packageCases(service: "") + LockIn.examinations
            + builtIn.services.flatMap(\.cases)
        let servers = try ServerSuite.load(root: root).cases
        return checks
            + clients.map { ShippedTest(.clientCase, $0.id, $0.title, $0.why, $0.requirements) }
            + servers.map { ShippedTest(.serverCase, $0.id, $0.title, $0.why, $0.requirements) }
            + dispatches.map {
                ShippedTest(.dispatchCase, $0.id, $0.title, $0.why, $0.requirements)
            }
            + sessions.map { ShippedTest(.sessionCase, $0.id, $0.title, $0.why, $0.requirements) }
            + SessionJudge.checks.map { ShippedTest(.sessionCheck, $0.id, $0.clause, "", []) }
    }

    /// The checks, which are held against every case of a client or a server.
    package static var checks: [ShippedTest] {
        Check.all.map { ShippedTest($0.id, $0.level, $0.clause, $0.requirements) }
            + ServerCheck.all.map { ShippedTest($0.id, $0.level, $0.clause, $0.requirements) }
    }

    private init(
        _ kind: Kind, _ id: String, _ title: String, _ why: String, _ requirements: [String]
    ) {
        self.kind = kind
        self.id = id
        self.title = title
        self.why = why
        self.requirements = requirements
    }

    private init(
        _ id: String, _ level: Check.Level, _ clause: String, _ requirements: [String]
    ) {
        self.init(.check, id, "\(level.rawValue): \(clause)", "", requirements)
    }
}
