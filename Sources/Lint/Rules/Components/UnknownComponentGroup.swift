import WireJSON

extension Rule {
    static let unknownComponentGroup = Rule(
        "openrpc.unknown-component-group", .prose, .must, decides: ["O62"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Components Object: its fixed fields are the groups it lists; \
                any other field is an extension, whose name begins with 'x-'. The prose says \
                'examplePairingObjects' where the meta-schema says 'examplePairings'; both pass.
                """,
            why: """
                The meta-schema leaves the object open, so a misspelled group is valid, and \
                whatever is declared in it is not there for any tool.
                """,
            example: #"{ "components": { "shemas": { "Pet": { "type": "object" } } } }"#,
            remedy: "Correct the group's name, or begin it with 'x-' if it is an extension.")
    ) { reading in
        var nearest = Nearest()
        return reading.survey[.components].flatMap { components -> [Remark] in
            let members = components.value.object?.members ?? []
            return members.compactMap { member in
                guard Kind.group(member.name) == nil, !member.name.utf8.starts(with: "x-".utf8),
                    !member.isReference
                else { return nil }
                let meant = nearest.name(to: member.name, among: Kind.groups)
                let wayOut =
                    meant.map { "did you mean '\($0)'" } ?? "begin an extension's name with 'x-'"
                return Remark(
                    "components are in groups that the specification names, "
                        + "found '\(member.name)'; \(wayOut)",
                    at: components.span(member.nameSpan), of: components)
            }
        }
    }
}
