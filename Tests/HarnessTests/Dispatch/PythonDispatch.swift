import Conformance
import Foundation
import Harness
import TestSupport
import Testing

/// The Python dispatch of the repository, perhaps with an edit, and the cases that judge it.
struct PythonDispatch {
    private let folder: TestFolder

    init(replacing old: String = "", by new: String = "", in file: String = "") throws {
        folder = try TestFolder()
        let own = "\(Repository.root)/conformance/subjects/dispatch-python"
        for name in Repository.files(below: own) where name.hasSuffix(".py") {
            var text = String(decoding: Repository.bytes(of: "\(own)/\(name)") ?? [], as: UTF8.self)
            if name == file {
                try #require(text.contains(old), "'\(name)' has no '\(old)'")
                text = text.replacing(old, with: new)
            }
            try folder.write(text, to: name)
        }
    }

    /// The command that starts it.
    var command: String { "/usr/bin/python3 -B '\(folder.path)/subject.py'" }

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
