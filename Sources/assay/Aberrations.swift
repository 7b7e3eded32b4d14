import Diagnostics
import Peers

extension Arguments {
    /// The option by which `serve` is told to be wrong.
    static let aberrationOption = Option(
        name: "aberration", value: "NAME",
        help: "be wrong: NAME, NAME@METHOD, NAME@#3 or NAME@id=7; repeatable")

    /// What the words given for it say, in order.
    func steering() throws(UsageError) -> [Steering] {
        var steering: [Steering] = []
        for word in all("aberration") {
            do throws(Steering.Fault) {
                steering.append(try Steering.read(word))
            } catch {
                throw UsageError(Self.explained(error))
            }
        }
        return steering
    }

    private static func explained(_ fault: Steering.Fault) -> String {
        switch fault {
        case .badTarget(let reason): return reason
        case .unknown(let name):
            let near = Closest.match(name, among: Aberration.all.map(\.id))
            let hint = near.map { "did you mean '\($0)'?" } ?? "'assay list aberrations' shows all"
            return "no aberration is named '\(name)'; \(hint)"
        }
    }
}
