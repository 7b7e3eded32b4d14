import CodeText

extension PythonRuntime {
    /// The notifications that wait for their readers.
    static let subscriptions: Source<Python> = #"""
        # Subscriptions


        class _Inbox:
            """The notifications that wait for one subscriber.

            It holds at most `limit` of them: the oldest give way and are counted in `dropped`, so that a slow
            subscriber delays neither the calls nor other subscribers.
            """

            def __init__(self, methods: Tuple[str, ...], limit: int) -> None:
                self.dropped = 0
                self._methods = methods
                self._limit = limit
                self._waiting: Deque[RpcNotification] = deque()
                self._ended: Optional[SdkError] = None
                self._bell = threading.Condition()
                self._report: Optional[Callable[[SdkError], None]] = None

            def close(self) -> None:
                """Ends the subscription; a `get` that waits is told so. May be called twice."""
                self._end(TransportError("the subscription is closed"))

            def _offer(self, notification: RpcNotification) -> None:
                if self._methods and notification.method not in self._methods:
                    return
                with self._bell:
                    if self._ended is not None:
                        return
                    if len(self._waiting) >= self._limit:
                        self._waiting.popleft()
                        self.dropped += 1
                        if self.dropped == 1 and self._report is not None:
                            self._report(TransportError("a subscriber is too slow; it misses notifications"))
                    self._waiting.append(notification)
                    self._ring()

            def _end(self, reason: SdkError) -> None:
                with self._bell:
                    self._ended = self._ended or reason
                    self._ring()

            def _ring(self) -> None:
                self._bell.notify_all()

            def _taken(self) -> RpcNotification:
                if self._waiting:
                    return self._waiting.popleft()
                raise TransportError(str(self._ended))

            @property
            def _is_over(self) -> bool:
                return self._ended is not None and not self._waiting


        class RpcSubscription(_Inbox):
            """Notifications in their order: `for notification in subscription`, until the connection ends."""

            def get(self, timeout: Optional[float] = None) -> RpcNotification:
                """The next one; raises TransportError when none comes in time, or any more."""
                with self._bell:
                    if not self._bell.wait_for(lambda: self._waiting or self._ended, timeout):
                        raise TransportError(f"no notification within {timeout} seconds")
                    return self._taken()

            def __iter__(self) -> RpcSubscription:
                return self

            def __next__(self) -> RpcNotification:
                with self._bell:
                    self._bell.wait_for(lambda: self._waiting or self._ended)
                    if self._is_over:
                        raise StopIteration
                    return self._taken()

            def __enter__(self) -> RpcSubscription:
                return self

            def __exit__(self, *exception: object) -> None:
                self.close()


        class RpcAsyncSubscription(_Inbox):
            """Notifications in their order: `async for notification in subscription`."""

            def __init__(self, methods: Tuple[str, ...], limit: int) -> None:
                super().__init__(methods, limit)
                self._waiters: List[asyncio.Future[None]] = []

            async def get(self, timeout: Optional[float] = None) -> RpcNotification:
                """The next one; raises TransportError when none comes in time, or any more."""
                while not self._waiting and self._ended is None:
                    try:
                        await asyncio.wait_for(self._arrival(), timeout)
                    except asyncio.TimeoutError:
                        raise TransportError(f"no notification within {timeout} seconds") from None
                return self._taken()

            def __aiter__(self) -> RpcAsyncSubscription:
                return self

            async def __anext__(self) -> RpcNotification:
                await self._arrival()
                if self._is_over:
                    raise StopAsyncIteration
                return self._taken()

            async def _arrival(self) -> None:
                while not self._waiting and self._ended is None:
                    waiter = asyncio.get_running_loop().create_future()
                    self._waiters.append(waiter)
                    try:
                        await waiter
                    finally:
                        self._waiters.remove(waiter)

            def _ring(self) -> None:
                for waiter in self._waiters:
                    if not waiter.done():
                        waiter.set_result(None)

            async def __aenter__(self) -> RpcAsyncSubscription:
                return self

            async def __aexit__(self, *exception: object) -> None:
                self.close()
        """#
}
