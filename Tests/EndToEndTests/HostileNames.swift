import ServiceModel
import WireJSON

/// Names that mean something to Python, to its readers or to the generated module.
enum HostileNames {
    static let all: [String] = {
        var seen: Set<[UInt8]> = []
        return (words + module + shapes + scalars).filter { seen.insert(Array($0.utf8)).inserted }
    }()

    private static let words = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
        "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global",
        "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return",
        "try", "while", "with", "yield", "match", "case", "type", "_", "self", "cls", "print",
        "exec", "id", "object", "str", "int", "float", "bool", "list", "dict", "tuple", "set",
        "bytes", "len", "super", "property", "isinstance", "getattr", "any", "all", "max", "min",
        "zip", "map", "repr", "frozenset", "__init__", "__new__", "__class__", "__dict__",
        "__slots__", "__eq__", "__post_init__", "__x", "__x__", "_x", "__debug__", "__name__",
        "__file__", "__annotations__", "__doc__", "__module__", "l", "O", "I", "mro",
    ]

    private static let module = [
        "Any", "Callable", "ClassVar", "Dict", "FrozenSet", "Generic", "List", "Literal", "Mapping",
        "NamedTuple", "Optional", "Protocol", "Tuple", "Type", "TypeVar", "Union", "MISSING",
        "Field", "dataclass", "field", "fields", "Decimal", "HTTPConnection", "itertools", "json",
        "selectors", "socket", "threading", "quote", "urlsplit", "_T", "_Object", "SdkError",
        "RpcError", "ProtocolError", "TransportError", "NULL", "WireObject", "_Codec", "_Slot",
        "_Shape", "_Memory", "_shape", "_object", "_alias", "_ALIASES", "_array", "_tuple", "_map",
        "_union", "_nullable", "_one_of", "_ANY", "_STRING", "_INTEGER", "_must", "_may",
        "_by_name",
        "_by_position", "_request", "_result", "_error", "_Argument", "Transport", "HttpTransport",
        "UnixTransport", "METHODS", "to_wire", "from_wire", "_wire_shape", "_wire_memory", "_call",
        "_notify", "_invoke", "_transport", "_timeout", "_identifiers", "close", "__enter__",
        "HostileClient", "HostileAsyncClient", "HostileCalls", "calls", "batch", "subscribe",
        "faults", "connect", "aclose", "on_fault", "on_notification", "on_request", "with_options",
        "_send", "_exchange", "_stream", "_connection", "_default_url", "_prepared", "_batched",
        "_replies", "_configure", "RpcCall", "RpcReplies", "RpcNotification", "RpcSubscription",
        "StreamTransport", "StdioTransport", "asyncio", "deque", "suppress", "re", "_Session",
        "_Calls", "_SyncCaller", "_AsyncCaller", "_NOTHING", "Deque", "Coroutine", "hostile",
        "annotations", "additional_properties", "_HAS_DEFAULT_FACTORY",
        "_dflt_name", "_type_name", "_result_of_name", "_result_of_list", "Exception", "ValueError",
        "BaseException", "OSError", "RecursionError", "TypeError",
    ]

    private static let shapes = [
        "", " ", "a b", "a.b", "a_b", "a-b", "a/b", "A_B", "aB", "_a_b_", "1q", "1", "@type",
        "$ref",
        "x-y", "../../etc/x", "a\\b", "a\"b", "a'b", "a\nb", "a\rb", "a#b", "a:b", "{a}", "%s",
        "\"\"\"", "\\", "\\\"\"\"", "''' + x", "from", "from_", "from__", "name", "name_2",
        String(repeating: "long", count: 200),
    ]

    private static let scalars = [
        "é", "e\u{301}", "ß", "ς", "ﬁ", "\u{212A}", "\u{212B}", "ａ", "²", "Ⅷ", "名前", "שלום",
        "مرحبا", "हिन्दी", "\u{1100}\u{1161}", "가", "😀", "😀😀", "\u{202E}abc", "a\u{200B}b",
        "a\u{2028}b", "\u{FEFF}", "\u{0}", "\u{7F}", "\u{85}", "\u{A0}", "𝐚", "ı", "İ", "ǅ", "٣",
        "ⅰ", "ªº", "·", "µ", "ſ",
    ]

    /// A service that has every hostile name in every place, one of each kind of type among them.
    static func service() -> Service {
        var service = Service(title: "hostile", version: "1", description: text)
        let reference = TypeReference.named(TypeID(0))
        let everything = all.enumerated().map { index, name in
            Field(
                wireName: name, type: kinds(reference)[index % 6], isRequired: index % 4 == 0,
                description: name)
        }
        service.types = [
            TypeDefinition(
                name: "name", pointer: "#", description: text,
                shape: .object(ObjectShape(fields: everything, additional: .typed(.string))))
        ]
        for (index, name) in all.enumerated() {
            let shape: TypeDefinition.Shape =
                switch index % 4 {
                case 0:
                    .object(
                        ObjectShape(fields: [
                            Field(wireName: name, type: reference, isRequired: true)
                        ]))
                case 1: .enumeration([.string(name), .string(name + "2")])
                case 2: .alias(.array(.named(TypeID(index))))
                default: .alias(.union([.named(TypeID(index)), .constant(.string(name)), .null]))
                }
            service.types.append(
                TypeDefinition(name: name, pointer: "#", description: name, shape: shape))
            service.methods.append(method(index, name, all))
        }
        return service
    }

    /// What tries to leave a docstring.
    static let text =
        "\"\"\"\n\\\"\"\"\nimport os\r\n\u{202E}\u{2028}\u{0}\\N{BULLET}\\x41 ends in \""

    private static func method(_ index: Int, _ name: String, _ all: [String]) -> Method {
        var method = Method(wireName: name)
        method.summary = name
        method.description = text
        method.isDeprecated = index % 5 == 0
        method.outcome = index % 7 == 0 ? .notification : .result(.named(TypeID(index + 1)))
        method.parameterStructure = index % 2 == 0 ? .byName : .byPosition
        // The first method has every name; the rest have one and its neighbours.
        let names = index < 2 ? all : Array(all[index...].prefix(3))
        method.parameters = names.enumerated().map { place, wireName in
            Parameter(
                wireName: wireName, type: .named(TypeID((index + place) % all.count)),
                isRequired: place % 3 == 0, description: wireName)
        }
        return method
    }

    private static func kinds(_ reference: TypeReference) -> [TypeReference] {
        [.string, .array(.integer), .map(.number), .nullable(reference), .any, .boolean]
    }
}
