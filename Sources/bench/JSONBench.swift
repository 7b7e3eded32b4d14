import Foundation
import WireJSON

/// Reads the same files with our reader and with Foundation's, in turn.
enum JSONBench {
    /// Prints `ours theirs`, both in MB/s: the median of several alternating rounds.
    static func run(_ files: [String]) {
        let texts = files.compactMap { FileManager.default.contents(atPath: $0) }
        let bytes = texts.map { [UInt8]($0) }
        let size = Double(bytes.reduce(0) { $0 + $1.count }) / 1e6
        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<7 {
            ours.append(size / seconds { bytes.forEach { _ = try? JSONValue.read($0) } })
            theirs.append(
                size / seconds { texts.forEach { _ = try? JSONSerialization.jsonObject(with: $0) } }
            )
        }
        print(ours.median, theirs.median)
    }
}

/// The seconds that a closure takes.
func seconds(_ body: () -> Void) -> Double {
    let time = ContinuousClock().measure(body)
    return time / .seconds(1)
}

extension [Double] {
    /// The middle value.
    var median: Double { sorted()[count / 2] }
}
