package import Diagnostics
import SchemaLowering
package import ServiceModel
import WireJSON

extension Service {
    /// The service a document describes: references resolved, types named. Nil when any diagnostic
    /// is an error, so that nothing is generated from half a document. Diagnostics are in the order
    /// of the text.
    package static func lower(_ document: Document) -> (Service?, [Diagnostic]) {
        let lowering = Lowering(document.text)
        let methods = MethodReader(document, lowering).methods()
        lowering.completeTypes()
        lowering.checkReferencesElsewhere()
        let types = lowering.finishedTypes()
        let diagnostics = lowering.sortedDiagnostics()
        guard !diagnostics.contains(where: { $0.severity == .error }) else {
            return (nil, diagnostics)
        }
        let info = document.root["info"]
        var service = Service(
            title: info?["title"]?.string ?? "", version: info?["version"]?.string ?? "",
            description: info?["description"]?.string, types: types, methods: methods)
        service.serverURL = document.root["servers"]?[0]?["url"]?.string
        return (lowering.simplified(service), diagnostics)
    }
}
