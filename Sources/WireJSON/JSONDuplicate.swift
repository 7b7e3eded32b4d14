package import Diagnostics

/// A member whose name its object has already used.
package struct JSONDuplicate: Sendable {
    /// The way to the object.
    package var object: JSONPointer
    package var name: String
    /// The name's first use, with its quotes.
    package var first: JSONValue.Span
    /// This use, with its quotes.
    package var span: JSONValue.Span
    /// Whether the use before this one has the same value, numbers by their text: then neither a
    /// reader that takes the first nor one that takes the last misses this one.
    package var isRedundant: Bool
    /// The member with the comma before it: from the end of the member before it to its own.
    package var removal: JSONValue.Span
}

extension JSONValue {
    /// Every member that repeats a name within its object, in the order of the text.
    package func duplicateNames() -> [JSONDuplicate] {
        var found: [JSONDuplicate] = []
        var path = JSONPointer()
        collectDuplicates(along: &path, into: &found)
        return found
    }

    private func collectDuplicates(along path: inout JSONPointer, into found: inout [JSONDuplicate])
    {
        switch kind {
        case .array(let elements):
            for (index, element) in elements.enumerated() where element.isContainer {
                path.tokens.append(String(index))
                element.collectDuplicates(along: &path, into: &found)
                path.tokens.removeLast()
            }
        case .object(let object):
            var uses: [JSONName: (first: Int, last: Int)] = [:]
            for (index, member) in object.members.enumerated() {
                let name = JSONName(member.name)
                if let use = uses[name] {
                    found.append(
                        object.duplicate(of: use.first, after: use.last, at: index, in: path))
                }
                uses[name] = (uses[name]?.first ?? index, index)
                guard member.value.isContainer else { continue }
                path.tokens.append(member.name)
                member.value.collectDuplicates(along: &path, into: &found)
                path.tokens.removeLast()
            }
        default: break
        }
    }

    private var isContainer: Bool {
        switch kind {
        case .array, .object: true
        default: false
        }
    }
}

extension JSONObject {
    fileprivate func duplicate(
        of first: Int, after last: Int, at index: Int, in path: JSONPointer
    ) -> JSONDuplicate {
        let member = members[index]
        let before = members[index - 1].value.span
        return JSONDuplicate(
            object: path, name: member.name, first: members[first].nameSpan,
            span: member.nameSpan, isRedundant: members[last].value == member.value,
            removal: JSONValue.Span(Int(before.upper), Int(member.value.span.upper)))
    }
}

extension JSONDuplicate {
    /// The rule `json.duplicate-name`, at this use, with a note at the first.
    package func diagnostic(
        _ severity: Diagnostic.Severity = .error, in file: SourceFile
    ) -> Diagnostic {
        Diagnostic(
            severity, rule: "json.duplicate-name",
            "a name must stand once in an object, found '\(name)' again; remove one of them",
            at: SourceSpan(span, in: file),
            notes: [Diagnostic.Note("'\(name)' stands here first", at: SourceSpan(first, in: file))]
        )
    }
}

extension JSONFault {
    /// The fault as an error in the text it was found in.
    package func diagnostic(in file: SourceFile) -> Diagnostic {
        let end = min(offset + 1, file.bytes.count)
        return Diagnostic(
            .error, rule: rule, message,
            at: SourceSpan(file: file, bytes: min(offset, end)..<end))
    }
}

extension SourceSpan {
    /// The bytes of a value or name in the file it was read from.
    package init(_ span: JSONValue.Span, in file: SourceFile) {
        self.init(file: file, bytes: span.range)
    }
}
