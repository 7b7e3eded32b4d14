/// Clients that send what they should not.
extension WrongSDK {
    private static let body = "    return _write_json(to_wire(request))"

    static let requests = [
        WrongSDK(
            "the id is always 1", "else next(self._identifiers)", "else 1",
            fails: "transport/three-calls", by: "request.ids-unique"
        ).only("transport/three-calls", "transport/call-after-*"),
        WrongSDK(
            "the id is left out", "        if identifier is not None:\n            request",
            "        if False:\n            request",
            fails: "requests/by-position", by: "case.sent"
        ).also("case.returned", "case.raised"),
        WrongSDK(
            "the id is a fraction", "itertools.count(1)", "itertools.count(1.5)",
            fails: "requests/by-position", by: "request.id-not-fractional"
        ).also("case.returned", "case.raised"),
        WrongSDK(
            "the id stands twice", "return _write_json(to_wire(request))",
            #"return _write_json(to_wire(request)).replace(b'"id":', b'"id":0,"id":')"#,
            fails: "requests/by-position", by: "request.unique-names"),
        WrongSDK(
            "the version is a number", #"{"jsonrpc": "2.0", "method""#,
            #"{"jsonrpc": 2.0, "method""#, fails: "requests/notification", by: "request.version"
        ).also("case.sent", "case.returned", "case.raised"),
        WrongSDK(
            "the method is a list", #""method": self.method}"#,
            #""method": [self.method]}"#,
            fails: "requests/by-position", by: "request.method"
        ).also("case.sent", "case.returned", "case.raised"),
        WrongSDK(
            "there is a member of its own", #""method": self.method}"#,
            #""method": self.method, "time": 1}"#, fails: "requests/by-position",
            by: "request.members"
        ).also("case.sent"),
        WrongSDK(
            "no params are null", "        if self.params is not None:\n",
            "        if True:\n", fails: "requests/no-params", by: "request.params"
        ).also("case.sent", "case.returned")
            .only(
                "requests/no-params", "results/empty-list", "results/map-of-lists",
                "sweep/book.list/required-params", "sweep/loan.all/*"),
        WrongSDK(
            "a method has another name", #"RpcCall("book.delete""#, #"RpcCall("book_delete""#,
            fails: "sweep/book.delete/all-params", by: "case.sent"
        ).only("sweep/book.delete/*", "transport/three-calls"),
        WrongSDK(
            "a notification has an id",
            "        if identifier is not None:\n            request[\"id\"] = identifier\n",
            "        request[\"id\"] = identifier or 0\n", fails: "requests/notification",
            by: "request.notification-id"
        ).also("case.sent").only("requests/notification", "sweep/book.touch/*"),
        WrongSDK(
            "a notification is a call", "_NOTHING, True)", "_NOTHING)",
            fails: "requests/notification", by: "request.notification-id"
        ).also("case.sent", "case.returned").only("requests/notification", "sweep/book.touch/*"),
        WrongSDK(
            "the text begins with a mark", #".encode("utf-8")\#n    except"#,
            #".encode("utf-8-sig")\#n    except"#, fails: "requests/by-position", by: "request.json"
        ).also("case.sent", "case.returned", "case.raised"),
        WrongSDK(
            "the text is Latin-1", #".encode("utf-8")\#n    except"#,
            #".encode("latin-1", "replace")\#n    except"#, fails: "requests/hard-text",
            by: "case.sent"
        ).of("shapes").also("request.json", "case.returned")
            .only("requests/*", "sweep/*", "results/*"),
    ]

    static let arguments = [
        WrongSDK(
            "an escaped parameter stays escaped", #"_must("from", from_)"#,
            #"_must("from_", from_)"#, fails: "requests/reserved-words-by-name", by: "case.sent"
        ).only(
            "requests/reserved-words-by-name", "requests/optional-left-out", "sweep/loan.create/*"),
        WrongSDK(
            "positions are swapped", #"_must("sid", sid),\#n                _must("to", to),"#,
            #"_must("to", to),\#n                _must("sid", sid),"#,
            fails: "requests/by-position", by: "case.sent"
        ).only("requests/by-position*", "sweep/book.move/*"),
        WrongSDK(
            "positions are names", "            _by_position(\n", "            _by_name(\n",
            fails: "requests/by-position", by: "case.sent"
        ).only("requests/by-position*", "sweep/book.move/*"),
        WrongSDK(
            "positions are padded", "kept[-1].value is None:\n        kept.pop()",
            "False:\n        kept.pop()", fails: "requests/by-position-trailing", by: "case.sent"
        ).and("argument.value is None and not argument.nullable:", "False:")
            .only("requests/by-position-trailing", "sweep/book.move/required-params"),
        WrongSDK(
            "what is left out is null", " if not (a.omittable and a.value is None)}", "}",
            fails: "requests/optional-left-out", by: "case.sent"
        ).only("requests/optional-left-out", "sweep/*/required-params"),
        WrongSDK(
            "an explicit null is left out",
            "        elif slot.empty is None or member or slot.python in memory.given:",
            "        elif member is not NULL and (slot.empty is None or member):",
            fails: "requests/explicit-null", by: "case.sent"
        ).also("case.constructed")
            .only(
                "requests/explicit-null", "sweep/construct/*", "construct/*", "sweep/*", "results/*"
            ),
    ]

    static let transports = [
        WrongSDK(
            "there is no Content-Type", #""Content-Type": "application/json", "#, "",
            fails: "requests/by-position", by: "http.content-type"),
        WrongSDK(
            "the verb is GET", #"connection.request("POST""#, #"connection.request("GET""#,
            fails: "requests/by-position", by: "http.post"
        ).also("case.returned", "case.raised"),
        WrongSDK(
            "every call is made twice", "        reply = self._transport.send(body,",
            "        self._transport.send(body, bool(identifiers), self._timeout)\n"
                + "        reply = self._transport.send(body,",
            fails: "requests/by-position", by: "exchange.one-per-call"
        ).also("request.ids-unique", "case.returned", "case.raised", "case.sent"),
        WrongSDK(
            "the Unix socket is ignored", "transport = UnixTransport(socket_path)",
            #"transport = HttpTransport("http://localhost:1/")"#, fails: "transport/unix-socket",
            by: "exchange.one-per-call"
        ).also("case.returned", "case.raised").by("sync/unix"),
        WrongSDK(
            "nothing times out", "connection.timeout = timeout", "connection.timeout = None",
            fails: "transport/stalled", by: "subject.reports"
        ).and("connection.sock.settimeout(timeout)", "connection.sock.settimeout(None)")
            .and("self._open(timeout)", "self._open(None)").only("transport/stalled"),
        WrongSDK(
            "what the socket raises comes through",
            #"raise TransportError(f"the request failed: {what}") from error"#, "raise",
            fails: "transport/reset", by: "subject.error-kind"
        ).also("case.raised").only("transport/*"),
        WrongSDK(
            "a lost connection ends the program",
            #"raise TransportError(f"the request failed: {what}") from error"#,
            "raise SystemExit(0) from error", fails: "transport/reset", by: "subject.reports"
        ).only("transport/*"),
        WrongSDK(
            "an HTTP status hides the answer", " and not _is_response(reply):", ":",
            fails: "errors/http-status-with-body", by: "case.raised"
        ).only("errors/http-status-with-body"),
    ]
}
