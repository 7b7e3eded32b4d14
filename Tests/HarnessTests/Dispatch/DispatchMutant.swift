import Conformance
import Foundation
import Harness
import TestSupport
import Testing
import WireJSON

/// One spoilt dispatch: an edit of a subject's source, and the case named for it.
struct DispatchMutant: Sendable, CustomTestStringConvertible {
    let id: String
    let file: String
    let old: String
    let new: String
    let killer: String
    let manner: DispatchManner

    var testDescription: String { id }

    /// The mutants of one file below `conformance/mutants`; none when it cannot be read.
    static func all(_ name: String) -> [DispatchMutant] {
        let bytes = Repository.bytes(of: "\(Repository.root)/conformance/mutants/\(name)") ?? []
        let list = (try? JSONValue.read(bytes))?.array ?? []
        return list.map { entry in
            let text = { (name: String) in entry[name]?.string ?? "" }
            return DispatchMutant(
                id: text("id"), file: text("file"), old: text("old"), new: text("new"),
                killer: text("killedBy"),
                manner: DispatchManner(rawValue: text("profile")) ?? .strict)
        }
    }
}

/// The Python dispatch of the repository, perhaps spoilt, and the cases that judge it.
struct PythonDispatch {
    private let folder: TestFolder

    init(_ mutant: DispatchMutant? = nil) throws {
        folder = try TestFolder()
        let own = "\(Repository.root)/conformance/subjects/dispatch-python"
        for name in Repository.files(below: own) where name.hasSuffix(".py") {
            var text = String(decoding: Repository.bytes(of: "\(own)/\(name)") ?? [], as: UTF8.self)
            if let mutant, mutant.file == name {
                let parts = text.components(separatedBy: mutant.old)
                try #require(parts.count == 2, "'\(mutant.old)' stands \(parts.count - 1) times")
                text = parts.joined(separator: mutant.new)
            }
            try folder.write(text, to: name)
        }
    }

    /// The reports of some of the authored cases.
    func reports(
        _ manner: DispatchManner, where isWanted: (String) -> Bool
    ) throws -> [CaseReport] {
        let trial = try DispatchTrial(
            words: ["/usr/bin/python3", "-B", "\(folder.path)/subject.py"], manner: manner)
        let (cases, diagnostics) = BuiltInDispatch.load(root: Repository.root)
        #expect(diagnostics.isEmpty)
        let wanted = cases.filter { played in
            isWanted(played.id) && (played.profile ?? manner) == manner
        }
        return try wanted.map { try trial.report($0) }
    }
}
