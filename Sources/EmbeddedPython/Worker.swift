// EmbeddedPython: CPython in a worker process; text in, text out, no Python object leaves it.
