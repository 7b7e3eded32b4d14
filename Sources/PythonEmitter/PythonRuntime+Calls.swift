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


        def _request(method: str, params: Any, identifier: Optional[int]) -> bytes:
            request: Dict[str, Any] = {"jsonrpc": "2.0", "method": method}
            if params is not None:
                request["params"] = params
            if identifier is not None:
                request["id"] = identifier
            if not isinstance(params, (dict, list, tuple, type(None))):
                raise SdkError("params must be a dict or a list")
            try:
                return _write_json(to_wire(request))
            except RecursionError as error:
                raise SdkError("the request is nested too deeply") from error


        def _result(reply: Optional[bytes], identifier: int) -> Any:
            """The result in a reply; raises what the reply says went wrong, or what is wrong with it."""
            if not reply:
                raise ProtocolError("the reply is empty")
            response = _read_json(reply)
            if not isinstance(response, dict):
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


        def _error(error: Any) -> SdkError:
            if not isinstance(error, dict):
                return ProtocolError("the reply's 'error' is not an object")
            code, message = error.get("code"), error.get("message")
            if not isinstance(code, int) or isinstance(code, bool):
                return ProtocolError("the error's 'code' is not an integer")
            if not isinstance(message, str):
                return ProtocolError("the error's 'message' is not a string")
            kind = _ERRORS.get(code, RpcError)
            return kind(code, message, error.get("data"), "data" in error)
        """#
}
