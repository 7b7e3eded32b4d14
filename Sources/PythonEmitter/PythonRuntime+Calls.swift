import CodeText

extension PythonRuntime {
    /// Requests and replies as bytes, without a transport.
    static let calls: Source<Python> = #"""
        # Calls


        class _Argument(NamedTuple):
            """One argument of a call, and whether None means that it is left out, or may be a null."""

            wire: str
            value: Any
            omittable: bool
            nullable: bool


        def _must(wire: str, value: Any) -> _Argument:
            return _Argument(wire, value, False, True)


        def _may(wire: str, value: Any, nullable: bool = False) -> _Argument:
            return _Argument(wire, value, True, nullable)


        def _by_name(*arguments: _Argument) -> Optional[Dict[str, Any]]:
            """Params as an object; what is left out is absent, and so are params without members."""
            kept = {a.wire: a.value for a in arguments if not (a.omittable and a.value is None)}
            return kept or None


        def _by_position(*arguments: _Argument) -> Optional[List[Any]]:
            """Params as an array; what is left out at the end is dropped, in the middle it is null."""
            kept = list(arguments)
            while kept and kept[-1].omittable and kept[-1].value is None:
                kept.pop()
            for argument in kept:
                if argument.omittable and argument.value is None and not argument.nullable:
                    raise SdkError(f"'{argument.wire}' cannot be left out before '{kept[-1].wire}'")
            return [argument.value for argument in kept] or None


        class RpcCall(Generic[_T]):
            """A call that is not sent yet: what travels, and how the result is read."""

            def __init__(
                self, method: str, params: Any, codec: _Codec[_T], is_notification: bool = False
            ) -> None:
                self.method = method
                self.params = params
                self.is_notification = is_notification
                self._codec = codec

            def __repr__(self) -> str:
                return f"RpcCall({self.method!r}, {self.params!r})"

            def _request(self, identifier: Optional[int]) -> Dict[str, Any]:
                request: Dict[str, Any] = {"jsonrpc": "2.0", "method": self.method}
                if self.params is not None:
                    request["params"] = self.params
                if identifier is not None:
                    request["id"] = identifier
                if not isinstance(self.params, (dict, list, tuple, type(None))):
                    raise SdkError("params must be a dict or a list")
                return request

            def _read(self, raw: Any, strict: bool) -> _T:
                try:
                    if strict:
                        self._codec.check(raw)
                    return self._codec.read(raw)
                except RecursionError as error:
                    raise ProtocolError("the result is nested too deeply") from error


        class RpcReplies:
            """What a batch brought back: `replies[call]` is the call's result, or raises its error."""

            def __init__(self, outcomes: Sequence[Tuple[RpcCall[Any], Any]]) -> None:
                self._outcomes = {id(call): (call, outcome) for call, outcome in outcomes}

            def __len__(self) -> int:
                return len(self._outcomes)

            def __getitem__(self, call: RpcCall[_T]) -> _T:
                if id(call) not in self._outcomes:
                    raise SdkError(f"{call!r} is not of this batch")
                value: _T = self._outcomes[id(call)][1]
                if isinstance(value, SdkError):
                    raise value
                return value


        def _written(request: Any) -> bytes:
            try:
                return _write_json(to_wire(request))
            except RecursionError as error:
                raise SdkError("the request is nested too deeply") from error


        def _parsed(reply: Optional[bytes]) -> Any:
            if not reply:
                raise ProtocolError("the reply is empty")
            return _read_json(reply)


        def _result(response: Any, identifier: int) -> Any:
            """The result in a reply; raises what the reply says went wrong, or what is wrong with it."""
            if not _is_object(response):
                raise ProtocolError("the reply is not an object")
            if response.get("jsonrpc") != "2.0":
                raise ProtocolError("the reply's 'jsonrpc' is not \"2.0\"")
            if ("result" in response) == ("error" in response):
                raise ProtocolError("the reply must have either 'result' or 'error'")
            if "id" not in response:
                raise ProtocolError("the reply has no 'id'")
            answered = response["id"]
            refused = "error" in response and answered is None
            if not refused and not (type(answered) is int and answered == identifier):
                raise ProtocolError(f"the reply's 'id' is {answered!r}, not {identifier}")
            if "error" in response:
                raise _error(response["error"])
            return response["result"]


        def _of_batch(response: Any, identifier: int) -> Dict[str, Any]:
            """The one reply with this id in the reply to a batch."""
            if not _is_array(response):
                _result(response, 0)  # an error object stands for the whole batch
                raise ProtocolError("the reply to a batch is not an array")
            found = [
                one
                for one in response
                if _is_object(one) and type(one.get("id")) is int and one["id"] == identifier
            ]
            if len(found) != 1:
                raise ProtocolError(f"the batch has {len(found)} replies with the id {identifier}, not one")
            reply: Dict[str, Any] = found[0]
            return reply


        def _error(error: Any) -> SdkError:
            if not _is_object(error):
                return ProtocolError("the reply's 'error' is not an object")
            code, message = error.get("code"), error.get("message")
            if not isinstance(code, int) or isinstance(code, bool):
                return ProtocolError("the error's 'code' is not an integer")
            if not isinstance(message, str):
                return ProtocolError("the error's 'message' is not a string")
            kind, data = _ERRORS.get(code, RpcError), error.get("data")
            with suppress(RecursionError):
                data = None if data is None else _ERROR_DATA.get(code, _ANY).read(data)
            return kind(code, message, data, "data" in error)
        """#
}
