import Diagnostics
import WireJSON

extension Rule {
    static let variableDefault = Rule(
        "openrpc.variable-default", .prose, .derived, decides: ["O14"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Variable Object: 'enum' holds the values when they are \
                of a limited set, and 'default' is sent when no other is given; so it is one of \
                the set.
                """,
            why: "By default a client builds a URL that the document itself rules out.",
            example: #"{ "port": { "enum": [ "443", "8443" ], "default": "80" } }"#,
            remedy: "Add the default to the enum, or choose one of its values.")
    ) { reading in
        reading.survey[.variable].compactMap { variable in
            guard let site = variable.member("default"), let text = site.value.string,
                let values = variable.member("enum"), let choices = values.value.array,
                !choices.isEmpty,
                !choices.contains(where: { $0.string.map { JSONName.same($0, text) } ?? true })
            else { return nil }
            return Remark(
                "a variable's 'default' must be in its 'enum', '\(text)' is not; add it there or "
                    + "choose another", at: site,
                notes: [Diagnostic.Note("the enum stands here", at: values.span)])
        }
    }

    static let emptyVariableEnum = Rule(
        "openrpc.empty-variable-enum", .prose, .derived, decides: ["O14"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Server Variable Object, 'enum': the values to substitute, from \
                a limited set.
                """,
            why: "Of an empty set no value can be chosen, not even the default.",
            example: #"{ "port": { "enum": [], "default": "443" } }"#,
            remedy: "List the values, or leave 'enum' out when any value will do.")
    ) { reading in
        reading.survey[.variable].compactMap { variable in
            guard let values = variable.member("enum"), values.value.array?.isEmpty == true
            else { return nil }
            return Remark(
                "a variable's 'enum' must hold a value, found none; list the values or remove it",
                at: values)
        }
    }
}
