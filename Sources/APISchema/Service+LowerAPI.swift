package import Diagnostics
import SchemaLowering
package import ServiceModel
import WireJSON

extension Service {
    /// The service an API schema describes: references resolved, types named, methods of both
    /// directions in the order of the text. Nil when any diagnostic is an error. What only methods
    /// of the server reach is of no use to the other side: faults in it are warnings.
    package static func lower(_ document: APIDocument) -> (Service?, [Diagnostic]) {
        let lowering = Lowering(document.text)
        let methods = APIMethodReader(lowering).methods()
        lowering.completeTypes()
        lowering.checkReferencesElsewhere()
        let types = lowering.finishedTypes()
        let diagnostics = lowering.sortedDiagnostics()
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        let root = document.text.root
        let service = Service(
            title: root["title"]?.string ?? "api", version: root["version"]?.string ?? "",
            description: root["description"]?.string, types: types, methods: methods)
        return (lowering.simplified(service).withMembersAsParameters(), diagnostics)
    }

    /// The service with the members of each method's `params` object as its parameters.
    private func withMembersAsParameters() -> Service {
        var service = self
        for index in methods.indices {
            guard let fields = methods[index].parameterObject.flatMap(fields) else { continue }
            service.methods[index].parameters = fields.map { field in
                Parameter(
                    wireName: field.wireName, type: field.type, isRequired: field.isRequired,
                    description: field.description)
            }
        }
        return service
    }

    /// The members of an object that a type leads to by aliases alone.
    private func fields(of type: TypeReference) -> [Field]? {
        var type = type
        var steps = 0
        while case .named(let id) = type, steps <= types.count {
            steps += 1
            switch self[id].shape {
            case .object(let shape): return shape.fields
            case .alias(let target): type = target
            case .enumeration: return nil
            }
        }
        return nil
    }
}
