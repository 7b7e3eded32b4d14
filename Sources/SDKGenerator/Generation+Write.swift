extension Generation {
    /// Writes the SDK below a folder, which is created where it is missing. Either every file is
    /// written or the folder stays as it was. Files of an earlier generation that are no longer
    /// part of it are removed; a file that was not generated is never written over or removed.
    public func write(to folder: String) throws(DiskFault) {
        precondition(!isRefused, "a refused document has no files to write")
        let folder = folder.isEmpty ? "." : folder
        if Disk.kind(of: folder) == .absent { return try writeNew(folder) }
        guard Disk.kind(of: folder + "/.") == .folder else {
            throw DiskFault("cannot write to '\(folder)': it is not a folder")
        }
        try refuseForeignFiles(in: folder)
        let stage = try Disk.makeTemporaryFolder(in: folder)
        do {
            try writeFiles(below: stage)
        } catch {
            Disk.removeTree(stage)
            throw error
        }
        let stale = leftovers(in: folder).filter { Self.isOurs("\(folder)/\($0)") }
        try exchange(folder, with: stage, removing: stale)
        for path in stale { removeEmptyFolders(above: path, in: folder) }
    }

    /// A folder that is not there yet appears at once with all its files.
    func writeNew(_ folder: String) throws(DiskFault) {
        let parent = Disk.parent(of: folder)
        try Disk.makeFolder(parent)
        let stage = try Disk.makeTemporaryFolder(in: parent)
        do {
            try writeFiles(below: stage)
            try Disk.move(stage, to: folder)
        } catch {
            Disk.removeTree(stage)
            throw error
        }
    }

    /// Writes every file below a new folder.
    func writeFiles(below stage: String) throws(DiskFault) {
        for file in files {
            let path = "\(stage)/\(file.path)"
            try Disk.makeFolder(Disk.parent(of: path))
            try Disk.create(path, file.text)
        }
    }

    /// Stops before anything is touched when a file of ours would replace one that is neither ours
    /// nor among the paths of plain files that are known to have been.
    func refuseForeignFiles(
        in folder: String, knowing known: Set<String> = []
    ) throws(DiskFault) {
        for file in files {
            for parent in Self.parents(of: file.path) {
                switch Disk.kind(of: "\(folder)/\(parent)") {
                case .absent, .folder: break
                case .file, .other:
                    throw DiskFault("cannot write below '\(folder)/\(parent)': it is not a folder")
                }
            }
            let path = "\(folder)/\(file.path)"
            let isKnown = known.contains(file.path) && Disk.kind(of: path) == .file
            if Disk.kind(of: path) != .absent && !isKnown && !Self.isOurs(path) {
                throw DiskFault(
                    "cannot write '\(path)': it was not generated; choose another folder")
            }
        }
    }

    /// Moves the staged files to their places, each in one step, and stale ones out of them. When a
    /// move fails all is put back, and what cannot be is kept in the stage.
    private func exchange(
        _ folder: String, with stage: String, removing stale: [String]
    ) throws(DiskFault) {
        var undo: [(from: String, to: String)] = []
        do {
            for (index, file) in files.enumerated() {
                let target = "\(folder)/\(file.path)"
                let aside = "\(stage)/.old-\(index)"
                let isThere = Disk.kind(of: target) != .absent
                if isThere { try Disk.keep(target, as: aside) }
                try Disk.makeFolder(Disk.parent(of: target))
                try Disk.move("\(stage)/\(file.path)", to: target)
                undo.append(isThere ? (aside, target) : (target, aside))
            }
            for (index, path) in stale.enumerated() {
                let aside = "\(stage)/.stale-\(index)"
                try Disk.move("\(folder)/\(path)", to: aside)
                undo.append((aside, "\(folder)/\(path)"))
            }
        } catch {
            for step in undo.reversed() {
                do { try Disk.move(step.from, to: step.to) } catch let second {
                    throw DiskFault("\(error); what was there is kept in '\(stage)': \(second)")
                }
            }
            Disk.removeTree(stage)
            throw error
        }
        Disk.removeTree(stage)
    }

    private func removeEmptyFolders(above path: String, in folder: String) {
        for parent in Self.parents(of: path).reversed() {
            Disk.removeEmptyFolder("\(folder)/\(parent)")
        }
    }

    /// The folders on the way to a path, outermost first.
    static func parents(of path: String) -> [String] {
        let names = path.split(separator: "/").dropLast()
        return names.indices.map { names[...$0].joined(separator: "/") }
    }
}
