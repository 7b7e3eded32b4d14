import Diagnostics
import WireJSON

extension Rule {
    static let linkParam = Rule(
        "openrpc.link-param", .prose, .text, decides: ["O48"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Link Object, 'params': each key is the name of a param of the \
                method that is linked to.
                """,
            why: "The linked method refuses the call, or ignores what the link passes to it.",
            example: """
                { "name": "owner", "method": "person.get",
                  "params": { "owner": "${result.owner}" } }
                """,
            remedy: "Write the param's name as the linked method declares it.")
    ) { reading in
        guard !reading.links.isEmpty else { return [] }
        let methods = reading.methodIndex
        var names: [Spot: ParamNames] = [:]
        return reading.links.flatMap { link -> [Remark] in
            guard let target = link.value["method"]?.string.flatMap({ methods[$0] }),
                let params = link.member("params"), let object = params.value.object
            else { return [] }
            let known = names[target.spot] ?? ParamNames(reading.params(of: target), target)
            names[target.spot] = known
            guard known.isWhole else { return [] }
            return object.names.compactMap { name in
                guard !known.names.contains(JSONName(name)), let span = params.nameSpan(of: name)
                else { return nil }
                return Remark(
                    "a link must pass params of the method that it leads to, "
                        + "\(target.methodName) has no '\(name)'; write the name of one it has",
                    at: span, of: params,
                    notes: [
                        Diagnostic.Note(
                            "\(target.methodName) is declared here",
                            at: (target.member("name") ?? target).span)
                    ])
            }
        }
    }
}

/// The names of a method's params.
struct ParamNames {
    private(set) var names: Set<JSONName> = []
    /// Whether every param and its name are known.
    private(set) var isWhole: Bool

    init(_ params: [Entry], _ method: Site) {
        isWhole = method.value["params"]?.array != nil
        for param in params {
            if let name = param.target?.value["name"]?.string {
                names.insert(JSONName(name))
            } else {
                isWhole = false
            }
        }
    }
}
