import CodeText

extension RustCrate {
    private var perSession: [Group] { groups.filter(\.isPerSession) }
    private var global: [Group] { groups.filter { !$0.isPerSession } }

    /// The module that brings every call to its group.
    var dispatcher: String {
        var out = CodeWriter<Rust>()
        out.header()
        out.line("//! Brings each call to the handler of its group.")
        out.blank()
        let handlers = groups.sorted {
            $0.module.text.utf8.lexicographicallyPrecedes($1.module.text.utf8)
        }
        for group in handlers {
            let module = Source.name(group.module)
            out.line("use crate::handlers::\(module)::{self, \(.name(group.handler))};")
        }
        let runtime: [Source<Rust>] = [
            "code", "Answer", "Call", "Found", "Reply", "RpcError", "Service",
        ]
        for name in runtime { out.line("use crate::runtime::\(name);") }
        out.line("use async_trait::async_trait;")
        if !perSession.isEmpty { out.line("use std::collections::HashMap;") }
        let sync: [Source<Rust>] = perSession.isEmpty ? ["Arc"] : ["Arc", "PoisonError", "RwLock"]
        for name in sync { out.line("use std::sync::\(name);") }
        if !global.isEmpty {
            out.handlers("GlobalHandlers", "The handlers of the connection as a whole.", global)
        }
        if !perSession.isEmpty {
            out.handlers("SessionHandlers", "The handlers of one session.", perSession)
            out.blank()
            out.line(RustRuntimeParts.sessions)
        }
        out.blank()
        out.line(RustRuntimeParts.late)
        out.blank()
        out.dispatcher(global: !global.isEmpty, sessions: !perSession.isEmpty)
        out.blank()
        out.service(groups)
        return out.text
    }
}

extension CodeWriter<Rust> {
    fileprivate mutating func handlers(
        _ name: Source<Rust>, _ doc: Source<Rust>, _ groups: [RustCrate.Group]
    ) {
        blank()
        line("/// \(doc)")
        line("#[derive(Clone, Default)]")
        block("pub struct \(name) {") { out in
            for group in groups {
                out.line(
                    .documented("/// Answers `", group.wireName, "`; nothing when nobody does."))
                let type: Source<Rust> = "dyn \(.name(group.handler))"
                let field: Source<Rust> = "pub \(.name(group.module)): Option<Arc<\(type)>>,"
                if out.indentation + field.width <= 100 {
                    out.line(field)
                } else {
                    out.line("pub \(.name(group.module)):")
                    out.indented { $0.line("Option<Arc<\(type)>>,") }
                }
            }
        }
        line("}")
    }

    fileprivate mutating func dispatcher(global: Bool, sessions: Bool) {
        line("/// Answers the calls of all groups.")
        block("pub struct Dispatcher {") { out in
            if global { out.line("global: GlobalHandlers,") }
            if sessions { out.line("sessions: Arc<dyn Sessions>,") }
            out.line("late: Option<LateErrors>,")
        }
        line("}")
        blank()
        block("impl Dispatcher {") { out in
            out.line("/// A dispatcher to these handlers.")
            let parameters: Source<Rust> =
                global && sessions
                ? "global: GlobalHandlers, sessions: Arc<dyn Sessions>"
                : global ? "global: GlobalHandlers" : "sessions: Arc<dyn Sessions>"
            out.block("pub fn new(\(parameters)) -> Self {") { out in
                if !sessions { return out.line("Self { global, late: None }") }
                out.block("Self {") { out in
                    if global { out.line("global,") }
                    out.line("sessions,")
                    out.line("late: None,")
                }
                out.line("}")
            }
            out.line("}")
            out.blank()
            out.line(RustRuntimeParts.onLateError)
        }
        line("}")
    }

    fileprivate mutating func service(_ groups: [RustCrate.Group]) {
        line("#[async_trait]")
        block("impl Service for Dispatcher {") { out in
            out.block("async fn call(&self, call: Call<'_>) -> Answer {") { out in
                out.line("let answer = self.route(&call).await;")
                out.block("if let Ok(Reply::Late(error)) = &answer {") { out in
                    out.block("if let Some(late) = &self.late {") { out in
                        out.line("late(call.method, error);")
                    }
                    out.line("}")
                }
                out.line("}")
                out.line("answer")
            }
            out.line("}")
        }
        line("}")
        blank()
        block("impl Dispatcher {") { out in
            out.block("async fn route(&self, call: &Call<'_>) -> Answer {") { out in
                for group in groups.filter({ $0.prefix != nil }) { out.route(group) }
                for group in groups.filter({ $0.prefix == nil }) { out.route(group) }
                out.line("let message = format!(\"there is no method '{}'\", call.method);")
                out.line("Err(RpcError::new(code::METHOD_NOT_FOUND, message))")
            }
            out.line("}")
        }
        line("}")
    }

    private mutating func route(_ group: RustCrate.Group) {
        let module = Source.name(group.module)
        block("if \(module)::owns(call.method) {") { out in
            if group.isPerSession {
                out.block("let find = |id: Option<&str>| {") { out in
                    out.line("let id = id.unwrap_or_default();")
                    out.block("match self.sessions.session(id) {") { out in
                        out.line("Some(session) => found(session.\(module).clone()),")
                        out.line("None => Found::NoSession(id.to_string()),")
                    }
                    out.line("}")
                }
                out.line("};")
            } else {
                out.line("let handler = &self.global.\(module);")
                out.line("let find = |_: Option<&str>| found(handler.clone());")
            }
            out.line("return \(module)::dispatch(&find, call).await;")
        }
        line("}")
    }
}

/// Parts of the module of dispatch that are the same for every crate.
private enum RustRuntimeParts {
    static let sessions: Source<Rust> = """
        /// Where the handlers of a session are found.
        pub trait Sessions: Send + Sync + 'static {
            /// The handlers of a session; nothing when there is no such session.
            fn session(&self, id: &str) -> Option<Arc<SessionHandlers>>;
        }

        /// The same handlers for every session.
        impl Sessions for Arc<SessionHandlers> {
            fn session(&self, _id: &str) -> Option<Arc<SessionHandlers>> {
                Some(self.clone())
            }
        }

        /// Sessions that come and go.
        #[derive(Default)]
        pub struct SessionTable(RwLock<HashMap<String, Arc<SessionHandlers>>>);

        impl SessionTable {
            /// Adds a session, or replaces its handlers.
            pub fn insert(&self, id: impl Into<String>, handlers: SessionHandlers) {
                let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
                table.insert(id.into(), Arc::new(handlers));
            }

            /// Removes a session; false when there was none.
            pub fn remove(&self, id: &str) -> bool {
                let mut table = self.0.write().unwrap_or_else(PoisonError::into_inner);
                table.remove(id).is_some()
            }
        }

        impl Sessions for SessionTable {
            fn session(&self, id: &str) -> Option<Arc<SessionHandlers>> {
                let table = self.0.read().unwrap_or_else(PoisonError::into_inner);
                table.get(id).cloned()
            }
        }
        """

    static let late: Source<Rust> = """
        /// Hears of the errors that calls are not answered with, and the calls' methods.
        type LateErrors = Arc<dyn Fn(&str, &RpcError) + Send + Sync>;

        fn found<H: ?Sized>(handler: Option<Arc<H>>) -> Found<H> {
            match handler {
                Some(handler) => Found::Handler(handler),
                None => Found::NoHandler,
            }
        }
        """

    static let onLateError: Source<Rust> = """
        /// The same dispatcher, whose late errors are heard.
        #[must_use]
        pub fn on_late_error<F>(mut self, hear: F) -> Self
        where
            F: Fn(&str, &RpcError) + Send + Sync + 'static,
        {
            self.late = Some(Arc::new(hear));
            self
        }
        """
}
