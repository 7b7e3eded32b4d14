import Diagnostics
import WireJSON

extension Rule {
    static let requiredAfterOptional = Rule(
        "openrpc.required-after-optional", .prose, .must, decides: ["O25"],
        Explanation(
            clause: """
                OpenRPC 1.1 to 1.4, Method Object, 'params': every optional param stands behind \
                all required ones; a param is optional unless 'required' is true. The rule came \
                with 1.1.10; 1.0 has none, and there a finding is a warning.
                """,
            why: """
                Who calls by position must send a value for the optional param all the same, and \
                most languages have no function with a required argument behind an optional one.
                """,
            example: """
                { "params": [ { "name": "limit", "schema": {} },
                              { "name": "owner", "required": true, "schema": {} } ] }
                """,
            remedy: """
                Say 'required': true of the earlier params too, or move them to the end. Moving \
                changes what callers by position send, so it is done for you only where the params \
                go by name and no example counts them.
                """)
    ) { reading in
        reading.distinctMethods.compactMap { method in
            let params = reading.params(of: method)
            guard let order = ParamOrder(params) else { return nil }
            let late = params[order.late]
            var remark = Remark(
                "required params must stand before optional ones, \(named(late)) stands behind "
                    + "\(named(params[order.optional])); move it, or require the other too",
                at: late.site,
                notes: [
                    Diagnostic.Note(
                        "\(named(params[order.optional])) is optional",
                        at: params[order.optional].site.span)
                ])
            remark.fix = moving(params, of: method, in: reading)
            if reading.isWritten(for: 0...0) { remark.severity = .warning }
            return remark
        }
    }

    private static func named(_ param: Entry) -> String {
        param.target?.value["name"]?.string.map { "'\($0)'" } ?? "this param"
    }

    /// Nothing but the text tells the order of params that go by name, when no example counts them
    /// and no pointer does.
    private static func moving(_ params: [Entry], of method: Site, in reading: Reading) -> Fix? {
        let list = method.place.step("params")
        guard method.value["paramStructure"]?.string == "by-name",
            method.value["examples"] == nil, !reading.pointed.into(list),
            let array = method.value["params"],
            params.allSatisfy({ $0.isRequired != nil })
        else { return nil }
        let order =
            params.indices.filter { params[$0].isRequired == true }
            + params.indices.filter { params[$0].isRequired == false }
        return .reordering(
            "move the optional params behind the required ones", array, to: order,
            in: list.text)
    }
}

/// The first required param that stands behind an optional one, and the first such.
private struct ParamOrder {
    let optional: Int
    let late: Int

    init?(_ params: [Entry]) {
        guard let optional = params.firstIndex(where: { $0.isRequired == false }),
            let late = params[optional...].firstIndex(where: { $0.isRequired == true })
        else { return nil }
        self.optional = optional
        self.late = late
    }
}

extension Entry {
    /// Whether a param is required; nil when that cannot be told, as of what is no content
    /// descriptor.
    fileprivate var isRequired: Bool? {
        guard let object = target?.value.object, object["oneOf"] == nil else { return nil }
        guard let required = object["required"] else { return false }
        return required.bool
    }
}
