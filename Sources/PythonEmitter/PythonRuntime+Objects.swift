import CodeText

extension PythonRuntime {
    /// The classes of JSON objects: what they remember, how they are read and written.
    static let objects: Source<Python> = #"""
        # Objects


        class _Codec(Generic[_T]):
            """How values of one type are read, and how well a JSON value fits it (0: not at all)."""

            def __init__(self, read: Callable[[Any], Any], fit: Callable[[Any], int]) -> None:
                self.read: Callable[[Any], _T] = read
                self.fit = fit


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
                self = super().__new__(cls)
                given = [one.name for one in _fields(cls)[: len(args)]]
                self._wire_memory = _Memory(frozenset(given).union(members), frozenset(), {})
                return self


        def _fields(cls: Any) -> Tuple[Field[Any], ...]:
            return fields(cls)


        def _shape(cls: Type[WireObject], closed: bool = False, /, **codecs: _Codec[Any]) -> None:
            """Says how the fields of a class are read; the rest is known from the fields themselves."""
            slots = []
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
            cls._wire_shape = _Shape(tuple(slots), by_wire, additional, closed)


        def _object(cls: Type[_Object]) -> _Codec[_Object]:
            return _Codec(lambda raw: _read_object(cls, raw), lambda raw: _fit_object(cls, raw))


        def _read_object(cls: Type[_Object], raw: Any) -> Any:
            """An instance; raw itself when it is no object. A missing required member reads as None."""
            if not isinstance(raw, dict):
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
                members[shape.additional.python] = shape.additional.codec.read(unknown)
                unknown = {}
            memory = _Memory(frozenset(members), frozenset(nulls), unknown)
            missing = [slot.python for slot in shape.slots if slot.required]
            result = cls(**{**dict.fromkeys(missing), **members})
            result._wire_memory = memory
            return result


        def _fit_object(cls: Type[_Object], raw: Any) -> int:
            if not isinstance(raw, dict):
                return 0
            shape = cls._wire_shape
            if any(slot.required and slot.wire not in raw for slot in shape.slots):
                return 0
            score = 3
            for name, value in raw.items():
                slot = shape.by_wire.get(name)
                if slot is not None:
                    fit = slot.codec.fit(value)
                elif shape.additional is not None:
                    fit = min(shape.additional.codec.fit({name: value}), 1)
                else:
                    fit = 0 if shape.closed else -1
                if fit == 0:
                    return 0
                score += min(fit, 50)
            return max(score, 2)


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
            others = getattr(value, shape.additional.python) if shape.additional else memory.unknown
            for name, member in (others or {}).items():
                out.setdefault(name, to_wire(member))
            return out


        def to_wire(value: Any) -> Any:
            """The plain JSON of a value: objects by their wire names, members that are left out absent."""
            if isinstance(value, WireObject):
                return _write_object(value)
            if isinstance(value, dict):
                for name in value:
                    if not isinstance(name, str):
                        raise SdkError(f"a member's name must be a str, not {name!r}")
                return {name: to_wire(member) for name, member in value.items()}
            if isinstance(value, (list, tuple)):
                return [to_wire(item) for item in value]
            return None if value is NULL else value


        def _refuse_unknown(value: Any) -> None:
            """Raises where an object that was read has members that its class lacks."""
            if isinstance(value, WireObject):
                for name in value._wire_memory.unknown:
                    raise ProtocolError(f"{type(value).__name__!r} has no member {name!r}")
                for one in _fields(type(value)):
                    _refuse_unknown(getattr(value, one.name))
            elif isinstance(value, dict):
                for member in value.values():
                    _refuse_unknown(member)
            elif isinstance(value, (list, tuple)):
                for item in value:
                    _refuse_unknown(item)


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
