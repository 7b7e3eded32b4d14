import CodeText

extension PythonRuntime {
    /// The classes of JSON objects: what they remember, how they are read and written.
    static let objects: Source<Python> = #"""
        # Objects


        class _Codec(Generic[_T]):
            """How values of one type are read, how well a JSON value fits it (0: not at all), and what
            raises where a strict client must not read it."""

            def __init__(
                self,
                read: Callable[[Any], Any],
                fit: Callable[[Any], float],
                check: Callable[[Any], None] = lambda raw: None,
                is_constant: Callable[[], bool] = lambda: False,
            ) -> None:
                self.read: Callable[[Any], _T] = read
                self.fit = fit
                self.check = check
                self.is_constant = is_constant


        class _Slot(NamedTuple):
            """One field of a class and the member it stands for."""

            python: str
            wire: Optional[str]
            codec: _Codec[Any]
            required: bool
            empty: Optional[Callable[[], Any]]


        class _Shape(NamedTuple):
            """The members of one class."""

            slots: Tuple[_Slot, ...]
            by_wire: Dict[str, _Slot]
            additional: Optional[_Slot]
            closed: bool
            names: Callable[[str], bool]


        class _Memory(NamedTuple):
            """What an object's fields cannot say: which were given, read as null, or are unknown."""

            given: FrozenSet[str]
            nulls: FrozenSet[str]
            unknown: Dict[str, Any]


        class WireObject:
            """What the classes of JSON objects have in common.

            Beside its fields an instance remembers which of them were given, which were read as an
            explicit null, and the members that no field stands for; `to_wire` writes those back.
            """

            _wire_shape: ClassVar[_Shape]
            _wire_memory: _Memory

            def __new__(cls: Type[_Object], *args: Any, **members: Any) -> _Object:
                self: _Object = object.__new__(cls)
                given = [one.name for one in _fields(cls)[: len(args)]]
                self._wire_memory = _Memory(frozenset(given).union(members), frozenset(), {})
                return self


        def _fields(cls: Any) -> Tuple[Field[Any], ...]:
            return fields(cls)


        def _shape(
            cls: Type[WireObject], closed: bool = False, names: str = "", /, **codecs: _Codec[Any]
        ) -> None:
            """Says how the fields of a class are read; the rest is known from the fields themselves.

            Where `names` is a regular expression, additional members are those whose name it finds.
            """
            slots: List[_Slot] = []
            additional = None
            for one in _fields(cls):
                factory = None if one.default_factory is MISSING else one.default_factory
                required = one.default is MISSING and factory is None
                slot = _Slot(
                    one.name, one.metadata.get("wire", one.name), codecs[one.name], required, factory
                )
                if slot.wire is None:
                    additional = slot
                else:
                    slots.append(slot)
            by_wire = {slot.wire: slot for slot in slots if slot.wire is not None}
            cls._wire_shape = _Shape(tuple(slots), by_wire, additional, closed, _names(names))


        def _names(pattern: str) -> Callable[[str], bool]:
            if not pattern:
                return lambda name: True
            try:
                search = re.compile(pattern, re.ASCII).search
            except Exception:  # an expression of the document's that Python does not know
                return lambda name: True
            return lambda name: search(name) is not None


        def _object(cls: Type[_Object]) -> _Codec[_Object]:
            return _Codec(
                lambda raw: _read_object(cls, raw),
                lambda raw: _fit_object(cls, raw),
                lambda raw: _check_object(cls, raw),
            )


        def _read_object(cls: Type[_Object], raw: Any) -> Any:
            """An instance; raw itself when it is no object. A missing required member reads as None."""
            if not _is_object(raw):
                return raw
            shape = cls._wire_shape
            members: Dict[str, Any] = {}
            nulls: List[str] = []
            unknown: Dict[str, Any] = {}
            for name, value in raw.items():
                slot = shape.by_wire.get(name)
                if slot is None:
                    unknown[name] = value
                elif value is None:
                    nulls.append(slot.python)
                    members[slot.python] = slot.empty() if slot.empty else None
                else:
                    members[slot.python] = slot.codec.read(value)
            if shape.additional is not None and unknown:
                others = {name: value for name, value in unknown.items() if shape.names(name)}
                members[shape.additional.python] = shape.additional.codec.read(others)
                unknown = {name: value for name, value in unknown.items() if name not in others}
            memory = _Memory(frozenset(members), frozenset(nulls), unknown)
            missing = [slot.python for slot in shape.slots if slot.required]
            result = cls(**{**dict.fromkeys(missing), **members})
            result._wire_memory = memory
            return result


        def _fit_object(cls: Type[_Object], raw: Any) -> float:
            """How well an object fits. One with the constants of a class is of that class even where its
            other members are not as they should be, but for a class that it fits altogether."""
            if not _is_object(raw):
                return 0
            shape = cls._wire_shape
            misfits = sum(1 for slot in shape.slots if slot.required and slot.wire not in raw)
            others = 0
            is_marked = False
            score = 3.0
            for name, value in raw.items():
                slot = shape.by_wire.get(name)
                if slot is not None:
                    fit = slot.codec.fit(value)
                    if slot.required and slot.codec.is_constant():
                        if fit == 0:
                            return 0
                        is_marked = True
                elif shape.additional is not None and shape.names(name):
                    fit = min(shape.additional.codec.fit({name: value}), 1)
                else:
                    fit = 0 if shape.closed else -1
                misfits += fit == 0
                others += fit < 0
                score += min(fit, 50)
            if misfits == 0:
                return max(score, 2)
            return 1 / (1 + misfits + others / 2) if is_marked else 0


        def _check_object(cls: Type[_Object], raw: Any) -> None:
            """Raises where an object has members that its class lacks, or has such an object in it."""
            shape = cls._wire_shape
            for name, value in raw.items() if _is_object(raw) else ():
                slot = shape.by_wire.get(name)
                if slot is not None:
                    if value is not None:
                        slot.codec.check(value)
                elif shape.additional is not None and shape.names(name):
                    shape.additional.codec.check({name: value})
                else:
                    raise ProtocolError(f"{cls.__name__!r} has no member {name!r}")


        def _write_object(value: WireObject) -> Dict[str, Any]:
            shape, memory = type(value)._wire_shape, value._wire_memory
            out: Dict[str, Any] = {}
            for slot in shape.slots:
                member = getattr(value, slot.python)
                if member is None:
                    if slot.python in (memory.given if slot.required else memory.nulls):
                        out[str(slot.wire)] = None
                elif slot.empty is not None and not member and slot.python in memory.nulls:
                    out[str(slot.wire)] = None
                elif slot.empty is None or member or slot.python in memory.given:
                    out[str(slot.wire)] = to_wire(member)
            others: Dict[str, Any] = {}
            if shape.additional is not None:
                others = getattr(value, shape.additional.python) or {}
            for name, member in {**others, **memory.unknown}.items():
                out.setdefault(name, to_wire(member))
            return out


        def to_wire(value: Any) -> Any:
            """The plain JSON of a value: objects by their wire names, members that are left out absent."""
            if isinstance(value, WireObject):
                return _write_object(value)
            if _is_object(value):
                for name in value:
                    if not isinstance(name, str):
                        raise SdkError(f"a member's name must be a str, not {name!r}")
                return {name: to_wire(member) for name, member in value.items()}
            if _is_array(value, tuple):
                return [to_wire(item) for item in value]
            return None if value is NULL else value


        def from_wire(type_: Any, raw: Any) -> Any:
            """Reads raw JSON as a class or alias of this module, given itself or by name.

            Reading is tolerant: a value of another kind is handed on as it is.
            """
            if isinstance(type_, type) and issubclass(type_, WireObject):
                return _read_object(type_, raw)
            for name, codec in _ALIASES.items():
                if type_ == name or type_ is globals().get(name):
                    return codec.read(raw)
            named = globals().get(type_) if isinstance(type_, str) else None
            if isinstance(named, type) and issubclass(named, WireObject):
                return _read_object(named, raw)
            raise SdkError(f"{type_!r} is no type of this module")
        """#
}
