import Harness

extension Arguments {
    /// The token in the file that `--bearer-file` names; a command line is no place for one, since
    /// whoever lists processes reads it.
    func bearerToken() throws(UsageError) -> String? {
        guard let path = value("bearer-file") else { return nil }
        guard case .success(let bytes) = DocumentFile.read(path) else {
            throw UsageError("'--bearer-file' cannot be read: '\(path)'")
        }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 1, words[0].utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw UsageError("'\(path)' does not hold one token")
        }
        return String(words[0])
    }
}
