import CodeText

extension PythonRuntime {
    /// The transports on which both sides may speak first.
    static let streams: Source<Python> = #"""
        # Streams


        class RpcStream(Protocol):
            """An open connection that carries frames both ways; one task reads, any may write."""

            async def read(self) -> Union[bytes, SdkError, None]:
                """The next frame, an error in place of one that was skipped, or None at the end."""

            async def write(self, frame: bytes) -> None:
                """Sends a frame as a whole; raises OSError or TransportError."""

            async def aclose(self) -> None:
                """Lets go of everything; may be called twice."""


        class StreamTransport:
            """How a stream is opened: both clients take the ones below, and any subclass.

            On a stream, messages of both sides travel at any time: calls may overlap, replies come in any
            order, and the service may notify and call the client.
            """

            async def connect(self) -> RpcStream:
                raise NotImplementedError


        class MemoryTransport(StreamTransport):
            """A service in the same program, for tests.

            `handler` is given each message as JSON and returns the reply, or None; it may be a coroutine
            function. `emit` says something without being asked, and `end` ends the connection. `sent` has the
            frames of the client as they were.
            """

            def __init__(self, handler: Callable[[Any], Any]) -> None:
                self.sent: List[bytes] = []
                self._handler = handler
                self._stream: Optional[_MemoryStream] = None

            async def connect(self) -> RpcStream:
                self._stream = _MemoryStream(self)
                return self._stream

            def emit(self, message: Any) -> None:
                """Sends a message to the client, or bytes as they are; from any thread."""
                if self._stream is None:
                    raise SdkError("no client is connected")
                self._stream.push(_frame(message))

            def end(self) -> None:
                """Ends the connection as a service does that goes away; from any thread."""
                if self._stream is not None:
                    self._stream.push(None)


        def _frame(message: Any) -> bytes:
            return message if isinstance(message, bytes) else _write_json(to_wire(message))


        class _MemoryStream:
            def __init__(self, transport: MemoryTransport) -> None:
                self._transport = transport
                self._loop = asyncio.get_running_loop()
                self._frames: asyncio.Queue[Union[bytes, TransportError, None]] = asyncio.Queue()
                self._tasks: Set[asyncio.Task[None]] = set()

            def push(self, frame: Optional[bytes]) -> None:
                with suppress(RuntimeError):  # the loop is closed: the client is gone
                    self._loop.call_soon_threadsafe(self._frames.put_nowait, frame)

            async def read(self) -> Union[bytes, SdkError, None]:
                frame = await self._frames.get()
                if isinstance(frame, TransportError):
                    raise frame
                return frame

            async def write(self, frame: bytes) -> None:
                self._transport.sent.append(frame)
                task = asyncio.ensure_future(self._serve(frame))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

            async def aclose(self) -> None:
                for task in list(self._tasks):
                    task.cancel()
                await asyncio.gather(*self._tasks, return_exceptions=True)

            async def _serve(self, frame: bytes) -> None:
                try:
                    reply = self._transport._handler(_read_json(frame))
                    reply = await reply if inspect.isawaitable(reply) else reply
                    if reply is not None:
                        self.push(_frame(reply))
                except Exception as error:  # whatever the handler raises
                    self._frames.put_nowait(_transport_error("the handler failed", error))


        class StdioTransport(StreamTransport):
            """A service that is a child process and talks over its standard input and output.

            Frames are lines, or stand behind a Content-Length header (`framing="headers"`). What the process
            writes to its standard error is read all the time; the end of it is part of the error when the
            process ends. Closing closes its input, then terminates and at last kills it, `grace` seconds each.
            """

            def __init__(
                self,
                command: Sequence[str],
                *,
                framing: str = "lines",
                max_frame: int = _MAX_FRAME,
                grace: float = 2.0,
                env: Optional[Mapping[str, str]] = None,
                cwd: Optional[str] = None,
            ) -> None:
                if isinstance(command, str) or not command:
                    raise SdkError("the command must be a list: the program and its arguments")
                if framing not in ("lines", "headers"):
                    raise SdkError(f"framing must be 'lines' or 'headers', not {framing!r}")
                self._command = list(command)
                self._framing = framing
                self._max_frame = max_frame
                self._grace = grace
                self._env = env
                self._cwd = cwd

            async def connect(self) -> RpcStream:
                loop = asyncio.get_running_loop()
                transport, protocol = await loop.subprocess_exec(
                    lambda: asyncio.subprocess.SubprocessStreamProtocol(_PIECE, loop),
                    *self._command,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=asyncio.subprocess.PIPE,
                    env=self._env,
                    cwd=self._cwd,
                )
                frames = (_Lines if self._framing == "lines" else _Headers)(self._max_frame)
                return _StdioStream(transport, protocol, frames, self._grace)


        _PIECE = 65536


        class _StdioStream:
            def __init__(
                self,
                transport: asyncio.SubprocessTransport,
                protocol: asyncio.subprocess.SubprocessStreamProtocol,
                frames: Union[_Lines, _Headers],
                grace: float,
            ) -> None:
                self._transport = transport
                self._protocol = protocol
                self._frames = frames
                self._grace = grace
                self._ready: Deque[Union[bytes, SdkError]] = deque()
                self._tail = b""
                self._draining = asyncio.ensure_future(self._drain())

            async def read(self) -> Union[bytes, SdkError, None]:
                output = self._protocol.stdout
                while not self._ready and output is not None:
                    data = await output.read(_PIECE)
                    self._ready.extend(self._frames.feed(data) if data else self._frames.finish())
                    if not data and not self._ready:
                        raise TransportError(await self._ending())
                return self._ready.popleft() if self._ready else None

            async def write(self, frame: bytes) -> None:
                if self._protocol.stdin is None or self._protocol.stdin.is_closing():
                    raise BrokenPipeError("the input of the process is closed")
                self._protocol.stdin.write(self._frames.wrap(frame))
                await self._protocol.stdin.drain()

            async def aclose(self) -> None:
                if self._protocol.stdin is not None:
                    self._protocol.stdin.close()
                for end in (self._transport.terminate, self._transport.kill, None):
                    if await self._is_over(self._grace) or end is None:
                        break
                    with suppress(ProcessLookupError):
                        end()
                self._draining.cancel()
                await asyncio.gather(self._draining, return_exceptions=True)
                self._transport.close()
                await asyncio.sleep(0)

            async def _is_over(self, patience: float) -> bool:
                """Whether the process ends in this time; what it leaves behind may hold its pipes longer."""
                deadline = asyncio.get_running_loop().time() + patience
                pause = 0.001
                while self._transport.get_returncode() is None:
                    if asyncio.get_running_loop().time() > deadline:
                        return False
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 0.05)
                return True

            async def _drain(self) -> None:
                errors = self._protocol.stderr
                while errors is not None:
                    data = await errors.read(_PIECE)
                    if not data:
                        return
                    self._tail = (self._tail + data)[-_TAIL:]

            async def _ending(self) -> str:
                """What is known about the end: the status, and the last of the standard error."""
                await self._is_over(0.5)
                await asyncio.wait([self._draining], timeout=0.2)
                told = self._tail.decode("utf-8", "replace").strip()
                status = self._transport.get_returncode()
                ending = "closed its output" if status is None else f"ended with status {status}"
                return f"the process {ending}" + (f"; its last words: {told}" if told else "")


        _TAIL = 4096


        class WebSocketTransport(StreamTransport):
            """One message in each frame of a WebSocket; `token` travels as a bearer token in a header.

            It needs the extra `websockets` of this package.
            """

            def __init__(
                self,
                url: str,
                *,
                token: Optional[str] = None,
                headers: Optional[Mapping[str, str]] = None,
                max_frame: int = _MAX_FRAME,
            ) -> None:
                if urlsplit(url).scheme not in ("ws", "wss"):
                    raise SdkError(f"{url!r} is not a ws or wss address")
                self._url = url
                self._max_frame = max_frame
                bearer = {} if token is None else {"Authorization": f"Bearer {token}"}
                self._headers = _checked({**(headers or {}), **bearer})

            async def connect(self) -> RpcStream:
                try:
                    websockets = importlib.import_module("websockets.asyncio.client")
                except ImportError as error:
                    raise SdkError(
                        "WebSockets need the package 'websockets'; install the extra 'websockets'"
                    ) from error
                try:
                    socket = await websockets.connect(
                        self._url,
                        additional_headers=self._headers,
                        max_size=self._max_frame,
                        open_timeout=None,
                    )
                except Exception as error:  # the package has many kinds
                    raise _transport_error("the WebSocket did not open", error) from error
                return _WebSocketStream(socket)


        class _WebSocketStream:
            def __init__(self, socket: Any) -> None:
                self._socket = socket

            async def read(self) -> Union[bytes, SdkError, None]:
                try:
                    message = await self._socket.recv()
                except Exception as error:  # the package has many kinds
                    raise _transport_error("the WebSocket ended", error) from error
                return message.encode("utf-8") if isinstance(message, str) else bytes(message)

            async def write(self, frame: bytes) -> None:
                try:
                    await self._socket.send(frame.decode("utf-8"))
                except Exception as error:  # the package has many kinds
                    raise _transport_error("the WebSocket ended", error) from error

            async def aclose(self) -> None:
                await self._socket.close()
        """#
}
