import Conformance
import Diagnostics
import Testing

/// A ledger's text under change, and what may not be added to it.
@Suite struct LedgerTextTests {
    private static let text = """
        # of a server

        b/known  #1 2027-01-01 case.sent  a reason of somebody's
        # the others
        d/gone - 2027-01-01 case.sent  renamed
        e/passes - 2027-01-01 case.sent  mended since
        """

    private func outcome(
        _ id: String, _ signature: String?, by way: String? = nil, in document: String = "d"
    ) -> Outcome {
        Outcome(
            document: document, id: id, way: way, verdict: signature == nil ? .passed : .failed,
            signature: signature.flatMap { Signature($0) })
    }

    private func read(_ text: String = text) throws -> LedgerText {
        let (read, problems) = LedgerText.read(Array(text.utf8), file: "l.txt")
        #expect(problems.isEmpty)
        return try #require(read)
    }

    private func accepted(
        _ outcomes: [Outcome], _ text: String = text,
        where isMeant: (Outcome) -> Bool = { _ in true }
    ) throws -> [String] {
        var ledger = try read(text)
        let day = try #require(Day("2028-01-01"))
        let terms = LedgerText.Terms(issue: "#9", expiry: day, reason: "new")
        _ = ledger.accept(outcomes, terms, where: isMeant)
        return String(decoding: ledger.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func acceptingAddsLinesInTheirPlaceAndTouchesNoOther() throws {
        let before = Self.text.split(separator: "\n").map(String.init)
        let after = try accepted([
            outcome("c/new", "case.raised"), outcome("b/known", "case.other"),
            outcome("a/first", "case.sent"), outcome("z/last", "case.sent"),
            outcome("f/fine", nil),
        ])
        let added = [
            "a/first #9 2028-01-01 case.sent  new", "c/new   #9 2028-01-01 case.raised  new",
            "z/last  #9 2028-01-01 case.sent  new",
        ]
        #expect(after.filter { !added.contains($0) } == before)
        #expect(
            after == [before[0], added[0], before[1], added[1]] + before[2...] + [added[2]])
        #expect(try accepted([outcome("c/new", "case.raised")], where: { _ in false }) == before)
    }

    /// What fails everywhere alike has one line; what does not has one for each place.
    @Test func aLineSaysAsMuchAsTellsItFromWhatPasses() throws {
        func scopes(_ outcomes: [Outcome]) throws -> [String] {
            try accepted(outcomes, "").map { String($0.prefix { $0 != " " }) }
        }
        let (one, two) = (outcome("a/b", "s", by: "sync/tcp"), outcome("a/b", "s", by: "async/tcp"))
        let fine = outcome("a/b", nil, by: "sync/memory")
        #expect(try scopes([one, two]) == ["a/b"])
        #expect(try scopes([one, two, fine]) == ["a/b@async/tcp", "a/b@sync/tcp"])
        let other = outcome("a/b", "t", by: "sync/memory")
        #expect(
            try scopes([one, two, other]) == ["a/b@async/tcp", "a/b@sync/memory", "a/b@sync/tcp"])
        let elsewhere = outcome("a/b", nil, in: "api/e.json")
        #expect(try scopes([one, two, elsewhere]) == ["d:a/b"])
        #expect(
            try scopes([one, fine, elsewhere, outcome("a/b", "s", in: "f")])
                == ["d:a/b@sync/tcp", "f:a/b"])
    }

    /// A document that cannot be played is one failure, and a line of it is held to all of it.
    @Test func aDocumentThatIsNotPlayedHasOneLine() throws {
        let all = ["a/b", "a/c"].map { outcome($0, "not-played") } + [outcome("a/b", "s", in: "e")]
        let lines = try accepted(all, "")
        #expect(lines.map { String($0.prefix { $0 != " " }) } == ["d:*", "e:a/b"])
        let ledger = Ledger.read(Array(lines.joined(separator: "\n").utf8), file: "l.txt").0
        #expect(ledger.entry(for: all[1])?.scope.description == "d:*")
        #expect(ledger.entry(for: outcome("a/b", "s", in: "f")) == nil)
        var text = try read(
            "d:* - 2027-01-01 not-played  refused\nd:a/b - 2027-01-01 s  narrower\n")
        #expect(text.contradicted([all[0]], today: try #require(Day("2026-01-01"))).count == 1)
        let gone = text.prune([outcome("a/b", nil), outcome("a/c", "not-played")], isWhole: true)
        #expect(gone.map(\.entry.scope.description) == ["d:a/b"])
    }

    @Test func pruningTakesWhatPassesAndWhatNoCaseHas() throws {
        let seen = [outcome("b/known", "case.sent"), outcome("e/passes", nil)]
        func pruned(_ isWhole: Bool) throws -> (gone: [String], left: String) {
            var text = try read()
            let gone = text.prune(seen, isWhole: isWhole).map { "\($0.entry.scope): \($0.why)" }
            return (gone, String(decoding: text.bytes, as: UTF8.self))
        }
        let whole = try pruned(true)
        #expect(whole.gone == ["d/gone: no case has that name", "e/passes: passes"])
        let lines = Self.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(whole.left == lines.prefix(4).joined(separator: "\n") + "\n")
        #expect(try pruned(false).gone == ["e/passes: passes"])
    }

    @Test(arguments: [
        ("a/b - 2027-01-01 s+t  as it was", nil), ("a/b - 2026-12-01 s  less", nil),
        ("a/b@sync/tcp - 2027-01-01 t  narrower", nil), ("# nothing at all", nil),
        ("a/b - 2027-01-02 s+t  longer", "'a/b' is known until 2027-01-01 at main"),
        ("a/b - 2027-01-01 s+u  more", "'a/b' is known at main to fail with 's+t', and with"),
        ("a/c - 2027-01-01 s  new", "'a/c' is not known at main"),
        ("c/d - 2027-01-01 s  wider", "'c/d' is not known at main"),
        ("c/d@async/* - 2027-01-01 s  wider", "'c/d@async/*' is not known at main"),
        ("e:c/d@async/tcp - 2027-01-01 s  narrower", nil),
    ])
    func aLedgerMayOnlyShrink(_ line: String, _ problem: String?) {
        func ledger(_ text: String) -> Ledger { Ledger.read(Array(text.utf8), file: "l.txt").0 }
        let earlier = ledger("a/b - 2027-01-01 s+t  why\nc/d@async/tcp - 2027-01-01 s  why\n")
        let said = ledger(line).growth(since: earlier, at: "main").map(\.description)
        #expect(said.count == (problem == nil ? 0 : 1))
        if let problem {
            #expect(said[0].hasPrefix("l.txt:1:1: error: \(problem)"))
            #expect(said[0].hasSuffix("a ledger may only shrink [ledger.grows]"), "\(said)")
        }
        let all = ledger(line).growth(since: Ledger(), at: "main")
        #expect(all.count == ledger(line).entries.count)
    }
}
