import Conformance
import Testing
import WireJSON

@Suite struct SamplerCorpusTests {
    @Test(.enabled(if: Corpus.folder != nil && Oracle.python != nil))
    func samplesAreValid() throws {
        var first = 0
        let start = ContinuousClock.now
        var total = 0
        var open: [(name: String, place: Place)] = []
        var samplers: [String: Sampler] = [:]
        for (name, root) in Corpus.documents {
            let document = RawDocument(root)
            var sampler = Sampler(document, seed: 1)
            for place in Self.places(document, &sampler) { open.append((name, place)) }
            samplers[name] = sampler
        }
        total = open.count
        let none = Sampler(RawDocument(.null), seed: 0)
        print(ContinuousClock.now - start)
        for attempt in SampleAttempt.all where !open.isEmpty {
            var requests: [ValidationRequest] = []
            var problems = [String](repeating: "", count: open.count)
            for (index, entry) in open.enumerated() {
                do {
                    let instance = try samplers[entry.name, default: none].sample(
                        entry.place.schema, entry.place.manner, place: entry.place.path,
                        variant: entry.place.variant, attempt: attempt)
                    requests.append(
                        ValidationRequest(
                            id: index, place: entry.name + entry.place.schema.pointer,
                            schema: try samplers[entry.name, default: none].document.bundled(
                                entry.place.schema, inclusiveUnions: attempt.isInclusive),
                            instance: instance))
                } catch {
                    problems[index] = "\(error)"
                }
            }
            print(ContinuousClock.now - start)
            let answers = try Oracle.answers(requests)
            var valid: Set<Int> = []
            for (request, answer) in zip(requests, answers) {
                switch answer {
                case .valid: valid.insert(request.id)
                case .invalid(let text): problems[request.id] = text
                }
            }
            if attempt == .first { first = valid.count }
            print("\(ContinuousClock.now - start) attempt \(attempt.index): \(valid.count) of \(open.count)")
            if attempt == SampleAttempt.all.last {
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

    static func places(_ document: RawDocument, _ sampler: inout Sampler) -> [Place] {
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
