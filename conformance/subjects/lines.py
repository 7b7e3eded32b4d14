"""Serves JSON-RPC on standard input and output, one message a line, for the adapters beside it.

It carries messages and nothing else: what is answered is the library's alone.
"""

import sys
import traceback

# What a carrier of texts itself has to say of bytes that are no text (JSON-RPC 2.0, §5.1).
NO_TEXT = '{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}'


def serve(answer):
    """Reads lines until there are no more; `answer` takes a text and gives one, or None."""
    for line in sys.stdin.buffer:
        try:
            text = line.rstrip(b"\r\n").decode("utf-8")
        except UnicodeDecodeError:
            reply = NO_TEXT
        else:
            try:
                reply = answer(text)
            except Exception:  # as every carrier does: one broken call must not end the service
                traceback.print_exc()
                continue
        if reply:
            sys.stdout.buffer.write(reply.encode("utf-8") + b"\n")
            sys.stdout.buffer.flush()
