import CodeText
import Diagnostics
import PythonEmitter
import ServiceModel
import Testing
import WireJSON

/// What planning decides, seen in the plan.
@Suite struct PythonClientTests {
    private func plan(
        types: [TypeDefinition] = [], methods: [Method] = []
    ) -> (PythonClient, [String]) {
        let service = Service(title: "T", version: "1", types: types, methods: methods)
        let (client, diagnostics) = PythonClient.plan(service)
        return (client, diagnostics.map(\.description))
    }

    private func object(_ name: String, _ fields: [Field]) -> TypeDefinition {
        TypeDefinition(name: name, pointer: "#", shape: .object(ObjectShape(fields: fields)))
    }

    private func alias(_ name: String, _ type: TypeReference) -> TypeDefinition {
        TypeDefinition(name: name, pointer: "#", shape: .alias(type))
    }

    static let references: [(TypeReference, String, String)] = [
        (.any, "Any", "_ANY"), (.never, "Any", "_NEVER"), (.null, "None", "_NONE"),
        (.boolean, "bool", "_BOOLEAN"), (.integer, "int", "_INTEGER"),
        (.number, "float", "_NUMBER"), (.string, "str", "_STRING"),
        (.constant("a\"b"), #"Literal["a\"b"]"#, #"_one_of("a\"b")"#),
        (.constant(1), "Literal[1]", "_one_of(1)"), (.constant([]), "Any", "_one_of([])"),
        (.array(.string), "List[str]", "_array(_STRING)"),
        (.map(.nullable(.integer)), "Dict[str, Optional[int]]", "_map(_nullable(_INTEGER))"),
        (.tuple([.string], rest: nil), "List[Any]", "_tuple(_ANY, _STRING)"),
        (.nullable(.any), "Any", "_nullable(_ANY)"),
        (.union([.string, .integer]), "Union[str, int]", "_union(_STRING, _INTEGER)"),
        (.union([.string, .any]), "Any", "_union(_STRING, _ANY)"),
        (.union([.string, .string]), "str", "_union(_STRING, _STRING)"),
        (.union([.integer, .number]), "float", "_union(_INTEGER, _NUMBER)"),
        (
            .union([.constant("a"), .integer, .constant("b")]), #"Union[Literal["a", "b"], int]"#,
            #"_union(_one_of("a", "b"), _INTEGER)"#
        ),
        (
            .union([.constant("a"), .constant(.null)]), #"Optional[Literal["a"]]"#,
            #"_one_of("a", None)"#
        ),
        (
            .nullable(.union([.nullable(.union([.string, .constant(1)])), .constant(2)])),
            "Optional[Union[Literal[1, 2], str]]",
            "_nullable(_union(_nullable(_union(_STRING, _one_of(1))), _one_of(2)))"
        ),
        (.named(TypeID(0)), "Pet", "_object(Pet)"), (.named(TypeID(1)), "Tags", #"_alias("Tags")"#),
        (.named(TypeID(2)), "Any", "_ANY"),
    ]

    @Test(arguments: references) func typesHaveAnAnnotationAndACodec(
        _ type: TypeReference, _ annotation: String, _ codec: String
    ) throws {
        let holder = object("Holder", [Field(wireName: "x", type: type, isRequired: true)])
        let (client, _) = plan(types: [
            object("Pet", []), alias("Tags", .array(.string)), alias("Loop", .named(TypeID(2))),
            holder,
        ])
        let field = try #require(client.classes.last?.fields.first)
        #expect(field.annotation.text == annotation)
        #expect(field.codec.text == codec)
    }

    /// Only what stands in an annotation is imported.
    @Test func whatAnyHidesIsNotImported() {
        let hidden = TypeReference.array(.union([.map(.string), .constant("a")]))
        for type in [.union([hidden, .any]), TypeReference.tuple([hidden], rest: nil)] {
            let (client, _) = plan(types: [alias("A", type)])
            #expect(client.uses.isDisjoint(with: [.dict, .literal]))
        }
    }

    /// mypy refuses `Literal` of an integer that does not fit in 64 bits.
    @Test func aVastConstantIsNoLiteral() throws {
        let vast = try JSONValue.read(Array("18446744073709551616".utf8))
        let (client, _) = plan(types: [alias("A", .constant(vast))])
        #expect(client.aliases[0].annotation.text == "Any")
        #expect(client.aliases[0].codec.text == "_one_of(18446744073709551616)")
    }

    /// `getattr` finds `mro` on every class, so a required field seemed to have a default.
    @Test func aFieldIsNeverCalledAsAMethodOfClasses() {
        let field = Field(wireName: "mro", type: .string, isRequired: true)
        let (client, _) = plan(types: [object("A", [field])])
        #expect(client.classes[0].fields.map(\.name.text) == ["mro_"])
    }

    @Test func requiredFieldsComeFirst() {
        let fields = [("a", false), ("b", true), ("c", false), ("d", true)].map {
            Field(wireName: $0.0, type: .array(.string), isRequired: $0.1)
        }
        let (client, _) = plan(types: [object("Pet", fields)])
        #expect(client.classes[0].fields.map(\.name.text) == ["b", "d", "a", "c"])
        #expect(
            client.classes[0].fields.map(\.presence) == [
                .required, .required, .emptyList, .emptyList,
            ])
    }

    @Test func aFieldDoesNotHideTheTypesOfItsClass() {
        let fields = [
            Field(wireName: "Pet", type: .named(TypeID(0)), isRequired: false),
            Field(wireName: "Other", type: .string, isRequired: false),
            Field(wireName: "Any", type: .string, isRequired: false),
        ]
        let (client, _) = plan(types: [object("Pet", fields), object("Other", [])])
        #expect(client.classes[0].fields.map(\.name.text) == ["Pet_", "Other", "Any_"])
        #expect(client.classes[0].fields.map(\.wireName) == ["Pet", "Other", "Any"])
    }

    @Test func aliasesStandAfterWhatTheyName() {
        let (client, _) = plan(types: [
            alias("A", .array(.named(TypeID(1)))), alias("B", .named(TypeID(2))),
            alias("C", .union([.string, .array(.named(TypeID(1)))])), alias("D", .null),
        ])
        #expect(
            client.aliases.map { "\($0.name.text) = \($0.annotation.text)" } == [
                "C = Union[str, List[\"B\"]]", "B = C", "A = List[B]", "D = Union[None]",
            ])
    }

    @Test func collisionsAreReported() {
        var twice = Method(wireName: "get.user")
        twice.parameters = ["a-b", "a.b"].map {
            Parameter(wireName: $0, type: .any, isRequired: true)
        }
        let (client, diagnostics) = plan(
            types: [object("pet", []), object("Pet", []), object("Transport", [])],
            methods: [twice, Method(wireName: "get_user"), twice, Method(wireName: "close")])
        #expect(client.classes.map(\.name.text) == ["Pet_2", "Pet", "Transport_"])
        #expect(client.methods.map(\.name.text) == ["get_user_2", "get_user", "close_"])
        #expect(
            diagnostics == [
                "warning: types 'Pet' and 'pet' have one name in Python; 'pet' becomes 'Pet_2' "
                    + "[python.colliding-names]",
                "warning: method 'get.user' is declared twice; the second is left out "
                    + "[python.repeated-method]",
                "warning: methods 'get_user' and 'get.user' have one name in Python; 'get.user' "
                    + "becomes 'get_user_2' [python.colliding-names]",
                "warning: params 'a-b' and 'a.b' of 'get.user' have one name in Python; 'a.b' "
                    + "becomes 'a_b_2' [python.colliding-names]",
            ])
    }

    @Test func onlyWhatMayBeNullIsSentAsNull() {
        var method = Method(wireName: "m")
        let types: [TypeReference] = [
            .any, .string, .nullable(.string), .union([.string, .null]), .named(TypeID(0)),
            .named(TypeID(1)), .array(.any),
        ]
        method.parameters = types.enumerated().map {
            Parameter(wireName: "p\($0)", type: $1, isRequired: false)
        }
        let nullable = TypeDefinition(name: "N", pointer: "#", shape: .enumeration(["a", .null]))
        let (client, _) = plan(types: [nullable, alias("S", .string)], methods: [method])
        #expect(
            client.methods[0].arguments.map(\.isNullable) == [
                true, false, true, true, true, false, false,
            ])
    }

    @Test(arguments: [
        ("1.2.3", "1.2.3"), ("v1", "1"), ("1.0.0-rc1", "1.0.0rc1"), ("2.0-beta.3", "2.0b3"),
        ("1.0.0-alpha", "1.0.0a0"), ("1.0+build", "1.0"), ("", "0"), ("latest", "0"), ("1..2", "1"),
        ("１.2", "0"),
    ])
    func versionsAreAsPythonSpellsThem(_ text: String, _ version: String) {
        let (client, _) = PythonClient.plan(Service(title: "T", version: text))
        #expect(client.version == version)
    }

    @Test func printingMakesTheFilesOfThePackage() {
        let (client, _) = plan()
        #expect(
            client.printed().paths == [
                "pyproject.toml", "t/__init__.py", "t/py.typed", "t/t_client.py",
                "t/t_interface.py",
            ])
    }
}
