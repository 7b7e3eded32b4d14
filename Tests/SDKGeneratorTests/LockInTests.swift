import SDKGenerator
import TestSupport
import Testing

/// What callers of generated Python clients have come to rely on, as text.
@Suite struct LockInTests {
    /// Dataclasses with required fields first, typed results, escaped words, and the interface.
    @Test func dataclassEmissionAndMethodWrapping() throws {
        let generation = Generation.python(
            document: Fixtures.bytes("openrpc/fleet.json"), file: "fleet.json")
        let entry = try #require(generation.entry, "\(generation.diagnostics)")
        #expect(entry.client == "FleetClient" && generation.diagnostics.isEmpty)
        let client = try text("fleet/fleet_client.py", of: generation)
        let interface = try text("fleet/fleet_interface.py", of: generation)

        let base = [
            "    sid: Optional[str] = None", "    created_at: Optional[int] = None",
            "    updated_at: Optional[int] = None",
        ]
        #expect(fields(of: "Base", in: client) == base)
        #expect(
            fields(of: "Ship", in: client) == ["    name: str"] + base + [
                #"    from_: Optional[str] = field(default=None, metadata={"wire": "from"})"#,
                "    crew: List[str] = field(default_factory=list)",
                "    voyages: List[Voyage] = field(default_factory=list)",
            ])
        #expect(fields(of: "Voyage", in: client).count == 6)

        for signature in [
            "def ship_get(self, sid: str) -> Optional[Ship]:",
            "def ship_set(self, ship: Ship) -> str:", "def ship_delete(self, sid: str) -> bool:",
            "def voyage_get(self, sid: str) -> Voyage:", "def voyage_list(self) -> List[Voyage]:",
        ] {
            #expect(client.contains("    \(signature)\n"))
            #expect(interface.contains("    \(signature) ...\n"))
        }
        let list = "def ship_list(self, from_: Optional[str] = None, limit: Optional[int] = None)"
        #expect(client.contains(list) && interface.contains(list))
        #expect(client.contains(#"_may("from", from_)"#))
        #expect(client.contains("_nullable(_object(Ship))"))
        #expect(client.contains("_array(_object(Ship))"))

        #expect(interface.contains("\"\"\"SERVICE: Fleet\nSUMMARY: Ships and their voyages"))
        #expect(interface.utf8.count * 8 < client.utf8.count)
    }

    private func text(_ path: String, of generation: Generation) throws -> String {
        try #require(generation.files.first { $0.path == path }?.text, "no '\(path)'")
    }

    /// The lines of a dataclass that declare a field, in order; none when it is no dataclass.
    private func fields(of name: String, in text: String) -> [String] {
        let parts = text.split(separator: "@dataclass\nclass \(name)(")
        guard parts.count == 2 else { return [] }
        return parts[1].split(separator: "\n", omittingEmptySubsequences: false)
            .prefix { $0.isEmpty || $0.hasPrefix("    ") || $0.hasSuffix("):") }
            .filter { $0.hasPrefix("    ") && $0.contains(": ") && !$0.hasPrefix("     ") }
            .map(String.init)
    }
}
