import WireJSON

extension Rule {
    static let licenseName = Rule(
        "openrpc.license-name", .prose, .must, decides: ["O08"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.3, License Object: 'name' is required. The meta-schema does not \
                ask for it, and 1.4 no longer says it is required.
                """,
            why: "A licence without a name tells a reader nothing to go by.",
            example: #"{ "license": { "url": "https://opensource.org/licenses/MIT" } }"#,
            remedy: "Add the licence's name, such as its SPDX identifier.")
    ) { reading in
        guard reading.isWritten(for: 0...3) else { return [] }
        return reading.survey[.license].compactMap { license in
            guard let object = license.value.object, object["name"] == nil else { return nil }
            return Remark(
                "a licence must have a 'name' up to OpenRPC 1.3; add it, such as 'MIT'",
                at: license)
        }
    }
}
