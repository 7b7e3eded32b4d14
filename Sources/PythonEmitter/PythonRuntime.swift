// The part of every client that is the same for all, as one trusted text in pieces.

import CodeText

/// The fixed text of a client module, section by section.
enum PythonRuntime {
    /// JSON text in and out, no digit lost.
    static let json: Source<Python> = #"""
        # JSON


        class _Null:
            """The type of NULL."""

            def __repr__(self) -> str:
                return "NULL"

            def __bool__(self) -> bool:
                return False

            def __copy__(self) -> _Null:
                return self

            def __deepcopy__(self, memo: Any) -> _Null:
                return self

            def __reduce__(self) -> str:
                return "NULL"


        NULL: Any = _Null()
        """Sent as an explicit null where None would leave the member out."""


        def _is_object(raw: Any) -> bool:
            """Whether raw JSON is an object. Unlike `isinstance` it leaves the type of what is in it alone."""
            return isinstance(raw, dict)


        def _is_array(raw: Any, *others: Type[Any]) -> bool:
            """Whether raw JSON is an array."""
            return isinstance(raw, (list, *others))


        def _exact_number(text: str) -> Union[float, Decimal]:
            """A float when it says what the text says, else a Decimal: no digit is lost unnoticed."""
            value, exact = float(text), Decimal(text)
            return value if Decimal(repr(value)) == exact else exact


        def _refuse_constant(text: str) -> Any:
            raise ValueError(f"{text} is not JSON")


        def _read_json(body: bytes) -> Any:
            try:
                return json.loads(
                    body.decode("utf-8"), parse_float=_exact_number, parse_constant=_refuse_constant
                )
            except (ValueError, ArithmeticError, RecursionError) as error:
                raise ProtocolError(f"the reply is not JSON: {error}") from error


        def _write_json(value: Any) -> bytes:
            try:
                return _json_text(value).encode("utf-8")
            except (ValueError, TypeError, RecursionError) as error:
                raise SdkError(f"the request cannot be written as JSON: {error}") from error


        def _json_text(value: Any) -> str:
            try:
                return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            except TypeError:
                return _json_text_by_parts(value)


        def _json_text_by_parts(value: Any) -> str:
            """As json.dumps, and a Decimal becomes the number it is."""
            if _is_object(value):
                members = [f"{_json_text(name)}:{_json_text(member)}" for name, member in value.items()]
                return "{" + ",".join(members) + "}"
            if _is_array(value):
                return "[" + ",".join(_json_text(item) for item in value) + "]"
            if isinstance(value, Decimal) and value.is_finite():
                return str(value)
            raise TypeError(f"a value of type '{type(value).__name__}' is not JSON")
        """#
}
