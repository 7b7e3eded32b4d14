import Glibc
import Harness
import Peers
import Synchronization

/// Transcripts on the disk.
enum TranscriptFile {
    /// The transcripts below a folder, in the order of their paths; a file is itself.
    static func below(_ path: String) -> [String] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted().flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            var status = stat()
            // Not through links: a folder could be below itself.
            guard lstat(path, &status) == 0 else { return [] }
            if status.st_mode & S_IFMT == S_IFDIR { return below(path) }
            return [".io", ".jsonl", ".ndjson"].contains(where: name.hasSuffix) ? [path] : []
        }
    }

    /// Reads one; prints why when it cannot be read or is none.
    static func read(_ path: String) -> Transcript? {
        switch DocumentFile.read(path) {
        case .failure(let refusal):
            Output.complain("\(refusal.diagnostic)")
            return nil
        case .success(let bytes):
            do throws(TranscriptFault) {
                return try Transcript.read(bytes)
            } catch {
                Output.complain("\(path):\(error.line): error: \(error.message)")
                return nil
            }
        }
    }
}

/// A transcript that grows with every call.
final class Recording: Sendable {
    private let recorder: TranscriptRecorder
    private let file: File

    /// The file, and whether all that was written to it is in it.
    private final class File: Sendable {
        let descriptor: Int32
        let isWhole = Atomic(true)

        init(_ descriptor: Int32) { self.descriptor = descriptor }
        deinit { close(descriptor) }

        func write(_ bytes: [UInt8]) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    if isWhole.exchange(false, ordering: .relaxed) {
                        Output.complain(
                            "assay: the recording is not whole: \(String(cString: strerror(errno)))"
                        )
                    }
                    return
                }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Makes the file, which must not be there yet; prints why when that fails.
    init?(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            let reason =
                errno == EEXIST
                ? "it is there already; name another file, or remove it"
                : String(cString: strerror(errno))
            Output.complain("assay: cannot record to '\(path)': \(reason)")
            return nil
        }
        let file = File(descriptor)
        self.file = file
        recorder = TranscriptRecorder(Transcript.Format(file: path)) { file.write($0) }
    }

    /// Whether nothing is missing.
    var isWhole: Bool { file.isWhole.load(ordering: .relaxed) }

    func note(_ observation: MockHost.Observation) {
        recorder.note(
            observation.text, reply: observation.reaction.reply,
            emissions: observation.reaction.emissions)
    }
}
