import Diagnostics
import WireJSON

extension Rule {
    static let reservedErrorCode = Rule(
        "openrpc.reserved-error-code", .prose, .must, decides: ["O43"],
        Explanation(
            clause: """
                JSON-RPC 2.0 §5.1: codes from -32768 to -32000 are reserved for pre-defined \
                errors, and those that are not defined there for future use. OpenRPC 1.0 to 1.4, \
                Error Object, 'code', repeats it.
                """,
            why: "A future version may give the code a meaning that clients then act on.",
            example: #"{ "errors": [ { "code": -32500, "message": "no such pet" } ] }"#,
            remedy: "Choose a code outside of -32768 to -32000.")
    ) { reading in
        errorCodes(in: reading, CodeSpace.reserved) { code in
            "codes from -32768 to -32000 are reserved, found \(code); choose one outside of them"
        }
    }

    static let predefinedErrorCode = Rule(
        "openrpc.predefined-error-code", .prose, .text, decides: ["O43"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'errors': those that the application defines. \
                The Error Object reserves the codes of pre-defined errors, -32700 and -32600 to \
                -32603 in JSON-RPC 2.0 §5.1, and has them expected of every method without being \
                listed.
                """,
            why: """
                If the error means what JSON-RPC says it adds nothing, and one code for several \
                causes cannot be told apart; if it means something else clients misread it.
                """,
            example: #"{ "errors": [ { "code": -32602, "message": "no such pet" } ] }"#,
            remedy: """
                Leave it out where it has its own meaning, and give errors of the application \
                codes outside of -32768 to -32000.
                """)
    ) { reading in
        errorCodes(in: reading, CodeSpace.predefined) { code in
            "errors that JSON-RPC defines itself go without saying, found \(code); leave it out, "
                + "or give an error of your own a code outside of -32768 to -32000"
        }
    }

    static let serverErrorCode = Rule(
        "openrpc.server-error-code", .prose, .text, decides: ["O43"],
        Explanation(
            clause: """
                JSON-RPC 2.0 §5.1: codes from -32099 to -32000 are for errors that an \
                implementation of the protocol defines; applications have all codes outside of \
                -32768 to -32000. OpenRPC 1.0 to 1.4, Error Object, 'code', reserves the whole \
                range.
                """,
            why: """
                The library that serves the method may use the same code for its own errors, and a \
                client cannot tell which of the two answered.
                """,
            example: #"{ "errors": [ { "code": -32000, "message": "no such pet" } ] }"#,
            remedy: """
                Give an error of the application a code outside of -32768 to -32000; if it is the \
                server's own, all is well and this finding can be silenced.
                """)
    ) { reading in
        errorCodes(in: reading, CodeSpace.server) { code in
            "codes from -32099 to -32000 are the server library's, found \(code); give an error "
                + "of the application one outside of -32768 to -32000"
        }
    }

    /// One remark for each error object that some method declares, at the object; where a method
    /// repeats a code, at the first.
    private static func errorCodes(
        in reading: Reading, _ space: CodeSpace, _ message: (String) -> String
    ) -> [Remark] {
        var seen: Set<Spot> = []
        return reading.distinctMethods.flatMap { method -> [Remark] in
            var codes: Set<JSONDecimal> = []
            return reading.errors(of: method).compactMap { error in
                guard let site = error.target?.member("code"), let code = site.value.number,
                    CodeSpace(code) == space, codes.insert(JSONDecimal(code)).inserted,
                    seen.insert(site.spot).inserted
                else { return nil }
                let use = Diagnostic.Note(
                    "\(method.methodName) declares it here", at: error.site.span)
                return Remark(
                    message(code.text), at: site, notes: error.site.isReference ? [use] : [])
            }
        }
    }
}

/// Whose a code of an error is (JSON-RPC 2.0 §5.1).
private enum CodeSpace {
    case application, reserved, predefined, server

    init(_ number: JSONNumber) {
        let value = number.double
        // No whole number of the range is so long that a double would round it.
        switch value {
        case _ where value != value.rounded(): self = .application
        case -32099 ... -32000: self = .server
        case -32700, -32603 ... -32600: self = .predefined
        case -32768 ... -32000: self = .reserved
        default: self = .application
        }
    }
}
