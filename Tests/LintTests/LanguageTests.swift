import Testing

@testable import Lint

/// What two languages make of names, by their own conventions.
@Suite struct LanguageTests {
    @Test(arguments: [
        ("getPet", ["get", "Pet"]), ("get_pet", ["get", "pet"]),
        ("get.pet/2", ["get", "pet", "2"]),
        ("HTTPBody", ["HTTP", "Body"]), ("ipV4Address", ["ip", "V4", "Address"]),
        ("a1B", ["a1", "B"]), ("A1b", ["A1b"]), ("-._ +", []), ("", []), ("犬の名", ["犬の名"]),
        ("e\u{301}tat", ["e\u{301}tat"]),
    ])
    func words(_ name: String, _ words: [String]) {
        #expect(Words(name).list == words)
    }

    @Test(arguments: [
        ("from", "from_", "from"), ("type", "type", "r#type"), ("Self", "self", "self_"),
        ("1q", "_1q", "_1q"), ("None", "none", "none"), ("ＩＤ", "id", "ｉｄ"),
        ("𝐱", "x", "𝐱"), ("a-b+", "a_b", "a_b"),
    ])
    func snake(_ name: String, _ python: String, _ rust: String) {
        #expect(Language.python.snake(Words(name)) == python)
        #expect(Language.rust.snake(Words(name)) == rust)
    }

    @Test(arguments: [
        ("HTTPError", "HTTPError", "HttpError"), ("none", "None_", "None"),
        ("self", "Self", "Self_"), ("pet_owner", "PetOwner", "PetOwner"), ("2d", "_2d", "_2d"),
    ])
    func camel(_ name: String, _ python: String, _ rust: String) {
        #expect(Language.python.camel(Words(name)) == python)
        #expect(Language.rust.camel(Words(name)) == rust)
    }

    @Test func nothingComesOfNothing() {
        for language in Language.allCases {
            #expect(language.snake(Words("🐕")) == nil)
            #expect(language.camel(Words("")) == nil)
            #expect(language.constant(Words("+")) == nil)
        }
    }
}
