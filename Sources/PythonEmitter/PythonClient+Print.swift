package import CodeText

extension PythonClient {
    /// The files of the package, as planned.
    package func printed() -> FileTree {
        let folder = package.text
        var tree = FileTree()
        tree.add("pyproject.toml", printedProject())
        tree.add("\(folder)/__init__.py", printedInit())
        tree.add("\(folder)/\(folder)_client.py", printedClientModule())
        tree.add("\(folder)/\(folder)_interface.py", printedInterface())
        tree.add("\(folder)/py.typed", "")
        return tree
    }

    /// `…_client.py`: the runtime, the types and the client.
    func printedClientModule() -> String {
        var out = CodeWriter<Python>()
        out.header()
        // A handler of the caller's may raise anything, and Python 3.9 has no `Self`.
        out.line("# ruff: noqa: BLE001, PYI019, UP041")
        // The runtime's classes share what callers must not touch, and not every client needs all.
        out.line("# pyright: reportPrivateUsage=false, reportUnusedFunction=false")
        out.documentation(["Client of \(titleLine)."] + extra(description))
        out.blank()
        printImports(into: &out)
        out.blank()
        out.line(PythonRuntime.sections.joined(separator: "\n\n\n"))
        if !classes.isEmpty || !aliases.isEmpty {
            out.blank(2)
            out.line("# Types of the service")
        }
        for dataClass in classes {
            out.blank(2)
            dataClass.print(into: &out)
        }
        printAliases(into: &out)
        printErrors(into: &out)
        printCodecs(into: &out)
        printManifest(into: &out)
        printClients(into: &out)
        return out.text
    }

    /// The title in one line, or the package's name when there is none.
    var titleLine: Source<Python> { .summary(title) ?? .name(package) }

    private func printImports(into out: inout CodeWriter<Python>) {
        out.line("from __future__ import annotations")
        out.blank()
        out.line(
            """
            import asyncio
            import copy
            import importlib
            import inspect
            import itertools
            import json
            import re
            import selectors
            import socket
            import threading
            from collections import deque
            from concurrent.futures import CancelledError
            from contextlib import suppress
            """)
        var parts: [Source<Python>] = ["MISSING", "Field"]
        if uses.contains(.dataclass) { parts.append("dataclass") }
        if uses.contains(.field) { parts.append("field") }
        out.line("from dataclasses import \((parts + ["fields"]).joined(separator: ", "))")
        out.line("from decimal import Decimal")
        out.line("from http.client import HTTPConnection, HTTPException, HTTPSConnection")
        var names: [Source<Python>] = [
            "Any", "Callable", "ClassVar", "Coroutine", "Deque", "Dict", "FrozenSet", "Generic",
            "List", "Mapping", "NamedTuple", "Optional", "Protocol", "Sequence", "Set", "Tuple",
            "Type", "TypeVar", "Union",
        ]
        if uses.contains(.literal) { names.insert("Literal", at: 9) }
        out.list("from typing import (", names, ")", isLong: true)
        out.line("from urllib.parse import quote, unquote, urlsplit")
    }

    private func printManifest(into out: inout CodeWriter<Python>) {
        out.blank(2)
        out.line("# The service's methods by their names on the wire")
        out.blank(2)
        guard !methods.isEmpty else { return out.line("METHODS: Dict[str, Dict[str, Any]] = {}") }
        out.block("METHODS: Dict[str, Dict[str, Any]] = {") { out in
            for method in methods { method.printManifest(into: &out) }
        }
        out.line("}")
    }

    private func printAliases(into out: inout CodeWriter<Python>) {
        guard !aliases.isEmpty else { return }
        out.blank(2)
        for alias in aliases {
            out.line("\(.name(alias.name)) = \(alias.annotation)")
            if let description = alias.description {
                out.documentation(Source.documentation(description))
            }
        }
    }

    private func printErrors(into out: inout CodeWriter<Python>) {
        guard !errors.isEmpty else { return }
        out.blank(2)
        out.line("# Errors of the service")
        for error in errors {
            out.blank(2)
            out.block("class \(.name(error.name))(RpcError):") { out in
                let code: Source<Python> = "\(.number(error.code))"
                out.documentation([.summary(error.message).map { "\(code): \($0)" } ?? code])
                if let data = error.data {
                    out.blank()
                    out.line("data: \(data.annotation)")
                }
            }
        }
        out.blank(2)
        for error in errors {
            out.line("_ERRORS[\(.number(error.code))] = \(.name(error.name))")
        }
    }

    private func printCodecs(into out: inout CodeWriter<Python>) {
        out.blank(2)
        out.line("# How the service's types and results are read")
        out.blank(2)
        for dataClass in classes { dataClass.printShape(into: &out) }
        for error in errors {
            guard let data = error.data else { continue }
            out.line("_ERROR_DATA[\(.number(error.code))] = \(data.codec)")
        }
        for alias in aliases {
            out.line("_ALIASES[\(.literal(alias.name.text))] = \(alias.codec)")
        }
        for method in methods {
            guard let result = method.result, case .own(let name, let codec) = result.reading else {
                continue
            }
            out.line("\(.name(name)): _Codec[\(result.annotation)] = \(codec)")
        }
    }
}

/// The lines of a further paragraph; none when there is no text.
func extra(_ text: String?) -> [Source<Python>] {
    guard let text, !text.isEmpty else { return [] }
    return [""] + Source.documentation(text)
}

extension CodeWriter<Python> {
    /// The lines that every module begins with.
    mutating func header() {
        line("# Written by assay from the document of the service; changes here are lost.")
        // The spelling of Python 3.9's `typing` and the document's own names and order are meant.
        // RUF100 because each file needs some of these only.
        line(
            """
            # ruff: noqa: E741, E742, E743, I001, PYI034, RUF022, RUF100, UP006, UP007, UP035, UP045
            """)
    }

    /// A docstring of these lines; nothing when none of them has text.
    mutating func documentation(_ lines: [Source<Python>]) {
        let start = lines.firstIndex { !$0.isEmpty } ?? lines.endIndex
        let end = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? lines.endIndex
        let lines = lines[start..<max(start, end)]
        guard let first = lines.first else { return }
        if lines.count == 1 { return line("\"\"\"\(first)\"\"\"") }
        line("\"\"\"\(first)")
        for next in lines.dropFirst() { line(next) }
        line("\"\"\"")
    }

    /// Items between brackets: in one line where that fits, else each on a line of its own.
    mutating func list(
        _ open: Source<Python>, _ items: [Source<Python>], _ close: Source<Python>,
        isLong: Bool = false
    ) {
        line(Self.layout(open, items, close, at: indentation, isLong: isLong))
    }

    /// The lines of such a list that begins in a column.
    static func layout(
        _ open: Source<Python>, _ items: [Source<Python>], _ close: Source<Python>, at column: Int,
        isLong: Bool = false
    ) -> Source<Python> {
        if !isLong || items.isEmpty {
            let whole: Source<Python> = "\(open)\(items.joined(separator: ", "))\(close)"
            let fits = column + whole.text.utf8.count <= 100 && !whole.text.utf8.contains(0x0A)
            if fits || items.isEmpty { return whole }
        }
        var inner = CodeWriter()
        inner.block(open) { inner in
            for item in items { inner.line("\(item),") }
        }
        return "\(inner.source)\(close)"
    }
}
