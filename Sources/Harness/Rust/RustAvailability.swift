/// Whether this machine can run Rust, which is found out at the first question.
final class RustAvailability {
    private var answer: String??

    /// What is missing, with the way out; nil when nothing is.
    var lack: String? {
        if let answer { return answer }
        var found: String?
        do throws(HarnessFault) {
            _ = try RustToolchain.find()
            found = RustDependencies.missingSources
        } catch {
            found = error.description
        }
        answer = found
        return found
    }
}
