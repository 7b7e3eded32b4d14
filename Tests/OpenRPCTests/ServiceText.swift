import ServiceModel
import WireJSON

/// A service as lines of text, one a method and one a type, so that tests state whole results.
struct ServiceText {
    let service: Service
    private let names: [String]

    init(_ service: Service) {
        self.service = service
        var counts: [String: Int] = [:]
        for type in service.types { counts[type.name, default: 0] += 1 }
        names = service.types.enumerated().map { index, type in
            counts[type.name] == 1 ? type.name : "\(type.name)#\(index)"
        }
    }

    var lines: [String] {
        service.methods.map(line(of:)) + service.types.indices.map(line(ofType:))
    }

    private func line(of method: Method) -> String {
        var text = "method \(method.wireName)("
        text += method.parameters.map { parameter in
            "\(parameter.wireName)\(parameter.isRequired ? "" : "?"): \(type(parameter.type))"
                + (parameter.isDeprecated ? " deprecated" : "")
        }.joined(separator: ", ")
        text += ")"
        switch method.outcome {
        case .result(let result): text += " -> \(type(result))"
        case .notification: text += " notifies"
        }
        if method.parameterStructure != .either { text += " \(method.parameterStructure.rawValue)" }
        for error in method.errors { text += " !\(error.code.text) \(error.message)" }
        for tag in method.tags { text += " @\(tag)" }
        return text + (method.isDeprecated ? " deprecated" : "")
    }

    private func line(ofType index: Int) -> String {
        let definition = service.types[index]
        let end = definition.isDeprecated ? " deprecated" : ""
        switch definition.shape {
        case .alias(let alias): return "type \(names[index]) = \(type(alias))\(end)"
        case .enumeration(let values):
            let texts = values.map { $0.text() }
            return "enum \(names[index]) { \(texts.joined(separator: ", ")) }\(end)"
        case .object(let object):
            var members = object.fields.map(member)
            switch object.additional {
            case .unstated: break
            case .forbidden: members.append("closed")
            case .typed(let rest): members.append("*: \(type(rest))")
            }
            return "object \(names[index]) { \(members.joined(separator: ", ")) }\(end)"
        }
    }

    private func member(_ field: Field) -> String {
        "\(field.wireName)\(field.isRequired ? "" : "?"): \(type(field.type))"
            + (field.defaultValue.map { " = \($0.text())" } ?? "")
            + (field.isDeprecated ? " deprecated" : "")
    }

    func type(_ reference: TypeReference) -> String {
        switch reference {
        case .any: "any"
        case .never: "never"
        case .null: "null"
        case .boolean: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string: "string"
        case .constant(let value): value.text()
        case .array(let element): "[\(type(element))]"
        case .tuple(let elements, let rest):
            "(\(elements.map(type).joined(separator: ", "))"
                + "\(rest.map { ", \(type($0))..." } ?? ""))"
        case .map(let value): "{\(type(value))}"
        case .nullable(.union(let members)): "(\(members.map(type).joined(separator: " | ")))?"
        case .nullable(let inner): "\(type(inner))?"
        case .union(let members): "(\(members.map(type).joined(separator: " | ")))"
        case .named(let id): names[id.index]
        }
    }
}
