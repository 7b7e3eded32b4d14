import CodeText
package import Diagnostics
import OpenRPC
import PythonEmitter
import ServiceModel

/// The SDK of several documents: what goes into it, and how it is made. Each call returns a build
/// with one thing more.
public struct SDKBuild: Sendable {
    /// One document and its place.
    struct Source: Sendable {
        var bytes: [UInt8]
        var file: String
        var domain: String?
        var references: References
    }

    /// How the Python packages are made.
    struct Python: Sendable {
        var name: String?
        var version: String?
    }

    private(set) var sources: [Source] = []
    private(set) var python: Python?
    /// How Rust crates answer; nil when there are none.
    var rust: DispatchProfile?
    private(set) var hasInterfaces = true
    private(set) var hasBaseFields = false
    /// What came before the documents were read, such as a file that could not be.
    private(set) var refusals: [Diagnostic] = []

    /// A build of nothing yet.
    public init() {}

    /// With one more OpenRPC document, whose client goes to the package of a domain; without one
    /// that is the service's own name. `file` is the name that diagnostics give the document.
    public func adding(
        document: [UInt8], file: String, domain: String? = nil, references: References = .none
    ) -> SDKBuild {
        changed {
            $0.sources.append(
                Source(bytes: document, file: file, domain: domain, references: references))
        }
    }

    /// With a problem that was found on the way to a document; an error refuses the build.
    package func adding(_ problem: Diagnostic) -> SDKBuild {
        changed { $0.refusals.append(problem) }
    }

    /// With Python packages below `python`, in one distribution. Its name is made of the domains'
    /// where none is given, and its version is the one that all documents have.
    public func withPythonSDK(name: String? = nil, version: String? = nil) -> SDKBuild {
        changed { $0.python = Python(name: name, version: version) }
    }

    /// With or without a `…_interface.py` beside each client; with, unless this says otherwise.
    public func withInterface(_ isOn: Bool = true) -> SDKBuild {
        changed { $0.hasInterfaces = isOn }
    }

    /// With or without `sid`, `created_at` and `updated_at` in each component that a method `get`,
    /// `….get` or `…_get` returns; without, unless this says otherwise.
    public func withBaseFields(_ isOn: Bool = true) -> SDKBuild {
        changed { $0.hasBaseFields = isOn }
    }

    /// The files of the Python packages, by paths below the SDK's folder `python`, and all that is
    /// to be said of every document. One document that is refused refuses the build.
    public func generation() -> Generation {
        guard let python else {
            return .refusal([
                Diagnostic(
                    .error, rule: "build.language",
                    "a build must have a language; call 'withPythonSDK'")
            ])
        }
        var problems = refusals
        if sources.isEmpty && refusals.isEmpty {
            let message = "a build must have a document; add one"
            problems.append(Diagnostic(.error, rule: "build.document", message))
        }
        let read = sources.map { part($0, &problems) }
        let (distribution, planning) = PythonDistribution.plan(
            read.compactMap(\.part), name: python.name, version: python.version,
            hasInterfaces: hasInterfaces)
        problems += planning
        if problems.contains(where: { $0.severity == .error }) { return .refusal(problems) }
        return generation(distribution, inputs(read.map(\.references)), problems)
    }

    private func generation(
        _ distribution: PythonDistribution, _ inputs: Provenance.Inputs, _ problems: [Diagnostic]
    ) -> Generation {
        let files = distribution.printed().files.map {
            Generation.File(path: $0.path, text: $0.text)
        }
        let provenance = Provenance(inputs: inputs, files: files)
        let all = [Generation.File(path: Provenance.fileName, text: provenance.text)] + files
        let entries = distribution.domains.flatMap { domain in
            domain.clients.map { client in
                Generation.Entry(
                    package: domain.name.text,
                    module: "\(domain.name.text).\(client.package.text)_client",
                    client: client.own.client.text)
            }
        }
        return Generation(
            files: all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
            entries: entries, problems: problems)
    }

    /// The client of one document, nil when the document is refused, and the texts it refers to.
    private func part(
        _ source: Source, _ problems: inout [Diagnostic]
    ) -> (part: PythonDistribution.Part?, references: [Provenance.Reference]) {
        let (loaded, reading) = Document.load(source.bytes, file: source.file)
        problems += reading
        guard let document = loaded?.gathering(source.references.texts) else { return (nil, []) }
        let (service, lowering) = Service.lower(document)
        problems += lowering
        guard let service else { return (nil, []) }
        let (client, planning) = PythonClient.plan(
            hasBaseFields ? service.withBaseFields() : service)
        problems += planning
        return (
            PythonDistribution.Part(client, domain: source.domain, file: source.file),
            document.references
        )
    }

    func changed(_ change: (inout SDKBuild) -> Void) -> SDKBuild {
        var build = self
        change(&build)
        return build
    }
}
