import WireJSON

extension CaseReader {
    /// The ways that a case's 'client' and 'transport' leave; all when it has neither.
    mutating func ways(_ root: JSONValue) -> [Way] {
        let transports = transports(root)
        let clients = clients(root)
        return Way.all.filter { transports.contains($0.transport) && clients.contains($0.client) }
    }

    private mutating func clients(_ root: JSONValue) -> [Way.Client] {
        guard let value = root["client"] else { return Way.Client.allCases }
        if let known = value.string.flatMap(Way.Client.init(rawValue:)) { return [known] }
        file.complain(value, "'client' is 'sync' or 'async'")
        return []
    }

    private mutating func transports(_ root: JSONValue) -> [Way.Transport] {
        guard let value = root["transport"] else { return Way.Transport.allCases }
        let words: [JSONValue] = value.array ?? [value]
        if words.isEmpty { file.complain(value, "'transport' names at least one") }
        var named: [Way.Transport] = []
        for word in words {
            guard let found = word.string.flatMap({ Self.transports[$0] }) else {
                file.complain(word, "'transport' is \(word.text()); it is one of \(Self.known)")
                continue
            }
            named += found
        }
        return named
    }

    /// What a word stands for: one transport, or those of a kind.
    private static let transports: [String: [Way.Transport]] = {
        let all = Way.Transport.allCases
        var words = Dictionary(uniqueKeysWithValues: all.map { ($0.rawValue, [$0]) })
        words["http"] = all.filter { !$0.isStream }
        words["stream"] = all.filter(\.isStream)
        return words
    }()

    private static let known = (Way.Transport.allCases.map(\.rawValue) + ["http", "stream"])
        .map { "'\($0)'" }.joined(separator: ", ")
}
