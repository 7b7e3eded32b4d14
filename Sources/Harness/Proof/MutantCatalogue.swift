package import Conformance
import Diagnostics
import Foundation

/// The mutants that the project is shipped with.
package enum MutantCatalogue {
    /// Where they lie below a checkout.
    package static let folder = "conformance/mutants"

    /// Those of each subject, in the order of their files, after the controls of the engine itself.
    package static func load(root: String) throws(HarnessFault) -> [Mutant] {
        var mutants = try read("\(root)/\(folder)/controls.json", of: .pythonClient)
        for subject in Mutant.Subject.allCases {
            mutants += try read("\(root)/\(folder)/\(subject.rawValue).json", of: subject)
        }
        if Set(mutants.map(\.path)).count != mutants.count {
            throw HarnessFault("two mutants of one subject have one id")
        }
        return mutants
    }

    private static func read(
        _ path: String, of subject: Mutant.Subject
    ) throws(HarnessFault) -> [Mutant] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        let (mutants, diagnostics) = Mutant.read([UInt8](bytes), of: subject, file: path)
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        return mutants
    }
}
