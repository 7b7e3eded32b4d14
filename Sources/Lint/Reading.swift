// Lint: judges the text of an OpenRPC document by rules, each with an id, a clause and a fixture.
// It reads by WireJSON alone and shares nothing with the generator; it runs nothing, opens nothing,
// and changes no byte.

package import Diagnostics
package import WireJSON

/// The linter's own reading of one document: its text, what stands in it, and what it refers to.
package struct Reading: Sendable {
    package let document: LintText
    /// What `openrpc` states; nil when it is missing or no version.
    package let release: Release?
    package let edition: Edition
    package let survey: Survey
    let library: Library
    let memory = Memory()
    let structure = Structure()

    /// Reads a text; the fault says why it is not JSON.
    package init(
        _ bytes: [UInt8], file name: String, loader: @escaping Library.Loader = Library.nothing
    ) throws(JSONFault) {
        let root = try JSONValue.read(bytes)
        self.init(root, of: SourceFile(name: name, bytes: bytes), loader: loader)
    }

    /// The reading of a value that was read from the text of `file`.
    package init(
        _ root: JSONValue, of file: SourceFile,
        loader: @escaping Library.Loader = Library.nothing
    ) {
        document = LintText(file: file, root: root, base: Library.uri(ofFile: file.name))
        release = root["openrpc"]?.string.flatMap { Release($0) }
        edition = Edition(release)
        survey = Survey(document)
        library = Library(document, survey, loader: loader)
    }

    /// The root as a site.
    package var root: Site { survey[.document][0] }

    /// Every reference that is met from the document onward, followed once.
    var reach: Reach { memory.reach.get { Reach(of: self) } }

    /// What several rules ask for, found out at the first question.
    final class Memory: Sendable {
        let reach = Cached<Reach>()
        let methods = Cached<[Site]>()
        let distinctMethods = Cached<[Site]>()
        let names = Cached<[Naming]>()
        let prose = Cached<[Prose]>()
        let pointed = Cached<Pointed>()
        let methodIndex = Cached<MethodIndex>()
    }
}

extension Reading {
    /// The methods in the order of the document, references followed; what cannot be followed is
    /// left out.
    package var methods: [Site] {
        memory.methods.get { root.elements(of: "methods", as: .method).compactMap { target($0) } }
    }

    /// The value itself, or what its reference leads to; nil when that leads nowhere, in a circle
    /// or into a text that cannot be had.
    package func target(_ site: Site) -> Site? {
        guard case .found(let target) = resolve(site) else { return nil }
        return target
    }
}
