package import JSONRPC
package import WireJSON

/// What one message was and what it came to, for people to read.
package struct CallSummary: Sendable {
    /// Nil for what is no request.
    package var method: String?
    /// Nil for a notification.
    package var id: JSONValue?
    package var outcome: Response.Outcome

    package init(method: String?, id: JSONValue?, outcome: Response.Outcome) {
        self.method = method
        self.id = id
        self.outcome = outcome
    }

    /// One phrase, such as `pet.get id=7 error -32602 Invalid params`, in which nothing from the
    /// wire can move the cursor, break the line or pass for something else.
    package var description: String {
        let name = method.map { Self.visible($0, most: 100) } ?? "?"
        let number =
            method == nil ? "" : id.map { " id=" + Self.visible($0.text(), most: 60) } ?? ""
        switch outcome {
        case .error(let error):
            let message = Self.visible(error.message, most: 100)
            return "\(name)\(number) error \(error.code) \(message)"
        case .result where method != nil && id == nil: return "\(name) notification"
        case .result: return "\(name)\(number) result"
        }
    }

    /// A text of printable characters: controls, line ends, what turns the direction of writing,
    /// and what shows as nothing at all are written as `\u{…}`.
    package static func visible(_ text: String, most: Int) -> String {
        var out = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            if index == most { return out + "…" }
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
                .unassigned:
                out += "\\u{\(String(scalar.value, radix: 16))}"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
