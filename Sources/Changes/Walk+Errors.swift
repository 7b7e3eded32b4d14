import Lint
import WireJSON

extension Walk {
    /// Pairs the errors by code; one that kept its message under another code is the same error.
    mutating func compareErrors(_ left: Site, _ right: Site) {
        guard let pairing = elements("errors", left, right, .error, by: "code") else { return }
        for (before, after) in pairing.pairs {
            guard let (before, after) = targets(before, after) else { continue }
            compareError(before, after)
        }
        let moved = Pairing(pairing.removed, pairing.added) { [old, new] site in
            let reading = site.place.text === old.document ? old : new
            // Those without a message are told apart by where they stand.
            return reading.target(site)?.name("message") ?? JSONName("\u{0}\(site.place.token)")
        }
        for (before, after) in moved.pairs {
            guard let (before, after) = targets(before, after) else { continue }
            compareText("code", before, after, .errorCodeChanged, "the code of \(after.label)")
            compareError(before, after)
        }
        for error in moved.removed {
            report(
                .errorRemoved, "error \(code(error, old)) of \(left.label) was removed",
                removed: error, from: right.member("errors"))
        }
        for error in moved.added {
            report(
                .errorAdded, "error \(code(error, new)) of \(right.label) was added", added: error)
        }
        if pairing.isReordered { reportOrder("errors", left, right) }
    }

    private func code(_ error: Site, _ reading: Reading) -> String {
        reading.target(error)?.value["code"]?.text(.compact) ?? error.brief
    }

    private mutating func compareError(_ left: Site, _ right: Site) {
        compareMembers(left, right, except: ["code", "message", "data"])
        compareText("message", left, right, .errorMessageChanged, "the message of \(right.label)")
        compareData("data", left, right, .errorDataChanged)
    }
}
