import CodeText

extension PythonRuntime {
    /// The sections in the order in which they stand before the service's own types.
    static var sections: [Source<Python>] { [errors, json, objects, types, calls, transports] }

    /// What the runtime offers to users, in the order of `__init__.py`.
    static let publicNames: [Source<Python>] = [
        "METHODS", "NULL", "HttpTransport", "ProtocolError", "RpcError", "RpcInternalError",
        "RpcInvalidParams", "RpcInvalidRequest", "RpcMethodNotFound", "RpcParseError", "SdkError",
        "Transport", "TransportError", "UnixTransport", "WireObject", "from_wire", "to_wire",
    ]

    /// What the docstring of every client class says.
    static let clientDocumentation: [Source<Python>] = [
        "They travel over HTTP to `url`, over HTTP on the Unix socket at `socket_path`, or",
        "by a `transport` of the caller's own. `timeout` is in seconds and holds for each wait.",
        "An optional argument that is None is left out; NULL sends a null. What goes wrong is",
        "an SdkError. Where the service takes params by name and by position, they go by name",
        "unless `by_position` asks otherwise. `strict` refuses members that the document lacks.",
    ]

    /// The members of every client class but the service's methods.
    static func printClientCore(
        into out: inout CodeWriter<Python>, clientClass: Source<Python>, defaultURL: Source<Python>
    ) {
        out.line(
            """
            def __init__(
                self,
                socket_path: Optional[str] = None,
                *,
                url: Optional[str] = None,
                transport: Optional[Transport] = None,
                timeout: float = 30.0,
                by_position: bool = False,
                strict: bool = False,
            ) -> None:
                if transport is None and socket_path is not None:
                    transport = UnixTransport(socket_path)
                if transport is None:
                    transport = HttpTransport(\(defaultURL) if url is None else url)
                self._transport = transport
                self._timeout = timeout
                self._positions = by_position
                self._strict = strict
                self._identifiers = itertools.count(1)

            def __enter__(self) -> \(clientClass):
                return self

            def __exit__(self, *exception: object) -> None:
                self.close()

            def close(self) -> None:
                \"""Closes the transport; may be called twice.\"""
                self._transport.close()

            def with_options(
                self,
                *,
                timeout: Optional[float] = None,
                by_position: Optional[bool] = None,
                strict: Optional[bool] = None,
            ) -> \(clientClass):
                \"""This client over the same transport, for calls that want it otherwise.\"""
                twin = copy.copy(self)
                twin._timeout = self._timeout if timeout is None else timeout
                twin._positions = self._positions if by_position is None else by_position
                twin._strict = self._strict if strict is None else strict
                return twin
            """)
        out.blank()
        out.line(sending)
    }

    /// How a client sends, and reads what comes back.
    private static let sending: Source<Python> = #"""
        def _call(self, method: str, params: Any = None) -> Any:
            """Calls any method by its name on the wire and returns the raw result."""
            identifier = next(self._identifiers)
            request = _request(method, params, identifier)
            return _result(self._transport.send(request, True, self._timeout), identifier)

        def _notify(self, method: str, params: Any = None) -> None:
            """Notifies any method by its name on the wire; nothing comes back."""
            self._transport.send(_request(method, params, None), False, self._timeout)

        def _invoke(self, codec: _Codec[_T], method: str, params: Any = None) -> _T:
            raw = self._call(method, params)
            try:
                value = codec.read(raw)
                if self._strict:
                    _refuse_unknown(value)
            except RecursionError as error:
                raise ProtocolError("the result is nested too deeply") from error
            return value

        def _either(self, *arguments: _Argument) -> Any:
            return (_by_position if self._positions else _by_name)(*arguments)
        """#

    /// The members of every client class, as the interface has them.
    static func clientInterface(_ clientClass: Source<Python>) -> Source<Python> {
        """
        def __init__(
            self,
            socket_path: Optional[str] = None,
            *,
            url: Optional[str] = None,
            transport: Optional[Transport] = None,
            timeout: float = 30.0,
            by_position: bool = False,
            strict: bool = False,
        ) -> None: ...
        def close(self) -> None: ...
        def with_options(
            self,
            *,
            timeout: Optional[float] = None,
            by_position: Optional[bool] = None,
            strict: Optional[bool] = None,
        ) -> \(clientClass): ...
        """
    }

    /// What every error of a service carries, as the interface has it.
    static let errorInterface: Source<Python> = """
        class RpcError(Exception):
            code: int
            message: str
            data: object
        """

    /// What a transport of the caller's own must offer, as the interface has it.
    static let transportInterface: Source<Python> = """
        class Transport(Protocol):
            def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]: ...
            def close(self) -> None: ...
        """
}
