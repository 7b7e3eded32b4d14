extension Rule {
    /// L1: the shape of every object, by the meta-schema of the document's version.
    static let structureRules: [Rule] = [
        .missingMember, .unknownShapeMember, .wrongType, .unknownValue, .emptyName, .unknownVersion,
        .schemaKeyword, .schemaLimit, .schemaList, .schemaType, .infoType, .linkType,
    ]
}
