import Foundation
import Lint
import TestSupport
import Testing
import WireJSON

/// The official meta-schemas, run by the Python package `jsonschema`: a second opinion that shares
/// no line with ours.
enum MetaSchemaOracle {
    /// The interpreter that has `jsonschema`.
    static let python: String = {
        let named = ProcessInfo.processInfo.environment["ASSAY_VENV"]
        return (named ?? Repository.root + "/.venv") + "/bin/python"
    }()

    static let isPresent = FileManager.default.isExecutableFile(atPath: python)

    /// The file of each meta-schema, below the corpus.
    private static let files: [(Edition, String)] = [
        (.first, "metaschema/open-rpc__meta-schema__meta-schema-1.2.3.json"),
        (.third, "metaschema/open-rpc__spec__spec-1.3-schema.json"),
        (.fourth, "metaschema/open-rpc__spec__spec-1.4-schema.json"),
    ]

    /// Where the meta-schema of its edition finds fault with each document: JSON pointers.
    static func faults(in documents: [(Edition, [UInt8])]) throws -> [Set<String>] {
        let folder = try TestFolder()
        var lines: [UInt8] = []
        for (edition, bytes) in documents {
            lines += Array("\(edition.rawValue) ".utf8) + bytes + [0x0A]
        }
        let input = try folder.write(lines, to: "documents")
        let schemas = files.map { "\($0.rawValue)=\(Corpus.root)/\($1)" }
        let outcome = try Program.run([python, "-I", "-c", script, input] + schemas)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map { line in
            let paths = try JSONValue.read(Array(line.utf8)).array ?? []
            return Set(
                paths.map { JSONPointer(($0.array ?? []).compactMap(\.string)).description })
        }
    }

    /// Reads `edition document` lines; writes for each the places of the innermost errors. Of an
    /// alternative it follows the branch that the value most looks like.
    private static let script = #"""
        import json, sys
        from jsonschema import Draft7Validator
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7

        DRAFT = Draft7Validator.META_SCHEMA
        TOOLS = {
            "allOf": [{"$ref": "http://json-schema.org/draft-07/schema#"}],
            "definitions": {"JSONSchemaObject": {"properties": {"$ref": {"type": "string"}}}},
        }

        def resource(contents):
            return Resource.from_contents(contents, default_specification=DRAFT7)

        registry = Registry().with_resources(
            [(uri, resource({"$id": "https://meta.json-schema.tools/", **TOOLS}))
             for uri in ("https://meta.json-schema.tools", "https://meta.json-schema.tools/")]
            + [(scheme + "://json-schema.org/draft-07/schema", resource(DRAFT))
               for scheme in ("http", "https")])

        def branch(error):
            value, isObject = error.instance, isinstance(error.instance, dict)
            if error.validator == "anyOf":
                return 1 if isinstance(value, list) else 0
            if isObject and "$ref" in value:
                return 1
            return 2 if isObject and "oneOf" in value and len(error.validator_value) == 3 else 0

        def leaves(error):
            if error.validator not in ("oneOf", "anyOf") or not error.context:
                yield [str(step) for step in error.absolute_path]
                return
            chosen = branch(error)
            for inner in error.context:
                if inner.schema_path[0] == chosen:
                    yield from leaves(inner)

        validators = {}
        for word in sys.argv[2:]:
            edition, path = word.split("=", 1)
            with open(path, encoding="utf-8") as file:
                validators[edition] = Draft7Validator(json.load(file), registry=registry)
        with open(sys.argv[1], encoding="utf-8") as file:
            for line in file:
                edition, text = line.split(" ", 1)
                errors = validators[edition].iter_errors(json.loads(text))
                print(json.dumps([leaf for error in errors for leaf in leaves(error)]))
        """#
}
