import Conformance
import Glibc
import Harness

// What every run takes of ledgers and floors.

extension Arguments {
    static let ledgerOptions: [Option] = [
        .init(
            name: "ledger", value: "FILE",
            help: "failures that are known, and must still fail in the same way"),
        .init(
            name: "ratchet", value: "REV",
            help: "the ledger may only have shrunk since HEAD and this revision went apart"),
        .init(
            name: "floor", value: "N",
            help: "fail when fewer comparisons are made (default: what the level demands)"),
    ]

    /// The ledger that a run is held against; nil without one.
    /// `described` is the one of an `assay.json`, which the words may overrule.
    func ledgerOrder(_ described: String? = nil) throws(UsageError) -> LedgerOrder? {
        guard let path = value("ledger") ?? described else {
            if has("ratchet") {
                throw UsageError("'--ratchet' is about a ledger; name one with --ledger")
            }
            return nil
        }
        let ledger: Ledger
        switch DocumentFile.read(path) {
        case .failure(let refusal): throw UsageError("\(refusal.diagnostic)")
        case .success(let bytes):
            let (read, diagnostics) = Ledger.read(bytes, file: path)
            if let first = diagnostics.first { throw UsageError("\(first)") }
            ledger = read
        }
        guard let revision = value("ratchet") else {
            return LedgerOrder(ledger, at: path, today: .today)
        }
        do throws(HarnessFault) {
            let growth = try LedgerHistory(of: path).growth(of: ledger, since: revision)
            return LedgerOrder(ledger, at: path, today: .today, growth: growth)
        } catch {
            throw UsageError("'--ratchet \(revision)': \(error)")
        }
    }

    /// How many comparisons are demanded; nil where nothing was said.
    func floor() throws(UsageError) -> Int? {
        guard has("floor") else { return nil }
        return try integer("floor", in: 1...Int(Int32.max), or: 1)
    }
}

extension Day {
    /// The day it is everywhere once it is here: that of UTC.
    static var today: Day {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        let numbers = [parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday]
        let text = numbers.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: "-")
        guard let day = Day(text) else { preconditionFailure("'\(text)' is no day") }
        return day
    }
}
