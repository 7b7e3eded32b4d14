import WireJSON

/// One line of the stream, or an object within it: members as they must be, or a fault.
struct EventLine {
    let value: JSONValue
    let number: Int

    private init(_ value: JSONValue, within line: EventLine) {
        self.value = value
        number = line.number
    }

    /// Reads a line: an object that says its version.
    init(_ bytes: [UInt8], number: Int) throws(RecordFault) {
        self.number = number
        do throws(JSONFault) {
            value = try JSONValue.read(bytes)
        } catch {
            throw RecordFault(line: number, message: "the line is no JSON: \(error.message)")
        }
        guard value.object != nil else { throw fault("the line is no object") }
        let version = try text("version")
        guard version.hasPrefix("1."), Int(version.dropFirst(2)) != nil else {
            throw fault("the version is '\(version)'; versions 1.x can be read")
        }
    }

    /// A fault of this line.
    func fault(_ message: String) -> RecordFault { RecordFault(line: number, message: message) }

    /// Whether there is such a member, and it is not null.
    func has(_ name: String) -> Bool { value[name].map { !$0.isNull } ?? false }

    /// A text that must be there.
    func text(_ name: String) throws(RecordFault) -> String {
        guard let text = value[name]?.string else { throw fault("'\(name)' must be a text") }
        return text
    }

    /// A text, or nil where the member is absent or null.
    func textIfThere(_ name: String) throws(RecordFault) -> String? {
        has(name) ? try text(name) : nil
    }

    /// A whole number that is not negative, and must be there.
    func count(_ name: String) throws(RecordFault) -> Int {
        guard let number = value[name]?.int, (0...Int(Int32.max)).contains(number) else {
            throw fault("'\(name)' must be a whole number")
        }
        return number
    }

    /// An object that must be there.
    func object(_ name: String) throws(RecordFault) -> EventLine {
        guard let member = value[name], member.object != nil else {
            throw fault("'\(name)' must be an object")
        }
        return EventLine(member, within: self)
    }

    /// A list of texts that must be there.
    func texts(_ name: String) throws(RecordFault) -> [String] {
        let texts = value[name]?.array?.map(\.string)
        guard let texts, !texts.contains(nil) else {
            throw fault("'\(name)' must be a list of texts")
        }
        return texts.compactMap(\.self)
    }

    /// A list of objects that must be there.
    private func objects(_ name: String) throws(RecordFault) -> [EventLine] {
        guard let elements = value[name]?.array, elements.allSatisfy({ $0.object != nil }) else {
            throw fault("'\(name)' must be a list of objects")
        }
        return elements.map { EventLine($0, within: self) }
    }

    /// A list of diagnostics.
    func problems(_ name: String) throws(RecordFault) -> [RunRecord.Problem] {
        var found: [RunRecord.Problem] = []
        for element in try objects(name) {
            found.append(
                RunRecord.Problem(
                    severity: try element.text("severity"), rule: try element.text("rule"),
                    message: try element.text("message"), file: try element.textIfThere("file"),
                    line: element.has("line") ? try element.count("line") : nil,
                    column: element.has("column") ? try element.count("column") : nil))
        }
        return found
    }

    /// The coverage of requirements.
    func coverage(_ name: String) throws(RecordFault) -> [RunRecord.Coverage] {
        var found: [RunRecord.Coverage] = []
        for element in try objects(name) {
            found.append(
                RunRecord.Coverage(
                    id: try element.text("id"), held: try element.count("held"),
                    violated: try element.count("violated"), cases: try element.count("cases")))
        }
        return found
    }

    /// The line as a case of a section.
    func caseRecord(
        _ document: String, _ part: String?
    ) throws(RecordFault) -> CaseRecord {
        CaseRecord(
            key: CaseRecord.Key(
                document: document, part: part, id: try text("case"), way: try textIfThere("way")),
            title: try text("title"), requirements: try texts("requirements"),
            standing: try standing(), reason: try textIfThere("reason"),
            calls: try count("calls"), compared: try count("compared"), held: try count("held"),
            violations: try violations(), known: try known(),
            signature: try textIfThere("signature"),
            isRemembered: value["remembered"]?.bool ?? false, event: value)
    }

    private func violations() throws(RecordFault) -> [CaseRecord.Violation] {
        var found: [CaseRecord.Violation] = []
        for element in try objects("violations") {
            found.append(
                CaseRecord.Violation(
                    check: try element.text("check"),
                    requirements: try element.texts("requirements"),
                    message: try element.text("message"), expected: try element.text("expected"),
                    seen: try element.text("seen")))
        }
        return found
    }

    private func known() throws(RecordFault) -> CaseRecord.Known? {
        guard has("known") else { return nil }
        let entry = try object("known")
        return CaseRecord.Known(
            issue: try entry.text("issue"), expires: try entry.text("expires"),
            reason: try entry.text("reason"))
    }
}
