import CodeText

extension RustCrate {
    /// The program that answers every method by a script.
    var probe: String {
        var out = CodeWriter<Rust>()
        out.header()
        out.line(
            "//! Serves its standard streams, says what its handlers see and answers by a script.")
        out.line("//! It is for whoever judges the dispatch, and no part of an SDK.")
        out.line("#![forbid(unsafe_code)]")
        out.blank()
        out.line("// A service need not have all that a script can ask for.")
        out.line("#[allow(dead_code)]")
        out.line("mod script;")
        out.blank()
        let isPerSession = groups.contains { $0.isPerSession }
        let isGlobal = groups.contains { !$0.isPerSession }
        for path in imports { out.line("use \(path);") }
        for group in groups {
            out.blank()
            out.line("#[async_trait]")
            out.block("impl \(.name(group.handler)) for Probe {") { out in
                for (index, method) in group.methods.enumerated() {
                    if index > 0 { out.blank() }
                    out.scripted(method)
                }
            }
            out.line("}")
        }
        if isPerSession { out.scriptedSessions() }
        out.blank()
        out.block("fn main() -> ExitCode {") { out in
            out.block("script::run(|probe: &Arc<Probe>| {") { out in
                if isGlobal { out.handlers("global", "GlobalHandlers", groups, perSession: false) }
                if isPerSession {
                    out.handlers("session", "SessionHandlers", groups, perSession: true)
                    out.block("let sessions = Arc::new(Scripted {") { out in
                        out.line("probe: Arc::clone(probe),")
                        out.line("handlers: Arc::new(session),")
                    }
                    out.line("});")
                }
                let arguments: Source<Rust> =
                    isGlobal && isPerSession
                    ? "global, sessions" : isGlobal ? "global" : "sessions"
                out.line("let dispatcher = Dispatcher::new(\(arguments));")
                out.line("let probe = Arc::clone(probe);")
                out.line("dispatcher.on_late_error(move |method, error| probe.late(method, error))")
            }
            out.line("})")
        }
        out.line("}")
        return out.text
    }

    private var imports: [Source<Rust>] {
        let crate = Source.name(name)
        let isPerSession = groups.contains { $0.isPerSession }
        var own: [Source<Rust>] = ["\(crate) as service", "service::dispatch::Dispatcher"]
        if groups.contains(where: { !$0.isPerSession }) {
            own.append("service::dispatch::GlobalHandlers")
        }
        if isPerSession {
            own += ["service::dispatch::SessionHandlers", "service::dispatch::Sessions"]
        }
        own += groups.map { group in
            "service::handlers::\(.name(group.module))::\(.name(group.handler))"
        }
        own.append("service::methods")
        if groups.contains(where: { $0.methods.contains { $0.result != nil } }) {
            own.append("service::runtime::RpcError")
        }
        let mentions = groups.reduce(into: Set<RustName>()) { $0.formUnion($1.mentions) }
        own += Array(mentions).sorted().map { "service::types::\(.name($0))" }
        own.append("async_trait::async_trait")
        own.append("script::Probe")
        if groups.contains(where: { usesMaps($0) }) { own.append("std::collections::BTreeMap") }
        own += ["std::process::ExitCode", "std::sync::Arc"]
        return own.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
    }
}

extension CodeWriter<Rust> {
    fileprivate mutating func scripted(_ method: RustCrate.MethodItem) {
        var arguments: [Source<Rust>] = ["&self"]
        if let params = method.params { arguments.append("params: \(params)") }
        let end: Source<Rust> = method.result.map { " -> Result<\($0), RpcError> {" } ?? " {"
        call("async fn \(.name(method.name))", parameters: arguments, end)
        let value: Source<Rust> = method.params == nil ? "()" : "params"
        let constant: Source<Rust> = "methods::\(.name(method.constant))"
        indented { out in
            out.line("let method = \(constant);")
            out.line("self.\(method.result == nil ? "note" : "answer")(method, \(value)).await")
        }
        line("}")
    }

    fileprivate mutating func scriptedSessions() {
        blank()
        line(
            """
            /// The sessions that the script says there are.
            struct Scripted {
                probe: Arc<Probe>,
                handlers: Arc<SessionHandlers>,
            }

            impl Sessions for Scripted {
                fn session(&self, id: &str) -> Option<Arc<SessionHandlers>> {
                    self.probe.has_session(id).then(|| self.handlers.clone())
                }
            }
            """)
    }

    fileprivate mutating func handlers(
        _ name: Source<Rust>, _ type: Source<Rust>, _ groups: [RustCrate.Group], perSession: Bool
    ) {
        line("let mut \(name) = \(type)::default();")
        for group in groups where group.isPerSession == perSession {
            constant("let found", "probe.group(\(.literal(group.wireName)))")
            line("\(name).\(.name(group.module)) = found.map(|probe| probe as _);")
        }
    }
}
