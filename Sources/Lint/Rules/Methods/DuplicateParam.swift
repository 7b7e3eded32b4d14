import Diagnostics
import WireJSON

extension Rule {
    static let duplicateParam = Rule(
        "openrpc.duplicate-param", .prose, .must, decides: ["O24"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'params': the list holds no param twice, so \
                the names in it are unique, references followed.
                """,
            why: """
                By name only one of the two can be sent, and a function cannot have two arguments \
                of one name.
                """,
            example: """
                { "params": [ { "name": "amount", "schema": {} },
                              { "name": "amount", "schema": {} } ] }
                """,
            remedy: "Rename or remove one of the two; callers by position must follow.")
    ) { reading in
        reading.distinctMethods.flatMap { method -> [Remark] in
            var firsts: [JSONName: Entry] = [:]
            return reading.params(of: method).compactMap { param in
                guard let name = param.target?.value["name"]?.string else { return nil }
                guard let first = firsts[JSONName(name)] else {
                    firsts[JSONName(name)] = param
                    return nil
                }
                return Remark(
                    "a param's name must be unique in its method, found '\(name)' again; rename "
                        + "or remove one of the params", at: param.blamed("name"),
                    notes: [
                        Diagnostic.Note(
                            "'\(name)' stands here first", at: first.blamed("name").span)
                    ])
            }
        }
    }
}
