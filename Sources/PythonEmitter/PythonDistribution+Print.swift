package import CodeText

extension PythonDistribution {
    /// The project file, and the modules of each domain in its folder.
    package func printed() -> FileTree {
        var tree = FileTree()
        let project = PythonProject(
            name: name, version: version,
            description: "Clients of \(domains.map(\.name.text).joined(separator: ", "))",
            packages: domains.map(\.name.text))
        tree.add("pyproject.toml", project.printed())
        for domain in domains {
            let folder = domain.name.text
            tree.add("\(folder)/__init__.py", domain.printedInit())
            tree.add("\(folder)/py.typed", "")
            for client in domain.clients {
                let stem = "\(folder)/\(client.package.text)"
                tree.add("\(stem)_client.py", client.printedClientModule())
                if hasInterfaces { tree.add("\(stem)_interface.py", client.printedInterface()) }
            }
        }
        return tree
    }
}

extension PythonDistribution.Domain {
    /// `__init__.py`: all of a single client's public names, else what each client has alone.
    fileprivate func printedInit() -> String {
        if clients.count == 1 { return clients[0].printedInit() }
        var out = CodeWriter<Python>()
        out.header()
        out.documentation(
            ["Clients of \(.name(name))."]
                + extra("Names that several clients have are imported from each client's module."))
        out.blank()
        for (client, names) in zip(clients, exports) where !names.isEmpty {
            out.list(
                "from .\(.name(client.package))_client import (", names.map { .name($0) }, ")",
                isLong: true)
        }
        out.blank()
        let names = exports.joined().map { Source<Python>.name($0) }
        out.list("__all__ = [", names.map { "\"\($0)\"" }, "]", isLong: true)
        return out.text
    }
}
