package import JSONRPC

/// What a program that serves people adds to the mock.
package struct MockHost: Sendable {
    /// How long every reply is held back.
    package var latency: Duration = .zero
    /// What there is at a path beside the calls; asked before the mock's own resources. Whether the
    /// caller says that it shows HTML.
    package var resource: (@Sendable (_ path: String, _ showsHTML: Bool) -> Resource?)?
    /// Told of every text that was answered, before its reply is sent.
    package var observe: (@Sendable (Observation) -> Void)?

    /// What is served to a `GET`.
    package struct Resource: Sendable {
        package var contentType: String
        package var body: [UInt8]
        /// Fields beside those that every answer has.
        package var fields: [(name: String, value: String)]

        package init(
            contentType: String, body: [UInt8], fields: [(name: String, value: String)] = []
        ) {
            self.contentType = contentType
            self.body = body
            self.fields = fields
        }
    }

    /// One text and what came of it.
    package struct Observation: Sendable {
        package var carrier: Exchange.Carrier
        package var text: [UInt8]
        package var reaction: MockService.Reaction
        /// How long it took to find the answer; latency not counted.
        package var duration: Duration

        /// A line for each call: the carrier, what was called, what came of it, and the time.
        package var lines: [String] {
            let time = duration / .milliseconds(1)
            let rounded = "\((time * 100).rounded() / 100) ms"
            return reaction.calls.map { "\(carrier.rawValue) \($0.description) \(rounded)" }
        }
    }

    package init() {}
}
