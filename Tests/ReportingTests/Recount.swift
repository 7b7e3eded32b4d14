import Foundation
import Reporting
import TestSupport
import Testing
import WireJSON

/// Counts a report's cases anew, from its text alone and by readers that share nothing with ours.
enum Recount {
    typealias Counts = [CaseRecord.Standing: Int]

    static func of(_ text: String, _ format: RunFormat) throws -> Counts {
        switch format {
        case .junit: try junit(text).counts
        case .tap: try TAPStream(text).counts
        case .sarif: try sarif(text)
        case .markdown: try markdown(text)
        case .github: try phrase(try #require(text.split(separator: "\n").last))
        case .html: try html(text)
        }
    }

    /// Whether whoever reads this form takes the run for a success.
    static func isGreen(_ text: String, _ format: RunFormat) throws -> Bool {
        switch format {
        case .junit: return try junit(text).isGreen
        case .tap: return try TAPStream(text).isGreen
        case .sarif:
            let run = try JSONValue.read(text)["runs"]?[0]
            let invocation = run?["invocations"]?[0]
            let troubles = invocation?["toolExecutionNotifications"]?.array ?? [.null]
            let code = invocation?["exitCode"]?.int
            return code == 0 && troubles.isEmpty
        case .markdown: return text.hasPrefix("## assay: as expected\n")
        case .github:
            let marks = ["::error", "::warning"]
            return text.contains("as expected: ") && !marks.contains(where: text.contains)
        case .html:
            return !text.contains("<h1 class=\"failed\">") && !text.contains("class=\"trouble ")
        }
    }

    /// Python's own reader of XML counts the elements and holds them against the attributes.
    private static func junit(_ text: String) throws -> (counts: Counts, isGreen: Bool) {
        let folder = try TestFolder()
        let path = try folder.write(text, to: "junit.xml")
        let outcome = try Program.run([Python.path, "-I", "-c", script, path])
        try #require(outcome.status == 0, "\(outcome.errors)")
        let told = try JSONValue.read(outcome.output)
        var counts: Counts = [:]
        for standing in CaseRecord.Standing.allCases {
            counts[standing] = told["counts"]?[standing.rawValue]?.int ?? 0
        }
        return (counts, told["bad"]?.int == 0)
    }

    private static let script = """
        import json, sys, xml.etree.ElementTree as tree
        root = tree.parse(sys.argv[1]).getroot()
        counts, bad, names = {}, 0, set()
        def total(element):
            cases = list(element.iter("testcase"))
            found = [len(cases)] + [sum(c.find(n) is not None for c in cases)
                                    for n in ("failure", "error", "skipped")]
            told = [int(element.get(n)) for n in ("tests", "failures", "errors", "skipped")]
            assert found == told, (element.get("name"), found, told)
            return told
        assert [sum(n) for n in zip(*map(total, root))] == total(root)
        for case in root.iter("testcase"):
            name = (case.get("classname"), case.get("name"))
            assert name not in names, name
            names.add(name)
            child = next((c for c in case if c.tag != "system-out"), None)
            bad += child is not None and child.tag in ("failure", "error")
            if case.get("classname") == "assay":
                continue
            skipped = child is not None and child.tag == "skipped"
            kind = ("passed" if child is None else
                    {"failure": "failed", "error": "inconclusive"}.get(child.tag) if not skipped
                    else "known" if child.get("message").startswith("known failing") else
                    "unsupported")
            counts[kind] = counts.get(kind, 0) + 1
        print(json.dumps({"counts": counts, "bad": bad}))
        """

    private static func sarif(_ text: String) throws -> Counts {
        let run = try #require(try JSONValue.read(text)["runs"]?[0])
        let kinds: [String: CaseRecord.Standing] = [
            "open": .inconclusive, "notApplicable": .unsupported,
        ]
        var counts: Counts = [.passed: run["properties"]?["verdicts"]?["passed"]?.int ?? -1]
        for result in run["results"]?.array ?? [] {
            let kind = try #require(result["kind"]?.string)
            let isExcused = result["suppressions"]?.array?.isEmpty == false
            let standing = kind == "fail" ? (isExcused ? .known : .failed) : kinds[kind]
            #expect((result["level"]?.string == "error") == (kind == "fail"))
            counts[try #require(standing), default: 0] += 1
        }
        for standing in CaseRecord.Standing.allCases {
            #expect(
                run["properties"]?["verdicts"]?[standing.rawValue]?.int == counts[standing] ?? 0)
        }
        return counts
    }

    /// The table's rows, and the sentence above them.
    private static func markdown(_ text: String) throws -> Counts {
        let order: [CaseRecord.Standing] = [.passed, .failed, .known, .unsupported, .inconclusive]
        var counts: Counts = [:]
        let lines = text.split(separator: "\n")
        for line in lines where line.hasPrefix("| `") {
            let cells = line.split(separator: "|").dropFirst()
            for (standing, cell) in zip(order, cells) {
                counts[standing, default: 0] += try #require(Int(cell.filter(\.isNumber)))
            }
        }
        let sentence = try #require(lines.dropFirst().first).prefix { $0 != ";" }
        #expect(try phrase(sentence) == counts)
        return counts
    }

    /// `…: 2 failed, 0 known failing, …`
    private static func phrase(_ line: Substring) throws -> Counts {
        var counts: Counts = [:]
        for part in line.split(separator: ": ").last?.split(separator: ", ") ?? [] {
            let words = part.split(separator: " ", maxSplits: 1)
            let standing = CaseRecord.Standing.allCases.first { $0.phrase == words[1] }
            counts[try #require(standing)] = Int(words[0])
        }
        return counts
    }

    /// The markup's numbers, and those of the data.
    private static func html(_ text: String) throws -> Counts {
        let head = "<script type=\"application/json\" id=\"run\">"
        let rest = try #require(text.split(separator: head).last)
        let data = try JSONValue.read(
            String(try #require(rest.split(separator: "</script>").first)))
        let order = try #require(data["phrases"]?.object).names
        var counts: Counts = [:]
        for row in data["cases"]?.array ?? [] {
            let name = order[try #require(row[3]?.int)]
            counts[try #require(CaseRecord.Standing(rawValue: name)), default: 0] += 1
        }
        for standing in CaseRecord.Standing.allCases {
            #expect(data["counts"]?[standing.rawValue]?.int == counts[standing] ?? 0)
            #expect(
                text.contains(
                    "data-standing=\"\(standing.rawValue)\" data-count=\"\(counts[standing] ?? 0)\""
                ))
        }
        return counts
    }
}

/// The tests' interpreter, which has `jsonschema`.
enum Python {
    static let path: String = {
        let named = ProcessInfo.processInfo.environment["ASSAY_VENV"]
        return (named ?? Repository.root + "/.venv") + "/bin/python"
    }()
}

/// A strict reader of TAP 14: whatever a line is not allowed to be is an issue.
struct TAPStream {
    private(set) var counts: Recount.Counts = [:]
    private(set) var isGreen = true

    init(_ text: String) throws {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        #expect(lines.removeLast() == "")
        #expect(lines.removeFirst() == "TAP version 14")
        let plan = try #require(lines.removeFirst().wholeMatch(of: /1\.\.([1-9][0-9]*)/))
        var number = 0
        var names: Set<Substring> = []
        while let line = lines.popFirst() {
            if line.hasPrefix("# ") { continue }
            if line.hasPrefix("Bail out! ") {
                isGreen = false
                continue
            }
            let point = try #require(
                line.wholeMatch(of: /(ok|not ok) ([0-9]+) - (.*?)(?: # (TODO|SKIP) (.+))?/),
                "\(line)")
            number += 1
            #expect(Int(point.2) == number && names.insert(point.3).inserted)
            let isTrouble = !point.3.contains(" › ")
            let details = Self.block(&lines)
            if point.1 == "not ok" && point.4 != "TODO" { isGreen = false }
            if isTrouble { continue }
            counts[try Self.standing(point.1 == "ok", point.4, details), default: 0] += 1
        }
        #expect(Int(plan.1) == number)
    }

    /// The YAML block behind a point: its marks are indented by two, and it is closed.
    private static func block(_ lines: inout ArraySlice<Substring>) -> [Substring] {
        guard lines.first == "  ---" else { return [] }
        lines.removeFirst()
        let block = Array(lines.prefix { $0 != "  ..." })
        #expect(lines.count > block.count && block.allSatisfy { $0.hasPrefix("  ") })
        lines.removeFirst(min(lines.count, block.count + 1))
        return block
    }

    private static func standing(
        _ isOK: Bool, _ directive: Substring?, _ details: [Substring]
    ) throws -> CaseRecord.Standing {
        switch (isOK, directive) {
        case (true, nil): .passed
        case (true, "SKIP"): .unsupported
        case (false, "TODO"): .known
        case (false, nil):
            details.contains("  verdict: \"inconclusive\"") ? .inconclusive : .failed
        default: try #require(nil as CaseRecord.Standing?, "no such point")
        }
    }
}
