import CodeText

extension PythonClient {
    /// `__init__.py`: the public names of the client's module.
    func printedInit() -> String {
        var out = CodeWriter<Python>()
        out.header()
        out.documentation(["Client of \(titleLine)."])
        out.blank()
        let types = (classes.map(\.name) + aliases.map(\.name)).map { Source.name($0) }
        let errors = errors.map { Source.name($0.name) }
        let names: [Source<Python>] =
            PythonRuntime.publicNames
            + [.name(own.client), .name(own.asyncClient), .name(own.calls)] + types + errors
        // A name of the document that begins with a digit is public behind its underscore.
        if names.contains(where: { $0.text.hasPrefix("_") }) {
            out.line("# pyright: reportPrivateUsage=false")
            out.blank()
        }
        out.list("from .\(.name(package))_client import (", names, ")", isLong: true)
        out.blank()
        out.list("__all__ = [", names.map { "\"\($0)\"" }, "]", isLong: true)
        return out.text
    }

    /// `…_interface.py`: what a caller must know, and no more.
    func printedInterface() -> String {
        var out = CodeWriter<Python>()
        out.header()
        out.line("# mypy: disable-error-code=\"empty-body\"")
        out.documentation([
            "SERVICE: \(titleLine)",
            "SUMMARY: \(summary.flatMap { .summary($0) } ?? titleLine)",
        ])
        out.blank()
        out.line("from __future__ import annotations")
        out.blank()
        printInterfaceImports(into: &out)
        out.blank(2)
        out.line(PythonRuntime.transportInterface)
        out.blank(2)
        out.line(PythonRuntime.streamInterface)
        if !errors.isEmpty { printErrorInterface(into: &out) }
        for dataClass in classes {
            out.blank(2)
            dataClass.printInterface(into: &out)
        }
        if !aliases.isEmpty { out.blank(2) }
        for alias in aliases { out.line("\(.name(alias.name)) = \(alias.annotation)") }
        out.blank(2)
        out.block("class \(.name(own.client)):") { out in
            out.line(PythonRuntime.clientInterface(.name(own.client), calls: .name(own.calls)))
            for method in methods { method.printSignature(into: &out, as: .waiting, end: " ...") }
        }
        out.blank(2)
        out.line(
            PythonRuntime.asyncInterface(
                .name(own.asyncClient), like: .name(own.client), calls: .name(own.calls)))
        return out.text
    }

    /// The exceptions that the service declares, and what each carries.
    private func printErrorInterface(into out: inout CodeWriter<Python>) {
        out.blank(2)
        out.line(PythonRuntime.errorInterface)
        out.blank(2)
        for error in errors {
            let start: Source<Python> = "class \(.name(error.name))(RpcError):"
            let message = Source<Python>.summary(error.message).map { text -> Source<Python> in
                "  # \(text)"
            }
            guard let data = error.data else {
                out.line("\(start) ...\(message ?? "")")
                continue
            }
            out.block("\(start)\(message ?? "")") { $0.line("data: \(data.annotation)") }
        }
    }

    private func printInterfaceImports(into out: inout CodeWriter<Python>) {
        var parts: [Source<Python>] = []
        if uses.contains(.dataclass) { parts.append("dataclass") }
        if classes.contains(where: { $0.fields.contains(where: \.isFilled) }) {
            parts.append("field")
        }
        if !parts.isEmpty {
            out.line("from dataclasses import \(parts.joined(separator: ", "))")
        }
        let optional: [(Import, Source<Python>)] = [
            (.dict, "Dict"), (.literal, "Literal"),
        ]
        let always: [Source<Python>] = [
            "Any", "Callable", "Generic", "List", "Optional", "Protocol", "Tuple", "TypeVar",
            "Union",
        ]
        let names = always + optional.filter { uses.contains($0.0) }.map(\.1)
        let sorted = names.sorted { $0.text < $1.text }
        // In one line, however long: this file is read as a whole.
        out.line("from typing import \(sorted.joined(separator: ", "))")
        out.blank()
        out.line("_T = TypeVar(\"_T\")")
    }

    /// `pyproject.toml` of a package that has this client alone.
    func printedProject() -> String {
        PythonProject(
            name: distribution, version: version, description: "Client of \(title)",
            packages: [package.text]
        ).printed()
    }

    /// The package's name as package indexes spell it.
    private var distribution: String {
        package.text.split(separator: "_").joined(separator: "-")
    }
}

extension PythonClient.DataField {
    /// Whether a field of the interface needs a factory.
    fileprivate var isFilled: Bool { presence == .emptyList || presence == .emptyDict }
}
