import Testing

/// One of the twenty ways in which clients of streams are known to fail, put into the generated
/// client, and what the program of that number then says.
struct StreamDefect: Sendable, CustomTestStringConvertible {
    /// One exact piece of the generated text and what takes its place, everywhere.
    typealias Edit = (old: String, new: String)

    var number: Int
    var name: String
    var edits: [Edit]
    /// A part of what the failing program prints.
    var says: String

    var testDescription: String { "\(number): \(name)" }

    init(_ number: Int, _ name: String, _ edits: [Edit], says: String) {
        self.number = number
        self.name = name
        self.edits = edits
        self.says = says
    }

    static let all = replies + notifications + ends + rest

    private static let found = "pending = None if exact is None else self._waiting.get(exact)"
    private static let oldest = "next(iter(self._waiting.values()), None)"
    /// The id of a reply is looked at a second time where its result is read.
    private static let unchecked: Edit = (
        "if not refused and not (type(answered) is int and answered == identifier):", "if False:"
    )
    private static let strayObject = """
                if not _is_object(message):
                    self._report(ProtocolError(f"a message is not an object: {str(message)[:80]}"))
        """

    private static let replies = [
        StreamDefect(
            1, "the id of a reply is never checked", [(found, "pending = \(oldest)"), unchecked],
            says: "it does not happen"),
        StreamDefect(
            2, "a request of the service is taken for the reply",
            [
                (
                    "inbound.requests.append(message)",
                    "return None if self.on_request else \(oldest)"
                ),
                (
                    "self._report = report\n",
                    "self._report = report\n        self.on_request = None\n"
                ),
            ], says: "it does not happen"),
        StreamDefect(
            3, "the reply to a call that was given up goes to the next one",
            [(found, "pending = self._waiting.get(exact or 0) or \(oldest)"), unchecked],
            says: "AssertionError"),
        StreamDefect(
            4, "the code of an error is not looked at",
            [("if not isinstance(code, int) or isinstance(code, bool):", "if False:")],
            says: "AssertionError: RpcError"),
        StreamDefect(
            4, "an empty error is a success",
            [
                (#"if ("result" in response) == ("error" in response):"#, "if False:"),
                (#"    if "error" in response:"#, #"    if response.get("error"):"#),
                (#"return response["result"]"#, #"return response.get("result")"#),
            ], says: "nothing was raised, but None returned"),
        StreamDefect(
            10, "one stray line ends the stream",
            [
                (
                    #"self._report(ProtocolError(f"{error}; the frame begins {frame[:80]!r}"))"#,
                    "raise"
                )
            ], says: "the reply is not JSON"),
        StreamDefect(
            10, "one stray line answers the call in flight",
            [
                (
                    strayObject,
                    "        if not _is_object(message):\n            return \(oldest)"
                )
            ],
            says: "ProtocolError"),
        StreamDefect(
            11, "an array is passed over",
            [
                (
                    "        if message == []:",
                    "        if is_batch:\n            return inbound\n        if message == []:"
                )
            ], says: "TimeoutError"),
        StreamDefect(
            14, "an error without an id answers the call in flight",
            [
                (
                    "        exact = identifier if",
                    "        if identifier is None:\n            return \(oldest)\n"
                        + "        exact = identifier if"
                )
            ], says: "it does not happen"),
        StreamDefect(
            15, "replies go to the calls in their order",
            [
                (
                    found,
                    "pending = self._waiting.get(min(self._waiting, default=0)) "
                        + "if exact in self._waiting else None"
                ), unchecked,
            ], says: "await asyncio.gather(*calls) == [0, 1, 2, 3, 4]"),
    ]

    private static let notifications = [
        StreamDefect(
            5, "notifications are pumped while a call is in flight",
            [
                (
                    "for notification in inbound.notifications:",
                    "for notification in inbound.notifications if self._session._waiting else []:"
                )
            ], says: "it does not happen"),
        StreamDefect(
            6, "a full queue blocks the reader",
            [("            self._waiting.popleft()\n", "            threading.Event().wait()\n")],
            says: "Timeout"),
        StreamDefect(
            7, "subscribers take turns",
            [
                (
                    "            for inbox in self._inboxes:\n",
                    "            self._inboxes.append(self._inboxes.pop(0))\n"
                        + "            for inbox in self._inboxes[:1]:\n"
                )
            ], says: "no notification within 3 seconds"),
        StreamDefect(
            16, "the end of a subscription does not wake who waits",
            [
                (
                    "            self._ended = self._ended or reason\n            self._ring()\n",
                    "            self._ended = self._ended or reason\n"
                )
            ], says: "Timeout"),
        StreamDefect(
            17, "a handler that fails is not called again",
            [
                (
                    #"self._report(_transport_error("a handler of notifications failed", error))"#,
                    "return"
                )
            ], says: "it does not happen"),
        StreamDefect(
            17, "the service is not told that its handler failed",
            [
                (
                    #"            return _response(identifier, error=failed)"#,
                    "            await asyncio.Event().wait()"
                )
            ], says: "it does not happen"),
        StreamDefect(
            19, "subscriptions stay bound to the old stream",
            [
                (
                    "inboxes, self._inboxes = self._inboxes, []",
                    "inboxes: List[_Inbox] = []"
                )
            ], says: "Timeout"),
    ]

    private static let ends = [
        StreamDefect(
            8, "nobody reads the standard error",
            [
                (
                    "self._draining = asyncio.ensure_future(self._drain())",
                    "self._draining = asyncio.ensure_future(asyncio.sleep(0))"
                )
            ], says: "TimeoutError"),
        StreamDefect(
            9, "a lost stream is somebody else's exception",
            [("raise TransportError(str(value))", "raise EOFError(str(value))")],
            says: "EOFError: the process ended with status 3"),
        StreamDefect(
            9, "a child that does not start is somebody else's exception",
            [
                (
                    #"raise _transport_error("the connection did not open", error) from error"#,
                    "raise"
                )
            ], says: "FileNotFoundError"),
        StreamDefect(
            12, "a long line ends the stream",
            [
                (
                    "            self._skips = True\n"
                        + "            found.append(_too_long(self._limit))",
                    "            raise _too_long(self._limit)"
                )
            ], says: "a frame longer than 100000 bytes"),
        StreamDefect(
            13, "closing twice raises",
            [
                (
                    "        self._end(TransportError(\"the client is closed\"))\n        tasks =",
                    "        if self._closing is not None:\n            raise SdkError(\"twice\")\n"
                        + "        self._end(TransportError(\"the client is closed\"))\n"
                        + "        tasks ="
                ),
                (
                    #"return self._end(TransportError("the client is closed"))"#,
                    #"raise SdkError("twice")"#
                ),
            ], says: "SdkError: twice"),
        StreamDefect(
            13, "a child that is deaf to SIGTERM is left behind",
            [
                (
                    "(self._transport.terminate, self._transport.kill, None)",
                    "(self._transport.terminate, None)"
                ),
                ("        self._transport.close()\n        await asyncio.sleep(0)\n", ""),
            ], says: "the child is still there"),
    ]

    private static let rest = [
        StreamDefect(
            18, "what is no number is sent as NaN", [("allow_nan=False", "allow_nan=True")],
            says: "AssertionError"),
        StreamDefect(
            20, "methods that the document lacks are forbidden",
            [
                (
                    "            requests.append(call._request(identifier))\n",
                    "            if call.method not in METHODS:\n"
                        + "                raise SdkError(\"there is no such method\")\n"
                        + "            requests.append(call._request(identifier))\n"
                )
            ], says: "there is no such method"),
    ]
}
