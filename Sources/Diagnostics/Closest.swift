/// The nearest of several words, for hints.
package enum Closest {
    /// The word with the smallest edit distance, if it is small for the word's length.
    package static func match(_ word: String, among words: [String]) -> String? {
        let ranked = words.map { (distance(word, $0), $0) }.sorted { $0 < $1 }
        guard let best = ranked.first, best.0 <= max(1, word.count / 3) else { return nil }
        return best.1
    }

    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = min(
                    above + 1, row[column] + 1, diagonal + (letter == other ? 0 : 1))
                diagonal = above
            }
        }
        return row[right.count]
    }
}
