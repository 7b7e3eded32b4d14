import Diagnostics
import WireJSON

extension Rule {
    static let optionalBeforeLater = Rule(
        "sdk.optional-before-later", .sdk, .derived, decides: ["J09"],
        Explanation(
            clause: """
                JSON-RPC 2.0 §4.2: by position, values stand in the order that the server expects. \
                No sentence says how to leave one out that others follow; a 'null' in its place \
                is a value, which its schema must allow.
                """,
            why: """
                Whoever gives the later param has to give the earlier one too, and there is no \
                value that means 'not given'. An SDK that offers both as optional must fail at \
                run time or shift the values.
                """,
            example: """
                { "paramStructure": "by-position",
                  "params": [ { "name": "limit", "schema": { "type": "integer" } },
                              { "name": "after", "schema": { "type": "string" } } ] }
                """,
            remedy: "Let the earlier param be null, give it a 'default', or take params by name.")
    ) { reading in
        reading.methods.compactMap { method in
            guard method.value["paramStructure"]?.string == "by-position" else { return nil }
            let params = method.elements(of: "params", as: .contentDescriptor)
                .compactMap { reading.target($0) }
            let optional = params.filter { $0.value["required"]?.bool != true }
            guard let last = optional.last,
                let gap = optional.dropLast().first(where: { reading.cannotBeSkipped($0) })
            else { return nil }
            return Remark(
                "an optional param by position should have a value that means none, "
                    + "\(gap.called) has neither 'null' nor a default, so nobody can leave it out "
                    + "and give \(last.called); let it be null or take params by name",
                at: gap.member("name") ?? gap,
                notes: [
                    Diagnostic.Note(
                        "\(last.called) stands here", at: last.member("name")?.span ?? last.span)
                ])
        }
    }
}

extension Site {
    fileprivate var called: String { "'\(value["name"]?.string ?? place.token)'" }
}

extension Reading {
    fileprivate func cannotBeSkipped(_ param: Site) -> Bool {
        guard let schema = param.member("schema", as: .schema) else { return false }
        if schema.value["default"] != nil || target(schema)?.value["default"] != nil {
            return false
        }
        var steps = 200
        return refusesNull(schema, &steps)
    }

    /// Whether null is certain to be invalid; schemas that take too many steps to tell are not.
    private func refusesNull(_ site: Site, _ steps: inout Int) -> Bool {
        steps -= 1
        guard steps > 0, let schema = target(site) else { return false }
        // OpenAPI's way to say that null will do as well.
        if site.value["nullable"]?.bool == true || schema.value["nullable"]?.bool == true {
            return false
        }
        if let bool = schema.value.bool { return !bool }
        if let type = schema.value["type"] {
            let names = (type.array ?? [type]).compactMap(\.string)
            if !names.isEmpty, !names.contains("null") { return true }
        }
        if let const = schema.value["const"], !const.isNull { return true }
        if let values = schema.value["enum"]?.array, !values.contains(where: \.isNull) {
            return true
        }
        for part in schema.elements(of: "allOf", as: .schema) where refusesNull(part, &steps) {
            return true
        }
        for keyword in ["anyOf", "oneOf"] {
            let branches = schema.elements(of: keyword, as: .schema)
            if branches.isEmpty { continue }
            var refuses = true
            for branch in branches where refuses { refuses = refusesNull(branch, &steps) }
            if refuses { return true }
        }
        return false
    }
}
