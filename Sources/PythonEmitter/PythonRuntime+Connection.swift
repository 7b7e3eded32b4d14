import CodeText

extension PythonRuntime {
    /// One open stream with its tasks, on an event loop or in a thread.
    static let connections: Source<Python> = #"""
        # Connections


        class _Connection:
            """One stream at a time and the task that reads it; it belongs to one event loop.

            When the stream ends, every call that waits gets a TransportError and every subscription ends.
            Nothing is sent again: the next call is refused until `connect` has opened a new stream.
            """

            def __init__(self, transport: StreamTransport) -> None:
                self.faults: Deque[SdkError] = deque(maxlen=100)
                self.on_fault: Optional[Callable[[SdkError], Any]] = None
                self.on_request: Optional[Callable[[str, Any], Any]] = None
                self._transport = transport
                self._lock = threading.Lock()
                self._session = _Session(self._report)
                self._stream: Optional[RpcStream] = None
                self._reason: Optional[SdkError] = None
                self._opening: Optional[asyncio.Task[None]] = None
                self._closing: Optional[asyncio.Task[None]] = None
                self._home: Optional[asyncio.AbstractEventLoop] = None
                self._tasks: Set[asyncio.Task[None]] = set()
                self._unclosed: List[RpcStream] = []
                self._inboxes: List[_Inbox] = []
                self._listeners: List[Callable[[str, Any], Any]] = []

            async def connect(self, timeout: Optional[float] = None) -> None:
                """Opens the stream unless it is open."""
                if self._stream is not None:
                    return
                if self._opening is None or self._opening.done():
                    self._opening = self._start(self._open())
                opening = self._opening
                try:
                    await asyncio.wait_for(asyncio.shield(opening), timeout)
                except asyncio.TimeoutError:
                    raise TransportError(f"the connection is not open after {timeout} seconds") from None
                except asyncio.CancelledError:
                    if opening.cancelled():
                        raise TransportError("the client is closed") from None
                    raise

            async def exchange(
                self, body: bytes, identifiers: List[int], is_batch: bool, timeout: float
            ) -> Any:
                """Sends a frame and waits for what answers these ids; `timeout` holds for all of it."""
                try:
                    return await asyncio.wait_for(self._exchange(body, identifiers, is_batch), timeout)
                except asyncio.TimeoutError:
                    raise TransportError(f"no reply came within {timeout} seconds") from None

            def listen(self, handler: Callable[[str, Any], Any]) -> None:
                """Tells a handler of every notification, one after the other, now and after a reconnect."""
                with self._lock:
                    self._listeners.append(handler)
                    is_open = self._stream is not None
                if is_open:
                    self._attend(handler)

            def add(self, inbox: _Inbox) -> None:
                """Gives an inbox what comes from now on; nothing more comes after the stream's end."""
                inbox._report = self._report
                with self._lock:
                    self._inboxes = [one for one in self._inboxes if not one._is_over] + [inbox]
                    reason = self._reason
                if reason is not None:
                    inbox._end(reason)

            async def aclose(self) -> None:
                """Ends the stream, and every task; may be called twice, and by a handler."""
                self._end(TransportError("the client is closed"))
                tasks = [task for task in self._tasks if task is not asyncio.current_task()]
                # A task of its own: the caller may be part of what is cancelled.
                self._closing = asyncio.ensure_future(self._finish(tasks))
                await asyncio.shield(self._closing)

            async def _finish(self, tasks: List[asyncio.Task[None]]) -> None:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                for stream in list(self._unclosed):
                    await self._close(stream)

            async def _open(self) -> None:
                try:
                    stream = await self._transport.connect()
                except (OSError, ValueError) as error:
                    raise _transport_error("the connection did not open", error) from error
                self._unclosed.append(stream)
                with self._lock:
                    self._stream, self._reason = stream, None
                    self._home = asyncio.get_running_loop()
                    self._session = _Session(self._report)
                    listeners = list(self._listeners)
                for handler in listeners:
                    self._attend(handler)
                self._start(self._read(stream))

            async def _read(self, stream: RpcStream) -> None:
                reason: SdkError = TransportError("the connection ended")
                try:
                    while True:
                        frame = await stream.read()
                        if frame is None:
                            break
                        if isinstance(frame, SdkError):
                            self._report(frame)
                        else:
                            self._take(stream, self._session.feed(frame))
                except SdkError as error:
                    reason = error
                except Exception as error:  # a stream of the caller's own may raise anything
                    reason = _transport_error("the connection failed", error)
                self._end(reason)
                await self._close(stream)

            def _take(self, stream: RpcStream, inbound: _Inbound) -> None:
                for notification in inbound.notifications:
                    for inbox in self._inboxes:
                        inbox._offer(notification)
                if inbound.requests:
                    self._start(self._answer(stream, inbound.requests, inbound.is_batch))

            def _end(self, reason: SdkError) -> None:
                with self._lock:
                    self._stream, self._reason = None, self._reason or reason
                    inboxes, self._inboxes = self._inboxes, []
                self._session.end(reason)
                for inbox in inboxes:
                    inbox._end(reason)

            async def _close(self, stream: RpcStream) -> None:
                try:
                    await stream.aclose()
                except Exception as error:  # nobody waits for it any more
                    self._report(_transport_error("the connection did not close well", error))
                if stream in self._unclosed:
                    self._unclosed.remove(stream)

            async def _exchange(self, body: bytes, identifiers: List[int], is_batch: bool) -> Any:
                if self._stream is None and self._reason is None:
                    await self.connect()
                stream, session = self._stream, self._session
                if stream is None:
                    raise TransportError(f"{self._reason}; connect() opens a new connection")
                if self._home is not asyncio.get_running_loop():
                    raise SdkError("the connection belongs to another event loop; close it there")
                outcome: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

                def done(value: Any) -> None:
                    if not outcome.done():
                        outcome.set_result(value)

                pending = session.expect(identifiers, is_batch, done)
                try:
                    value = await self._deliver(stream, body, outcome if identifiers else None)
                finally:
                    session.forget(pending)
                if isinstance(value, SdkError):
                    raise TransportError(str(value))
                return value

            async def _deliver(
                self, stream: RpcStream, body: bytes, outcome: Optional[asyncio.Future[Any]]
            ) -> Any:
                try:
                    await stream.write(body)
                except OSError as error:
                    # The reader learns why the stream has ended, and says more.
                    if outcome is not None:
                        await asyncio.wait([outcome], timeout=1)
                    if outcome is None or not outcome.done():
                        raise _transport_error("the request was not sent", error) from error
                return None if outcome is None else await outcome

            async def _answer(
                self, stream: RpcStream, requests: List[Dict[str, Any]], is_batch: bool
            ) -> None:
                replies = await asyncio.gather(*map(self._reply, requests))
                body = b"[" + b",".join(replies) + b"]" if is_batch else replies[0]
                try:
                    await stream.write(body)
                except Exception as error:  # the service is gone; the reader says so
                    self._report(_transport_error("a reply was not sent", error))

            async def _reply(self, request: Dict[str, Any]) -> bytes:
                method, identifier = request["method"], request["id"]
                try:
                    if self.on_request is None:
                        raise RpcMethodNotFound(-32601, f"nobody answers {method!r}")
                    result = await self._run(self.on_request, method, request.get("params"))
                    return _response(identifier, result=result)
                except RpcError as error:
                    told = {"code": error.code, "message": error.message}
                    if error.has_data or error.data is not None:
                        told["data"] = error.data
                    return _response(identifier, error=told)
                except Exception as error:  # whatever the handler raises
                    self._report(_transport_error(f"the handler of {method!r} failed", error))
                    failed = {"code": -32603, "message": "the handler failed"}
                    return _response(identifier, error=failed)

            def _attend(self, handler: Callable[[str, Any], Any]) -> None:
                inbox = RpcAsyncSubscription((), _MAX_WAITING)
                self.add(inbox)
                self._start(self._tell(handler, inbox))

            async def _tell(self, handler: Callable[[str, Any], Any], inbox: RpcAsyncSubscription) -> None:
                async for method, params in inbox:
                    try:
                        await self._run(handler, method, params)
                    except Exception as error:  # whatever the handler raises
                        self._report(_transport_error("a handler of notifications failed", error))

            async def _run(self, handler: Callable[[str, Any], Any], method: str, params: Any) -> Any:
                value = handler(method, params)
                return await value if inspect.isawaitable(value) else value

            def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
                task = asyncio.ensure_future(work)
                self._tasks.add(task)
                task.add_done_callback(self._forget)
                return task

            def _forget(self, task: asyncio.Task[None]) -> None:
                self._tasks.discard(task)
                if not task.cancelled():
                    task.exception()

            def _report(self, fault: SdkError) -> None:
                self.faults.append(fault)
                if self.on_fault is not None:
                    try:
                        self.on_fault(fault)
                    except Exception as error:  # the last resort has failed; it is kept all the same
                        self.faults.append(_transport_error("the handler of faults failed", error))


        _MAX_WAITING = 65536


        def _transport_error(what: str, error: BaseException) -> TransportError:
            return TransportError(f"{what}: {type(error).__name__}: {error}")


        def _response(identifier: Any, **outcome: Any) -> bytes:
            return _write_json(to_wire({"jsonrpc": "2.0", **outcome, "id": identifier}))


        class _ThreadedConnection(_Connection):
            """The connection of a synchronous client: its event loop runs in a thread of its own, handlers
            in further ones, so that a handler may call the client."""

            def __init__(self, transport: StreamTransport) -> None:
                super().__init__(transport)
                self._life = threading.Lock()
                self._loop: Optional[asyncio.AbstractEventLoop] = None
                self._thread: Optional[threading.Thread] = None
                self._name = f"rpc-stream-{id(self)}"
                self._handling: List[threading.Thread] = []

            def wait(self, work: Callable[[], Coroutine[Any, Any, _T]], opens: bool = False) -> _T:
                """Runs a coroutine on the loop and returns what it returns."""
                self._refuse_loop()
                with self._life:
                    if self._loop is None:
                        if self._reason is not None and not opens:
                            raise TransportError(f"{self._reason}; connect() opens a new connection")
                        self._loop = asyncio.new_event_loop()
                        self._thread = threading.Thread(
                            target=self._loop.run_forever, name=self._name, daemon=True
                        )
                        self._thread.start()
                    future = asyncio.run_coroutine_threadsafe(work(), self._loop)
                try:
                    return future.result()
                except CancelledError:
                    raise TransportError("the client is closed") from None
                except BaseException:
                    future.cancel()
                    raise

            def shut(self) -> None:
                """Ends the stream, the loop and its thread; may be called twice."""
                self._refuse_loop()
                with self._life:
                    loop, self._loop = self._loop, None
                    thread, self._thread = self._thread, None
                    if loop is None or thread is None:
                        return self._end(TransportError("the client is closed"))
                    asyncio.run_coroutine_threadsafe(self._wind_up(), loop).result()
                    loop.call_soon_threadsafe(loop.stop)
                    thread.join()
                    loop.close()
                for handler in self._handling:
                    if handler is not threading.current_thread():
                        handler.join(1)

            def _refuse_loop(self) -> None:
                if threading.current_thread().name == self._name:
                    raise SdkError("what runs between the client and its stream cannot wait for the client")

            async def _wind_up(self) -> None:
                await self.aclose()
                tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)
                await asyncio.get_running_loop().shutdown_asyncgens()

            def _attend(self, handler: Callable[[str, Any], Any]) -> None:
                inbox = RpcSubscription((), _MAX_WAITING)
                self.add(inbox)
                self._handle(lambda: self._tell_each(handler, inbox))

            def _tell_each(self, handler: Callable[[str, Any], Any], inbox: RpcSubscription) -> None:
                for method, params in inbox:
                    try:
                        _run_to_end(handler, method, params)
                    except Exception as error:  # whatever the handler raises
                        self._report(_transport_error("a handler of notifications failed", error))

            async def _run(self, handler: Callable[[str, Any], Any], method: str, params: Any) -> Any:
                loop = asyncio.get_running_loop()
                outcome: asyncio.Future[Any] = loop.create_future()

                def settle(value: Any, error: Optional[BaseException]) -> None:
                    if not outcome.done():
                        outcome.set_result(value) if error is None else outcome.set_exception(error)

                def work() -> None:
                    value, failure = None, None
                    try:
                        value = _run_to_end(handler, method, params)
                    except Exception as error:  # whatever the handler raises
                        failure = error
                    with suppress(RuntimeError):  # the loop is closed, and nobody waits
                        loop.call_soon_threadsafe(settle, value, failure)

                self._handle(work)
                return await outcome

            def _handle(self, work: Callable[[], None]) -> None:
                thread = threading.Thread(target=work, name="rpc-handler", daemon=True)
                self._handling = [one for one in self._handling if one.is_alive()] + [thread]
                thread.start()


        def _run_to_end(handler: Callable[[str, Any], Any], method: str, params: Any) -> Any:
            value = handler(method, params)
            if not inspect.isawaitable(value):
                return value

            async def outcome() -> Any:
                return await value

            return asyncio.run(outcome())
        """#
}
