/// What `assay explain` says of a rule, each a sentence or two in our own words.
package struct Explanation: Sendable {
    /// Where the rule comes from: the specification, its version and section, and what it says.
    package let clause: String
    /// What goes wrong for whom when a document breaks it.
    package let why: String
    /// A piece of JSON that breaks it.
    package let example: String
    /// What to do about it.
    package let remedy: String

    package init(clause: String, why: String, example: String, remedy: String) {
        self.clause = clause
        self.why = why
        self.example = example
        self.remedy = remedy
    }
}
