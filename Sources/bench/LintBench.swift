import Foundation
import Lint

/// Lints the same document over and over, without a validator.
enum LintBench {
    /// Prints the median MB/s of reading and linting, the MB/s of reading alone, and the findings.
    static func run(_ files: [String]) {
        guard let file = files.first, let data = FileManager.default.contents(atPath: file) else {
            print("usage: bench lint FILE")
            exit(64)
        }
        let bytes = [UInt8](data)
        let size = Double(bytes.count) / 1e6
        let linter = Linter()
        var found = 0
        var rates: [Double] = []
        for _ in 0..<5 {
            let time = seconds {
                found = (try? Reading(bytes, file: file)).map { linter.findings(in: $0).count } ?? 0
            }
            rates.append(size / time)
        }
        print(rates.median, size, found)
    }

    /// Prints each rule with its milliseconds on a document, the slowest first.
    static func rules(_ files: [String]) throws {
        guard let file = files.first, let data = FileManager.default.contents(atPath: file) else {
            print("usage: bench lint-rules FILE")
            exit(64)
        }
        let bytes = [UInt8](data)
        var reading = try Reading(bytes, file: file)
        print("reading", seconds { reading = (try? Reading(bytes, file: file)) ?? reading } * 1000)
        let times = Rule.all.map { rule in
            (seconds { _ = Linter([rule]).findings(in: reading) } * 1000, rule.id)
        }
        for (time, id) in times.sorted(by: >) { print(id, time) }
    }
}
