import Diagnostics
import WireJSON

extension Rule {
    static let duplicateErrorCode = Rule(
        "openrpc.duplicate-error-code", .prose, .must, decides: ["O41"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Method Object, 'errors': the error codes in it are unique, \
                references followed. Codes are numbers, so 1 and 1.0 are one.
                """,
            why: """
                The code is what a client tells errors apart by; of two with one code it can offer \
                but one.
                """,
            example: """
                { "errors": [ { "code": 1, "message": "no such pet" },
                              { "code": 1, "message": "pet is asleep" } ] }
                """,
            remedy: """
                Give each its own code, or describe what they have in common once and tell the \
                cases apart in 'data'. An error that is repeated word for word is removed for you.
                """)
    ) { reading in
        reading.distinctMethods.flatMap { method -> [Remark] in
            var firsts: [JSONDecimal: Entry] = [:]
            let errors = reading.errors(of: method)
            return errors.enumerated().compactMap { index, error in
                guard let code = error.target?.value["code"]?.number else { return nil }
                guard let first = firsts[JSONDecimal(code)] else {
                    firsts[JSONDecimal(code)] = error
                    return nil
                }
                return Remark(
                    "an error's code must be unique in its method, found \(code.text) again; give "
                        + "one of the errors another", at: error.blamed("code"),
                    notes: [
                        Diagnostic.Note(
                            "\(code.text) stands here first", at: first.blamed("code").span)
                    ],
                    fix: removing(index, error, like: first, of: method, in: reading))
            }
        }
    }

    /// The list is a set: what it says twice it may as well say once.
    private static func removing(
        _ index: Int, _ error: Entry, like first: Entry, of method: Site,
        in reading: Reading
    ) -> Fix? {
        guard let one = error.target, let other = first.target,
            // Comparing what two references bring here again and again would take too long.
            one.spot == other.spot
                || !error.site.isReference && one.value.equals(other.value, numbers: .value),
            !reading.pointed.into(method.place.step("errors")), let list = method.value["errors"],
            let edit = Fix.Edit.removing(element: index, of: list)
        else { return nil }
        return Fix("remove the repeated error", [edit])
    }
}
