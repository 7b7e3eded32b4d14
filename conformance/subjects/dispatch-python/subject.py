"""A dispatch written by hand, and the adapter by which Assay judges it.

It serves `fixtures/dispatch/workbench.json`: frames on standard input and output, and each call of a
handler told over the socket that ASSAY_HANDLERS names. See docs/decisions/dispatch-subjects.md.
"""

import asyncio
import json
import os
import sys

from dispatch import Dispatch, HandlerError

LIMIT = 160 << 20


class Channel:
    """The connection over which the judge is told of calls, and says how they end."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer
        self.waiting = {}
        self.count = 0
        writer.write(b'{"offers": ["outbound"]}\n')

    async def call(self, method, params):
        self.count += 1
        number = self.count
        ending = self.waiting[number] = asyncio.get_running_loop().create_future()
        line = json.dumps({"call": number, "method": method, "params": params})
        self.writer.write(line.encode() + b"\n")
        return await ending

    async def listen(self):
        while line := await self.reader.readline():
            ending = json.loads(line)
            self.waiting.pop(ending.pop("call")).set_result(ending)


class Frames:
    """Messages on two streams, one a line or each behind its length."""

    def __init__(self, reader, output, framing):
        self.reader, self.output, self.framing = reader, output, framing

    async def read(self):
        """The bytes of the next message; None at the end of the input."""
        if self.framing == "newline":
            while line := await self.reader.readline():
                if line.strip():
                    return line
            return None
        length = None
        while line := await self.reader.readline():
            name, _, value = line.decode("latin-1").partition(":")
            if name.strip().lower() == "content-length":
                length = int(value)
            elif not line.strip():
                return await self.reader.readexactly(length)
        return None

    def write(self, text):
        body = text.encode()
        if self.framing == "newline":
            self.output.write(body + b"\n")
        else:
            self.output.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.output.flush()


class Subject:
    def __init__(self, frames, channel):
        self.frames, self.channel = frames, channel
        self.calls = {}
        profile = os.environ.get("ASSAY_PROFILE", "strict")
        without = [group for group in os.environ.get("ASSAY_WITHOUT", "").split(",") if group]
        self.dispatch = Dispatch(self.handle, profile, without)

    async def handle(self, method, params):
        """Ends as the judge says."""
        ending = await self.channel.call(method, params)
        if "result" in ending:
            return ending["result"]
        if "error" in ending:
            raise HandlerError(ending["error"])
        if "outbound" in ending:
            return await self.call_out(ending["outbound"])
        raise RuntimeError(ending["panic"])

    async def call_out(self, call):
        number = f"out-{len(self.calls) + 1}"
        reply = self.calls[number] = asyncio.get_running_loop().create_future()
        self.frames.write(json.dumps({"jsonrpc": "2.0", **call, "id": number}))
        answer = await reply
        if "error" in answer:
            raise HandlerError(answer["error"])
        return answer["result"]

    async def serve(self, text):
        answer = await self.dispatch.answer(text)
        if answer is not None:
            self.frames.write(json.dumps(answer))

    def is_reply(self, text):
        """Takes the answer to a call of ours; everything else is the dispatch's."""
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return False
        if not isinstance(message, dict) or "method" in message:
            return False
        if "result" not in message and "error" not in message:
            return False
        # A response that nobody waits for is not answered: two sides that do never stop.
        waiting = self.calls.pop(str(message.get("id")), None)
        if waiting:
            waiting.set_result(message)
        return True

    async def run(self):
        tasks = set()
        while text := await self.frames.read():
            if self.is_reply(text):
                continue
            task = asyncio.create_task(self.serve(text))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        await asyncio.gather(*tasks)


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=LIMIT)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    frames = Frames(reader, sys.stdout.buffer, os.environ["ASSAY_FRAMING"])
    channel = Channel(*await asyncio.open_unix_connection(os.environ["ASSAY_HANDLERS"], limit=LIMIT))
    listening = asyncio.create_task(channel.listen())
    try:
        await Subject(frames, channel).run()
    except asyncio.IncompleteReadError:
        sys.exit("the input ends within a message")
    listening.cancel()


asyncio.run(main())
