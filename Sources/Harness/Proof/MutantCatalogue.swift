package import Conformance
import Diagnostics
import Foundation
import SDKGenerator

/// The mutants that the project is shipped with.
package enum MutantCatalogue {
    /// Where they lie below a checkout.
    package static let folder = "conformance/mutants"

    /// Those of each subject, in the order of their files, after the controls of the engine itself;
    /// then what the operators make of generated code, at every place or at those that are chosen.
    package static func load(
        root: String, everywhere: Bool = false
    ) throws(HarnessFault) -> [Mutant] {
        var mutants = try read(root, "controls") { Mutant.read($0, of: .pythonClient, file: $1) }
        for subject in Mutant.Subject.allCases {
            mutants += try read(root, subject.rawValue) { Mutant.read($0, of: subject, file: $1) }
        }
        mutants += try operated(root: root, everywhere: everywhere)
        if Set(mutants.map(\.path)).count != mutants.count {
            throw HarnessFault("two mutants of one subject have one id")
        }
        return mutants
    }

    private static func read<Record>(
        _ root: String, _ name: String, by reader: ([UInt8], String) -> ([Record], [Diagnostic])
    ) throws(HarnessFault) -> [Record] {
        let path = "\(root)/\(folder)/\(name).json"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw HarnessFault("'\(path)' cannot be read; set ASSAY_ROOT to a checkout")
        }
        let (records, diagnostics) = reader([UInt8](bytes), path)
        if let first = diagnostics.first { throw HarnessFault(first.description) }
        return records
    }
}

// What operators make of generated code.

extension MutantCatalogue {
    private static func operated(
        root: String, everywhere: Bool
    ) throws(HarnessFault) -> [Mutant] {
        let operators = try read(root, "operators") { MutationOperator.read($0, file: $1) }
        let builtIn = try BuiltIn.load(root: root)
        var clients: [String: PristineClient] = [:]
        var crates: [String: Generation] = [:]
        var mutants: [Mutant] = []
        for one in operators {
            for service in one.services {
                let text: String?
                if one.subject == .dispatchRust {
                    if crates[service] == nil {
                        crates[service] = try DispatchProof.crate(of: service, root: root)
                    }
                    text = crates[service]?.files.first { $0.path == one.file }?.text
                } else {
                    if clients[service] == nil {
                        clients[service] = try PristineClient(service: service, in: builtIn)
                    }
                    text = clients[service]?.text(of: one.file)
                }
                let made = text.map {
                    one.mutants(of: $0, service: service, everywhere: everywhere)
                }
                guard let made, !made.isEmpty else {
                    throw HarnessFault("operator '\(one.id)' finds no place in '\(service)'")
                }
                mutants += made
            }
        }
        return mutants
    }
}
