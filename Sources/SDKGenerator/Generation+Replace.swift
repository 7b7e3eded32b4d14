extension Generation {
    /// Replaces a folder in one step. The new one is made beside the old, gets a second name for
    /// each file that is not of an SDK, and takes its place; the old one then goes. Whenever this
    /// ends, even when the program is stopped, the folder is the one or the other.
    func replace(_ named: String) throws(DiskFault) {
        precondition(!isRefused, "a refused build has no files to write")
        if Disk.kind(of: named) == .absent { return try writeNew(named) }
        guard Disk.kind(of: named + "/.") == .folder, let folder = Disk.resolved(named) else {
            throw DiskFault("cannot write to '\(named)': it is not a folder")
        }
        let known = Set(Provenance.read(in: folder)?.paths ?? [])
        try refuseForeignFiles(in: folder, knowing: known)
        let stale = leftovers(in: folder).filter { path in
            Self.isOurs("\(folder)/\(path)")
                || known.contains(path) && Disk.kind(of: "\(folder)/\(path)") == .file
        }
        let stage = try Disk.makeTemporaryFolder(in: Disk.parent(of: folder))
        do {
            try writeFiles(below: stage)
            // By bytes: strings are equal that name two files.
            let without = Set((stale + files.map(\.path)).map { Array($0.utf8) })
            let packages = entries.map(\.package) + Self.writtenPackages(in: folder)
            let compiled = packages.map { Array("\($0)/__pycache__".utf8) }
            try Self.keep("", of: folder, in: stage, without: without.union(compiled))
            try Disk.exchange(stage, with: folder)
        } catch {
            Disk.removeTree(stage)
            throw error
        }
        Disk.removeTree(stage)
    }

    /// Gives the files below a folder their place in another too, and folders their permissions.
    private static func keep(
        _ path: String, of folder: String, in stage: String, without: Set<[UInt8]>
    ) throws(DiskFault) {
        let names = try Disk.list(path.isEmpty ? folder : "\(folder)/\(path)")
        // A folder that held nothing is somebody's; one that holds nothing more is not kept.
        if names.isEmpty && !path.isEmpty { try Disk.makeFolder("\(stage)/\(path)") }
        for name in names {
            let below = path.isEmpty ? name : "\(path)/\(name)"
            if without.contains(Array(below.utf8)) { continue }
            if Disk.kind(of: "\(folder)/\(below)") == .folder {
                try keep(below, of: folder, in: stage, without: without)
            } else {
                try Disk.makeFolder(Disk.parent(of: "\(stage)/\(below)"))
                try Disk.keep("\(folder)/\(below)", as: "\(stage)/\(below)")
            }
        }
        let target = path.isEmpty ? stage : "\(stage)/\(path)"
        if Disk.kind(of: target) == .folder {
            try Disk.copyPermissions(from: path.isEmpty ? folder : "\(folder)/\(path)", to: target)
        }
    }
}
