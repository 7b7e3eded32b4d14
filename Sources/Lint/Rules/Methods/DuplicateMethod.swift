import Diagnostics
import WireJSON

extension Rule {
    static let duplicateMethod = Rule(
        "openrpc.duplicate-method", .prose, .must, decides: ["O21"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'name': unique within the array of methods.
                """,
            why: """
                The name is all that a request carries, so of two methods with one name no server \
                can tell which was called.
                """,
            example: """
                { "methods": [ { "name": "pet.get", "params": [] },
                               { "name": "pet.get", "params": [] } ] }
                """,
            remedy: "Rename one of the methods, or merge them.")
    ) { reading in
        var firsts: [JSONName: Site] = [:]
        return reading.methods.compactMap { method in
            guard let name = method.member("name"), let text = name.value.string else { return nil }
            guard let first = firsts[JSONName(text)] else {
                firsts[JSONName(text)] = name
                return nil
            }
            return Remark(
                "a method's name must be unique, found '\(text)' again; rename one of the methods",
                at: name, notes: [Diagnostic.Note("'\(text)' is declared here", at: first.span)])
        }
    }
}
