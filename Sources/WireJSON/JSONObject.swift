import Synchronization

/// An object's members in the order of the text, duplicates included.
package struct JSONObject: Sendable {
    /// One name with its value.
    package struct Member: Sendable {
        package var name: String
        package var value: JSONValue
        /// The bytes of the name with its quotes.
        package var nameSpan: JSONValue.Span

        package init(_ name: String, _ value: JSONValue, nameSpan: JSONValue.Span = .none) {
            self.name = name
            self.value = value
            self.nameSpan = nameSpan
        }
    }

    package var members: [Member] {
        didSet { index = nil }
    }
    private var index: NameIndex?

    /// An object of these members; a large one will be asked for its names by hash.
    package init(_ members: [Member] = []) {
        self.members = members
        index = members.count > NameIndex.threshold ? NameIndex() : nil
    }

    /// The last member of that name, as most readers take it; nil when there is none. Setting
    /// replaces the member in its place, appends a new one, or removes all of that name for nil.
    package subscript(name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            let position = position(of: name)
            switch (position, newValue) {
            case (let position?, let value?): members[position].value = value
            case (nil, let value?): members.append(Member(name, value))
            case (_, nil): members.removeAll { JSONName.same($0.name, name) }
            }
        }
    }

    /// The place of the last member of that name.
    package func position(of name: String) -> Int? {
        if let index { return index.position(of: name, in: members) }
        // Over the bare storage: a walk over the members copies each of them.
        return members.withUnsafeBufferPointer { members in
            var position = members.count - 1
            while position >= 0 {
                if JSONName.same(members[position].name, name) { return position }
                position -= 1
            }
            return nil
        }
    }

    package var names: [String] { members.map(\.name) }
    package var isEmpty: Bool { members.isEmpty }
    package var count: Int { members.count }
}

/// Where each name stands in a large object, found out at the first question: a document of 5,000
/// schemas is asked 5,000 times. An object that has been changed does without.
private final class NameIndex: Sendable {
    /// Objects up to this size are searched as quickly as hashed.
    static let threshold = 16

    private let positions = Mutex<[JSONName: Int]?>(nil)

    func position(of name: String, in members: [JSONObject.Member]) -> Int? {
        positions.withLock { cached in
            if let cached { return cached[JSONName(name)] }
            var positions = [JSONName: Int](minimumCapacity: members.count)
            for (position, member) in members.enumerated() {
                positions[JSONName(member.name)] = position
            }
            cached = positions
            return positions[JSONName(name)]
        }
    }
}
