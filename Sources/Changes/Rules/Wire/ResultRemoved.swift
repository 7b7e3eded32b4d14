import Lint

extension ChangeRule {
    static let resultRemoved = ChangeRule(
        "wire.result-removed", .breaking,
        advice: "keep the result, if only null",
        Explanation(
            clause: """
                OpenRPC 1.3, Method Object, 'result': a method without one is used as a \
                notification alone.
                """,
            why: "Callers wait for an answer that does not come, or take null for a value.",
            example: "'result' in the old document's method alone",
            remedy: "Keep the result."))
}
