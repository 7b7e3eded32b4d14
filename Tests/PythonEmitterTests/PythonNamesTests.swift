import Testing

@testable import PythonEmitter

@Suite struct PythonNamesTests {
    private func names(
        _ spelling: PythonNames.Spelling, _ wireNames: [String], reserved: Set<String> = []
    ) -> [String] {
        var scope = PythonNames(
            spelling, fallback: spelling == .type ? "Type" : "field", reserved: reserved)
        return scope.assign(wireNames).map(\.name.text)
    }

    @Test(arguments: [
        ("name", "name"), ("camelCase", "camelCase"), ("book.list", "book_list"),
        ("origin-tracker", "origin_tracker"), ("@type", "_type"), ("1q", "_1q"), ("a b", "a_b"),
        ("from", "from_"), ("None", "None_"), ("match", "match"), ("type", "type"),
        ("__init__", "_init__"), ("__x", "_x"), ("_x", "_x"), ("../../etc/x", "_etc_x"),
        ("", "field_1"), ("_", "field_1"), ("😀", "field_1"), ("größe", "größe"),
        ("ﬁne", "_ne"), ("Å", "Å"), ("\u{212B}", "field_1"), ("K\u{301}", "K_"),
        ("名前", "名前"), ("שם", "שם"), ("٣", "_٣"), ("a\u{202E}b", "a_b"), ("ａ", "field_1"),
    ])
    func membersKeepWhatAnIdentifierMayHold(_ wireName: String, _ name: String) {
        #expect(names(.member, [wireName]) == [name])
    }

    @Test(arguments: [
        ("Pet", "Pet"), ("pet", "Pet"), ("pet_item", "PetItem"), ("eth_getBlock", "EthGetBlock"),
        ("errors.NotFound", "ErrorsNotFound"), ("3d", "_3d"), ("__init__", "Init"), ("", "Type1"),
        ("none", "None_"), ("ünder", "Ünder"), ("ßtraße", "ßtraße"), ("a/b~c", "ABC"),
    ])
    func typesAreWordsWithCapitals(_ wireName: String, _ name: String) {
        #expect(names(.type, [wireName]) == [name])
    }

    @Test(arguments: [
        ("Petstore", "petstore"), ("Petstore By Name", "petstore_by_name"),
        ("HDMIInput", "hdmi_input"), ("JSON-RPC API", "json_rpc_api"), ("", "service"),
        ("天気", "service"), ("json", "json_sdk"), ("Queue", "queue_sdk"), ("class", "class_sdk"),
        ("3D Printer", "_3d_printer"), ("../../etc/passwd", "etc_passwd"), ("__init__", "init"),
        ("Jason2Go", "jason2_go"),
        (
            String(repeating: "ab ", count: 40),
            String(repeating: "ab_", count: 20).dropLast().description
        ),
    ])
    func packagesAreFileNames(_ title: String, _ name: String) {
        #expect(PythonNames.package(title).text == name)
    }

    @Test func namesThatMeetAreKeptApart() {
        #expect(names(.member, ["a.b", "a_b", "a-b"]) == ["a_b_2", "a_b", "a_b_3"])
        #expect(names(.member, ["from", "from_"]) == ["from_2", "from_"])
        #expect(names(.member, ["a-b", "a_b_2", "a_b"]) == ["a_b_3", "a_b_2", "a_b"])
        #expect(names(.member, ["x", "x"]) == ["x", "x_2"])
        #expect(names(.member, ["é", "e\u{301}"]) == ["é", "e_"])
        #expect(names(.type, ["pet", "Pet", "PET"]) == ["Pet_2", "Pet", "PET"])
        #expect(names(.member, ["list"], reserved: ["list", "list_"]) == ["list_2"])
    }

    @Test func theOneThatGaveWayKnowsToWhom() {
        var scope = PythonNames(.member, fallback: "field", reserved: [])
        let assigned = scope.assign(["a.b", "from", "a_b"])
        #expect(assigned.map(\.gaveWayTo) == ["a_b", nil, nil])
    }

    @Test func noScalarOfAnIdentifierChangesWhenPythonNormalises() {
        // The letters of each script that compatibility forms imitate.
        for text in [
            "\u{FB00}", "\u{B2}", "\u{2167}", "\u{210C}", "\u{2460}", "\u{FF8A}", "\u{337F}",
            "\u{FDFA}", "\u{AA}", "\u{17F}", "\u{130}", "\u{149}", "\u{212A}", "\u{2126}",
        ] {
            #expect(!text.unicodeScalars.contains(where: PythonNames.isIdentifierScalar), "\(text)")
        }
    }
}
