import Harness
import Reporting

/// Recorded runs that a command was given.
enum RecordFile {
    /// The runs of some files as one; nil when one is refused, which has then been said. One file
    /// stands for itself, unless it is to be the whole, of which no part may be missing.
    static func merged(_ files: [String], asWhole: Bool = false) -> RunRecord? {
        var shards: [RunMerge.Shard] = []
        for file in files {
            guard let record = read(file) else { return nil }
            shards.append((file, record))
        }
        if shards.count == 1, !asWhole { return shards[0].record }
        do throws(RunMerge.Conflict) {
            return try RunMerge.merge(shards)
        } catch {
            Output.complain("assay: \(error.message)")
            return nil
        }
    }

    private static func read(_ file: String) -> RunRecord? {
        let input =
            file == "-"
            ? DocumentFile.readStandardInput(as: "standard input") : DocumentFile.read(file)
        switch input {
        case .failure(let refusal):
            Output.complain(refusal.diagnostic)
            return nil
        case .success(let bytes):
            do throws(RecordFault) {
                return try RunRecord.read(bytes)
            } catch {
                let line = error.line > 0 ? ":\(error.line)" : ""
                Output.complain("\(file)\(line): error: \(error.message) [events.malformed]")
                return nil
            }
        }
    }
}
