package import Diagnostics
package import ServiceModel
package import WireJSON

/// The state of lowering one document: what has a name, what still waits for its shape, and what
/// was found wrong.
///
/// Methods come first, then what they refer to, then the components nobody refers to: a fault in
/// those is only a warning. References are never followed by recursion, only queued.
package final class Lowering {
    /// A named type; its shape is nil until it is completed.
    struct Draft {
        var definition: TypeDefinition
        var place: Place
        var origin: Origin
        /// Whether a method reaches it.
        var isUsed: Bool
        var isComplete = false
    }

    package let document: SchemaText
    private let finder: Finder
    var drafts: [Draft] = []
    /// The types of components and of whatever else a reference names, by their place.
    var ids: [JSONValue.Span: TypeID] = [:]
    /// Places a reference names: their types have a definition even where they are scalars.
    let targets: Set<JSONValue.Span>
    /// How many of `drafts` are `components.schemas`; they come first.
    let componentCount: Int

    /// Types of the inline schemas seen so far; each is lowered once, however often it is reached.
    var inlineTypes: [JSONValue.Span: TypeReference] = [:]
    /// Inline schemas being lowered: meeting one again is recursion.
    var inProgress: Set<JSONValue.Span> = []
    /// What the schemas say that others are built on by `allOf`.
    var bases: [JSONValue.Span: Facets] = [:]
    private var waiting: [(id: TypeID, place: Place)] = []
    private var completed = 0

    /// False while lowering components that no method reaches.
    private(set) var isUsed = true
    private var diagnostics: [(start: UInt32, diagnostic: Diagnostic)] = []
    private var said: Set<Statement> = []
    /// Reference Objects that were followed, and where they lead; nil when nowhere.
    private var followed: [JSONValue.Span: Place?] = [:]

    private struct Statement: Hashable {
        var rule: String
        var message: String
        var span: JSONValue.Span
    }

    /// Names the components; nothing is lowered yet.
    package init(_ document: SchemaText) {
        self.document = document
        finder = Finder(document)
        var targets: Set<JSONValue.Span> = []
        for reference in document.survey.references where reference.role == .schema {
            guard let text = reference.place.text("$ref"),
                let target = try? finder.find(text, from: reference.place)
            else { continue }
            targets.insert(target.place.key)
        }
        self.targets = targets
        let schemas = document.components
        let components =
            document.root.resolve(schemas).flatMap {
                Place($0, at: schemas).members
            } ?? []
        componentCount = components.count
        for component in components { ids[component.key] = draft(component) }
    }

    // MARK: - Named types

    /// A new definition, whose shape follows.
    func draft(_ place: Place, name: String? = nil) -> TypeID {
        let schema = place.isReference ? nil : place.value.object
        let own = self.name(of: place)
        drafts.append(
            Draft(
                definition: TypeDefinition(
                    name: name ?? own.text, pointer: document.address(of: place.pointer),
                    description: schema?["description"]?.string, shape: .alias(.any)),
                place: place, origin: name == nil ? own.origin : .path,
                isUsed: isUsed && drafts.count >= componentCount))
        drafts[drafts.count - 1].definition.isDeprecated = schema?["deprecated"]?.bool ?? false
        return TypeID(drafts.count - 1)
    }

    func complete(_ id: TypeID, _ shape: TypeDefinition.Shape) {
        drafts[id.index].definition.shape = shape
        drafts[id.index].isComplete = true
    }

    /// The definition of a place that is referred to; it is lowered later.
    func id(for place: Place) -> TypeID {
        if let id = ids[place.key] {
            if id.index < componentCount, !drafts[id.index].isComplete { wait(id, place) }
            return id
        }
        let id = draft(place)
        ids[place.key] = id
        wait(id, place)
        return id
    }

    private var awaited: Set<TypeID> = []

    private func wait(_ id: TypeID, _ place: Place) {
        guard awaited.insert(id).inserted else { return }
        drafts[id.index].isUsed = isUsed
        waiting.append((id, place))
    }

    /// Lowers everything that the methods seen so far reach; faults in what comes later, and only
    /// there, are warnings.
    package func completeReachedTypes() {
        completeWaiting()
        isUsed = false
    }

    /// Lowers everything that methods reach, then the components that they do not.
    package func completeTypes() {
        completeReachedTypes()
        for index in 0..<componentCount {
            wait(TypeID(index), drafts[index].place)
            completeWaiting()
        }
    }

    private func completeWaiting() {
        while completed < waiting.count {
            let (id, place) = waiting[completed]
            completed += 1
            let type = typeOfDefinition(id, place)
            if !drafts[id.index].isComplete { complete(id, .alias(type)) }
        }
    }

    /// All definitions, each complete.
    package func finishedTypes() -> [TypeDefinition] {
        breakLoops()
        return drafts.map(\.definition)
    }

    // MARK: - References

    /// The value a Reference Object at `place` names, one step further; nil is already reported.
    func follow(_ place: Place, as role: Role) -> Place? {
        if let known = followed[place.key] { return known }
        let target = findTarget(of: place, as: role)
        followed[place.key] = .some(target)
        return target
    }

    /// Whether a Reference Object leads to a schema, without a word where it does not.
    package func leads(_ place: Place) -> Bool {
        guard let text = place.text("$ref") else { return false }
        do throws(SchemaText.ReferenceFault) {
            return [.schema, .data, .plain].contains(try finder.find(text, from: place).role)
        } catch {
            return false
        }
    }

    private func findTarget(of place: Place, as role: Role) -> Place? {
        guard let reference = place.value["$ref"] else { return nil }
        guard let text = reference.string else {
            report(
                faultSeverity, "wrong-type",
                "'$ref' must be a string, found \(reference.described)", at: reference)
            return nil
        }
        do throws(SchemaText.ReferenceFault) {
            let target = try finder.find(text, from: place)
            if let enclosing = target.enclosing {
                reportOnce(
                    "reference-scope",
                    "reference '\(text)' leads nowhere from the document's root; it is read from"
                        + " '\(enclosing.fragment)', which has it", at: reference.span)
            }
            guard target.role == role || target.role == .data || target.role == .plain else {
                report(
                    faultSeverity, "reference-kind",
                    "reference '\(text)' must name \(role.noun), found \(target.role.noun)",
                    at: reference)
                return nil
            }
            return target.place
        } catch {
            report(error, of: text, at: reference, role)
            return nil
        }
    }

    /// The value at `place`, or the one its references lead to; nil is already reported.
    package func resolve(_ place: Place, as role: Role) -> Place? {
        var current = place
        var seen: Set<JSONValue.Span> = [place.key]
        while current.isReference {
            let reference = current.value["$ref"]
            guard let next = follow(current, as: role) else { return nil }
            guard seen.insert(next.key).inserted else {
                reportLoop(reference?.string ?? "", at: reference?.span ?? current.value.span)
                return nil
            }
            current = next
        }
        return current
    }

    /// References in examples, links and other places that generation does not use still deserve a
    /// word when they lead nowhere.
    package func checkReferencesElsewhere() {
        for reference in document.survey.references where followed[reference.place.key] == nil {
            _ = follow(reference.place, as: reference.role)
        }
    }

    // MARK: - Diagnostics

    /// How much a fault weighs here.
    package var faultSeverity: Diagnostic.Severity { isUsed ? .error : .warning }

    /// Notes a problem at a value, once; the rule's id is completed by that of the format.
    package func report(
        _ severity: Diagnostic.Severity, _ rule: String, _ message: String, at value: JSONValue,
        notes: [Diagnostic.Note] = []
    ) {
        report(severity, rule, message, at: value.span, notes: notes)
    }

    func report(
        _ severity: Diagnostic.Severity, _ rule: String, _ message: String, at span: JSONValue.Span,
        notes: [Diagnostic.Note] = []
    ) {
        let statement = Statement(rule: rule, message: message, span: span)
        guard said.insert(statement).inserted else { return }
        let diagnostic = Diagnostic(
            severity, rule: "\(document.rules).\(rule)", message, at: sourceSpan(span), notes: notes
        )
        diagnostics.append((span == .none ? .max : span.lower, diagnostic))
    }

    /// A warning that need not be repeated at every place it is true of.
    private func reportOnce(_ rule: String, _ message: String, at span: JSONValue.Span) {
        guard said.insert(Statement(rule: rule, message: message, span: .none)).inserted else {
            return
        }
        report(.warning, rule, message, at: span)
    }

    private func report(
        _ fault: SchemaText.ReferenceFault, of text: String, at reference: JSONValue, _ role: Role
    ) {
        switch fault {
        case .external where document.isOpaque && role == .schema:
            report(
                .warning, "opaque-reference",
                "the text that reference '\(text)' leads to is not at hand; any value is read and"
                    + " written in its place", at: reference)
        case .external(_, let wayOut):
            report(
                faultSeverity, "external-reference",
                "a reference must lead to a text at hand, '\(text)' does not; \(wayOut)",
                at: reference)
        case .dangling(let reason):
            report(
                faultSeverity, "dangling-reference",
                "reference '\(text)' leads nowhere: \(reason); correct it or define what it names",
                at: reference)
        }
    }

    func reportLoop(
        _ text: String, at span: JSONValue.Span, severity: Diagnostic.Severity? = nil
    ) {
        report(
            severity ?? faultSeverity, "reference-loop",
            "reference '\(text)' leads back to itself, with no property or item between; break the"
                + " loop", at: span)
    }

    /// The stretch of text a value was read from; nil for values built in code.
    package func sourceSpan(_ span: JSONValue.Span) -> SourceSpan? { document.sourceSpan(span) }

    /// All that was found wrong: in the order of the document, then of the other texts.
    package func sortedDiagnostics() -> [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            (left.element.start, left.offset) < (right.element.start, right.offset)
        }.map(\.element.diagnostic)
    }
}
