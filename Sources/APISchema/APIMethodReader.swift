import Diagnostics
import SchemaLowering
import ServiceModel
import WireJSON

/// Reads the methods of an API schema; their schemas are lowered with all others.
struct APIMethodReader {
    private let lowering: Lowering

    init(_ lowering: Lowering) { self.lowering = lowering }

    /// A method's node, and what the way to it says.
    private struct Node {
        var place: Place
        var bucket: APIDocument.Bucket
        /// The steps below the bucket, the last one the method's own.
        var steps: [String]
    }

    /// Every method of the document, in its order. Those that the server calls are lowered first.
    func methods() -> [Method] {
        let nodes = distinct(nodes())
        var methods: [Int: Method] = [:]
        for isInbound in [true, false] {
            for (index, node) in nodes.enumerated() where node.bucket.isInbound == isInbound {
                methods[index] = method(node)
            }
            lowering.completeReachedTypes()
        }
        return nodes.indices.compactMap { methods[$0] }
    }

    private func nodes() -> [Node] {
        let root = Place(lowering.document.root, at: JSONPointer())
        return (root.members ?? []).flatMap { member -> [Node] in
            guard let bucket = APIDocument.Bucket(rawValue: member.name) else { return [] }
            return nodes(in: member, bucket, [])
        }
    }

    /// The methods in a namespace; they nest as deeply as the reader of the text allows.
    private func nodes(
        in place: Place, _ bucket: APIDocument.Bucket, _ steps: [String]
    ) -> [Node] {
        (place.members ?? []).flatMap { member -> [Node] in
            if member.name.hasPrefix("x-") { return [] }
            guard member.value.object != nil else {
                lowering.report(
                    .warning, "wrong-type",
                    "a member of a namespace must be a method or a namespace, found"
                        + " \(member.value.described); it is ignored", at: member.value)
                return []
            }
            let steps = steps + [member.name]
            if member.value[APIDocument.methodMark] == nil {
                return nodes(in: member, bucket, steps)
            }
            return [Node(place: member, bucket: bucket, steps: steps)]
        }
    }

    /// The nodes whose name is lawful and, among those of one direction, their own.
    private func distinct(_ nodes: [Node]) -> [Node] {
        var firsts: [Bool: [JSONName: JSONValue]] = [:]
        return nodes.filter { node in
            guard let stated = node.place.value[APIDocument.methodMark] else { return false }
            guard let name = stated.string, !name.isEmpty else {
                lowering.report(
                    .error, "method-name",
                    "'rpcMethod' must be a string that is not empty, found \(stated.shown)",
                    at: stated)
                return false
            }
            if let first = firsts[node.bucket.isInbound]?[JSONName(name)] {
                lowering.report(
                    .error, "duplicate-method", "method '\(name)' is declared twice; rename one",
                    at: stated,
                    notes: [
                        Diagnostic.Note(
                            "it is declared here first", at: lowering.sourceSpan(first.span))
                    ])
                return false
            }
            firsts[node.bucket.isInbound, default: [:]][JSONName(name)] = stated
            return true
        }
    }

    private func method(_ node: Node) -> Method {
        let place = node.place
        var method = Method(wireName: place.text(APIDocument.methodMark) ?? "")
        method.description = text("description", of: place)
        method.isDeprecated = flag("deprecated", of: place)
        method.isExperimental = text("stability", of: place) == "experimental"
        method.isInternal = text("visibility", of: place) == "internal"
        method.parameterStructure = .byName
        method.direction = node.bucket.isInbound ? .toClient : .toServer
        if node.bucket.isPerSession {
            method.scope = .session(parameter: APIDocument.sessionParameter)
        }
        method.namespace = node.steps.dropLast()
        if let params = schema("params", of: place) {
            method.parameterObject = lowering.type(of: params)
        }
        if flag("notification", of: place) {
            method.outcome = .notification
        } else {
            let result = schema("result", of: place)
            method.outcome = .result(result.map { lowering.type(of: $0) } ?? .null)
        }
        return method
    }

    /// A schema that may be absent or null, which both mean that there is no value.
    private func schema(_ name: String, of place: Place) -> Place? {
        place.member(name).flatMap { $0.value.isNull ? nil : $0 }
    }

    /// A string that may be absent.
    private func text(_ name: String, of place: Place) -> String? {
        guard let value = place.value[name], !value.isNull else { return nil }
        if value.string == nil {
            lowering.report(
                .warning, "wrong-type",
                "'\(name)' must be a string, found \(value.described); it is ignored", at: value)
        }
        return value.string
    }

    /// A boolean that may be absent, which means false.
    private func flag(_ name: String, of place: Place) -> Bool {
        guard let value = place.value[name], !value.isNull else { return false }
        if value.bool == nil {
            lowering.report(
                .warning, "wrong-type",
                "'\(name)' must be a boolean, found \(value.described); it is taken as false",
                at: value)
        }
        return value.bool ?? false
    }
}
