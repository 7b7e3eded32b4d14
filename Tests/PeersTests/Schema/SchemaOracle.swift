import Foundation
import TestSupport
import Testing
import WireJSON

/// The PyPI package `jsonschema` as a second opinion on verdicts; it shares no line with ours.
enum SchemaOracle {
    /// What is asked of one document: values, each by the schema at a place.
    struct Inquiry {
        var document: JSONValue
        /// Draft-07, or 2020-12.
        var isModern = false
        var questions: [(place: JSONPointer, value: JSONValue)]
    }

    /// The interpreter that has `jsonschema`.
    static let python: String = {
        let named = ProcessInfo.processInfo.environment["ASSAY_VENV"]
        return (named ?? Repository.root + "/.venv") + "/bin/python"
    }()

    static let isPresent = FileManager.default.isExecutableFile(atPath: python)

    /// Whether each value is valid, in order; nil where the package itself cannot tell.
    static func answers(_ inquiries: [Inquiry]) throws -> [[Bool?]] {
        let folder = try TestFolder()
        var lines: [UInt8] = []
        for inquiry in inquiries {
            let questions = inquiry.questions.map {
                JSONValue.array([.string($0.place.fragment), $0.value])
            }
            let line: JSONValue = [
                inquiry.document, .bool(inquiry.isModern), .array(questions),
            ]
            lines += line.bytes() + [0x0A]
        }
        let input = try folder.write(lines, to: "inquiries")
        let outcome = try Program.run([python, "-I", "-c", script, input])
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map { line in
            (try JSONValue.read(String(line)).array ?? []).map(\.bool)
        }
    }

    private static let script = #"""
        import json, sys
        from jsonschema import Draft7Validator, Draft202012Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7, DRAFT202012

        sys.setrecursionlimit(3000)

        def answer(judge, value):
            try:
                return next(judge.iter_errors(value), None) is None
            except Exception:  # a pattern, a reference or a keyword it cannot follow
                return None

        with open(sys.argv[1], encoding="utf-8") as lines:
            for line in lines:
                document, modern, questions = json.loads(line)
                kind, draft = (
                    (Draft202012Validator, DRAFT202012) if modern else (Draft7Validator, DRAFT7)
                )
                resource = Resource(document, draft)
                registry = Registry().with_resource("urn:document", resource)
                judges = {}
                out = []
                for place, value in questions:
                    if place not in judges:
                        judges[place] = kind({"$ref": "urn:document" + place}, registry=registry)
                    out.append(answer(judges[place], value))
                print(json.dumps(out))
        """#
}

extension Trait where Self == ConditionTrait {
    /// Skips without the packages of `scripts/requirements.txt`; in CI the test runs and fails.
    static var needsSchemaOracle: Self {
        .enabled(
            if: SchemaOracle.isPresent || Repository.isCI,
            "no \(SchemaOracle.python); run scripts/setup")
    }
}
