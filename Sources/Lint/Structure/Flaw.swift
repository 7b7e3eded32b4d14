/// One way in which a meta-schema finds fault with a document.
struct Flaw: Sendable {
    let sort: Sort
    let remark: Remark

    /// What each rule of the structure, and each conflict in which the meta-schema is the one that
    /// refuses, asks for.
    enum Sort: Sendable {
        case missingMember, unknownMember, wrongType, unknownValue, emptyName, version
        case schemaKeyword, schemaLimit, schemaList, schemaType
        case patchVersion, referenceSiblings, methodReference, oneOfObject, forgottenMember
        case tagSummary, exampleName, externalValue, pairingMember
    }
}
