import JSONRPC
import WireJSON

/// Why parameters are not a method's: where in them, and by which part of the document.
struct ParamsObjection {
    var problem: String
    /// The way from the parameters to what is wrong.
    var at = JSONPointer()
    var keyword: String
    var schema: JSONPointer

    /// The `data` of the error.
    var value: JSONValue {
        [
            "problem": .string(problem), "at": .string(at.description),
            "keyword": .string(keyword), "schema": .string(schema.fragment),
        ]
    }
}

extension MockMethod {
    /// Why these parameters do not have the structure that the document asks for; nil when they do.
    /// Values are not looked at.
    func objection(to params: Request.Params?) -> ParamsObjection? {
        guard let parameters else { return nil }
        switch params {
        case .positional(let values):
            if structure == "by-name", !parameters.isEmpty {
                return misplaced("parameters go by name, not \(values.count) by position")
            }
            if values.count > parameters.count {
                let most = parameters.count
                return ParamsObjection(
                    problem: "\(values.count) parameters, but at most \(most) are known",
                    at: JSONPointer([String(most)]), keyword: "params",
                    schema: place.appending("params"))
            }
            return missing(parameters.dropFirst(values.count))
        case .named(let members):
            if structure == "by-position", !parameters.isEmpty {
                return misplaced("parameters go by position, not by name")
            }
            let known = Set(parameters.map(\.name))
            if let name = members.names.first(where: { !known.contains(JSONName($0)) }) {
                return ParamsObjection(
                    problem: "parameter '\(name)' is unknown", at: JSONPointer([name]),
                    keyword: "params", schema: place.appending("params"))
            }
            return missing(parameters.filter { members[$0.name.text] == nil }[...])
        case nil:
            return missing(parameters[...])
        }
    }

    private func misplaced(_ problem: String) -> ParamsObjection {
        ParamsObjection(problem: problem, keyword: "paramStructure", schema: place)
    }

    private func missing(_ absent: ArraySlice<Parameter>) -> ParamsObjection? {
        absent.first(where: \.isRequired).map {
            ParamsObjection(
                problem: "parameter '\($0.name.text)' is missing", keyword: "required",
                schema: $0.place)
        }
    }

    /// Why a value among parameters of the right structure is not valid; nil when none is wrong,
    /// or nobody can tell. The program has the schemas of the parameters, in order.
    func objection(to params: Request.Params?, by program: SchemaProgram) -> ParamsObjection? {
        for (index, parameter) in (parameters ?? []).enumerated() where parameter.schema != nil {
            let value: JSONValue?
            let token: String
            switch params {
            case .positional(let values):
                value = values.indices.contains(index) ? values[index] : nil
                token = String(index)
            case .named(let members):
                value = members[parameter.name.text]
                token = parameter.name.text
            case nil: return nil
            }
            guard let value, case .refused(let finding) = program.verdict(on: value, by: index)
            else { continue }
            return ParamsObjection(
                problem: finding.problem, at: JSONPointer([token] + finding.at.tokens),
                keyword: finding.keyword, schema: finding.schema)
        }
        return nil
    }
}
