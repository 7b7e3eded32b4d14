import Lint

extension ChangeRule {
    static let requestTypeWidened = ChangeRule(
        "wire.request-type-widened", .compatible,
        Explanation(
            clause: "JSON Schema draft-07, Validation, §6.1: type, enum and const.",
            why: "What callers send is taken as before, and more: the types are fewer or more.",
            example: #""type": "integer" becomes "type": ["integer", "string"]"#,
            remedy: "Nothing; a minor version announces it."))
}
