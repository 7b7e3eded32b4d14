/// One file of a package, as far as a comparison looks at it.
package struct PackageFile: Sendable, Equatable {
    /// What lies at the path.
    package enum Content: Sendable, Equatable {
        case bytes([UInt8])
        case link(to: String)
        /// A socket, a pipe, a device.
        case other
    }

    package var path: String
    package var content: Content
    package var isExecutable: Bool

    package init(path: String, content: Content, isExecutable: Bool) {
        self.path = path
        self.content = content
        self.isExecutable = isExecutable
    }

    package var bytes: [UInt8]? {
        if case .bytes(let bytes) = content { bytes } else { nil }
    }

    package var isPython: Bool { path.hasSuffix(".py") || path.hasSuffix(".pyi") }

    /// What the file is, beside its bytes.
    fileprivate var kind: String {
        switch content {
        case .bytes: isExecutable ? "a program" : "a file"
        case .link(let target): "a link to '\(target)'"
        case .other: "neither file nor link"
        }
    }
}

/// The files of two packages at one path.
package struct FilePair: Sendable {
    package var path: String
    package var old: PackageFile?
    package var new: PackageFile?

    /// Every path of either package, in the order of their bytes.
    package static func pairs(_ old: [PackageFile], _ new: [PackageFile]) -> [FilePair] {
        var pairs: [[UInt8]: FilePair] = [:]
        for file in old { pairs[Array(file.path.utf8)] = FilePair(path: file.path, old: file) }
        for file in new {
            pairs[Array(file.path.utf8), default: FilePair(path: file.path)].new = file
        }
        return pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    package init(path: String, old: PackageFile? = nil, new: PackageFile? = nil) {
        self.path = path
        self.old = old
        self.new = new
    }

    /// The class that the texts alone decide, identical or normalised; else what differs first.
    package func compare(_ normalisers: [Normaliser]) -> (level: Likeness?, Evidence?) {
        guard let old, let new else {
            let side = { (file: PackageFile?) in file == nil ? "nothing" : "a file" }
            return (nil, Evidence(place: path, old: side(old), new: side(new)))
        }
        if old.kind != new.kind {
            return (nil, Evidence(place: path, old: old.kind, new: new.kind))
        }
        guard let before = old.bytes, let after = new.bytes else { return (.identical, nil) }
        if before == after { return (.identical, nil) }
        let found = FirstLine.difference(before, after, path)
        let passed = [before, after].map { bytes in
            Normaliser.apply(normalisers, to: bytes, at: path)
        }
        return (!normalisers.isEmpty && passed[0] == passed[1] ? .normalised : nil, found)
    }
}

/// The first line that two texts do not share.
enum FirstLine {
    static func difference(_ old: [UInt8], _ new: [UInt8], _ path: String) -> Evidence {
        let left = old.split(separator: 0x0A, omittingEmptySubsequences: false)
        let right = new.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = zip(left, right).prefix { $0 == $1 }.count
        let text = { (lines: [ArraySlice<UInt8>]) in
            line < lines.count ? String(decoding: lines[line], as: UTF8.self) : "the end"
        }
        return Evidence(place: "\(path):\(line + 1)", old: text(left), new: text(right))
            .cut(to: 400)
    }
}
