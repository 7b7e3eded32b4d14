import CodeText

extension PythonRuntime {
    /// What can go wrong, as exceptions; the protocol's own codes may come from any method.
    static let errors: Source<Python> = #"""
        _T = TypeVar("_T")
        _Object = TypeVar("_Object", bound="WireObject")


        # Errors


        class SdkError(Exception):
            """Anything that goes wrong between the caller and the service."""


        class RpcError(SdkError):
            """The service answered with an error object; declared codes have classes of their own."""

            def __init__(self, code: int, message: str, data: Any = None, has_data: bool = False) -> None:
                super().__init__(code, message, data, has_data)
                self.code = code
                self.message = message
                self.data = data
                self.has_data = has_data

            def __str__(self) -> str:
                return f"{self.code}: {self.message}"


        class RpcParseError(RpcError):
            """-32700: the service could not read the request as JSON."""


        class RpcInvalidRequest(RpcError):
            """-32600: the service found no request in what it read."""


        class RpcMethodNotFound(RpcError):
            """-32601: the service does not know the method."""


        class RpcInvalidParams(RpcError):
            """-32602: the service does not take these params."""


        class RpcInternalError(RpcError):
            """-32603: the service failed while it answered."""


        _ERRORS: Dict[int, Type[RpcError]] = {
            -32700: RpcParseError,
            -32600: RpcInvalidRequest,
            -32601: RpcMethodNotFound,
            -32602: RpcInvalidParams,
            -32603: RpcInternalError,
        }
        _ERROR_DATA: Dict[int, _Codec[Any]] = {}


        class ProtocolError(SdkError):
            """The reply is not a JSON-RPC 2.0 response to the request."""


        class TransportError(SdkError):
            """The request or the reply did not get through."""
        """#

    /// The codes that every client has a class for.
    static let protocolCodes: Set<Int> = [-32700, -32600, -32601, -32602, -32603]
}
