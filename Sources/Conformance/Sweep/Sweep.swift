/// The cases that any document implies: every method called with all parameters, with the required
/// ones, as each example shows, once for each declared error, and with each shape of its result;
/// every object of the components built. All of it is read from the raw document.
package struct Sweep: Sendable {
    package let document: RawDocument
    /// The name by which reports call the document.
    package let service: String
    package let seed: UInt64

    package init(document: RawDocument, service: String, seed: UInt64) {
        self.document = document
        self.service = service
        self.seed = seed
    }

    /// The cases in document order. Every value in them has been called valid by the oracle; a case
    /// for which there is none is `unsupported` and says why.
    package func cases<Fault: Error>(
        validate: ([ValidationRequest]) throws(Fault) -> [ValidationAnswer]
    ) throws(Fault) -> [Case] {
        var slots = SampleSlots(document, seed: seed)
        let methods = document.methods.map { MethodSweep($0, document, service, &slots) }
        let objects = ObjectSweep(document, service, &slots)
        try slots.settle(validate: validate)
        let asides = document.asides
        let calls = methods.flatMap { $0.cases(slots) }.map { played in
            var played = played
            played.requirements += asides
            return played
        }
        return calls + objects.cases(slots)
    }

    /// A name as one component of a case's id: everything but letters, digits, `.`, `_` and `-`
    /// as `%XX`.
    package static func component(_ name: String) -> String {
        // A path of dots alone would climb.
        let isDots = name.utf8.allSatisfy { $0 == 0x2E }
        return name.utf8.map { byte -> String in
            let isPlain =
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                case 0x2E: !isDots
                default: false
                }
            if isPlain { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
