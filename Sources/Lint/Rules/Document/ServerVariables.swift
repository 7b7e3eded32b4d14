import Diagnostics
import WireJSON

extension Rule {
    static let undeclaredVariable = Rule(
        "openrpc.undeclared-variable", .prose, .derived, decides: ["O12"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object: the values of 'variables' are passed into the \
                expressions of 'url', so that each name there is one of theirs.
                """,
            why: "A client cannot tell what to put in, and has no URL to connect to.",
            example: #"{ "name": "main", "url": "https://rpc.example.org:${port}" }"#,
            remedy: "Declare the variable with its default, or write its value into the url.")
    ) { reading in
        reading.survey[.server].flatMap { server -> [Remark] in
            guard let use = VariableUse(of: server) else { return [] }
            var told: Set<JSONName> = []
            return use.names.compactMap { name in
                guard !use.knows(name), told.insert(name).inserted else { return nil }
                return Remark(
                    "a variable in a server's 'url' must be declared, '\(name.text)' is not; add "
                        + "it to 'variables'", at: use.url)
            }
        }
    }

    static let unusedVariable = Rule(
        "openrpc.unused-variable", .prose, .derived, decides: ["O12"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Object, 'variables': they exist to be passed into the \
                'url' of their server, and nothing else reads them.
                """,
            why: "A user is asked for a value that changes nothing.",
            example: """
                { "name": "main", "url": "https://rpc.example.org",
                  "variables": { "port": { "default": "443" } } }
                """,
            remedy: """
                Use the variable in the url, or remove it; which of the two was meant only its \
                author can tell.
                """)
    ) { reading in
        reading.survey[.server].flatMap { server -> [Remark] in
            guard let use = VariableUse(of: server), let variables = server.member("variables"),
                let object = variables.value.object
            else { return [] }
            let used = Set(use.names)
            return object.names.compactMap { name in
                guard !used.contains(JSONName(name)), let span = variables.nameSpan(of: name)
                else { return nil }
                return Remark(
                    "a server's variable must be used in its 'url', '\(name)' is not; use it "
                        + "there or remove it", at: span, of: variables,
                    notes: [Diagnostic.Note("the url stands here", at: use.url.span)])
            }
        }
    }
}

/// The variables that a server declares, and those that its url names.
private struct VariableUse {
    let url: Site
    let names: [JSONName]
    private let declared: Set<JSONName>
    private let isLinked: Bool

    /// Nil when the url is no template or the variables are no object.
    init?(of server: Site) {
        guard let url = server.member("url"), let text = url.value.string,
            let template = try? Template(text, .url),
            let variables = server.value["variables"].map(\.object) ?? JSONObject()
        else { return nil }
        self.url = url
        names = template.expressions.map { JSONName($0.root) }
        declared = Set(variables.names.map(JSONName.init))
        isLinked = server.place.token == "server"
    }

    /// Whether an expression may begin with a name: a link's server may well see what the link's
    /// params see.
    func knows(_ name: JSONName) -> Bool {
        declared.contains(name) || isLinked && ["params", "result"].contains(name.text)
    }
}
