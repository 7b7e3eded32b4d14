import Diagnostics

/// The words of a command line, sorted by what the command declares; everything else is an error.
struct Arguments {
    /// One option of a command.
    struct Option: Sendable {
        let name: String
        /// What stands for its value in the help; nil for a switch.
        let value: String?
        let help: String
    }

    private(set) var operands: [String] = []
    private var values: [String: [String]] = [:]

    /// Sorts the words after the command's name; `--` ends the options.
    init(_ words: ArraySlice<String>, options: [Option]) throws(UsageError) {
        var rest = words
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                return
            }
            guard word.hasPrefix("--") else {
                guard !word.hasPrefix("-") || word == "-" else {
                    throw UsageError("unknown option '\(word)'; options begin with '--'")
                }
                operands.append(word)
                continue
            }
            let parts = word.dropFirst(2).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            try take(String(parts[0]), parts.count > 1 ? String(parts[1]) : nil, &rest, options)
        }
    }

    private mutating func take(
        _ name: String, _ inline: String?, _ rest: inout ArraySlice<String>, _ options: [Option]
    ) throws(UsageError) {
        guard let option = options.first(where: { $0.name == name }) else {
            let near = Closest.match(name, among: options.map(\.name))
            let hint = near.map { "; did you mean '--\($0)'?" } ?? "; see --help"
            throw UsageError("unknown option '--\(name)'\(hint)")
        }
        guard let placeholder = option.value else {
            if inline != nil { throw UsageError("'--\(name)' takes no value") }
            values[name, default: []].append("")
            return
        }
        guard let value = inline ?? rest.popFirst() else {
            throw UsageError("'--\(name)' needs a value: --\(name) \(placeholder)")
        }
        values[name, default: []].append(value)
    }

    /// Whether a switch was given.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// The last value given for an option.
    func value(_ name: String) -> String? { values[name]?.last }

    /// Every value given for an option, in order.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// An option's value as a whole number within bounds.
    func integer(_ name: String, in bounds: ClosedRange<Int>, or fallback: Int) throws(UsageError)
        -> Int
    {
        guard let text = value(name) else { return fallback }
        guard let number = Int(text), bounds.contains(number) else {
            throw UsageError(
                "'--\(name)' is '\(text)'; it is a whole number from \(bounds.lowerBound) to "
                    + "\(bounds.upperBound)")
        }
        return number
    }
}

/// The command line is wrong; exit code 64.
struct UsageError: Error {
    let message: String
    init(_ message: String) { self.message = message }
}
