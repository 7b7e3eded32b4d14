import Diagnostics
import WireJSON

extension Rule {
    static let collidingConstants = Rule(
        "sdk.colliding-constants", .sdk, .derived, severity: .note, decides: ["G07"],
        Explanation(
            clause: """
                No sentence of JSON Schema forbids it: the elements of 'enum' differ as they \
                stand. PEP 8 asks for constants in capitals, RFC 430 of Rust for variants in \
                UpperCamelCase.
                """,
            why: """
                An SDK that makes an enum of the values gives two of them one name; only one that \
                keeps bare strings is spared.
                """,
            example: #"{ "type": "string", "enum": ["latest", "LATEST"] }"#,
            remedy: "Accept one spelling alone, or name one of the values otherwise.")
    ) { reading in
        let collision = Collision(plural: "the values of an enum") { $0.constant($1) }
        let all = reading.survey[.schema].compactMap { collision.remark(reading.constants(of: $0)) }
        return all.folded(by: all.map { JSONName($0.message) })
    }
}
