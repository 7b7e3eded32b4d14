import Diagnostics
import SchemaLowering
import ServiceModel
import WireJSON

/// Reads the methods of an OpenRPC document; their schemas are lowered with all others.
struct MethodReader {
    private let document: Document
    private let lowering: Lowering

    init(_ document: Document, _ lowering: Lowering) {
        self.document = document
        self.lowering = lowering
    }

    /// Every method of the document, in its order; those that cannot be understood are reported and
    /// left out.
    func methods() -> [Method] {
        let list = Place(document.root, at: JSONPointer()).elements(of: "methods") ?? []
        var firsts: [JSONName: JSONValue] = [:]
        return list.compactMap { item in
            guard let place = lowering.resolve(item, as: .method),
                let name = requiredName(of: place, what: "a method")
            else { return nil }
            let named = place.value["name"] ?? place.value
            if let first = firsts[JSONName(name)] {
                lowering.report(
                    .error, "duplicate-method", "method '\(name)' is declared twice; rename one",
                    at: item.isReference ? item.value : named,
                    notes: [
                        Diagnostic.Note(
                            "it is declared here first", at: lowering.sourceSpan(first.span))
                    ])
                return nil
            }
            firsts[JSONName(name)] = named
            return method(name, place)
        }
    }

    private func method(_ name: String, _ place: Place) -> Method {
        var method = Method(wireName: name)
        method.summary = text("summary", of: place)
        method.description = text("description", of: place)
        method.isDeprecated = flag("deprecated", of: place)
        method.tags = tags(of: place)
        method.namespace = name.split(separator: ".").dropLast().map(String.init)
        method.parameterStructure = parameterStructure(of: place, method: name)
        method.parameters = parameters(of: place, method: name)
        method.outcome = outcome(of: place, method: name)
        method.errors = errors(of: place, method: name)
        return method
    }

    private func parameterStructure(of place: Place, method: String) -> ParameterStructure {
        guard let value = place.value["paramStructure"] else { return .either }
        if let structure = value.string.flatMap(ParameterStructure.init(rawValue:)) {
            return structure
        }
        lowering.report(
            .error, "parameter-structure",
            "'paramStructure' of method '\(method)' must be 'by-name', 'by-position' or 'either',"
                + " found \(value.shown)", at: value)
        return .either
    }

    // MARK: - Parameters and result

    private func parameters(of place: Place, method: String) -> [Parameter] {
        guard let params = place.member("params"), !params.value.isNull else {
            lowering.report(
                .warning, "missing-params",
                "method '\(method)' must have 'params'; it is taken to have none",
                at: place.value["name"] ?? place.value)
            return []
        }
        guard let list = params.elements else {
            lowering.report(
                .error, "wrong-type",
                "'params' of method '\(method)' must be an array, found \(params.value.described)",
                at: params.value)
            return []
        }
        var firsts: [JSONName: JSONValue] = [:]
        return list.compactMap { item in
            guard let place = lowering.resolve(item, as: .contentDescriptor),
                let name = requiredName(of: place, what: "a parameter of method '\(method)'")
            else { return nil }
            let named = item.isReference ? item.value : place.value["name"] ?? place.value
            if let first = firsts.updateValue(named, forKey: JSONName(name)) {
                lowering.report(
                    .error, "duplicate-parameter",
                    "parameter '\(name)' of method '\(method)' is declared twice; rename one",
                    at: named,
                    notes: [
                        Diagnostic.Note(
                            "it is declared here first", at: lowering.sourceSpan(first.span))
                    ])
                return nil
            }
            var parameter = Parameter(
                wireName: name, type: schemaType(of: place, what: "parameter '\(name)'"),
                isRequired: flag("required", of: place),
                description: text("description", of: place) ?? text("summary", of: place))
            parameter.isDeprecated = flag("deprecated", of: place)
            let schema = place.value["schema"]
            parameter.defaultValue = schema?["$ref"] == nil ? schema?["default"] : nil
            return parameter
        }
    }

    private func outcome(of place: Place, method: String) -> Method.Outcome {
        guard let result = place.member("result") else {
            if document.version.hasNotifications { return .notification }
            lowering.report(
                .warning, "missing-result",
                "method '\(method)' must have 'result' before OpenRPC 1.3; it is taken to return"
                    + " anything", at: place.value["name"] ?? place.value)
            return .result(.any)
        }
        if result.value.isNull {
            lowering.report(
                .warning, "null-result",
                "'result' of method '\(method)' must be a content descriptor, found null; it is"
                    + " taken to return anything", at: result.value)
            return .result(.any)
        }
        guard let descriptor = lowering.resolve(result, as: .contentDescriptor) else {
            return .result(.any)
        }
        guard descriptor.value.object != nil else {
            lowering.report(
                .error, "wrong-type",
                "'result' of method '\(method)' must be an object, found"
                    + " \(descriptor.value.described)", at: descriptor.value)
            return .result(.any)
        }
        return .result(schemaType(of: descriptor, what: "the result of method '\(method)'"))
    }

    private func schemaType(of descriptor: Place, what: String) -> TypeReference {
        if let schema = descriptor.member("schema") { return lowering.type(of: schema) }
        lowering.report(
            .warning, "missing-schema", "\(what) must have 'schema'; it is taken to be anything",
            at: descriptor.value)
        return .any
    }

    // MARK: - Errors and tags

    private func errors(of place: Place, method: String) -> [DeclaredError] {
        var codes: [JSONNumber: JSONValue] = [:]
        return list("errors", of: place).compactMap { item in
            guard let place = lowering.resolve(item, as: .error) else { return nil }
            guard place.value.object != nil else {
                lowering.report(
                    .error, "wrong-type",
                    "an error of method '\(method)' must be an object, found"
                        + " \(place.value.described)", at: place.value)
                return nil
            }
            guard let code = place.value["code"], let number = code.number, number.isInteger else {
                lowering.report(
                    .error, "error-code",
                    "an error of method '\(method)' must have 'code', an integer",
                    at: place.value["code"] ?? place.value)
                return nil
            }
            let stated = item.isReference ? item.value : code
            if let first = codes.updateValue(stated, forKey: number) {
                lowering.report(
                    .warning, "duplicate-error-code",
                    "error \(number.text) of method '\(method)' is declared twice", at: stated,
                    notes: [
                        Diagnostic.Note(
                            "it is declared here first", at: lowering.sourceSpan(first.span))
                    ])
            }
            return DeclaredError(
                code: number, message: text("message", of: place) ?? "", data: data(of: place))
        }
    }

    /// The type of an error's `data`, where a schema of it stands there and not a value.
    private func data(of error: Place) -> TypeReference? {
        guard let data = error.member("data"), Self.isSchema(data.value) else { return nil }
        if data.isReference, !lowering.leads(data) { return nil }
        return lowering.type(of: data)
    }

    private static let shaping: Set<String> = [
        "type", "properties", "items", "additionalProperties", "enum", "const", "oneOf", "anyOf",
        "allOf",
    ]
    private static let others: Set<String> = [
        "title", "description", "default", "examples", "format", "pattern", "required", "nullable",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength",
        "maxLength", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
        "patternProperties", "additionalItems", "prefixItems", "deprecated", "$schema", "$id",
        "$comment", "definitions", "$defs", "not", "example",
    ]

    /// Whether a value says nothing but what schemas say.
    private static func isSchema(_ value: JSONValue) -> Bool {
        guard let members = value.object?.members else { return false }
        if value["$ref"]?.string != nil { return true }
        let isTyped = value["type"].map { type in
            (type.array ?? [type]).allSatisfy { $0.string.map(Lowering.isType) ?? false }
        }
        return isTyped ?? true && members.contains { shaping.contains($0.name) }
            && members.allSatisfy {
                shaping.contains($0.name) || others.contains($0.name) || $0.name.hasPrefix("x-")
            }
    }

    private func tags(of place: Place) -> [String] {
        list("tags", of: place).compactMap { item in
            guard let place = lowering.resolve(item, as: .tag) else { return nil }
            if let name = place.text("name") ?? place.value.string { return name }
            lowering.report(.warning, "missing-member", "a tag must have 'name'", at: place.value)
            return nil
        }
    }

    /// The elements of a member that may be absent; anything but an array is reported.
    private func list(_ name: String, of place: Place) -> [Place] {
        guard let member = place.member(name), !member.value.isNull else { return [] }
        guard let elements = member.elements else {
            lowering.report(
                .warning, "wrong-type",
                "'\(name)' must be an array, found \(member.value.described); it is ignored",
                at: member.value)
            return []
        }
        return elements
    }

    // MARK: - Members

    /// The `name` of a method or parameter, which must be a string that says something.
    private func requiredName(of place: Place, what: String) -> String? {
        guard place.value.object != nil else {
            lowering.report(
                .error, "wrong-type", "\(what) must be an object, found \(place.value.described)",
                at: place.value)
            return nil
        }
        guard let name = place.value["name"] else {
            lowering.report(.error, "missing-member", "\(what) must have 'name'", at: place.value)
            return nil
        }
        guard let text = name.string else {
            lowering.report(
                .error, "wrong-type",
                "the name of \(what) must be a string, found \(name.described)", at: name)
            return nil
        }
        if text.isEmpty {
            lowering.report(.error, "empty-name", "the name of \(what) must not be empty", at: name)
            return nil
        }
        return text
    }

    /// A string that may be absent.
    private func text(_ name: String, of place: Place) -> String? {
        guard let value = place.value[name], !value.isNull else { return nil }
        if value.string == nil {
            lowering.report(
                .warning, "wrong-type",
                "'\(name)' must be a string, found \(value.described); it is ignored", at: value)
        }
        return value.string
    }

    /// A boolean that may be absent, which means false.
    private func flag(_ name: String, of place: Place) -> Bool {
        guard let value = place.value[name], !value.isNull else { return false }
        if value.bool == nil {
            lowering.report(
                .warning, "wrong-type",
                "'\(name)' must be a boolean, found \(value.described); it is taken as false",
                at: value)
        }
        return value.bool ?? false
    }
}
