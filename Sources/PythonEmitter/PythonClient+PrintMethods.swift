import CodeText
import ServiceModel

extension PythonClient {
    /// The classes that carry the service's methods: what makes the calls, and what sends them.
    func printClients(into out: inout CodeWriter<Python>) {
        printClass(
            own.calls, base: "_Calls", ["The calls of \(titleLine), made but not sent."], .unsent,
            into: &out)
        printClass(
            own.client, base: "_SyncCaller",
            ["Calls the methods of \(titleLine).", ""] + PythonRuntime.clientDocumentation,
            .waiting, into: &out)
        printClass(
            own.asyncClient, base: "_AsyncCaller",
            [
                "\(.name(own.client)) with coroutines for methods.", "",
                "It takes the same options; `timeout` holds for a whole call. It belongs to the",
                "event loop of its calls, until it is closed.",
            ],
            .awaited, into: &out)
        out.blank(2)
        let others: [Source<Python>] = [own.asyncClient, own.calls].map { .name($0) }
        out.list("_describe(", [.name(own.client)] + others, ")")
    }

    private func printClass(
        _ name: PythonName, base: Source<Python>, _ documentation: [Source<Python>],
        _ form: MethodForm, into out: inout CodeWriter<Python>
    ) {
        out.blank(2)
        out.block("class \(.name(name))(\(base)):") { out in
            out.documentation(documentation)
            if form != .unsent {
                out.blank()
                out.line(
                    PythonRuntime.clientMembers(
                        defaultURL: .literal(defaultURL), calls: .name(own.calls)))
            }
            for method in methods {
                out.blank()
                method.print(into: &out, as: form)
            }
        }
    }
}

/// What a method of the service becomes in each of the classes.
enum MethodForm {
    /// A call that is not sent.
    case unsent
    /// A method that returns when the reply is there.
    case waiting
    /// A coroutine.
    case awaited
}

extension PythonClient.ClientMethod {
    /// The method of one class. Only one of them has the documentation in the text; the others get
    /// it when the module is loaded.
    func print(into out: inout CodeWriter<Python>, as form: MethodForm) {
        printSignature(into: &out, as: form, end: "")
        out.indented { out in
            if form == .waiting { out.documentation(documentation) }
            if form == .unsent { printCall(into: &out) } else { printSending(into: &out, as: form) }
        }
    }

    /// The line that says how the method is called.
    func printSignature(
        into out: inout CodeWriter<Python>, as form: MethodForm, end: Source<Python>
    ) {
        let parameters = signature.map { argument -> Source<Python> in
            let start: Source<Python> = "\(.name(argument.name)): \(argument.annotation)"
            return argument.isRequired ? start : "\(start) = None"
        }
        let result = result?.annotation ?? "None"
        let returned: Source<Python> = form == .unsent ? "RpcCall[\(result)]" : result
        let keyword: Source<Python> = form == .awaited ? "async def" : "def"
        out.list(
            "\(keyword) \(.name(name))(", ["self"] + parameters, ") -> \(returned):\(end)")
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

    /// The only place that knows how arguments travel and how the result is read.
    private func printCall(into out: inout CodeWriter<Python>) {
        let sent = arguments.map { argument -> Source<Python> in
            let pair: Source<Python> = "\(.literal(argument.wireName)), \(.name(argument.name))"
            if argument.isRequired { return "_must(\(pair))" }
            let isNull = structure != .byName && argument.isNullable
            return isNull ? "_may(\(pair), nullable=True)" : "_may(\(pair))"
        }
        // Where the call does not fit in one line, this stands one step deeper.
        let params =
            arguments.isEmpty
            ? "None"
            : CodeWriter.layout(
                "\(structure.function)(", sent, ")", at: out.indentation + 4)
        let codec: Source<Python> =
            switch result?.reading {
            case nil, .nothing: "_NOTHING"
            case .raw: "_ANY"
            case .shared(let codec): codec
            case .own(let codec, _): .name(codec)
            }
        let mark: [Source<Python>] = result == nil ? ["True"] : []
        out.list("return RpcCall(", [.literal(wireName), params, codec] + mark, ")")
    }

    private func printSending(into out: inout CodeWriter<Python>, as form: MethodForm) {
        let arguments = signature.map { Source<Python>.name($0.name) }
        let waits: Source<Python> = form == .awaited ? "await " : ""
        let made = CodeWriter.layout(
            "self.calls.\(.name(name))(", arguments, ")", at: out.indentation + 4)
        let isEmpty =
            switch result?.reading {
            case nil, .nothing: true
            default: false
            }
        out.list("\(isEmpty ? "" : "return ")\(waits)self._send(", [made], ")")
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
