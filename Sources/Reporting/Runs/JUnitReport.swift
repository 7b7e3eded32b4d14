/// A run as JUnit's XML: a suite for each subject, a test case for each case and way, and a suite
/// of what went wrong beside them. It has no times: they would differ from run to run.
struct JUnitReport {
    private let record: RunRecord

    init(_ record: RunRecord) { self.record = record }

    var text: String {
        let troubles = record.troubles
        let suites = record.sections.map(suite) + (troubles.isEmpty ? [] : [suite(of: troubles)])
        let totals = record.sections.map { Totals($0.cases) } + [Totals(troubles)]
        let sum = totals.reduce(into: Totals()) { $0.add($1) }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="assay" \(sum.attributes)>
            \(suites.joined())</testsuites>

            """
    }

    /// The numbers of a suite, in JUnit's words.
    private struct Totals {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        init() {}

        init(_ cases: [CaseRecord]) {
            let counts = RunCounts(cases)
            tests = counts.cases
            failures = counts[.failed]
            errors = counts[.inconclusive]
            skipped = counts[.unsupported] + counts[.known]
        }

        init(_ troubles: [Trouble]) {
            tests = troubles.count
            failures = troubles.count { $0.weight == .failure }
            errors = tests - failures
        }

        mutating func add(_ other: Totals) {
            tests += other.tests
            failures += other.failures
            errors += other.errors
            skipped += other.skipped
        }

        var attributes: String {
            "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" "
                + "skipped=\"\(skipped)\""
        }
    }

    private func suite(_ section: RunRecord.Section) -> String {
        let name = XMLText.attribute(section.label)
        let cases = section.cases.map { test($0, in: name) }.joined()
        return "  <testsuite name=\"\(name)\" \(Totals(section.cases).attributes)>\n"
            + properties + cases + "  </testsuite>\n"
    }

    private var properties: String {
        guard let info = record.info else { return "" }
        var pairs = [
            ("assay", info.version), ("interpreter", info.interpreter), ("seed", info.seed),
        ]
        if let server = info.server { pairs.append(("server", server)) }
        let lines = pairs.map { name, value in
            "      <property name=\"\(name)\" value=\"\(XMLText.attribute(value))\"/>\n"
        }
        return "    <properties>\n\(lines.joined())    </properties>\n"
    }

    private func test(_ record: CaseRecord, in suite: String) -> String {
        let name = XMLText.attribute(record.label)
        let head = "    <testcase classname=\"\(suite)\" name=\"\(name)\""
        let type = record.violations.first?.check ?? "case.\(record.standing.rawValue)"
        let body =
            switch record.standing {
            case .passed: ""
            case .failed: element("failure", record.headline, type, record.evidence)
            case .inconclusive:
                element("error", record.headline, "inconclusive", record.evidence)
            case .unsupported: element("skipped", record.headline)
            case .known:
                element("skipped", record.headline)
                    + "      <system-out>\(XMLText.content(record.evidence))</system-out>\n"
            }
        return body.isEmpty ? head + "/>\n" : head + ">\n\(body)    </testcase>\n"
    }

    private func element(
        _ name: String, _ message: String, _ type: String? = nil, _ body: String? = nil
    ) -> String {
        let kind = type.map { " type=\"\(XMLText.attribute($0))\"" } ?? ""
        let head = "      <\(name) message=\"\(XMLText.attribute(message))\"\(kind)"
        return body.map { "\(head)>\(XMLText.content($0))</\(name)>\n" } ?? "\(head)/>\n"
    }

    private func suite(of troubles: [Trouble]) -> String {
        let tests = troubles.enumerated().map { index, trouble in
            let name = XMLText.attribute("\(index + 1) \(trouble.title)")
            let kind = trouble.weight == .failure ? "failure" : "error"
            return "    <testcase classname=\"assay\" name=\"\(name)\">\n"
                + element(kind, trouble.title, trouble.rule, trouble.message) + "    </testcase>\n"
        }
        return "  <testsuite name=\"assay\" \(Totals(troubles).attributes)>\n"
            + tests.joined() + "  </testsuite>\n"
    }
}

/// Other people's text in XML 1.0, which has no way to write most control characters.
enum XMLText {
    /// The text between tags.
    static func content(_ text: String) -> String { escaped(text, keeps: "\n\t") }

    /// The text between double quotes; ends of lines survive there only as references.
    static func attribute(_ text: String) -> String { escaped(text, keeps: "") }

    private static func escaped(_ text: String, keeps plain: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\n", "\t":
                if plain.unicodeScalars.contains(scalar) {
                    result.append(scalar)
                } else {
                    result.append(contentsOf: "&#\(scalar.value);".unicodeScalars)
                }
            // Lawful in UTF-8, and not in XML.
            case "\u{FFFE}", "\u{FFFF}": result.append("\u{FFFD}")
            case " "..."~": result.append(scalar)
            default:
                result.append(contentsOf: Terminal.visible(String(scalar)).unicodeScalars)
            }
        }
        return String(result)
    }
}
