/// The nearest of several words, for hints.
package enum Closest {
    /// The word with the smallest edit distance, if it is small for the word's length; of equals
    /// the first by the alphabet.
    package static func match(_ word: String, among words: [String]) -> String? {
        let wanted = Array(word.utf8)
        let ranked = words.map { (distance(wanted, Array($0.utf8)), $0) }.sorted { $0 < $1 }
        guard let best = ranked.first, best.0 <= max(1, word.utf8.count / 3) else { return nil }
        return best.1
    }

    /// How many letters must be changed, added, left out or swapped with a neighbour. It takes
    /// time by the product of the lengths.
    package static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var before: [Int] = []
        var above = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var line = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(above[column + 1], line[column]) + 1
                cost = min(cost, above[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                line.append(cost)
            }
            (before, above) = (above, line)
        }
        return above[right.count]
    }
}
