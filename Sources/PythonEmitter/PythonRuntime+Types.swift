import CodeText

extension PythonRuntime {
    /// How values of every other type are read, and how well they fit.
    static let types: Source<Python> = #"""
        # Types

        _ALIASES: Dict[str, _Codec[Any]] = {}


        def _alias(name: str) -> _Codec[Any]:
            return _Codec(
                lambda raw: _ALIASES[name].read(raw),
                lambda raw: _ALIASES[name].fit(raw),
                lambda raw: _ALIASES[name].check(raw),
                lambda: _ALIASES[name].is_constant(),
            )


        def _scalar(fit: Callable[[Any], float]) -> _Codec[Any]:
            return _Codec(lambda raw: raw, fit)


        def _fit_number(raw: Any) -> int:
            if isinstance(raw, bool):
                return 0
            return 4 if isinstance(raw, (float, Decimal)) else 3 if isinstance(raw, int) else 0


        def _fit_integer(raw: Any) -> int:
            if isinstance(raw, bool) or not isinstance(raw, (int, float, Decimal)):
                return 0
            return 4 if isinstance(raw, int) else 2 if raw == raw // 1 else 0


        _ANY: _Codec[Any] = _scalar(lambda raw: 1)
        _NEVER: _Codec[Any] = _scalar(lambda raw: 0)
        _NOTHING: _Codec[None] = _Codec(lambda raw: None, lambda raw: 0)
        _NONE: _Codec[None] = _scalar(lambda raw: 4 if raw is None else 0)
        _BOOLEAN: _Codec[bool] = _scalar(lambda raw: 4 if isinstance(raw, bool) else 0)
        _INTEGER: _Codec[int] = _scalar(_fit_integer)
        _NUMBER: _Codec[float] = _scalar(_fit_number)
        _STRING: _Codec[str] = _scalar(lambda raw: 4 if isinstance(raw, str) else 0)


        def _same(left: Any, right: Any) -> bool:
            """Equality of JSON values: Python's, but True is not 1."""
            if isinstance(left, bool) or isinstance(right, bool):
                return left is right
            if _is_array(left) and _is_array(right):
                return len(left) == len(right) and all(map(_same, left, right))
            if _is_object(left) and _is_object(right):
                return left.keys() == right.keys() and all(_same(left[k], right[k]) for k in left)
            return bool(left == right)


        def _one_of(*values: Any) -> _Codec[Any]:
            def fit(raw: Any) -> int:
                return 50 if any(_same(raw, value) for value in values) else 0

            return _Codec(lambda raw: raw, fit, is_constant=lambda: True)


        def _array(item: _Codec[Any]) -> _Codec[Any]:
            return _tuple(item)


        def _tuple(rest: _Codec[Any], *first: _Codec[Any]) -> _Codec[Any]:
            def codecs(raw: List[Any]) -> List[_Codec[Any]]:
                return [*first[: len(raw)], *[rest] * (len(raw) - len(first))]

            def read(raw: Any) -> Any:
                if not _is_array(raw):
                    return raw
                return [codec.read(item) for codec, item in zip(codecs(raw), raw)]

            def fit(raw: Any) -> float:
                if not _is_array(raw):
                    return 0
                fits = [codec.fit(item) for codec, item in zip(codecs(raw), raw)]
                return 0 if 0 in fits else 3 + min(fits, default=0)

            def check(raw: Any) -> None:
                for codec, item in zip(codecs(raw), raw) if _is_array(raw) else ():
                    codec.check(item)

            return _Codec(read, fit, check)


        def _map(member: _Codec[Any]) -> _Codec[Any]:
            def read(raw: Any) -> Any:
                if not _is_object(raw):
                    return raw
                return {name: member.read(value) for name, value in raw.items()}

            def fit(raw: Any) -> float:
                if not _is_object(raw):
                    return 0
                fits = [member.fit(value) for value in raw.values()]
                return 0 if 0 in fits else 2 + min(fits, default=0)

            def check(raw: Any) -> None:
                for value in raw.values() if _is_object(raw) else ():
                    member.check(value)

            return _Codec(read, fit, check)


        def _nullable(codec: _Codec[Any]) -> _Codec[Any]:
            return _Codec(
                lambda raw: None if raw is None else codec.read(raw),
                lambda raw: 4 if raw is None else codec.fit(raw),
                lambda raw: None if raw is None else codec.check(raw),
            )


        def _union(*variants: _Codec[Any]) -> _Codec[Any]:
            """Reads as the variant that fits best, the first of equals. Where none fits, the value stays as
            it is, and a strict client refuses it."""

            def best(raw: Any) -> Tuple[float, _Codec[Any]]:
                fits = [variant.fit(raw) for variant in variants]
                top = max(fits)
                return top, variants[fits.index(top)]

            def read(raw: Any) -> Any:
                fit, variant = best(raw)
                return variant.read(raw) if fit else raw

            def check(raw: Any) -> None:
                fit, variant = best(raw)
                if not fit:
                    raise ProtocolError(f"a value fits none of {len(variants)} types: {str(raw)[:80]}")
                variant.check(raw)

            return _Codec(read, lambda raw: best(raw)[0], check)
        """#
}
