import Diagnostics
import Glibc
import Harness
import Lint

// A run that an assay.json describes.

extension Command {
    static let configurationOption = Arguments.Option(
        name: "config", value: "FILE",
        help: "run the generator of this assay.json (default: that of the current folder)")

    /// The words that say themselves what is judged, where no configuration is looked for.
    private static let subjects = ["sdk", "generator", "dispatch", "subject", "suite"]

    /// The generator that is to be run: of the configuration that is named, or of the one in the
    /// current folder where the words do not say what is judged.
    static func generatorPlan(_ arguments: Arguments) throws(UsageError) -> GeneratorPlan? {
        let named = arguments.value("config")
        let subject = subjects.first(where: arguments.has)
        if named != nil, let subject {
            throw UsageError("'--config' says what is judged, and so does '--\(subject)'; give one")
        }
        let isSaid = subject != nil || !arguments.operands.isEmpty
        guard let path = named ?? (isSaid ? nil : found) else { return nil }
        let (plan, problems) = GeneratorPlan.read(path)
        if let first = problems.first {
            throw UsageError(
                problems.count > 1 ? "\(first), and \(problems.count - 1) more" : "\(first)")
        }
        guard let plan else {
            if named == nil { return nil }
            throw UsageError("'\(path)' describes no generator; 'assay init' writes one that does")
        }
        try refuse(plan)
        return plan
    }

    /// The documents of a configuration, or those of them that are named.
    static func documents(
        of plan: GeneratorPlan, _ named: [String]
    ) throws(UsageError) -> [String] {
        let known = Set(plan.documents.map(ChangedFiles.real))
        for path in named where !known.contains(ChangedFiles.real(path)) {
            throw UsageError("'\(path)' is no document of '\(plan.path)'; leave out '--config'")
        }
        return named.isEmpty ? plan.documents : named
    }

    private static var found: String? { access("assay.json", F_OK) == 0 ? "assay.json" : nil }

    /// What a run cannot do yet, it does not pass over.
    private static func refuse(_ plan: GeneratorPlan) throws(UsageError) {
        let section = plan.section
        if section.level != nil {
            throw complaint(
                plan, "level", "a run of a generator cannot take 'level' yet; remove it")
        }
        if let adapter = section.adapter, adapter.contains("{out}"), section.command == nil {
            throw complaint(
                plan, "adapter", "'adapter' has the place {out}, which a 'command' fills")
        }
        let isLone = section.adapter != nil || plan.documents.count != 1
        if section.command == nil, section.output != nil, isLone {
            throw complaint(
                plan, "output", "'output' without a 'command' is one package, of one document")
        }
    }

    private static func complaint(
        _ plan: GeneratorPlan, _ member: String, _ message: String
    ) -> UsageError {
        let place = plan.section.places[member]
        let problem = Diagnostic(.error, rule: "config.unsupported", message, at: place)
        return UsageError("\(problem)")
    }
}
