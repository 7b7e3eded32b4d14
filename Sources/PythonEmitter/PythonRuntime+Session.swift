import CodeText

extension PythonRuntime {
    /// The messages of a stream: frames, and whom each message is for.
    static let session: Source<Python> = #"""
        # Messages on a stream


        _MAX_FRAME = 64 * 1024 * 1024


        class RpcNotification(NamedTuple):
            """What the service says without being asked."""

            method: str
            params: Any


        class _Lines:
            """Frames that are lines. One that is too long is skipped, and the next is read again."""

            def __init__(self, limit: int) -> None:
                self._limit = limit
                self._buffer = bytearray()
                self._skips = False

            def wrap(self, frame: bytes) -> bytes:
                return frame + b"\n"

            def feed(self, data: bytes) -> List[Union[bytes, TransportError]]:
                """The frames that are complete, and an error in the place of each that is skipped."""
                found: List[Union[bytes, TransportError]] = []
                start = len(self._buffer)
                self._buffer += data
                end = self._buffer.find(b"\n", start)
                while end >= 0:
                    line = bytes(self._buffer[:end]).strip(b" \t\r")
                    del self._buffer[: end + 1]
                    if self._skips:
                        self._skips = False
                    elif end > self._limit:
                        found.append(_too_long(self._limit))
                    elif line:
                        found.append(line)
                    end = self._buffer.find(b"\n")
                if len(self._buffer) > self._limit and not self._skips:
                    self._skips = True
                    found.append(_too_long(self._limit))
                if self._skips:
                    self._buffer.clear()
                return found

            def finish(self) -> List[Union[bytes, TransportError]]:
                """What the end of the stream completes."""
                return self.feed(b"\n")


        class _Headers:
            """Frames behind a Content-Length header. One that is too long is skipped by its length."""

            def __init__(self, limit: int) -> None:
                self._limit = limit
                self._buffer = bytearray()
                self._length: Optional[int] = None
                self._skip = 0

            def wrap(self, frame: bytes) -> bytes:
                return b"Content-Length: %d\r\n\r\n" % len(frame) + frame

            def feed(self, data: bytes) -> List[Union[bytes, TransportError]]:
                """As `_Lines.feed`; raises where no frame can be found any more."""
                found: List[Union[bytes, TransportError]] = []
                self._buffer += data
                while True:
                    skipped = min(self._skip, len(self._buffer))
                    del self._buffer[:skipped]
                    self._skip -= skipped
                    if self._length is None and not self._skip:
                        self._length = self._take_header()
                    if self._length is None:
                        return found
                    if self._length > self._limit:
                        found.append(_too_long(self._limit))
                        self._skip, self._length = self._length, None
                    elif self._length <= len(self._buffer):
                        found.append(bytes(self._buffer[: self._length]))
                        del self._buffer[: self._length]
                        self._length = None
                    else:
                        return found

            def finish(self) -> List[Union[bytes, TransportError]]:
                """What the end of the stream completes."""
                return []

            def _take_header(self) -> Optional[int]:
                end = self._buffer.find(b"\r\n\r\n")
                if end > 8192 or (end < 0 and len(self._buffer) > 8192):
                    raise TransportError("a frame's header is longer than 8192 bytes")
                if end < 0:
                    return None
                lines = bytes(self._buffer[:end]).split(b"\r\n")
                del self._buffer[: end + 4]
                for line in lines:
                    name, _, value = line.partition(b":")
                    length = value.strip()
                    if name.strip().lower() == b"content-length" and re.fullmatch(b"[0-9]{1,18}", length):
                        return int(length)
                raise TransportError("a frame has no Content-Length")


        def _too_long(limit: int) -> TransportError:
            return TransportError(f"a frame longer than {limit} bytes was skipped")


        class _Inbound(NamedTuple):
            """What one frame holds beside replies."""

            notifications: List[RpcNotification]
            requests: List[Dict[str, Any]]
            is_batch: bool


        class _Pending:
            """A call or a batch that waits for its replies; `done` is told them, or why there are none."""

            def __init__(self, identifiers: List[int], is_batch: bool, done: Callable[[Any], None]) -> None:
                self.identifiers = identifiers
                self.is_batch = is_batch
                self.done = done
                self.replies: List[Dict[str, Any]] = []

            @property
            def is_answered(self) -> bool:
                return not self.is_batch or {one["id"] for one in self.replies} >= set(self.identifiers)


        class _Session:
            """Which calls of a connection wait, and whom each message is for; it does no I/O.

            A reply is for the call whose id it has, to the letter. Whatever fits nowhere is reported as a
            fault and disturbs nobody: an error without an id says that something was not understood, not
            what, so even the only call in flight goes on waiting.
            """

            def __init__(self, report: Callable[[SdkError], None]) -> None:
                self._report = report
                self._waiting: Dict[int, _Pending] = {}
                self._forgotten: Deque[int] = deque(maxlen=1024)

            def expect(
                self, identifiers: List[int], is_batch: bool, done: Callable[[Any], None]
            ) -> _Pending:
                pending = _Pending(identifiers, is_batch, done)
                self._waiting.update(dict.fromkeys(identifiers, pending))
                return pending

            def forget(self, pending: _Pending) -> None:
                """Waits no more; a reply that comes late is dropped."""
                for identifier in pending.identifiers:
                    if self._waiting.pop(identifier, None) is not None:
                        self._forgotten.append(identifier)

            def end(self, reason: SdkError) -> None:
                """Tells every call that no reply will come."""
                waiting, self._waiting = self._waiting, {}
                for pending in waiting.values():
                    pending.done(reason)

            def feed(self, frame: bytes) -> _Inbound:
                """Hands replies to their calls and returns the rest."""
                try:
                    message = _read_json(frame)
                except ProtocolError as error:
                    self._report(ProtocolError(f"{error}; the frame begins {frame[:80]!r}"))
                    return _Inbound([], [], False)
                is_batch = _is_array(message)
                inbound = _Inbound([], [], is_batch)
                answered: Dict[int, _Pending] = {}
                if message == []:
                    self._report(ProtocolError("a batch is empty"))
                for one in message if is_batch else [message]:
                    pending = self._sort(one, inbound)
                    if pending is not None:
                        pending.replies.append(one)
                        answered[id(pending)] = pending
                for pending in answered.values():
                    if is_batch or pending.is_answered:
                        for identifier in pending.identifiers:
                            self._waiting.pop(identifier, None)
                        pending.done(pending.replies if pending.is_batch else pending.replies[0])
                return inbound

            def _sort(self, message: Any, inbound: _Inbound) -> Optional[_Pending]:
                if not _is_object(message):
                    self._report(ProtocolError(f"a message is not an object: {str(message)[:80]}"))
                elif isinstance(message.get("method"), str):
                    if "id" in message:
                        inbound.requests.append(message)
                    else:
                        said = RpcNotification(message["method"], message.get("params"))
                        inbound.notifications.append(said)
                elif "method" in message:
                    self._report(ProtocolError("a message's 'method' is not a string"))
                else:
                    return self._find(message)
                return None

            def _find(self, reply: Dict[str, Any]) -> Optional[_Pending]:
                identifier = reply.get("id")
                exact = identifier if type(identifier) is int else None
                pending = None if exact is None else self._waiting.get(exact)
                if pending is None and (exact is None or exact not in self._forgotten):
                    what = str(reply.get("error", "it has no error"))[:200]
                    self._report(ProtocolError(f"a reply with id {identifier!r} answers nothing: {what}"))
                return pending
        """#
}
