import Testing
import WireJSON

/// What SARIF 2.1.0 (OASIS) demands of the objects that we write, stated by ourselves.
indirect enum SARIFShape: Sendable {
    case string
    case flag
    /// A whole number from a least one.
    case integer(Int)
    case word([String])
    /// At least so many elements of one shape, all different where they must be.
    case list(SARIFShape, least: Int = 0, isSet: Bool = false)
    /// Members by name; those with a `!` behind it must be there, no others may.
    case object(String)
    /// An object of strings, or of anything: a property bag.
    case map, bag

    static let objects: [String: [String: SARIFShape]] = [
        "log": [
            "$schema": .string, "version!": .word(["2.1.0"]), "runs!": .list(.object("run")),
        ],
        "run": [
            "tool!": .object("tool"), "columnKind": .word(["utf16CodeUnits", "unicodeCodePoints"]),
            "invocations": .list(.object("invocation")),
            "artifacts": .list(.object("artifact"), isSet: true),
            "results": .list(.object("result")), "properties": .bag,
        ],
        "tool": ["driver!": .object("component")],
        "component": [
            "name!": .string, "version": .string, "semanticVersion": .string,
            "rules": .list(.object("rule"), isSet: true),
        ],
        "rule": [
            "id!": .string, "name": .string, "shortDescription": .object("text"),
            "fullDescription": .object("text"), "help": .object("text"),
            "defaultConfiguration": .object("configuration"), "properties": .bag,
        ],
        "configuration": ["level": level],
        "text": ["text!": .string],
        "invocation": [
            "executionSuccessful!": .flag, "exitCode": .integer(Int.min),
            "toolExecutionNotifications": .list(.object("notification")),
        ],
        "notification": [
            "message!": .object("text"), "level": level, "descriptor": .object("descriptor"),
        ],
        "descriptor": ["id": .string],
        "artifact": [
            "location": .object("artifactLocation"), "length": .integer(-1),
            "roles": .list(.word(["analysisTarget"]), isSet: true),
        ],
        "artifactLocation": ["uri": .string],
        "result": [
            "ruleId": .string, "ruleIndex": .integer(-1), "level": level,
            "kind": .word(["fail", "open", "notApplicable"]),
            "baselineState": .word(["new", "unchanged", "updated", "absent"]),
            "message!": .object("text"), "locations": .list(.object("location")),
            "partialFingerprints": .map,
            "relatedLocations": .list(.object("location"), isSet: true),
            "fixes": .list(.object("fix"), isSet: true),
            "suppressions": .list(.object("suppression"), isSet: true), "properties": .bag,
        ],
        "location": [
            "id": .integer(-1), "message": .object("text"),
            "physicalLocation": .object("physicalLocation"),
            "logicalLocations": .list(.object("logicalLocation"), isSet: true),
        ],
        "physicalLocation": [
            "artifactLocation!": .object("artifactLocation"), "region": .object("region"),
        ],
        "logicalLocation": ["fullyQualifiedName": .string],
        "region": [
            "startLine": .integer(1), "startColumn": .integer(1), "endLine": .integer(1),
            "endColumn": .integer(1), "charOffset": .integer(-1), "charLength": .integer(0),
            "byteOffset": .integer(-1), "byteLength": .integer(0), "snippet": .object("text"),
        ],
        "fix": [
            "description": .object("text"), "artifactChanges!": .list(.object("change"), least: 1),
        ],
        "change": [
            "artifactLocation!": .object("artifactLocation"),
            "replacements!": .list(.object("replacement"), least: 1),
        ],
        "replacement": ["deletedRegion!": .object("region"), "insertedContent": .object("text")],
        "suppression": [
            "kind!": .word(["inSource", "external"]),
            "status": .word(["accepted", "underReview", "rejected"]), "justification": .string,
        ],
    ]

    static let level = SARIFShape.word(["none", "note", "warning", "error"])

    /// Records an issue for each place at which a value has another shape; how many were looked at.
    @discardableResult
    func check(_ value: JSONValue, at path: String = "") -> Int {
        switch self {
        case .string: #expect(value.string != nil, "\(path)")
        case .flag: #expect(value.bool != nil, "\(path)")
        case .integer(let least): #expect(value.int.map { $0 >= least } == true, "\(path)")
        case .word(let words): #expect(value.string.map(words.contains) == true, "\(path)")
        case .map:
            let members = value.object?.members ?? []
            #expect(!members.isEmpty && members.allSatisfy { $0.value.string != nil }, "\(path)")
        case .bag: #expect(value.object != nil, "\(path)")
        case .list(let shape, let least, let isSet):
            let elements = value.array
            #expect((elements?.count ?? -1) >= least, "\(path)")
            if isSet {
                let texts = elements?.map { $0.text(.canonical) } ?? []
                #expect(Set(texts).count == texts.count, "\(path)")
            }
            return (elements ?? []).enumerated().reduce(1) {
                $0 + shape.check($1.element, at: "\(path)/\($1.offset)")
            }
        case .object(let name): return checkMembers(value, name, path)
        }
        return 1
    }

    private func checkMembers(_ value: JSONValue, _ name: String, _ path: String) -> Int {
        let shapes = Self.objects[name] ?? [:]
        #expect(!shapes.isEmpty && value.object != nil, "\(path)")
        for key in shapes.keys where key.hasSuffix("!") {
            #expect(value[String(key.dropLast())] != nil, "\(path)/\(key)")
        }
        return (value.object?.members ?? []).reduce(1) { count, member in
            guard let shape = shapes[member.name] ?? shapes[member.name + "!"] else {
                Issue.record("\(path)/\(member.name) is unknown")
                return count
            }
            return count + shape.check(member.value, at: "\(path)/\(member.name)")
        }
    }
}
