// Conformance: requirements, cases, patterns, checks and verdicts; it judges and never runs anything.
