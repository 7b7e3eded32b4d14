import Diagnostics
import Foundation
import Lint
import Synchronization
import WireJSON

/// Lints documents with damaged bytes: whatever they are, it must answer, and soon.
enum LintMutations {
    /// How the mutants ended.
    private struct Tally {
        var refused = 0
        var clean = 0
        var withFindings = 0
        var longest = 0.0
        var faults: [String] = []
    }

    /// Makes so many mutants of these files, in turn, and prints how they ended; the exit code is 1
    /// when a refusal or finding had no place, or one took longer than five seconds.
    static func run(_ arguments: [String]) throws {
        guard arguments.count > 1, let count = Int(arguments[0]), count > 0 else {
            print("usage: bench lint-mutations COUNT FILE…")
            exit(64)
        }
        let texts = arguments.dropFirst().compactMap { file in
            FileManager.default.contents(atPath: file).map { (file, slice([UInt8]($0))) }
        }
        let tally = Mutex(Tally())
        DispatchQueue.concurrentPerform(iterations: count) { index in
            let (file, bytes) = texts[index % texts.count]
            var random = SplitMix(state: UInt64(index))
            var mutant = bytes
            for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&mutant, by: &random) }
            judge(mutant, "\(file), mutant \(index)", tally)
        }
        let end = tally.withLock { $0 }
        print(
            "\(count) mutants: \(end.refused) refused, \(end.withFindings) with findings, "
                + "\(end.clean) clean; the longest took \(Int(end.longest * 1000)) ms")
        for fault in end.faults.prefix(20) { print(fault) }
        if !end.faults.isEmpty { exit(1) }
    }

    private static func judge(_ bytes: [UInt8], _ name: String, _ tally: borrowing Mutex<Tally>) {
        var diagnostics: [Diagnostic] = []
        var isRefused = false
        let time = seconds {
            do throws(JSONFault) {
                let reading = try Reading(bytes, file: "mutant.json")
                diagnostics = Linter().findings(in: reading).map(\.diagnostic)
            } catch {
                isRefused = true
                diagnostics = [
                    error.diagnostic(in: SourceFile(name: "mutant.json", bytes: bytes))
                ]
            }
        }
        let lost = diagnostics.filter { diagnostic in
            guard let span = diagnostic.span else { return true }
            return span.bytes.upperBound > bytes.count || span.start.line < 1
        }
        tally.withLock { tally in
            tally.longest = max(tally.longest, time)
            if isRefused {
                tally.refused += 1
            } else if diagnostics.isEmpty {
                tally.clean += 1
            } else {
                tally.withFindings += 1
            }
            if !lost.isEmpty { tally.faults.append("\(name): no place for \(lost)") }
            if time > 5 { tally.faults.append("\(name): took \(time) s") }
        }
    }

    /// A document small enough to be linted a hundred thousand times: a large one keeps its first
    /// methods and components alone.
    private static func slice(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count > 8_000, let root = try? JSONValue.read(bytes), var object = root.object
        else { return bytes }
        object["methods"] = root["methods"]?.array.map { .array(Array($0.prefix(3))) }
        if let groups = root["components"]?.object {
            object["components"] = .object(
                groups.members.map { group in
                    let members = group.value.object?.members ?? []
                    return JSONObject.Member(group.name, .object(Array(members.prefix(3))))
                })
        }
        let small = JSONValue(.object(object)).bytes()
        return small.count > 40_000 ? Array(bytes.prefix(20_000)) : small
    }

    /// Bytes that mean something to a reader, which blind chance would seldom hit.
    private static let loaded: [UInt8] =
        Array("{}[],:\"\\/u0-+.eE$#~ \n".utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC2, 0xED, 0xF4, 0xFF]

    private static func damage(_ bytes: inout [UInt8], by random: inout SplitMix) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = loaded.randomElement(using: &random) ?? 0
        switch Int.random(in: 0..<8, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.insert(byte, at: place)
        case 3: bytes.remove(at: place)
        case 4: bytes[place] = UInt8.random(in: 0x30...0x39, using: &random)
        case 5, 6: bytes[place] = UInt8.random(in: 0x61...0x7A, using: &random)
        default:
            let end = min(place + Int.random(in: 1...40, using: &random), bytes.count)
            bytes.insert(
                contentsOf: bytes[place..<end], at: Int.random(in: 0...place, using: &random))
        }
        if bytes.isEmpty { bytes = [byte] }
    }
}

/// SplitMix64: the same numbers on every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
