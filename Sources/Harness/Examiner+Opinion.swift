package import WireJSON

extension Examiner {
    /// What a meta-schema (draft-07) says against a document, each problem with its place.
    package func opinion(
        metaschema: [UInt8], document: [UInt8]
    ) throws(HarnessFault) -> [(pointer: JSONPointer, message: String)] {
        throw HarnessFault("no validator is asked for an opinion yet; leave out '--metaschema'")
    }
}
