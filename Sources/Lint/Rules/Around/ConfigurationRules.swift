extension Rule {
    /// What a configuration must be.
    static let configurationRules: [Rule] = [
        .unusedIgnore, .expiredIgnore, .unknownSetting, .unknownRuleName, .invalidConfiguration,
    ]

    private static func configuration(
        _ id: String, _ clause: String, why: String, example: String, remedy: String
    ) -> Rule {
        .beside(
            id, .around,
            Explanation(clause: clause, why: why, example: example, remedy: remedy))
    }

    static let unusedIgnore = configuration(
        "config.unused-ignore",
        "An ignore covers a finding of its rule, at its pointer or inside it.",
        why: "An ignore that outlives what it was for hides the next finding at the same place.",
        example: ignore, remedy: "Remove the ignore.")

    static let expiredIgnore = configuration(
        "config.expired-ignore", "An ignore holds to the end of the day that 'expires' names.",
        why: "What was to be mended by then still stands, and counts again.",
        example: ignore, remedy: "Mend what it covers, or give it another day and say why.")

    private static let unknownSetting = configuration(
        "config.unknown-member", "A configuration has only members that it knows.",
        why: "A misspelt member would do nothing, and nobody would notice.",
        example: #"{ "lint": { "severity": {} } }"#, remedy: "Rename or remove the member.")

    private static let unknownRuleName = configuration(
        "config.unknown-rule", "A configuration names rules that exist.",
        why: "A misspelt rule would be weighed as before, and nobody would notice.",
        example: #"{ "lint": { "severities": { "sdk.*-nam": "off" } } }"#,
        remedy: "Name the rule as 'assay lint --list' does.")

    private static let invalidConfiguration = configuration(
        "config.invalid", "The members of a configuration have the types that the README names.",
        why: "What is half understood must not weigh findings.",
        example: #"{ "lint": { "severities": { "sdk.*": "loud" } } }"#,
        remedy: "Put right what stands at the place.")

    private static let ignore = """
        { "lint": { "ignores": [ { "rule": "json.duplicate-name", "at": "/components",
                                   "reason": "generated, see #41", "expires": "2027-03-31" } ] } }
        """
}
