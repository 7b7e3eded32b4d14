import Conformance
import Testing
import WireJSON

@Suite struct SamplerCorpusTests {
    @Test(.enabled(if: Corpus.folder != nil && Oracle.python != nil))
    func samplesAreValid() throws {
        var first = 0
        var total = 0
        var open: [(name: String, sampler: Sampler, place: Place)] = []
        for (name, root) in Corpus.documents {
            let document = RawDocument(root)
            let sampler = Sampler(document, seed: 1)
            for place in Self.places(document, sampler) { open.append((name, sampler, place)) }
        }
        total = open.count
        for attempt in 0..<Sampler.attempts where !open.isEmpty {
            var requests: [ValidationRequest] = []
            var problems = [String](repeating: "", count: open.count)
            for (index, entry) in open.enumerated() {
                do {
                    let instance = try entry.sampler.sample(
                        entry.place.schema, entry.place.manner, place: entry.place.path,
                        variant: entry.place.variant, attempt: attempt)
                    requests.append(
                        ValidationRequest(
                            id: index, place: entry.name + entry.place.schema.pointer,
                            schema: try entry.sampler.document.bundled(entry.place.schema),
                            instance: instance))
                } catch {
                    problems[index] = "\(error)"
                }
            }
            let answers = try Oracle.answers(requests)
            var valid: Set<Int> = []
            for (request, answer) in zip(requests, answers) {
                switch answer {
                case .valid: valid.insert(request.id)
                case .invalid(let text): problems[request.id] = text
                }
            }
            if attempt == 0 { first = valid.count }
            print("attempt \(attempt): \(valid.count) of \(open.count)")
            if attempt == 0 || attempt == Sampler.attempts - 1 {
                for (index, entry) in open.enumerated() where !valid.contains(index) {
                    print(entry.name, entry.place.schema.pointer, entry.place.manner, problems[index])
                }
            }
            open = open.enumerated().filter { !valid.contains($0.offset) }.map(\.element)
        }
        print("\(total) samples, \(first) valid at once, \(open.count) never")
        #expect(total > 5_000)
        #expect(Double(first) >= 0.99 * Double(total))
    }

    struct Place {
        var schema: RawNode
        var manner: Sampler.Manner
        var path: [String]
        var variant: Sampler.Variant
    }

    static func places(_ document: RawDocument, _ sampler: Sampler) -> [Place] {
        var schemas = document.schemas.map(\.node)
        for method in document.methods {
            schemas += method.parameters.map(\.schema)
            if case .result(let schema) = method.outcome { schemas.append(schema) }
        }
        return schemas.flatMap { schema in
            let path = [schema.pointer]
            let variants = sampler.variants(schema, place: path)
                .map { Place(schema: schema, manner: .full, path: path, variant: $0) }
            return variants + [.required, .least].map {
                Place(schema: schema, manner: $0, path: path, variant: .first)
            }
        }
    }
}
