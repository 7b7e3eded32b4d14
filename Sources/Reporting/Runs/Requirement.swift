import WireJSON

/// One record of `conformance/requirements`.
package struct Requirement: Sendable, Hashable {
    /// A permanent id, such as `J41`.
    package var id: String
    /// RFC 2119's word, or `derived`.
    package var level: String
    package var clause: String

    /// The records of a list; what is none is passed over, since no verdict hangs on it.
    package static func read(_ bytes: [UInt8]) -> [Requirement] {
        let list = (try? JSONValue.read(bytes))?.array ?? []
        return list.compactMap { record in
            guard let id = record["id"]?.string, let clause = record["clause"]?.string else {
                return nil
            }
            return Requirement(id: id, level: record["level"]?.string ?? "", clause: clause)
        }
    }
}
