/// Packages of which one client, or one transport, does something else than the others.
extension WrongSDK {
    private static let awaited = "await self._exchange(_written(requests[0]), identifiers, False)"

    static let ways = [
        WrongSDK(
            "coroutines write a space before each request", awaited,
            "await self._exchange(b' ' + _written(requests[0]), identifiers, False)",
            fails: "sweep/book.get/all-params", by: "request.same-bytes"
        ).by("sync/tcp", "async/tcp"),
        WrongSDK(
            "coroutines count their calls from 2", "self._transport: Any = AsyncHttpTransport(",
            "next(self._identifiers)\n        self._transport: Any = AsyncHttpTransport(",
            fails: "sweep/book.get/all-params", by: "request.same-bytes"
        ).by("sync/tcp", "async/tcp").also("case.raised"),
        WrongSDK(
            "streams get a space behind each request",
            "lambda: connection.exchange(body, identifiers",
            "lambda: connection.exchange(body + b' ', identifiers",
            fails: "sweep/book.get/all-params", by: "request.same-bytes"
        ).by("sync/tcp", "sync/memory"),
        WrongSDK(
            "coroutines call twice", "        reply = await self._transport.send(body,",
            "        await self._transport.send(body, bool(identifiers), self._timeout)\n"
                + "        reply = await self._transport.send(body,",
            fails: "requests/notification", by: "request.same-bytes"
        ).also(
            "exchange.one-per-call", "request.ids-unique", "case.returned", "case.raised",
            "case.sent"
        ).by("sync/tcp", "async/tcp"),
        WrongSDK(
            "coroutines send no Content-Type",
            #"*(f"{name}: {value}" for name, value in self._address.headers.items()),"#, "",
            fails: "requests/by-position", by: "http.content-type"
        ).by("async/tcp"),
        WrongSDK(
            "coroutines never give up", "await asyncio.wait_for(self._exchange(body), timeout)",
            "await self._exchange(body)", fails: "transport/stalled", by: "subject.reports"
        ).by("async/tcp").only("transport/stalled"),
        WrongSDK(
            "what a coroutine's socket raises comes through",
            "except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:",
            "except ZeroDivisionError as error:",
            fails: "transport/reset", by: "subject.error-kind"
        ).also("case.raised").by("async/tcp").only("transport/*", "protocol/*"),
        WrongSDK(
            "the end of a stream is somebody else's exception",
            "raise TransportError(str(value))", "raise EOFError(str(value))",
            fails: "transport/reset", by: "subject.error-kind"
        ).also("case.raised").by("sync/memory").only("transport/reset"),
    ]
}
