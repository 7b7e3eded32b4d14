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
    /// Whether names are found by convention where the package does not declare its own.
    var goesByConvention = false

    /// Finds the package in a directory by its one `*_client.py`; among those of several services
    /// by the one that is named after the document's title.
    init(root: String, document: JSONValue, documentBytes: [UInt8]) throws(HarnessFault) {
        // Workers have a directory of their own: the path must not depend on ours.
        let root = URL(fileURLWithPath: root).standardizedFileURL.path
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
        let clients = files.filter { $0.hasSuffix("_client.py") }.sorted()
        let title = Self.plain(document["info"]?["title"]?.string ?? "")
        let own = clients.filter { path in
            let name = path.split(separator: "/").last ?? ""
            return Self.plain(String(name.dropLast("_client.py".count))) == title
        }
        let candidates = clients.count > 1 && own.count == 1 ? own : clients
        guard let found = candidates.first, candidates.count == 1 else {
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

    /// A name without what naming conventions change: letter case, and all but letters and digits.
    private static func plain(_ name: String) -> String {
        name.lowercased().filter { $0.isLetter || $0.isNumber }
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

    /// The argument of the driver's `load`, which may have to load the package for WebSockets.
    func settingsText(needsWebSockets: Bool) -> String {
        let members: JSONValue = [
            "root": .string(root), "client": .string(client), "interface": .string(interface),
            "conventions": .bool(goesByConvention), "webSockets": .bool(needsWebSockets),
        ]
        return members.text()
    }

    /// A text of the subject's without the place it happens to lie at, so that two runs agree.
    func anonymous(_ text: String) -> String {
        text.replacingOccurrences(of: root, with: "<sdk>")
    }
}
