import CodeText

extension PythonRuntime {
    /// The sections in the order in which they stand before the service's own types.
    static var sections: [Source<Python>] {
        [
            errors, json, objects, types, calls, session, transports, asyncTransports,
            subscriptions, streams, connections, clients,
        ]
    }

    /// What the runtime offers to users, in the order of `__init__.py`.
    static let publicNames: [Source<Python>] = [
        "METHODS", "NULL", "AsyncHttpTransport", "AsyncTransport", "AsyncUnixTransport",
        "HttpTransport", "MemoryTransport", "ProtocolError", "RpcAsyncSubscription", "RpcCall",
        "RpcError", "RpcInternalError", "RpcInvalidParams", "RpcInvalidRequest",
        "RpcMethodNotFound", "RpcNotification", "RpcParseError", "RpcReplies", "RpcStream",
        "RpcSubscription", "SdkError", "StdioTransport", "StreamTransport", "Transport",
        "TransportError", "UnixTransport", "WebSocketTransport", "WireObject", "from_wire",
        "to_wire",
    ]

    /// What the docstring of the client class says.
    static let clientDocumentation: [Source<Python>] = [
        "They travel over HTTP on the Unix socket at `socket_path`, or to `url` (http, https, ws,",
        "wss or unix:/path), or by a `transport`. `timeout` is in seconds and holds for each wait,",
        "on a stream for a whole call.",
        "An optional argument that is None is left out; NULL sends a null. What goes wrong is",
        "an SdkError. Where the service takes params by name and by position, they go by name",
        "unless `by_position` asks otherwise. `strict` refuses members that the document lacks.",
    ]

    /// The members of each client class that name something of the service.
    static func clientMembers(
        defaultURL: Source<Python>, calls: Source<Python>
    ) -> Source<Python> {
        """
        _default_url = \(defaultURL)

        @property
        def calls(self) -> \(calls):
            \"""The methods as calls that are not sent yet, for `batch`.\"""
            return \(calls)(self._positions)
        """
    }

    /// The members of the client class, as the interface has them.
    static func clientInterface(
        _ client: Source<Python>, calls: Source<Python>
    ) -> Source<Python> {
        """
        calls: \(calls)
        faults: List[Exception]
        def __init__(
            self,
            socket_path: Optional[str] = None,
            *,
            url: Optional[str] = None,
            transport: Union[Transport, StreamTransport, None] = None,
            timeout: float = 30.0,
            by_position: bool = False,
            strict: bool = False,
        ) -> None: ...
        def connect(self) -> None: ...
        def close(self) -> None: ...
        def with_options(
            self,
            *,
            timeout: Optional[float] = None,
            by_position: Optional[bool] = None,
            strict: Optional[bool] = None,
        ) -> \(client): ...
        def batch(self, *calls: RpcCall[Any]) -> RpcReplies: ...
        def subscribe(self, *methods: str, limit: int = 65536) -> RpcSubscription: ...
        def on_notification(self, handler: Callable[[str, Any], Any]) -> None: ...
        def on_request(self, handler: Callable[[str, Any], Any]) -> None: ...
        def on_fault(self, handler: Callable[[SdkError], Any]) -> None: ...
        """
    }

    /// The other two classes, as the interface has them: their methods stand in the client's.
    static func asyncInterface(
        _ client: Source<Python>, like waiting: Source<Python>, calls: Source<Python>
    ) -> Source<Python> {
        """
        class \(calls): ...  # the service's methods as above, each returning RpcCall[its result]


        class \(client)(\(waiting)):
            # The same methods and options with `await` and `async with`; a transport of one's own has
            # coroutines, and subscriptions are read by `async for` and `await`.
            async def aclose(self) -> None: ...
        """
    }

    /// What every error of a service carries, as the interface has it.
    static let errorInterface: Source<Python> = """
        class RpcError(SdkError):
            code: int
            message: str
            data: Any
        """

    /// What a transport of the caller's own must offer, as the interface has it.
    static let transportInterface: Source<Python> = """
        class Transport(Protocol):
            def send(self, body: bytes, expects_reply: bool, timeout: float) -> Optional[bytes]: ...
            def close(self) -> None: ...
        """

    /// What streams add, as the interface has it.
    static let streamInterface: Source<Python> = """
        # StdioTransport(command), WebSocketTransport(url, token=None), MemoryTransport(handler)
        class StreamTransport: ...
        class SdkError(Exception): ...
        class RpcCall(Generic[_T]): ...
        class RpcReplies:
            def __getitem__(self, call: RpcCall[_T]) -> _T: ...
        class RpcSubscription:  # also `for method, params in subscription`
            dropped: int
            def get(self, timeout: Optional[float] = None) -> Tuple[str, Any]: ...
            def close(self) -> None: ...
        """
}
