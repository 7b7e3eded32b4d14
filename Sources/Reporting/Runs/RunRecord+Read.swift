import Conformance
import WireJSON

/// Why a stream of events cannot be read.
package struct RecordFault: Error, Sendable, Equatable {
    /// Counted from 1; 0 where no line is to blame.
    package var line: Int
    /// One phrase in the house wording.
    package var message: String
}

extension RunRecord {
    /// Reads the lines of version 1.x. Members and events that are not known are passed over; a
    /// line that is no event, or of another major version, is a fault.
    package static func read(_ bytes: [UInt8]) throws(RecordFault) -> RunRecord {
        var reader = RunReader()
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            // Who was killed while writing leaves a line without its end, and nothing behind it.
            if index == lines.count - 1, index > 0, (try? JSONValue.read(Array(line))) == nil {
                reader.tear(index + 1)
            } else {
                try reader.take(EventLine(Array(line), number: index + 1))
            }
        }
        return try reader.finished()
    }
}

/// Puts a record together, event by event.
private struct RunReader {
    private var record = RunRecord()
    private var openSection: Int?
    private var hasEvent = false
    /// The sum of what the ends of sections say, to be held against the end of the run.
    private var verdicts: [Verdict: Int] = [:]

    mutating func take(_ line: EventLine) throws(RecordFault) {
        let event = try line.text("event")
        guard let read = Self.readers[event] else { return }
        guard record.end == nil else {
            throw line.fault("'\(event)' stands behind 'run-finished'; one stream is one run")
        }
        hasEvent = true
        try read(&self, line)
    }

    private static let readers:
        [String: @Sendable (inout RunReader, EventLine) throws(RecordFault) -> Void] = [
            "run-started": { (reader, line) throws(RecordFault) in try reader.start(line) },
            "document-started": { (reader, line) throws(RecordFault) in try reader.open(line) },
            "document-refused": { (reader, line) throws(RecordFault) in try reader.refuse(line) },
            "language-skipped": { (reader, line) throws(RecordFault) in try reader.skip(line) },
            "document-left-out": { (reader, line) throws(RecordFault) in
                try reader.leaveOut(line)
            },
            "case-finished": { (reader, line) throws(RecordFault) in try reader.add(line) },
            "document-finished": { (reader, line) throws(RecordFault) in try reader.close(line) },
            "run-finished": { (reader, line) throws(RecordFault) in try reader.end(line) },
        ]

    mutating func tear(_ number: Int) {
        record.gaps.append("line \(number): the line has no end; the writer was cut off")
    }

    func finished() throws(RecordFault) -> RunRecord {
        guard hasEvent else {
            throw RecordFault(
                line: 0,
                message: "there is no event of a run; 'assay run --format jsonl' tells them")
        }
        var record = record
        if record.end == nil {
            record.gaps.append("the stream has no 'run-finished'; the run was cut off")
        }
        record.nameAll()
        return record
    }

    private mutating func start(_ line: EventLine) throws(RecordFault) {
        guard record.info == nil else {
            throw line.fault("'run-started' stands here again; 'assay report merge' joins streams")
        }
        record.info = RunRecord.Info(
            version: try line.text("assay"), interpreter: try line.text("interpreter"),
            seed: try line.text("seed"), server: try line.textIfThere("server"),
            isSelection: line.value["selection"]?.bool == true,
            shard: try line.textIfThere("shard"), identity: try line.identity(), event: line.value)
    }

    private mutating func open(_ line: EventLine) throws(RecordFault) {
        var section = RunRecord.Section(
            document: try line.text("document"), part: try line.textIfThere("part"))
        section.methods = try line.count("methods")
        section.diagnostics = try line.problems("diagnostics")
        section.event = line.value
        record.sections.append(section)
        openSection = record.sections.count - 1
    }

    private mutating func refuse(_ line: EventLine) throws(RecordFault) {
        record.refusals.append(
            RunRecord.Refusal(
                document: try line.text("document"),
                diagnostics: try line.problems("diagnostics"), event: line.value))
    }

    private mutating func skip(_ line: EventLine) throws(RecordFault) {
        record.skips.append(
            RunRecord.Skip(
                document: try line.text("document"), language: try line.text("part"),
                reason: try line.text("reason"), event: line.value))
    }

    private mutating func leaveOut(_ line: EventLine) throws(RecordFault) {
        record.leftOut.append(
            RunRecord.LeftOut(
                document: try line.text("document"), reason: try line.text("reason"),
                event: line.value))
    }

    private mutating func add(_ line: EventLine) throws(RecordFault) {
        let document = try line.text("document")
        let index: Int
        if let openSection, record.sections[openSection].document == document {
            index = openSection
        } else {
            record.gaps.append(
                "line \(line.number): the case is of '\(document)', which has not begun")
            record.sections.append(RunRecord.Section(document: document))
            index = record.sections.count - 1
            openSection = index
        }
        let part = record.sections[index].part
        record.sections[index].cases.append(try line.caseRecord(document, part))
    }

    private mutating func close(_ line: EventLine) throws(RecordFault) {
        let (document, part) = (try line.text("document"), try line.textIfThere("part"))
        let told = try line.verdicts("verdicts")
        verdicts.merge(told, uniquingKeysWith: +)
        guard let index = openSection, record.sections[index].document == document,
            record.sections[index].part == part
        else {
            return record.gaps.append(
                "line \(line.number): '\(document)' ends, which has not begun")
        }
        record.sections[index].methodsCalled = try line.count("methodsCalled")
        record.sections[index].isFinished = true
        openSection = nil
        let counts = RunCounts(record.sections[index].cases)
        for verdict in Verdict.allCases where counts[verdict.standing] != told[verdict] ?? 0 {
            record.gaps.append(
                "line \(line.number): '\(document)' ends with \(told[verdict] ?? 0) "
                    + "\(verdict.rawValue), the stream holds \(counts[verdict.standing])")
        }
    }

    private mutating func end(_ line: EventLine) throws(RecordFault) {
        record.end = RunRecord.End(
            inconclusive: try line.textIfThere("inconclusive"),
            exitCode: try line.count("exitCode"),
            ledger: line.has("ledger") ? try line.problems("ledger") : nil,
            floor: line.has("floor") ? try line.count("floor") : nil,
            coverage: line.has("requirements") ? try line.coverage("requirements") : nil)
        let told = try line.verdicts("verdicts")
        for verdict in Verdict.allCases where told[verdict] ?? 0 != verdicts[verdict] ?? 0 {
            record.gaps.append(
                "line \(line.number): the run ends with \(told[verdict] ?? 0) "
                    + "\(verdict.rawValue), its documents with \(verdicts[verdict] ?? 0)")
        }
    }
}

extension Verdict {
    /// How a case with this verdict stands, if no ledger knows it.
    var standing: CaseRecord.Standing {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .unsupported: .unsupported
        case .inconclusive: .inconclusive
        }
    }
}

extension EventLine {
    /// The verdict and the ledger's word on it.
    func standing() throws(RecordFault) -> CaseRecord.Standing {
        let word = try text("verdict")
        guard let verdict = Verdict(rawValue: word) else {
            throw fault("'verdict' is '\(word)', which version 1 does not have")
        }
        return verdict == .failed && has("known") ? .known : verdict.standing
    }

    /// What the run was about; nil where the event does not tell it.
    func identity() throws(RecordFault) -> RunInfo.Identity? {
        guard has("identity") else { return nil }
        let told = try object("identity")
        return RunInfo.Identity(
            documents: try told.text("documents"), subject: try told.text("subject"),
            options: try told.text("options"))
    }

    /// How many cases ended with each verdict.
    func verdicts(_ name: String) throws(RecordFault) -> [Verdict: Int] {
        let counts = try object(name)
        var found: [Verdict: Int] = [:]
        for verdict in Verdict.allCases { found[verdict] = try counts.count(verdict.rawValue) }
        return found
    }
}
