/// Clients that take from a reply what is not in it.
extension WrongSDK {
    private static let told = #"data, "data" in error)"#
    private static let idCheck = "not (type(answered) is int and answered == identifier)"
    private static let oneOf = #"if ("result" in response) == ("error" in response):"#
    private static let raw =
        "        raw = _result(response, identifiers[0]) if identifiers else None\n"

    static let errors = [
        WrongSDK(
            "errors are ignored", #"raise _error(response["error"])"#, "return None",
            fails: "errors/data-reaches-caller", by: "case.raised"
        ).only("errors/*", "protocol/error-*", "transport/call-after-error", "sweep/*/error-*"),
        WrongSDK(
            "the data are dropped", told, "None, False)", fails: "errors/data-reaches-caller",
            by: "case.raised"
        ).only("errors/data-reaches-caller", "errors/null-data", "sweep/*/error-*"),
        WrongSDK(
            "null data are absent", told, "data, data is not None)",
            fails: "errors/null-data", by: "case.raised"
        ).only("errors/null-data"),
        WrongSDK(
            "the code is a text", "return kind(code, message",
            "return kind(str(code), message",
            fails: "errors/undeclared-code", by: "case.raised"
        ).only("errors/*", "transport/call-after-error", "sweep/*/error-*"),
        WrongSDK(
            "the message is lost", "return kind(code, message", #"return kind(code, """#,
            fails: "errors/undeclared-code", by: "case.raised"
        ).only("errors/*", "transport/call-after-error", "sweep/*/error-*"),
        WrongSDK(
            "a broken protocol is a KeyError", "raise ProtocolError(\"the reply must have",
            "raise KeyError(\"the reply must have", fails: "protocol/both-result-and-error",
            by: "subject.error-kind"
        ).also("case.raised").only(
            "protocol/both-result-and-error", "protocol/error-null-*", "protocol/neither-*"),
        WrongSDK(
            "an error needs no code", "if not isinstance(code, int) or isinstance(code, bool):",
            "if False:", fails: "protocol/error-string-code", by: "case.raised"
        ).only("protocol/error-*"),
    ]

    static let replies = [
        WrongSDK(
            "a text is taken for the id", idCheck, "str(answered) != str(identifier)",
            fails: "protocol/string-id", by: "case.raised"
        ).only("protocol/string-id"),
        WrongSDK(
            "true is taken for 1", "type(answered) is int and", "isinstance(answered, int) and",
            fails: "protocol/true-id", by: "case.raised"
        ).only("protocol/true-id"),
        WrongSDK(
            "any id will do", idCheck, "False", fails: "protocol/wrong-id", by: "case.raised"
        ).only("protocol/*-id", "protocol/id-*"),
        WrongSDK(
            "any version will do", #"if response.get("jsonrpc") != "2.0":"#, "if False:",
            fails: "protocol/wrong-version", by: "case.raised"
        ).only("protocol/*-version"),
        WrongSDK(
            "a result beside an error will do", oneOf,
            #"if "result" not in response and "error" not in response:"#,
            fails: "protocol/both-result-and-error", by: "case.raised"
        ).only("protocol/both-result-and-error"),
        WrongSDK(
            "null beside a result is no error", oneOf,
            #"if ("result" in response) == (response.get("error") is not None):"#,
            fails: "protocol/error-null-beside-result", by: "case.raised"
        ).and(
            #"    if "error" in response:\#n        raise _error"#,
            #"    if response.get("error") is not None:\#n        raise _error"#
        ).only("protocol/error-null-beside-result"),
        WrongSDK(
            "ids are doubles", idCheck,
            "not (type(answered) in (int, float, Decimal) and float(answered) == identifier)",
            fails: "protocol/id-beyond-double", by: "case.raised"
        ).only("protocol/id-beyond-double"),
        WrongSDK(
            "no result is null", oneOf, #"if "result" in response and "error" in response:"#,
            fails: "protocol/neither-result-nor-error", by: "case.raised"
        ).and(#"return response["result"]"#, #"return response.get("result")"#)
            .only("protocol/neither-result-nor-error"),
        WrongSDK(
            "NaN is a number", #"raise ValueError(f"{text} is not JSON")"#, "return float(text)",
            fails: "protocol/nan", by: "case.raised"
        ).only("protocol/nan"),
        WrongSDK(
            "what is empty is nothing", #"return response["result"]"#,
            #"return response["result"] or None"#, fails: "results/false", by: "case.returned"
        ).also("case.typed")
            .only(
                "results/empty-list", "results/false", "requests/no-params",
                "transport/three-calls", "sweep/*"),
        WrongSDK(
            "unknown members are refused", "            unknown[name] = value\n",
            "            raise ProtocolError(name)\n", fails: "results/unknown-members",
            by: "case.returned"
        ).only("results/unknown-members"),
    ]

    static let values = [
        WrongSDK(
            "an object stays a dict", "= _nullable(_object(Book))", "= _ANY",
            fails: "results/typed-object", by: "case.typed"
        ).only("results/typed-object", "results/unknown-members", "sweep/book.get/*"),
        WrongSDK(
            "the objects of a list stay dicts", "= _array(_object(Book))\n", "= _ANY\n",
            fails: "results/list-of-objects", by: "case.typed"
        ).only("results/list-of-objects", "sweep/book.list/*"),
        WrongSDK(
            "the objects of a map stay dicts", "= _map(_array(_object(Loan)))", "= _ANY",
            fails: "results/map-of-lists", by: "case.typed"
        ).only("results/map-of-lists", "sweep/loan.all/*"),
        WrongSDK(
            "an object within an object stays a dict", "    author=_object(Author),",
            "    author=_ANY,", fails: "sweep/book.get/all-params", by: "case.typed"
        ).only("sweep/*"),
        WrongSDK(
            "the branch of a union is not read", "return variant.read(raw) if fit else raw",
            "return raw", fails: "requests/tagged-union-argument", by: "case.typed"
        ).of("shapes").only("requests/tagged-union-argument", "sweep/figure/*"),
        WrongSDK(
            "the first branch of a union is taken",
            "return top, variants[fits.index(top)]", "return top, variants[0]",
            fails: "sweep/figure/result-2", by: "case.typed"
        ).of("shapes").only("sweep/figure/*"),
        WrongSDK(
            "a boolean becomes an integer", raw,
            raw + "        raw = int(raw) if isinstance(raw, bool) else raw\n",
            fails: "results/false", by: "case.returned"
        ).also("case.typed").only("results/false", "transport/*", "sweep/book.delete/*"),
        WrongSDK(
            "an integer becomes a boolean", raw,
            raw + "        raw = bool(raw) if raw in (0, 1) else raw\n", fails: "results/zero",
            by: "case.returned"
        ).of("shapes").also("case.typed").only("results/*", "sweep/*"),
        WrongSDK(
            "an integer becomes a float", raw,
            raw + "        raw = float(raw) if type(raw) is int else raw\n", fails: "results/zero",
            by: "case.typed"
        ).of("shapes").also("case.returned").only("results/*", "sweep/*", "requests/*"),
        WrongSDK(
            "large integers are rounded", "parse_float=_exact_number,",
            "parse_float=_exact_number, parse_int=lambda text: int(float(text)),",
            fails: "requests/big-integer", by: "case.returned"
        ).of("shapes").also("case.typed").only("requests/big-integer", "sweep/*"),
        WrongSDK(
            "long fractions are rounded", "parse_float=_exact_number, ", "",
            fails: "results/long-fraction", by: "case.returned"
        ).of("shapes").only("results/long-fraction"),
        WrongSDK(
            "an explicit null is read as absent", "            nulls.append(slot.python)\n", "",
            fails: "results/explicit-null", by: "case.returned"
        ).only("results/explicit-null", "sweep/*"),
        WrongSDK(
            "additional members are lost",
            "    others = getattr(value, shape.additional.python) or {}", "    others = {}",
            fails: "results/additional-members", by: "case.returned"
        ).of("shapes").also("case.sent", "case.constructed")
            .only("results/additional-members", "sweep/labelled/*", "sweep/construct/Labelled/*"),
        WrongSDK(
            "a member stays under its escaped name", "one.metadata.get(\"wire\", one.name),",
            "one.name if one.name == \"from_\" else one.metadata.get(\"wire\", one.name),",
            fails: "construct/all-members", by: "case.constructed"
        ).also("case.sent", "case.typed")
            .only("construct/*", "requests/dataclass-argument", "sweep/*"),
    ]

    static let packages = [
        WrongSDK(
            "it prints", raw, raw + "        print(call)\n", fails: "results/false",
            by: "subject.quiet"),
        WrongSDK(
            "a list is shared", "tags: List[str] = field(default_factory=list)",
            "tags: List[str] = field(default_factory=lambda shared=[]: shared)",
            fails: "package/fresh-defaults", by: "case.examined"
        ).only("package/fresh-defaults"),
        WrongSDK(
            "a required field follows an optional one",
            "    title: str\n    sid: Optional[str] = None\n",
            "    sid: Optional[str] = None\n    title: str\n", fails: "package/imports",
            by: "subject.reports"
        ).only("*").broken,
        WrongSDK(
            "it is no Python", "class BookshelfClient(_SyncCaller):",
            "class BookshelfClient(_SyncCaller)",
            fails: "package/imports", by: "subject.reports"
        ).only("*").broken,
        WrongSDK(
            "importing it warns", "import itertools\n",
            "import itertools\nimport warnings\nwarnings.warn('x')\n", fails: "package/imports",
            by: "subject.reports"
        ).only("*").broken,
        WrongSDK(
            "an annotation names nothing", "    born: Optional[int] = None",
            "    born: Optional[integer] = None", fails: "package/hints", by: "case.examined"
        ).also("subject.reports", "case.constructed")
            .only("package/*", "construct/*", "requests/*", "sweep/*"),
        WrongSDK(
            "a method is missing", "    \"book.delete\": {", "    \"book.remove\": {",
            fails: "sweep/book.delete/all-params", by: "subject.method-exists"
        ).also("exchange.one-per-call", "case.returned", "case.raised"),
        WrongSDK(
            "the interface lacks a method", "def book_delete(", "def _book_delete(",
            fails: "package/interface", by: "case.examined"
        ).inTheInterface.only("package/interface"),
        WrongSDK(
            "the interface has another signature", "def book_delete(self, sid: str)",
            "def book_delete(self, key: str)", fails: "package/interface", by: "case.examined"
        ).inTheInterface.only("package/interface"),
        WrongSDK(
            "the interface invents a method", "    def book_delete(",
            "    def book_burn(self) -> None: ...\n\n    def book_delete(",
            fails: "package/interface", by: "case.examined"
        ).inTheInterface.only("package/interface"),
        WrongSDK(
            "the interface does not import", "from __future__ import annotations\n",
            "from __future__ import annotations\n\nimport nothing\n", fails: "package/imports",
            by: "case.examined"
        ).inTheInterface.also("subject.reports").only("package/*"),
    ]
}
