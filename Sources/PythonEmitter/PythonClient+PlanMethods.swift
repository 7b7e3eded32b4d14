import CodeText
import Diagnostics
import ServiceModel
import WireJSON

extension PythonPlanner {
    /// A method of the client for each method of the service.
    mutating func planMethods(_ own: PythonClient.OwnClasses) -> [PythonClient.ClientMethod] {
        let methods = distinct(service.methods)
        let reserved = PythonNames.methods.union(typeNames.map(\.text)).union(own.names)
        var names = PythonNames(.member, fallback: "method", reserved: reserved)
        let wireNames = methods.map(\.wireName)
        let methodNames = report(
            names.assign(wireNames), wireNames, what: "methods", where: nil)
        return zip(methods, methodNames).map { method, name in planMethod(method, name: name) }
    }

    /// An exception for each code that some method declares. Types keep their names.
    mutating func planErrors(_ own: PythonClient.OwnClasses) -> [PythonClient.ErrorClass] {
        let reserved = PythonNames.module.union(typeNames.map(\.text)).union(own.names)
        var names = PythonNames(.type, fallback: "RpcError", reserved: reserved)
        var seen = PythonRuntime.protocolCodes
        let declared = service.methods.flatMap(\.errors).compactMap { error in
            error.code.int.map { (code: $0, message: error.message) }
        }
        let distinct = declared.filter { seen.insert($0.code).inserted }
        let wanted = distinct.map { "RpcError\($0.code < 0 ? "Minus" : "")\($0.code.magnitude)" }
        return zip(distinct, names.assign(wanted)).map { error, assigned in
            PythonClient.ErrorClass(
                name: assigned.name, code: error.code, message: error.message,
                data: planData(ofCode: error.code))
        }
    }

    /// What comes with a code; several methods may say different things.
    private mutating func planData(
        ofCode code: Int
    ) -> (annotation: Source<Python>, codec: Source<Python>)? {
        var types: [TypeReference] = []
        var codecs: Set<String> = []
        for error in service.methods.flatMap(\.errors) where error.code.int == code {
            guard let data = error.data else { continue }
            if codecs.insert(type(data).codec.text).inserted { types.append(data) }
        }
        guard !types.isEmpty else { return nil }
        let planned = type(types.count == 1 ? types[0] : .union(types))
        return (planned.alternatives.optional.annotation, planned.codec)
    }

    private mutating func planMethod(
        _ method: Method, name: PythonName
    ) -> PythonClient.ClientMethod {
        var result: PythonClient.Result?
        if case .result(let type) = method.outcome {
            result = planResult(type, of: name)
        }
        return PythonClient.ClientMethod(
            name: name, wireName: method.wireName, summary: method.summary,
            description: method.description, isDeprecated: method.isDeprecated,
            arguments: planArguments(method, reading: result?.reading),
            structure: method.parameterStructure,
            result: result,
            errorCodes: method.errors.map(\.code).filter(\.isInteger).compactMap {
                .value(.init(.number($0)))
            })
    }

    private mutating func planResult(
        _ type: TypeReference, of method: PythonName
    ) -> PythonClient.Result {
        let result = self.type(type)
        let reading: PythonClient.Reading =
            switch type {
            case .any, .never: .raw
            case .null: .nothing
            case .boolean, .integer, .number, .string: .shared(result.codec)
            default: .own(PythonName(valid: "_result_of_\(method.text)"), result.codec)
            }
        return PythonClient.Result(annotation: result.annotation, reading: reading)
    }

    private mutating func planArguments(
        _ method: Method, reading: PythonClient.Reading?
    ) -> [PythonClient.Argument] {
        var reserved = PythonNames.parameters
        if case .own(let name, _) = reading { reserved.insert(name.text) }
        var names = PythonNames(.member, fallback: "param", reserved: reserved)
        let wireNames = method.parameters.map(\.wireName)
        let argumentNames = report(
            names.assign(wireNames), wireNames, what: "params", where: method.wireName)
        return zip(method.parameters, argumentNames).map { parameter, name in
            let type = self.type(parameter.type)
            return PythonClient.Argument(
                name: name, wireName: parameter.wireName,
                description: remark(
                    parameter.description, isDeprecated: parameter.isDeprecated,
                    default: parameter.defaultValue),
                annotation: parameter.isRequired
                    ? type.annotation : type.alternatives.optional.annotation,
                isRequired: parameter.isRequired, isNullable: admitsNull(parameter.type))
        }
    }

    /// The methods without those whose name an earlier one has.
    private mutating func distinct(_ methods: [Method]) -> [Method] {
        // By bytes: a composed and a decomposed letter are two names on the wire.
        var seen: Set<[UInt8]> = []
        return methods.filter { method in
            if seen.insert(Array(method.wireName.utf8)).inserted { return true }
            diagnostics.append(
                Diagnostic(
                    .warning, rule: "python.repeated-method",
                    "method '\(method.wireName)' is declared twice; the second is left out"))
            return false
        }
    }
}
