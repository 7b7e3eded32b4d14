// The words that mean something to Python, or to the module that is written, in each place.

extension PythonNames {
    /// `keyword.kwlist` of every Python from 3.9 to 3.14; soft keywords are names like any other.
    static let keywords: Set<String> = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield",
    ]

    /// What annotations are made of: hidden by a member of the same name in the same class.
    static let annotations: Set<String> = [
        "Any", "Dict", "List", "Literal", "Optional", "Union", "bool", "float", "int", "str",
        "object",
    ]

    /// Beside `annotations`, what a dataclass's body may not hide; `mro` is found on every class,
    /// so that a required field of that name would seem to have a default.
    static let fields: Set<String> = annotations.union([
        "MISSING", "WireObject", "_HAS_DEFAULT_FACTORY", "_wire_memory", "_wire_shape", "cls",
        "dict", "field", "list", "mro", "self",
    ])

    /// Beside the types' names, what the client's class may not hide.
    static let methods: Set<String> = annotations.union([
        "RpcCall", "_batched", "_call", "_configure", "_connection", "_default_url", "_either",
        "_exchange", "_identifiers", "_notify", "_positions", "_prepared", "_replies", "_send",
        "_stream", "_strict", "_threaded", "_timeout", "_transport", "aclose", "batch", "calls",
        "close",
        "connect", "faults", "on_fault", "on_notification", "on_request", "property", "subscribe",
        "with_options",
    ])

    /// Beside the results' names, what the body of a method calls.
    static let parameters: Set<String> = [
        "RpcCall", "_ANY", "_NOTHING", "_BOOLEAN", "_INTEGER", "_NUMBER", "_STRING", "_by_name",
        "_by_position", "_may", "_must",
        "self",
    ]

    /// What the module defines or imports, and the built-in names with a capital.
    static let module: Set<String> = annotations.union([
        "ArithmeticError", "AssertionError", "AsyncHttpTransport", "AsyncTransport",
        "AsyncUnixTransport", "AttributeError", "BaseException", "CancelledError", "Coroutine",
        "Deque",
        "BaseExceptionGroup", "BlockingIOError", "BrokenPipeError", "BufferError", "BytesWarning",
        "Callable", "ChildProcessError", "ClassVar", "ConnectionAbortedError", "ConnectionError",
        "ConnectionRefusedError", "ConnectionResetError", "Decimal", "DeprecationWarning",
        "EOFError", "Ellipsis", "EncodingWarning", "EnvironmentError", "Exception",
        "ExceptionGroup", "Field", "FileExistsError", "FileNotFoundError", "FloatingPointError",
        "FrozenSet", "FutureWarning", "Generic", "GeneratorExit", "HTTPConnection",
        "HTTPException", "HTTPSConnection", "HttpTransport", "IOError", "ImportError",
        "ImportWarning", "IndentationError", "IndexError", "InterruptedError",
        "IsADirectoryError", "KeyError", "KeyboardInterrupt", "LookupError", "METHODS", "MISSING",
        "Mapping", "MemoryError", "MemoryTransport", "ModuleNotFoundError", "NULL", "NameError",
        "NamedTuple",
        "NotADirectoryError", "NotImplemented", "NotImplementedError", "OSError", "OverflowError",
        "PendingDeprecationWarning", "PermissionError", "ProcessLookupError", "Protocol",
        "ProtocolError", "PythonFinalizationError", "RecursionError", "ReferenceError",
        "ResourceWarning", "RpcAsyncSubscription", "RpcCall", "RpcError", "RpcInternalError",
        "RpcInvalidParams", "RpcInvalidRequest", "RpcMethodNotFound", "RpcNotification",
        "RpcParseError", "RpcReplies", "RpcStream", "RpcSubscription", "RuntimeError",
        "RuntimeWarning", "SdkError", "Sequence", "Set", "StdioTransport", "StreamTransport",
        "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning", "SystemError",
        "SystemExit", "TabError", "TimeoutError", "Transport", "TransportError", "Tuple", "Type",
        "TypeError", "TypeVar", "UnboundLocalError", "UnicodeDecodeError", "UnicodeEncodeError",
        "UnicodeError", "UnicodeTranslateError", "UnicodeWarning", "UnixTransport", "UserWarning",
        "ValueError", "Warning", "WebSocketTransport", "WireObject", "ZeroDivisionError",
    ])

    /// The top-level modules of every Python from 3.9 to 3.14, and what installs packages: a
    /// package of the same name would hide them from itself.
    static let standardLibrary: Set<String> = [
        "abc", "aifc", "annotationlib", "antigravity", "argparse", "array", "ast", "asynchat",
        "asyncio", "asyncore", "atexit", "audioop", "base64", "bdb", "binascii", "binhex",
        "bisect", "builtins", "bz2", "cProfile", "calendar", "cgi", "cgitb", "chunk", "cmath",
        "cmd", "code", "codecs", "codeop", "collections", "colorsys", "compileall", "compression",
        "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg", "crypt",
        "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis",
        "distutils", "doctest", "email", "encodings", "ensurepip", "enum", "errno", "faulthandler",
        "fcntl", "filecmp", "fileinput", "fnmatch", "formatter", "fractions", "ftplib",
        "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob", "graphlib",
        "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "imghdr",
        "imp", "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword",
        "lib2to3", "linecache", "locale", "logging", "lzma", "macpath", "mailbox", "mailcap",
        "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib", "msvcrt",
        "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers",
        "opcode", "operator", "optparse", "os", "ossaudiodev", "parser", "pathlib", "pdb",
        "pickle", "pickletools", "pip", "pipes", "pkgutil", "platform", "plistlib", "poplib",
        "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd", "py_compile", "pyclbr",
        "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re", "readline", "reprlib",
        "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors",
        "setuptools", "shelve", "shlex", "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr",
        "socket", "socketserver", "spwd", "sqlite3", "sre_compile", "sre_constants", "sre_parse",
        "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess", "sunau",
        "symbol", "symtable", "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib",
        "tempfile", "termios", "test", "textwrap", "this", "threading", "time", "timeit",
        "tkinter", "token", "tokenize", "tomllib", "trace", "traceback", "tracemalloc", "tty",
        "turtle", "turtledemo", "types", "typing", "unicodedata", "unittest", "urllib", "uu",
        "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "wheel", "winreg", "winsound",
        "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
    ]
}
