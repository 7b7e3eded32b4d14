import CodeText

extension PythonRuntime {
    /// What both clients of a service inherit.
    static let clients: Source<Python> = #"""
        # Clients


        _Self = TypeVar("_Self", bound="_Caller")


        class _Caller:
            """What both clients share: the options, the ids, and the bytes of every request."""

            _connection: Optional[_Connection]

            def _configure(self, timeout: float, by_position: bool, strict: bool) -> None:
                self._timeout = timeout
                self._positions = by_position
                self._strict = strict
                self._identifiers = itertools.count(1)

            def with_options(
                self: _Self,
                *,
                timeout: Optional[float] = None,
                by_position: Optional[bool] = None,
                strict: Optional[bool] = None,
            ) -> _Self:
                """This client over the same transport, for calls that want it otherwise."""
                twin = copy.copy(self)
                twin._timeout = self._timeout if timeout is None else timeout
                twin._positions = self._positions if by_position is None else by_position
                twin._strict = self._strict if strict is None else strict
                return twin

            def on_notification(self, handler: Callable[[str, Any], Any]) -> None:
                """Calls `handler(method, params)` for each notification, one after the other."""
                self._stream().listen(handler)

            def on_request(self, handler: Callable[[str, Any], Any]) -> None:
                """Answers what the service asks: `handler(method, params)` returns the result, or raises an
                RpcError. It may be a coroutine function."""
                self._stream().on_request = handler

            def on_fault(self, handler: Callable[[SdkError], Any]) -> None:
                """Calls `handler(fault)` where a message fits nowhere or a handler fails; it must not wait."""
                self._stream().on_fault = handler

            @property
            def faults(self) -> List[SdkError]:
                """The last hundred faults of the stream, the oldest first."""
                return [] if self._connection is None else list(self._connection.faults)

            def _stream(self) -> _Connection:
                if self._connection is None:
                    raise SdkError("the service cannot speak first over HTTP; use a stream transport")
                return self._connection

            def _prepared(self, calls: Sequence[RpcCall[Any]]) -> Tuple[List[Any], List[int]]:
                """The requests of calls, and the ids of those that are answered."""
                identifiers: List[int] = []
                requests: List[Any] = []
                for call in calls:
                    identifier = None if call.is_notification else next(self._identifiers)
                    requests.append(call._request(identifier))
                    identifiers += [] if identifier is None else [identifier]
                return requests, identifiers

            def _batched(self, calls: Sequence[RpcCall[Any]]) -> Tuple[bytes, List[int]]:
                if not calls or len({id(call) for call in calls}) < len(calls):
                    raise SdkError("a batch must have calls, and each of them once")
                requests, identifiers = self._prepared(calls)
                return _written(requests), identifiers

            def _replies(
                self, calls: Sequence[RpcCall[Any]], identifiers: List[int], response: Any
            ) -> RpcReplies:
                if identifiers and not _is_array(response):
                    _of_batch(response, 0)
                rest = iter(identifiers)
                outcomes: List[Tuple[RpcCall[Any], Any]] = []
                for call in calls:
                    try:
                        identifier = None if call.is_notification else next(rest)
                        reply = None if identifier is None else _of_batch(response, identifier)
                        raw = None if identifier is None else _result(reply, identifier)
                        outcomes.append((call, call._read(raw, self._strict)))
                    except SdkError as error:
                        outcomes.append((call, error))
                return RpcReplies(outcomes)


        class _SyncCaller(_Caller):
            """A client whose methods wait."""

            _default_url: ClassVar[str]

            def __init__(
                self,
                socket_path: Optional[str] = None,
                *,
                url: Optional[str] = None,
                transport: Union[Transport, StreamTransport, None] = None,
                timeout: float = 30.0,
                by_position: bool = False,
                strict: bool = False,
            ) -> None:
                self._configure(timeout, by_position, strict)
                place = self._default_url if url is None else url
                if transport is None and socket_path is None:
                    socket_path = _unix_path(place)
                if transport is None and socket_path is not None:
                    transport = UnixTransport(socket_path)
                if transport is None:
                    transport = WebSocketTransport(place) if _is_web_socket(place) else HttpTransport(place)
                self._transport: Any = transport
                self._threaded: Optional[_ThreadedConnection] = None
                if isinstance(transport, StreamTransport):
                    self._threaded = _ThreadedConnection(transport)
                self._connection = self._threaded

            def __enter__(self: _SyncSelf) -> _SyncSelf:
                self.connect()
                return self

            def __exit__(self, *exception: object) -> None:
                self.close()

            def connect(self) -> None:
                """Opens a stream, also one that has ended; the first call does so too. HTTP needs none."""
                connection = self._threaded
                if connection is not None:
                    connection.wait(lambda: connection.connect(self._timeout), opens=True)

            def close(self) -> None:
                """Closes the transport; may be called twice."""
                if self._threaded is None:
                    self._transport.close()
                else:
                    self._threaded.shut()

            def subscribe(self, *methods: str, limit: int = _MAX_WAITING) -> RpcSubscription:
                """The notifications from now on, of these methods or of all."""
                subscription = RpcSubscription(methods, limit)
                self._stream().add(subscription)
                return subscription

            def batch(self, *calls: RpcCall[Any]) -> RpcReplies:
                """Sends calls of `calls` in one message; their replies belong together."""
                body, identifiers = self._batched(calls)
                return self._replies(calls, identifiers, self._exchange(body, identifiers, True))

            def _call(self, method: str, params: Any = None) -> Any:
                """Calls any method by its name on the wire and returns the raw result."""
                return self._send(RpcCall(method, params, _ANY))

            def _notify(self, method: str, params: Any = None) -> None:
                """Notifies any method by its name on the wire; nothing comes back."""
                self._send(RpcCall(method, params, _NOTHING, True))

            def _send(self, call: RpcCall[_T]) -> _T:
                requests, identifiers = self._prepared([call])
                response = self._exchange(_written(requests[0]), identifiers, False)
                raw = _result(response, identifiers[0]) if identifiers else None
                return call._read(raw, self._strict)

            def _exchange(self, body: bytes, identifiers: List[int], is_batch: bool) -> Any:
                connection = self._threaded
                if connection is not None:
                    return connection.wait(
                        lambda: connection.exchange(body, identifiers, is_batch, self._timeout)
                    )
                reply = self._transport.send(body, bool(identifiers), self._timeout)
                return _parsed(reply) if identifiers else None


        class _AsyncCaller(_Caller):
            """A client whose methods are coroutines; it belongs to the event loop of its first call."""

            _default_url: ClassVar[str]

            def __init__(
                self,
                socket_path: Optional[str] = None,
                *,
                url: Optional[str] = None,
                transport: Union[AsyncTransport, StreamTransport, None] = None,
                timeout: float = 30.0,
                by_position: bool = False,
                strict: bool = False,
            ) -> None:
                self._configure(timeout, by_position, strict)
                place = self._default_url if url is None else url
                if transport is None and socket_path is None:
                    socket_path = _unix_path(place)
                if transport is None and socket_path is not None:
                    transport = AsyncUnixTransport(socket_path)
                if transport is None and _is_web_socket(place):
                    transport = WebSocketTransport(place)
                self._transport: Any = AsyncHttpTransport(place) if transport is None else transport
                self._connection = None
                if isinstance(transport, StreamTransport):
                    self._connection = _Connection(transport)

            async def __aenter__(self: _AsyncSelf) -> _AsyncSelf:
                await self.connect()
                return self

            async def __aexit__(self, *exception: object) -> None:
                await self.aclose()

            async def connect(self) -> None:
                """Opens a stream, also one that has ended; the first call does so too. HTTP needs none."""
                if self._connection is not None:
                    await self._connection.connect(self._timeout)

            async def aclose(self) -> None:
                """Closes the transport; may be called twice."""
                await (self._transport if self._connection is None else self._connection).aclose()

            async def close(self) -> None:
                """The same as `aclose`."""
                await self.aclose()

            def subscribe(self, *methods: str, limit: int = _MAX_WAITING) -> RpcAsyncSubscription:
                """The notifications from now on, of these methods or of all."""
                subscription = RpcAsyncSubscription(methods, limit)
                self._stream().add(subscription)
                return subscription

            async def batch(self, *calls: RpcCall[Any]) -> RpcReplies:
                """Sends calls of `calls` in one message; their replies belong together."""
                body, identifiers = self._batched(calls)
                return self._replies(calls, identifiers, await self._exchange(body, identifiers, True))

            async def _call(self, method: str, params: Any = None) -> Any:
                """Calls any method by its name on the wire and returns the raw result."""
                return await self._send(RpcCall(method, params, _ANY))

            async def _notify(self, method: str, params: Any = None) -> None:
                """Notifies any method by its name on the wire; nothing comes back."""
                await self._send(RpcCall(method, params, _NOTHING, True))

            async def _send(self, call: RpcCall[_T]) -> _T:
                requests, identifiers = self._prepared([call])
                response = await self._exchange(_written(requests[0]), identifiers, False)
                raw = _result(response, identifiers[0]) if identifiers else None
                return call._read(raw, self._strict)

            async def _exchange(self, body: bytes, identifiers: List[int], is_batch: bool) -> Any:
                if self._connection is not None:
                    return await self._connection.exchange(body, identifiers, is_batch, self._timeout)
                reply = await self._transport.send(body, bool(identifiers), self._timeout)
                return _parsed(reply) if identifiers else None


        _SyncSelf = TypeVar("_SyncSelf", bound=_SyncCaller)
        _AsyncSelf = TypeVar("_AsyncSelf", bound=_AsyncCaller)


        class _Calls:
            """How the calls of a service are made; `by_position` decides where the service takes either."""

            def __init__(self, by_position: bool) -> None:
                self._positions = by_position

            def _either(self, *arguments: _Argument) -> Any:
                return (_by_position if self._positions else _by_name)(*arguments)


        def _describe(documented: Type[Any], *others: Type[Any]) -> None:
            """Gives the methods of other classes the docstrings of one."""
            for name, method in vars(documented).items():
                for other in others:
                    twin = vars(other).get(name)
                    if inspect.isfunction(method) and inspect.isfunction(twin):
                        twin.__doc__ = method.__doc__


        def _unix_path(url: str) -> Optional[str]:
            parts = urlsplit(url) if url[:5].lower() == "unix:" else None
            if parts is not None and (parts.netloc or not parts.path):
                raise SdkError(f"{url!r} is not the address of a Unix socket, as unix:/path")
            return None if parts is None else unquote(parts.path)


        def _is_web_socket(url: str) -> bool:
            return url[:3].lower() == "ws:" or url[:4].lower() == "wss:"
        """#
}
