import WireJSON

extension Rule {
    static let unsafeName = Rule(
        "sdk.unsafe-name", .sdk, .derived, decides: ["G06"],
        Explanation(
            clause: """
                No sentence of OpenRPC forbids it: a method or tag may have any name. File systems \
                read '..', '/', '\\' and drive letters as ways, and Windows keeps names such as \
                'con' and 'nul' for devices, with any extension.
                """,
            why: """
                Generators name files and folders after methods, components and tags; such a name \
                leads out of the folder they were told to write to, or to no file at all.
                """,
            example: #"{ "methods": [ { "name": "../../etc/hosts", "params": [] } ] }"#,
            remedy: "Choose a name that is no path.")
    ) { reading in
        reading.allNames.compactMap { name in
            guard [.method, .type, .tag].contains(name.role), let danger = danger(name.text)
            else { return nil }
            return name.remark(
                "\(name.role.noun)'s name may become a file's, '\(name.text)' \(danger); "
                    + "choose a name that is no path")
        }
    }

    private static func danger(_ name: String) -> String? {
        let bytes = Array(name.utf8)
        let steps = bytes.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
        if steps.contains(where: { $0.elementsEqual("..".utf8) }) {
            return "leads out of its folder"
        }
        if bytes.contains(UInt8(ascii: "\\")) { return "is a path on Windows" }
        let isDrive =
            bytes.count > 2 && bytes[1] == UInt8(ascii: ":")
            && bytes[2] == UInt8(ascii: "/")
        if bytes.first == UInt8(ascii: "/") || isDrive { return "is an absolute path" }
        let stem = String(decoding: bytes.prefix { $0 != UInt8(ascii: ".") }, as: UTF8.self)
        return devices.contains(stem.lowercased()) ? "is a device on Windows" : nil
    }

    private static let devices: Set<String> = Set(
        ["con", "prn", "aux", "nul"] + (1...9).flatMap { ["com\($0)", "lpt\($0)"] })
}
