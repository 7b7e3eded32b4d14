import CodeText
import ServiceModel

extension PythonClient {
    /// The class of the client.
    func printClient(into out: inout CodeWriter<Python>) {
        out.blank(2)
        out.block("class \(.name(clientClass)):") { out in
            out.documentation(
                ["Calls the methods of \(titleLine).", ""] + PythonRuntime.clientDocumentation)
            out.blank()
            PythonRuntime.printClientCore(
                into: &out, clientClass: .name(clientClass), defaultURL: .literal(defaultURL))
            for method in methods {
                out.blank()
                method.print(into: &out)
            }
        }
    }
}

extension PythonClient.ClientMethod {
    /// The method with its documentation and its call.
    func print(into out: inout CodeWriter<Python>) {
        printSignature(into: &out, end: "")
        out.indented { out in
            out.documentation(documentation)
            printCall(into: &out)
        }
    }

    /// The line that says how the method is called.
    func printSignature(into out: inout CodeWriter<Python>, end: Source<Python>) {
        let parameters = signature.map { argument -> Source<Python> in
            let start: Source<Python> = "\(.name(argument.name)): \(argument.annotation)"
            return argument.isRequired ? start : "\(start) = None"
        }
        let returned = result?.annotation ?? "None"
        out.list("def \(.name(name))(", ["self"] + parameters, ") -> \(returned):\(end)")
    }

    /// The entry in the manifest of the module.
    func printManifest(into out: inout CodeWriter<Python>) {
        out.block("\(.literal(wireName)): {") { out in
            out.line("\"python\": \(.literal(name.text)),")
            let params = arguments.map { argument -> Source<Python> in
                let required: Source<Python> = argument.isRequired ? "True" : "False"
                return "{\"wire\": \(.literal(argument.wireName)), "
                    + "\"python\": \(.literal(argument.name.text)), \"required\": \(required)}"
            }
            out.list("\"params\": [", params, "],", isLong: params.count > 1)
            out.line("\"structure\": \(.literal(structure.rawValue)),")
            out.line("\"notification\": \(result == nil ? "True" : "False"),")
            out.list("\"errors\": [", errorCodes, "],")
        }
        out.line("},")
    }

    private var documentation: [Source<Python>] {
        var lines = summary.map { Source<Python>.documentation($0) } ?? []
        if description != summary { lines += extra(description) }
        if isDeprecated { lines += ["", "Deprecated."] }
        return lines + notes("Args:", signature.map { ($0.name, $0.description) })
    }

    private func printCall(into out: inout CodeWriter<Python>) {
        var items: [Source<Python>] = [.literal(wireName)]
        if !arguments.isEmpty {
            let sent = arguments.map { argument -> Source<Python> in
                let pair: Source<Python> = "\(.literal(argument.wireName)), \(.name(argument.name))"
                if argument.isRequired { return "_must(\(pair))" }
                let isNull = structure != .byName && argument.isNullable
                return isNull ? "_may(\(pair), nullable=True)" : "_may(\(pair))"
            }
            let function: Source<Python> = structure.function
            // Where the call does not fit in one line, this stands one step deeper.
            items.append(
                CodeWriter.layout("\(function)(", sent, ")", at: out.indentation + 4))
        }
        switch result?.reading {
        case nil: out.list("self._notify(", items, ")")
        case .nothing: out.list("self._call(", items, ")")
        case .raw: out.list("return self._call(", items, ")")
        case .shared(let codec): out.list("return self._invoke(", [codec] + items, ")")
        case .own(let codec, _): out.list("return self._invoke(", [.name(codec)] + items, ")")
        }
    }
}

extension ParameterStructure {
    /// What makes params of this structure from arguments.
    fileprivate var function: Source<Python> {
        switch self {
        case .byName: "_by_name"
        case .byPosition: "_by_position"
        case .either: "self._either"
        }
    }
}
