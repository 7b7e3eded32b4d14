import WireJSON

extension Rule {
    static let componentKey = Rule(
        "openrpc.component-key", .prose, .must, decides: ["O63"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Components Object: the keys of each group match \
                '^[a-zA-Z0-9\\.\\-_]+$'. The meta-schema's pattern has no anchors and lets nearly \
                anything pass.
                """,
            why: """
                Tools make file names, anchors and types of these keys, and references to a key \
                with other characters must be escaped by rules that many tools have wrong.
                """,
            example: #"{ "components": { "schemas": { "pet store": { "type": "object" } } } }"#,
            remedy: """
                Rename the component, and every reference to it, to letters, digits, '.', '-' and \
                '_'.
                """)
    ) { reading in
        reading.componentGroups.flatMap { group -> [Remark] in
            let members = group.value.object?.members ?? []
            let wrong = members.filter { !Kind.isComponentKey($0.name) && !$0.isReference }
            return wrong.map { member in
                Remark(
                    "a component's key has letters, digits, '.', '-' and '_' only, found "
                        + "'\(member.name)'; rename it and the references to it",
                    at: group.span(member.nameSpan), of: group)
            }
        }
    }
}

extension Reading {
    /// The groups of components that the specification names, in the order of the text.
    var componentGroups: [Site] {
        survey[.components].flatMap { components in
            (components.value.object?.members ?? []).compactMap { member in
                guard Kind.group(member.name) != nil else { return nil }
                return components.member(member.name)
            }
        }
    }
}

extension Kind {
    static func isComponentKey(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                    || ".-_".utf8.contains(byte)
            }
    }
}
