import CodeText
import ServiceModel

extension RustCrate {
    /// The trait of one group and the helper that brings it its calls.
    func handler(_ group: Group) -> String {
        var out = CodeWriter<Rust>()
        out.header()
        out.line(.documented("//! Calls of `", group.wireName, "`."))
        out.blank()
        for path in imports(group) { out.line("use \(path);") }
        out.blank()
        out.handlerTrait(group)
        out.blank()
        out.conduct(group.conduct)
        out.blank()
        out.ownership(group)
        out.blank()
        out.dispatch(group)
        return out.text
    }

    private func imports(_ group: Group) -> [Source<Rust>] {
        var names: [Source<Rust>] = ["Answer", "Call", "Conduct", "Find"]
        if group.methods.contains(where: { $0.result != nil }) { names += ["Failure", "RpcError"] }
        let withParams = group.methods.filter { $0.params != nil }
        if !withParams.isEmpty { names.append("Params") }
        if withParams.contains(where: { $0.structure != .byName }) { names.append("Structure") }
        if !group.conduct.isStrict {
            names += ["MissingParams", "NoHandler", "OnError", "Void"]
        }
        var paths: [Source<Rust>] = ["crate::methods"]
        // rustfmt sorts modules before types.
        if !group.conduct.isStrict { paths.append("crate::runtime::code") }
        paths += names.sorted { $0.text < $1.text }.map { "crate::runtime::\($0)" }
        paths += Array(group.mentions).sorted().map { "crate::types::\(.name($0))" }
        paths.append("async_trait::async_trait")
        if usesMaps(group) { paths.append("std::collections::BTreeMap") }
        return paths
    }

    func usesMaps(_ group: Group) -> Bool {
        group.methods.contains { method in
            [method.params, method.result].contains { $0?.text.contains("BTreeMap<") ?? false }
        }
    }
}

extension CodeWriter<Rust> {
    fileprivate mutating func handlerTrait(_ group: RustCrate.Group) {
        line(.documented("/// Answers the calls of `", group.wireName, "`."))
        line("#[async_trait]")
        block("pub trait \(.name(group.handler)): Send + Sync {") { out in
            for (index, method) in group.methods.enumerated() {
                if index > 0 { out.blank() }
                out.documentation(method.documentation)
                out.signature(method)
            }
        }
        line("}")
    }

    private mutating func signature(_ method: RustCrate.MethodItem) {
        var arguments: [Source<Rust>] = ["&self"]
        if let params = method.params { arguments.append("params: \(params)") }
        let end: Source<Rust> =
            method.result.map { " -> Result<\($0), RpcError>;" } ?? ";"
        call("async fn \(.name(method.name))", parameters: arguments, end)
    }

    /// A signature on one line, or with its parameters on lines of their own.
    mutating func call(
        _ head: Source<Rust>, parameters: [Source<Rust>], _ end: Source<Rust>
    ) {
        let whole: Source<Rust> = "\(head)(\(parameters.joined(separator: ", ")))"
        let line = whole + end
        let isDeclaration = end.text.hasSuffix(";")
        // rustfmt wants room for the brace of a body, where there is none too.
        if indentation + line.width <= (isDeclaration ? 99 : 100) { return self.line(line) }
        if isDeclaration, indentation + line.width == 100 {
            self.line(whole)
            return indented { $0.line(Source(escaped: String(end.text.dropFirst()))) }
        }
        self.line("\(head)(")
        indented { out in
            for parameter in parameters { out.line("\(parameter),") }
        }
        self.line(")\(end)")
    }

    fileprivate mutating func conduct(_ conduct: RustConduct) {
        line("/// How the group answers when something goes wrong.")
        if conduct.isStrict { return line("pub const CONDUCT: Conduct = Conduct::STRICT;") }
        block("pub const CONDUCT: Conduct = Conduct {") { out in
            out.line("bad_params: \(conduct.badParams),")
            out.line("unknown_method: \(conduct.unknownMethod),")
            out.line("no_handler: \(conduct.noHandler),")
            out.line("on_error: \(conduct.onError),")
            out.line("missing_params: \(conduct.missingParams),")
            out.line("void: \(conduct.void),")
        }
        line("};")
    }

    fileprivate mutating func ownership(_ group: RustCrate.Group) {
        line("/// The names of its methods.")
        let names = group.methods.map { "methods::\(.name($0.constant))" as Source<Rust> }
        array("pub const METHODS: &[&str] = &", names, ";")
        blank()
        line("/// Whether a method is this group's to answer, known or not.")
        block("pub fn owns(method: &str) -> bool {") { out in
            if let prefix = group.prefix {
                out.line("method.starts_with(\(.literal(prefix)))")
            } else {
                out.line("METHODS.contains(&method)")
            }
        }
        line("}")
    }

    fileprivate mutating func dispatch(_ group: RustCrate.Group) {
        line("/// Reads a call's params, finds its handler, calls it and writes what it answers.")
        let handler: Source<Rust> = "dyn \(.name(group.handler))"
        call(
            "pub async fn dispatch", parameters: ["find: Find<'_, \(handler)>", "call: &Call<'_>"],
            " -> Answer {")
        indented { out in
            out.block("match call.method {") { out in
                for method in group.methods { out.arm(method) }
                out.line("_ => CONDUCT.unknown(call),")
            }
            out.line("}")
        }
        line("}")
    }

    private mutating func arm(_ method: RustCrate.MethodItem) {
        block("methods::\(.name(method.constant)) => {") { out in
            if let params = method.params {
                out.shape(method)
                let shape: Source<Rust> =
                    method.structure == .byName ? "Params::BY_NAME" : "PARAMS"
                out.binding("params", params, "CONDUCT.params(call, \(shape))?")
            }
            var found: Source<Rust> = "find(None)"
            switch method.session {
            case .field(let field): found = "find(Some(&params.\(.name(field))))"
            case .member(let name):
                out.call("let session = CONDUCT.session", ["call", .literal(name)], "?;")
                found = "find(Some(&session))"
            case nil: break
            }
            out.block("let handler = match CONDUCT.found(call, \(found)) {") { out in
                out.line("Ok(handler) => handler,")
                out.line("Err(answer) => return answer,")
            }
            out.line("};")
            let argument: Source<Rust> = method.params == nil ? "" : "params"
            out.line("let handling = handler.\(.name(method.name))(\(argument));")
            if method.result == nil {
                out.line("CONDUCT.noted(handling).await")
            } else {
                out.answer(method)
            }
        }
        line("}")
    }

    /// How the params of a method may come, where that is not as an object alone.
    private mutating func shape(_ method: RustCrate.MethodItem) {
        if method.structure == .byName { return }
        block("const PARAMS: Params = Params {") { out in
            out.array("names: &", method.names.map { .literal($0) }, ",")
            out.line("structure: Structure::\(Self.structure(method)),")
        }
        line("};")
    }

    private static func structure(_ method: RustCrate.MethodItem) -> Source<Rust> {
        switch method.structure {
        case .byName: "ByName"
        case .byPosition: "ByPosition"
        case .either: "Either"
        }
    }

    private mutating func answer(_ method: RustCrate.MethodItem) {
        let answer: Source<Rust> = method.result?.text == "()" ? "done" : "answer"
        guard case .member(let text) = method.failure else {
            return line("CONDUCT.\(answer)(handling, Failure::Whole).await")
        }
        constant("const FAILURE: Failure", "Failure::Member(\(.literal(text)))")
        line("CONDUCT.\(answer)(handling, FAILURE).await")
    }

    private mutating func binding(
        _ name: Source<Rust>, _ type: Source<Rust>, _ value: Source<Rust>
    ) {
        let line: Source<Rust> = "let \(name): \(type) = \(value);"
        // One column less than a line has, for the question mark.
        if indentation + line.width <= 98 { return self.line(line) }
        self.line("let \(name): \(type) =")
        indented { $0.line("\(value);") }
    }
}
