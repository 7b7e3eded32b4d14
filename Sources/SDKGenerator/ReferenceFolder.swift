package import Diagnostics
import Glibc
import Synchronization

/// Where the texts lie that a document refers to: beside it, or in a folder given for the web's.
/// Nothing is downloaded, and nothing outside of the two folders is opened.
package struct ReferenceFolder: Sendable {
    /// A text beyond this size is refused, and so is one beyond this size in all.
    static let limit = 64 << 20
    static let totalLimit = 256 << 20

    /// The path of the document, beside which relative references are looked for.
    let document: String
    /// A folder that holds copies of what `http` and `https` references name, each at
    /// `host/path`, as `wget --force-directories` saves them.
    let references: String?

    package init(document: String, references: String? = nil) {
        self.document = document
        self.references = references
    }

    /// Why there is no text, and the way out.
    package struct Refusal: Error, Sendable, Equatable {
        package let message: String
        init(_ message: String) { self.message = message }

        static let outside = Refusal(
            "only texts below the document's folder are read; save a copy there")
    }

    /// Gives the text of an absolute URI; all that one loader gives counts against one limit.
    package var loader: @Sendable (_ uri: String) -> Result<SourceFile, Refusal> {
        let intake = Intake()
        return { uri in
            switch route(to: uri) {
            case .failure(let refusal): .failure(refusal)
            case .success(let route): intake.read(route)
            }
        }
    }

    /// A folder, and the ways in it that are tried in turn.
    struct Route: Equatable {
        var folder: String
        var paths: [String]
        /// Said when nothing is there.
        var wayOut: String
    }

    /// Where the text of a URI would lie.
    func route(to uri: String) -> Result<Route, Refusal> {
        let parts = uri.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1)
        guard parts.count == 2 else { return .failure(.init("it is no absolute URI")) }
        let rest = Substring(parts[1])
        switch Substring(parts[0]).lowercased() {
        case "file": return fileRoute(rest)
        case "http": return webRoute(rest, port: ":80")
        case "https": return webRoute(rest, port: ":443")
        case let scheme:
            return .failure(
                .init("texts are read from files, not by '\(scheme)'; refer to a file beside it"))
        }
    }

    private func fileRoute(_ rest: Substring) -> Result<Route, Refusal> {
        let end = document.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = end.map { String(document[..<$0]) + ($0 == document.startIndex ? "/" : "") }
        guard rest.utf8.starts(with: "///".utf8),
            let path = Self.path(Substring(rest.utf8.dropFirst(3)))
        else { return .failure(.outside) }
        return .success(
            Route(
                folder: folder ?? ".", paths: [path],
                wayOut: "save it beside the document, at '\(path)'"))
    }

    private func webRoute(_ rest: Substring, port: String) -> Result<Route, Refusal> {
        let hasHost = rest.utf8.starts(with: "//".utf8)
        let address = rest.utf8.dropFirst(hasHost ? 2 : rest.utf8.count)
        let marks = "/?".utf8
        let end = address.firstIndex { marks.contains($0) } ?? address.endIndex
        var host = Substring(address[..<end]).lowercased()
        if host.hasSuffix(port) { host.removeLast(port.count) }
        var way = Substring(address[end...])
        if way.utf8.first == UInt8(ascii: "/") { way = Substring(way.utf8.dropFirst()) }
        if way.utf8.last ?? UInt8(ascii: "/") == UInt8(ascii: "/") { way += "index.json" }
        guard !host.isEmpty, !host.utf8.contains(UInt8(ascii: "@")),
            let path = Self.path("\(host)/\(way)")
        else { return .failure(.init("its name cannot be the path of a file; rename it")) }
        let name = path.utf8.split(separator: UInt8(ascii: "/")).last
        let hasExtension = name?.contains(UInt8(ascii: ".")) ?? false
        guard let references else {
            return .failure(
                .init("save a copy at 'DIR/\(path)' and pass '--refs DIR'; nothing is downloaded"))
        }
        return .success(
            Route(
                folder: references, paths: hasExtension ? [path] : [path, path + ".json"],
                wayOut: "save a copy at '\(references)/\(path)'; nothing is downloaded"))
    }

    /// The percent-decoded path below a folder; nil when it is none or climbs.
    private static func path(_ encoded: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = encoded.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = [rest.next(), rest.next()].compactMap { $0 }
            guard digits.count == 2, let digit = digits.first, digit != UInt8(ascii: "+"),
                digit != UInt8(ascii: "-"),
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16),
                value != UInt8(ascii: "/")
            else { return nil }
            bytes.append(value)
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let steps = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isPlain = steps.allSatisfy {
            !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8)
        }
        return isPlain ? text : nil
    }
}

extension ReferenceFolder {
    /// Reads texts, up to a limit in all.
    private final class Intake: Sendable {
        private let total = Mutex(0)

        func read(_ route: Route) -> Result<SourceFile, Refusal> {
            guard let folder = ReferenceFolder.real(route.folder) else {
                return .failure(.init("there is no folder '\(route.folder)'; \(route.wayOut)"))
            }
            for path in route.paths {
                // A folder of that name leaves room for a file with an ending.
                guard let real = ReferenceFolder.real("\(folder)/\(path)"),
                    path == route.paths.last || !ReferenceFolder.isFolder(real)
                else { continue }
                let name = route.folder == "." ? path : "\(route.folder)/\(path)"
                let inside = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
                guard real.utf8.starts(with: inside.utf8) else {
                    return .failure(
                        .init("'\(name)' is a link out of its folder; save a copy there"))
                }
                return take(real, name)
            }
            return .failure(.init(route.wayOut))
        }

        private func take(_ path: String, _ name: String) -> Result<SourceFile, Refusal> {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW)
            guard descriptor >= 0 else {
                return .failure(
                    .init("'\(name)' cannot be read: \(String(cString: strerror(errno)))"))
            }
            defer { close(descriptor) }
            var status = stat()
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                return .failure(.init("'\(name)' is no file; save a copy of the text there"))
            }
            let room = min(limit, totalLimit - total.withLock { $0 })
            guard let bytes = ReferenceFolder.bytes(of: descriptor, limit: room) else {
                return .failure(
                    .init("'\(name)' is longer than \(room) bytes or cannot be read to its end"))
            }
            total.withLock { $0 += bytes.count }
            return .success(SourceFile(name: name, bytes: bytes))
        }
    }

    /// The path without links; nil when nothing is there.
    private static func real(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(validatingCString: text)
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func bytes(of descriptor: Int32, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0, bytes.count + count <= limit else { return nil }
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}
