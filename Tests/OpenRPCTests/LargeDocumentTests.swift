import ServiceModel
import Testing

/// Documents as large as any are read in one go; no step looks at all the others.
@Suite struct LargeDocumentTests {
    @Test func fiveThousandMethodsAndSchemas() {
        let count = 5_000
        let methods = (0..<count).map { index in
            ##"""
            {"name": "m\##(index)", "params": [
              {"name": "a", "schema": {"$ref": "#/components/schemas/S\##(index)"}}],
             "result": {"name": "r", "schema": {"title": "Reply", "properties": {
               "next": {"$ref": "#/components/schemas/S\##((index + 1) % count)"}}}}}
            """##
        }
        let schemas = (0..<count).map { #""S\#($0)": {"properties": {"s\#($0)": {}}}"# }
        let text = document(
            methods: "[\(methods.joined(separator: ","))]",
            schemas: "{\(schemas.joined(separator: ","))}")
        let (service, diagnostics) = lower(Array(text.utf8), file: "large.json")
        #expect(diagnostics.isEmpty)
        #expect(service?.methods.count == count)
        #expect(service?.types.count == 2 * count)
    }
}
