// APISchema: the text of an `api.schema.json` in, a service out: one JSON Schema whose buckets hold
// the methods of both directions. It reads no file itself, follows no reference but to texts beside
// the document, and knows no target language.

package import Diagnostics
package import SchemaLowering
package import WireJSON

/// A text that is an API schema: an object with at least one bucket of methods. What stands in the
/// buckets is judged when it is lowered.
package struct APIDocument: Sendable {
    let text: SchemaText

    /// The text, for the places of diagnostics.
    package var file: SourceFile { text.file }

    /// The texts beside it that were asked for, by their URIs.
    package var texts: [String: Result<SchemaText.Text, Texts.Refusal>] { text.texts }

    /// A part of the document that holds methods, by who calls them and for what.
    enum Bucket: String, CaseIterable {
        case server, session, clientSession, clientGlobal

        var isInbound: Bool { self == .clientSession || self == .clientGlobal }
        var isPerSession: Bool { self == .session || self == .clientSession }
    }

    /// The parameter of a call that names the session it belongs to.
    static let sessionParameter = "sessionId"

    /// The member by which a node of a bucket is told to be a method.
    static let methodMark = "rpcMethod"

    /// Whether a JSON text looks like an API schema and like no document of another format.
    package static func recognises(_ root: JSONValue) -> Bool {
        root["openrpc"] == nil && root["openapi"] == nil
            && Bucket.allCases.contains { root[$0.rawValue]?.object != nil }
    }
}
