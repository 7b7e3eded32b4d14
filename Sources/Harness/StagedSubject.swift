import Foundation
import WireJSON

/// A generated package on disk, with the document it must answer to.
struct StagedSubject: Sendable {
    /// The directory on the interpreter's path.
    let root: String
    /// The dotted names of the two modules.
    let client: String
    let interface: String
    let document: JSONValue
    let documentBytes: [UInt8]

    /// Finds the package in a directory by its one `*_client.py`.
    init(root: String, document: JSONValue, documentBytes: [UInt8]) throws(HarnessFault) {
        // Workers have a directory of their own: the path must not depend on ours.
        let root = URL(fileURLWithPath: root).standardizedFileURL.path
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        let clients = files.filter { $0.hasSuffix("_client.py") }.sorted()
        guard let found = clients.first, clients.count == 1 else {
            throw HarnessFault(
                "'\(root)' has \(clients.count) files '*_client.py', not one; name the directory "
                    + "that 'assay generate --python' wrote")
        }
        self.root = root
        let module = found.dropLast(3).replacingOccurrences(of: "/", with: ".")
        client = module
        interface = String(module.dropLast("client".count)) + "interface"
        self.document = document
        self.documentBytes = documentBytes
    }

    /// A package whose client's module is known, by its dotted name below the root.
    init(root: String, client: String, document: JSONValue, documentBytes: [UInt8]) {
        self.root = URL(fileURLWithPath: root).standardizedFileURL.path
        self.client = client
        interface =
            client.hasSuffix("_client")
            ? String(client.dropLast("client".count)) + "interface" : client
        self.document = document
        self.documentBytes = documentBytes
    }

    /// The argument of the driver's `load`.
    var settingsText: String {
        let members: JSONValue = [
            "root": .string(root), "client": .string(client), "interface": .string(interface),
        ]
        return members.text()
    }

    /// A text of the subject's without the place it happens to lie at, so that two runs agree.
    func anonymous(_ text: String) -> String {
        text.replacingOccurrences(of: root, with: "<sdk>")
    }
}
