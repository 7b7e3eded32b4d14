/// Clients that break what generators are locked in to: one for each examination and each authored
/// case of the suite.
extension WrongSDK {
    private static let get =
        "_result_of_ship_get: _Codec[Optional[Ship]] = _nullable(_object(Ship))"
    private static let list = "_result_of_ship_list: _Codec[List[Ship]] = _array(_object(Ship))"

    static let lockIn = lockedClasses + lockedCalls

    private static let lockedClasses = [
        WrongSDK(
            "the locked client is no Python", "class FleetClient(_SyncCaller):",
            "class FleetClient(_SyncCaller)",
            fails: "lock-in/imports", by: "subject.reports"
        ).lockedIn.only("*").broken,
        WrongSDK(
            "a schema has no dataclass", "@dataclass\nclass Base(WireObject):",
            "class Base(WireObject):", fails: "lock-in/dataclasses", by: "case.examined"
        ).lockedIn.and("_shape(Base, sid=_STRING, created_at=_INTEGER, updated_at=_INTEGER)\n", "")
            .only("lock-in/dataclasses"),
        WrongSDK(
            "a required member is optional", "    name: str\n",
            "    name: Optional[str] = None\n", fails: "lock-in/required-first",
            by: "case.examined"
        ).lockedIn.only("lock-in/required-first"),
        WrongSDK(
            "an optional list starts as None", "crew: List[str] = field(default_factory=list)",
            "crew: Optional[List[str]] = None", fails: "lock-in/defaults", by: "case.examined"
        ).lockedIn.also("case.typed").only("lock-in/defaults", "lock-in/get-gives-a-dataclass"),
        WrongSDK(
            "a keyword is escaped by another rule", "def ship_list(self, from_:",
            "def ship_list(self, from_1:", fails: "lock-in/reserved-words", by: "case.examined"
        ).lockedIn.and(
            "return self._send(self.calls.ship_list(from_,",
            "return self._send(self.calls.ship_list(from_1,"
        )
        .and(#""python": "from_""#, #""python": "from_1""#)
        .only("lock-in/reserved-words", "lock-in/interface"),
        WrongSDK(
            "the interface has no summary", "SUMMARY: ", "", fails: "lock-in/interface",
            by: "case.examined"
        ).lockedIn.inTheInterface.only("lock-in/interface"),
    ]

    private static let lockedCalls = [
        WrongSDK(
            "a get gives a dict", get, get.replacing("_nullable(_object(Ship))", with: "_ANY"),
            fails: "lock-in/typed-result/ship.get", by: "case.typed"
        ).lockedIn.only("lock-in/typed-result/ship.get", "lock-in/get-gives-a-dataclass"),
        WrongSDK(
            "a list gives dicts", list, list.replacing("_array(_object(Ship))", with: "_ANY"),
            fails: "lock-in/wrapped-elements/ship.list", by: "case.typed"
        ).lockedIn.and("= _array(_object(Voyage))\n", "= _ANY\n").only(
            "lock-in/wrapped-elements/*", "lock-in/wire-names/ship.list",
            "lock-in/list-wraps-each"),
        WrongSDK(
            "an escaped argument travels escaped", #"_may("from", from_)"#,
            #"_may("from_", from_)"#, fails: "lock-in/wire-names/ship.list", by: "case.sent"
        ).lockedIn.only(
            "lock-in/wrapped-elements/ship.list", "lock-in/wire-names/ship.list",
            "lock-in/list-wraps-each"),
        WrongSDK(
            "null becomes an object", "return self._codec.read(raw)",
            "return self._codec.read({} if raw is None else raw)", fails: "lock-in/get-gives-none",
            by: "case.returned"
        ).lockedIn.also("case.typed").only("lock-in/get-gives-none"),
        WrongSDK(
            "an escaped field travels escaped", "one.metadata.get(\"wire\", one.name),",
            "one.name,", fails: "lock-in/set-keeps-wire-names", by: "case.sent"
        ).lockedIn.also("case.typed").only("lock-in/*"),
    ]
}
