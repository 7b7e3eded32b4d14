import CodeText
import Diagnostics
import RustEmitter

extension SDKBuild {
    /// With a Rust crate for each document, below `rust`, that answers the calls it declares.
    public func withRustDispatch(profile: DispatchProfile = .strict) -> SDKBuild {
        changed { $0.rust = profile }
    }

    /// The files of the crates, by paths below the SDK's folder `rust`, and all that is to be said
    /// of every document. One document that is refused refuses the build; `beside` has the bytes of
    /// a file that lies beside a document, by the document's name and its own.
    public func rustGeneration(
        beside: (_ document: String, _ name: String) -> [UInt8]? = { _, _ in nil }
    ) -> Generation {
        guard let rust else {
            let message = "a build must have a language; call 'withRustDispatch'"
            return .refusal([Diagnostic(.error, rule: "build.language", message)])
        }
        var problems = refusals
        if sources.isEmpty && refusals.isEmpty {
            let message = "a build must have a document; add one"
            problems.append(Diagnostic(.error, rule: "build.document", message))
        }
        var crates: [(file: String, crate: RustCrate)] = []
        for source in sources {
            let (crate, found, _) = Generation.rustCrate(
                source.bytes, source.file, rust, source.references
            ) { name in
                beside(source.file, name)
            }
            problems += found
            guard let crate else { continue }
            if let first = crates.first(where: { $0.crate.name == crate.name }) {
                let message =
                    "the crates of '\(first.file)' and '\(source.file)' are both named"
                    + " '\(crate.name.text)'; give one document another title"
                problems.append(Diagnostic(.error, rule: "build.crate-name", message))
            }
            crates.append((source.file, crate))
        }
        if problems.contains(where: { $0.severity == .error }) { return .refusal(problems) }
        let files = crates.flatMap { _, crate in
            crate.printed().files.map { file in
                Generation.File(path: "\(crate.name.text)/\(file.path)", text: file.text)
            }
        }
        return Generation(
            files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
            entries: crates.map { Generation.Entry(rustCrate: $0.crate) }, problems: problems)
    }

    /// Writes the crates below an SDK's folder, which is created where it is missing: all of them
    /// or, when a document is refused, none.
    public func writeRust(
        to sdk: String,
        beside: (_ document: String, _ name: String) -> [UInt8]? = { _, _ in nil }
    ) throws(DiskFault) -> Outcome {
        let generation = rustGeneration(beside: beside)
        if generation.isRefused { return .refused(generation) }
        try generation.write(to: (sdk.isEmpty ? "." : sdk) + "/rust")
        return .written(generation)
    }
}
