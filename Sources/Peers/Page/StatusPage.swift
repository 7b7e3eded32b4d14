package import WireJSON

/// A page for browsers: what a service can do, with a form to try each method. Everything that the
/// document says is escaped, and the page may load, run and call nothing but this server.
package struct StatusPage: Sendable {
    private let document: MockDocument

    package init(_ document: MockDocument) { self.document = document }

    /// What the page is allowed to do (Content Security Policy), whatever stands in it.
    package static let fields: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
                + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ]

    /// The page, its style and its script, by path; nil for every other path.
    package func resource(at path: String, showsHTML: Bool) -> MockHost.Resource? {
        switch path {
        case "/" where showsHTML: Self.resource("text/html", html)
        case "/assay.css": Self.resource("text/css", Self.style)
        case "/assay.js": Self.resource("text/javascript", Self.script)
        default: nil
        }
    }

    private static func resource(_ type: String, _ text: String) -> MockHost.Resource {
        MockHost.Resource(
            contentType: "\(type); charset=utf-8", body: Array(text.utf8), fields: fields)
    }

    /// The page's text.
    package var html: String {
        let info = document.root?["info"]
        let title = Self.escaped(info?["title"]?.string ?? "JSON-RPC")
        let version = Self.escaped(info?["version"]?.string ?? "")
        let about = info?["description"]?.string.map {
            "<p class=\"about\">\(Self.escaped($0))</p>"
        }
        let count = document.names.count
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>\(title) · assay serve</title>
            <link rel="stylesheet" href="/assay.css">
            <script defer src="/assay.js"></script>
            </head>
            <body>
            <header>
            <h1>\(title) <small>\(version)</small></h1>
            \(about ?? "")
            <p class="meta"><b>\(count)</b> method\(count == 1 ? "" : "s")
            · <code>POST /</code> · <code id="socket">ws</code>
            · <a href="/openrpc.json">openrpc.json</a></p>
            <p class="tools"><input id="filter" type="search" placeholder="Filter methods"
            aria-label="Filter methods"></p>
            </header>
            <main>
            \(document.names.map(method).joined(separator: "\n"))
            <p id="none" hidden>No method has that in its name.</p>
            </main>
            <section id="events" hidden><h2>Said unasked</h2><pre></pre></section>
            <noscript><p>Without scripts this page only shows; calls need one.</p></noscript>
            </body>
            </html>

            """
    }

    private func method(_ name: String) -> String {
        let summary = document.summary(of: name).map { text in
            let line = text.split(separator: "\n").first.map(String.init) ?? ""
            return "<span>\(Self.escaped(line))</span>"
        }
        let params = document.exampleParams(of: name)
        let rows = document.parameters(of: name).map { parameter in
            "<tr><th><code>\(Self.escaped(parameter.name))</code></th>"
                + "<td>\(parameter.isRequired ? "required" : "optional")</td>"
                + "<td><code>\(Self.escaped(parameter.schema))</code></td></tr>"
        }
        let table = rows.isEmpty ? "" : "<table>\(rows.joined())</table>"
        let text = params.text(.pretty)
        let lines = min(12, text.split(separator: "\n").count + 1)
        return """
            <details class="method" data-method="\(Self.escaped(name))">
            <summary><code>\(Self.escaped(name))</code> \(summary ?? "")</summary>
            \(table)
            <form>
            <label>Params
            <textarea rows="\(lines)" spellcheck="false">\(Self.escaped(text))</textarea></label>
            <p><button type="submit">Send</button>
            <button type="button" class="socket">Send over WebSocket</button>
            <output class="time"></output></p>
            <pre class="reply" hidden></pre>
            </form>
            </details>
            """
    }

    /// Text that is text wherever it stands in the page, between tags as within quotes.
    package static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            // No text of a page may hold one, and a parser would drop or replace it.
            case "\0"..."\u{8}", "\u{B}", "\u{E}"..."\u{1F}", "\u{7F}": out += "\u{FFFD}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}

extension MockDocument {
    /// A parameter as people read it.
    struct Shown {
        var name: String
        var isRequired: Bool
        /// The schema's text, cut where it is long.
        var schema: String
    }

    /// What a method is about, in the document's words.
    func summary(of name: String) -> String? { methods[JSONName(name)]?.summary }

    func parameters(of name: String) -> [Shown] {
        (methods[JSONName(name)]?.parameters ?? []).map { parameter in
            let text = parameter.schema?.value.text() ?? "anything"
            return Shown(
                name: parameter.name.text, isRequired: parameter.isRequired,
                schema: text.count > 160 ? text.prefix(157) + "..." : text)
        }
    }

    /// Params to try a method with: those of its first example, or sampled ones.
    package func exampleParams(of name: String) -> JSONValue {
        guard let method = methods[JSONName(name)] else { return [] }
        let isPlaced = method.structure == "by-position"
        if let pairing = method.pairings.first {
            return isPlaced ? .array(pairing.values) : pairing.named ?? .array(pairing.values)
        }
        let parameters = method.parameters ?? []
        let program = program(of: method)
        let values = parameters.enumerated().map { index, parameter in
            parameter.schema.map { schema in
                SchemaSampler.sample(schema.value, root: root, seed: 1, isSparse: true) {
                    program.accepts($0, by: index)
                }
            } ?? .null
        }
        if isPlaced { return .array(values) }
        return .object(
            zip(parameters, values).filter(\.0.isRequired).map { .init($0.name.text, $1) })
    }
}
