import ServiceModel
import WireJSON

extension Service {
    /// One of every shape of type, parameter and outcome, with names that mean something to Python.
    static let sampler: Service = {
        var service = Service(
            title: "Sampler", version: "1.2.0-beta.3",
            description: "One of everything.\n\nA \"\"\"second\"\"\" paragraph with a \\ in it.")
        service.types = sampledTypes
        service.methods = sampledMethods
        return service
    }()

    private static let pet = TypeReference.named(TypeID(0))
    private static let owner = TypeReference.named(TypeID(1))

    private static let sampledTypes: [TypeDefinition] = [
        TypeDefinition(
            name: "Pet", pointer: "#/components/schemas/Pet",
            description: "An animal \"at home\"",
            shape: .object(
                ObjectShape(fields: [
                    Field(wireName: "tag", type: .string, isRequired: false),
                    Field(
                        wireName: "id", type: .integer, isRequired: true, description: "Unique."
                    ),
                    Field(wireName: "from", type: .string, isRequired: true),
                    Field(wireName: "list", type: .array(.string), isRequired: false),
                    Field(wireName: "owner", type: .nullable(owner), isRequired: false),
                    Field(wireName: "notes", type: .map(.nullable(.number)), isRequired: false),
                    Field(wireName: "mood", type: .named(TypeID(3)), isRequired: false),
                ]))),
        TypeDefinition(
            name: "Owner", pointer: "#/components/schemas/Owner",
            shape: .object(
                ObjectShape(
                    fields: [
                        Field(wireName: "name", type: .string, isRequired: true),
                        Field(wireName: "pets", type: .array(pet), isRequired: true),
                    ], additional: .typed(.integer)))),
        TypeDefinition(
            name: "Empty", pointer: "#/components/schemas/Empty",
            shape: .object(ObjectShape(fields: [], additional: .forbidden))),
        TypeDefinition(
            name: "mood", pointer: "#/components/schemas/mood",
            shape: .enumeration(["calm", "wild", .null])),
        TypeDefinition(
            name: "Json", pointer: "#/components/schemas/Json",
            shape: .alias(
                .union([
                    .string, .boolean, .number, .array(.named(TypeID(4))),
                    .map(.named(TypeID(4))),
                ]))),
        TypeDefinition(
            name: "Loop", pointer: "#/components/schemas/Loop", shape: .alias(.named(TypeID(5)))
        ),
        TypeDefinition(
            name: "Cat", pointer: "#/components/schemas/Cat",
            shape: .object(
                ObjectShape(fields: [
                    Field(wireName: "kind", type: .constant("cat"), isRequired: true),
                    Field(wireName: "lives", type: .integer, isRequired: false),
                ]))),
        TypeDefinition(
            name: "Dog", pointer: "#/components/schemas/Dog",
            shape: .object(
                ObjectShape(fields: [
                    Field(wireName: "kind", type: .constant("dog"), isRequired: true),
                    Field(wireName: "lives", type: .integer, isRequired: false),
                ]))),
        TypeDefinition(
            name: "Animal", pointer: "#/components/schemas/Animal",
            shape: .alias(
                .union([.named(TypeID(6)), .named(TypeID(7)), .array(.named(TypeID(8)))]))),
    ]

    private static let sampledMethods: [Method] = {
        var get = Method(wireName: "pet.get")
        get.summary = "One pet."
        get.parameters = [
            Parameter(
                wireName: "limit", type: .integer, isRequired: false, description: "At most."),
            Parameter(wireName: "from", type: .string, isRequired: true),
        ]
        get.outcome = .result(pet)
        get.errors = [DeclaredError(code: JSONNumber(404), message: "no pet")]
        var list = Method(wireName: "list")
        list.outcome = .result(.array(pet))
        var place = Method(wireName: "place")
        place.parameterStructure = .byPosition
        place.parameters = [
            Parameter(wireName: "a", type: .integer, isRequired: true),
            Parameter(wireName: "b", type: .nullable(.integer), isRequired: false),
            Parameter(wireName: "c", type: .integer, isRequired: false),
            Parameter(wireName: "d", type: .integer, isRequired: false),
        ]
        var tell = Method(wireName: "tell")
        tell.outcome = .notification
        tell.parameters = [Parameter(wireName: "what", type: .string, isRequired: true)]
        var nothing = Method(wireName: "nothing")
        nothing.outcome = .result(.null)
        var count = Method(wireName: "count")
        count.outcome = .result(.integer)
        var animal = Method(wireName: "animal")
        animal.outcome = .result(.named(TypeID(8)))
        animal.parameters = [
            Parameter(wireName: "animal", type: .named(TypeID(8)), isRequired: false)
        ]
        return [get, list, place, tell, nothing, count, animal]
    }()
}
