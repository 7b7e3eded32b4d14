import Conformance
import Diagnostics
import WireJSON

/// A run as one SARIF 2.1.0 log (OASIS): a result for each case that did not pass, placed in its
/// document. What passed is a number among the properties; a log of it would drown the rest.
struct SARIFRunLog {
    private let report: RunReport
    private let record: RunRecord
    private let places: RunPlaces

    init(_ report: RunReport) {
        self.report = report
        record = report.record
        places = RunPlaces(report)
    }

    var text: String {
        let results = results + absent
        let ids = Set(results.map(\.rule)).sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
        let log: JSONValue = [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver(ids)],
                    "columnKind": "utf16CodeUnits",
                    "invocations": [invocation],
                    "artifacts": .array(artifacts),
                    "results": .array(results.map { $0.value(indices[$0.rule] ?? -1) }),
                    "properties": ["verdicts": verdicts],
                ]
            ],
        ]
        return log.text(.pretty) + "\n"
    }

    private var verdicts: JSONValue {
        let counts = record.counts
        return .object(
            CaseRecord.Standing.allCases.map { .init($0.rawValue, .number(counts[$0])) })
    }

    private func driver(_ ids: [String]) -> JSONValue {
        let version = record.info?.version ?? "0"
        return [
            "name": "assay", "version": .string(version), "semanticVersion": .string(version),
            "rules": .array(ids.map(descriptor)),
        ]
    }

    /// A rule is a check, or how a case ended; the clause is told where we know the check.
    private func descriptor(_ id: String) -> JSONValue {
        let clause =
            Check.all.first { $0.id == id }?.clause
            ?? ServerCheck.all.first { $0.id == id }?.clause
        var members: [JSONObject.Member] = [.init("id", .string(id))]
        if let clause { members.append(.init("shortDescription", SARIFLog.message(clause))) }
        return .object(members)
    }

    private var invocation: JSONValue {
        let notifications = record.troubles.map { trouble -> JSONValue in
            [
                "level": "error", "descriptor": ["id": .string(trouble.rule)],
                "message": SARIFLog.message("\(trouble.title): \(trouble.message)"),
            ]
        }
        return [
            "executionSuccessful": .bool(record.exitCode < 2 && !record.isPartial),
            "exitCode": .number(record.exitCode),
            "toolExecutionNotifications": .array(notifications),
        ]
    }

    private var artifacts: [JSONValue] {
        var names: [String] = []
        for section in record.sections where !names.contains(section.document) {
            names.append(section.document)
        }
        return names.map { name in
            let uri = SARIFResult.uri(of: places.file(of: name))
            var members: [JSONObject.Member] = [.init("location", ["uri": .string(uri)])]
            if let file = report.documents[name] {
                members.append(.init("length", .number(file.bytes.count)))
            }
            return .object(members + [.init("roles", ["analysisTarget"])])
        }
    }

    // Results.

    /// One result, but for the place of its rule.
    private struct Result {
        var rule: String
        var members: [JSONObject.Member]

        func value(_ index: Int) -> JSONValue {
            .object(
                [.init("ruleId", .string(rule)), .init("ruleIndex", .number(index))] + members)
        }
    }

    private var results: [Result] {
        let before = report.baseline.map(Self.byKey)
        return record.sections.flatMap { section in
            section.cases.filter { $0.standing != .passed }.map { record in
                result(record, in: section, state: before.map { Self.state(of: record, in: $0) })
            }
        }
    }

    /// What the baseline has, and this run has not, or has passed.
    private var absent: [Result] {
        guard let baseline = report.baseline else { return [] }
        let now = Self.byKey(record)
        return baseline.sections.flatMap { section in
            section.cases.filter { record in
                record.standing != .passed && (now[record.key]?.standing ?? .passed) == .passed
            }.map { result($0, in: section, state: "absent") }
        }
    }

    private static func byKey(_ record: RunRecord) -> [CaseRecord.Key: CaseRecord] {
        Dictionary(record.cases.map { ($0.key, $0) }) { first, _ in first }
    }

    private static func state(
        of record: CaseRecord, in before: [CaseRecord.Key: CaseRecord]
    ) -> String {
        guard let old = before[record.key], old.standing != .passed else { return "new" }
        let isSame =
            old.standing == record.standing && old.violations == record.violations
            && old.reason == record.reason
        return isSame ? "unchanged" : "updated"
    }

    private func result(
        _ record: CaseRecord, in section: RunRecord.Section, state: String?
    ) -> Result {
        let (kind, level) = Self.weight(of: record.standing)
        let name = "\(section.label) › \(record.label)"
        var members: [JSONObject.Member] = [
            .init("kind", .string(kind)), .init("level", .string(level)),
            .init(
                "message",
                SARIFLog.message("\(record.label): \(record.headline)\n\n\(record.evidence)")),
            .init("locations", [location(record, named: name)]),
            .init(
                "partialFingerprints",
                ["case/v1": .string(SARIFResult.digest(of: Self.identity(record)))]),
        ]
        if let state { members.append(.init("baselineState", .string(state))) }
        if let known = record.known, record.standing == .known {
            let reason = "\(known.issue) until \(known.expires): \(known.reason)"
            members.append(
                .init(
                    "suppressions",
                    [["kind": "external", "status": "accepted", "justification": .string(reason)]]))
        }
        var properties: [JSONObject.Member] = [
            .init("verdict", .string(record.standing.rawValue)),
            .init("requirements", .array(record.requirements.map(JSONValue.string))),
        ]
        if let signature = record.signature {
            properties.append(.init("signature", .string(signature)))
        }
        members.append(.init("properties", .object(properties)))
        return Result(
            rule: record.violations.first?.check ?? "case.\(record.standing.rawValue)",
            members: members)
    }

    /// SARIF's words (§3.27.9, §3.27.10): only what fails has a level.
    private static func weight(of standing: CaseRecord.Standing) -> (kind: String, level: String) {
        switch standing {
        case .failed, .known: ("fail", "error")
        case .inconclusive: ("open", "none")
        case .unsupported: ("notApplicable", "none")
        case .passed: ("pass", "none")
        }
    }

    private static func identity(_ record: CaseRecord) -> String {
        let key = record.key
        return [key.document, key.part ?? "", key.id, key.way ?? "", String(key.occurrence)]
            .joined(separator: "\n")
    }

    private func location(_ record: CaseRecord, named name: String) -> JSONValue {
        let uri = SARIFResult.uri(of: places.file(of: record.key.document))
        let region = places.span(of: record).map { SARIFResult.region($0) } ?? ["startLine": 1]
        return [
            "physicalLocation": ["artifactLocation": ["uri": .string(uri)], "region": region],
            "logicalLocations": [["fullyQualifiedName": .string(name)]],
        ]
    }
}
