import WireJSON

extension Rule {
    static let externalReference = Rule(
        "openrpc.external-reference", .prose, .derived, decides: ["O71"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Reference Object: a reference may name another text by its \
                URI. Nothing is downloaded here: a relative reference is looked for beside the \
                document, and one of the web in the folder that '--refs' names.
                """,
            why: """
                What stands in a text that is not there is not checked, and whoever receives the \
                document needs the network, and tomorrow's answer may be another.
                """,
            example:
                ##"{ "schema": { "$ref": "https://example.com/types.json#/definitions/Pet" } }"##,
            remedy: """
                Save a copy of the text where '--refs' finds it, or take its definitions into the \
                document's components.
                """)
    ) { reading in
        var firsts: [(uri: JSONName, site: Site, refusal: Library.Refusal)] = []
        var counts: [JSONName: Int] = [:]
        for step in reading.reach.steps {
            guard case .absent(let uri, let refusal) = step.next, !known.contains(uri),
                let reference = step.site.member("$ref")
            else { continue }
            let name = JSONName(uri)
            counts[name, default: 0] += 1
            if counts[name] == 1 { firsts.append((name, reference, refusal)) }
        }
        return firsts.map { uri, site, refusal in
            let count = counts[uri].map { $0 > 1 ? " (\($0) references)" : "" } ?? ""
            let meant = reading.component(named: site.value.string ?? "")
            let wayOut = meant.map { "did you mean '\($0)'" } ?? refusal.message
            return Remark(
                "a reference's text must be at hand to be checked, found "
                    + "'\(reading.shown(uri.text))'\(count); \(wayOut)", at: site)
        }
    }

    /// The texts that every reader of draft-07 has.
    private static let known: Set = [
        "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema",
    ]
}

extension Reading {
    /// A URI as its author wrote it: what goes beside the document as a path.
    fileprivate func shown(_ uri: String) -> String {
        uri.utf8.starts(with: "file:///".utf8) ? String(uri.dropFirst("file:///".count)) : uri
    }

    /// The reference to a component of which somebody wrote the name alone.
    fileprivate func component(named name: String) -> String? {
        guard Kind.isComponentKey(name) else { return nil }
        return Kind.groups.lazy.map { JSONPointer(["components", $0, name]) }
            .first { document.root.resolve($0) != nil }?.fragment
    }
}
