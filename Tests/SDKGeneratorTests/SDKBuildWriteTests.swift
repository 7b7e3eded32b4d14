import Foundation
import Glibc
import SDKGenerator
import Synchronization
import TestSupport
import Testing

/// How an SDK of several documents gets to the disk, and what stays when it does not.
@Suite struct SDKBuildWriteTests {
    private let folder: TestFolder
    private var sdk: String { folder.path + "/sdk" }

    init() throws { folder = try TestFolder() }

    private func build(_ titles: String...) -> SDKBuild {
        titles.reduce(SDKBuild().withPythonSDK()) { build, title in
            let info = #"{"title":"\#(title)","version":"1"}"#
            let text = #"{"openrpc":"1.2.6","info":\#(info),"methods":[]}"#
            return build.adding(document: Array(text.utf8), file: "\(title).json")
        }
    }

    /// How writing ended, in a word.
    private func write(_ build: SDKBuild) throws -> String {
        switch try build.write(to: sdk) {
        case .refused: "refused"
        case .unchanged: "unchanged"
        case .written: "written"
        }
    }

    private func number(_ path: String) -> UInt64 {
        var status = stat()
        return lstat(folder.path + "/" + path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    @Test func whatIsWrittenIsWhatComparingExpects() throws {
        let build = build("Shop", "Books")
        #expect(try write(build) == "written")
        #expect(try build.generation().differences(in: sdk + "/python").isEmpty)
        #expect(folder.contents.count == 10)
        #expect(folder.contents.keys.allSatisfy { $0.hasPrefix("sdk/python/") })
    }

    @Test func whatIsUnchangedIsNotTouched() throws {
        #expect(try write(build("Shop", "Books")) == "written")
        let before = number("sdk/python/shop/shop_client.py")
        #expect(try write(build("Books", "Shop")) == "unchanged")
        #expect(number("sdk/python/shop/shop_client.py") == before)
        for (change, build) in [
            ("interface", build("Shop", "Books").withInterface(false)),
            ("fields", build("Shop", "Books").withBaseFields()),
            ("name", build("Shop", "Books").withPythonSDK(name: "x")),
            ("document", build("Shop", "books")),
        ] {
            #expect(try write(build) == "written", "\(change)")
            #expect(try write(build) == "unchanged", "\(change)")
            #expect(try build.generation().differences(in: sdk + "/python").isEmpty)
        }
    }

    @Test(arguments: ["shop/shop_client.py", "shop/py.typed", "assay.provenance.json"])
    func whatWasChangedIsWrittenAnew(_ file: String) throws {
        let build = build("Shop")
        #expect(try write(build) == "written")
        let path = "sdk/python/\(file)"
        let right = folder.read(path)
        try folder.write(right + Array("\n".utf8), to: path)
        #expect(try write(build) == "written")
        #expect(folder.read(path) == right)
        try FileManager.default.removeItem(atPath: folder.path + "/" + path)
        #expect(try write(build) == "written")
        #expect(folder.read(path) == right)
        #expect(try write(build) == "unchanged")
    }

    @Test func programsAreNotWhatWasWritten() throws {
        let build = build("Shop")
        #expect(try write(build) == "written")
        let path = folder.path + "/sdk/python/shop/shop_client.py"
        chmod(path, 0o755)
        #expect(try write(build) == "written")
        #expect(try build.generation().differences(in: sdk + "/python").isEmpty)
    }

    @Test func aRefusedBuildLeavesTheOldFiles() throws {
        #expect(try write(build("Shop")) == "written")
        let before = folder.contents
        let inode = number("sdk/python")
        let bad = build("Shop", "Books").adding(document: Array("{".utf8), file: "bad.json")
        #expect(try write(bad) == "refused")
        #expect(folder.contents == before && number("sdk/python") == inode)
    }

    /// The folder is exchanged whole, and what others put there comes along.
    @Test func aFolderIsReplacedAtOnce() throws {
        #expect(try write(build("Old", "Shop")) == "written")
        try folder.write("mine", to: "sdk/python/README.md")
        try folder.write("mine", to: "sdk/python/shop/mine/deep.py")
        try folder.write("", to: "sdk/python/old/__pycache__/old_client.pyc")
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: sdk + "/python/link", withDestinationPath: "nowhere")
        try files.createDirectory(atPath: sdk + "/python/empty", withIntermediateDirectories: false)
        chmod(sdk + "/python", 0o700)
        let readme = number("sdk/python/README.md")
        let inode = number("sdk/python")
        #expect(try write(build("Shop", "Books")) == "written")
        #expect(number("sdk/python") != inode && number("sdk/python/README.md") == readme)
        let names = try files.contentsOfDirectory(atPath: sdk + "/python").sorted()
        #expect(
            names == [
                "README.md", "assay.provenance.json", "books", "empty", "link", "pyproject.toml",
                "shop",
            ])
        #expect(folder.read("sdk/python/shop/mine/deep.py") == Array("mine".utf8))
        var status = stat()
        #expect(lstat(sdk + "/python", &status) == 0 && status.st_mode & 0o777 == 0o700)
        #expect(try files.contentsOfDirectory(atPath: sdk) == ["python"])
    }

    @Test(arguments: ["shop/shop_client.py", "pyproject.toml", "assay.provenance.json"])
    func othersFilesStopTheBuild(_ file: String) throws {
        try folder.write("mine", to: "sdk/python/\(file)")
        let before = folder.contents
        #expect(throws: DiskFault.self) { try write(build("Shop")) }
        #expect(folder.contents == before)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sdk) == ["python"])
    }

    /// What cannot be taken along is not left behind either: the old folder stays.
    @Test func aFailureOnTheWayLeavesTheOldFiles() throws {
        #expect(try write(build("Shop")) == "written")
        let path = Array((sdk + "/python/").utf8CString.dropLast()) + [-1, 0]
        let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        let before = folder.contents
        let inode = number("sdk/python")
        #expect(throws: DiskFault.self) { try write(build("Books")) }
        #expect(folder.contents == before && number("sdk/python") == inode)
        #expect(try FileManager.default.contentsOfDirectory(atPath: sdk) == ["python"])
        unlink(path)
    }

    /// Whoever looks while the folder is replaced again and again finds all of one build.
    @Test func nobodySeesHalfABuild() async throws {
        let builds = [build("Shop"), build("Books")]
        for build in builds.reversed() { #expect(try write(build) == "written") }
        let texts = Set(builds.compactMap { $0.generation().files.first?.text })
        let (flag, sdk) = (Flag(), sdk)
        let writing = Task.detached {
            defer { flag.isDone.store(true, ordering: .relaxed) }
            for index in 1...20 { _ = try builds[index % 2].write(to: sdk) }
        }
        var seen: Set<String> = []
        repeat {
            let file = "sdk/python/assay.provenance.json"
            var bytes = folder.read(file)
            // The folder may have gone between its name and that of the file; the next is there.
            if bytes.isEmpty { bytes = folder.read(file) }
            seen.insert(String(decoding: bytes, as: UTF8.self))
            await Task.yield()
        } while !flag.isDone.load(ordering: .relaxed)
        try await writing.value
        #expect(texts.count == 2)
        #expect(seen.isSubset(of: texts))
    }

    /// What a stopped program left beside the folder is in nobody's way.
    @Test func anAbandonedStageDoesNoHarm() throws {
        try folder.write("half", to: "sdk/.assay-abcdef/shop/shop_client.py")
        #expect(try write(build("Shop")) == "written")
        #expect(try build("Shop").generation().differences(in: sdk + "/python").isEmpty)
        #expect(try write(build("Shop")) == "unchanged")
    }

    /// A folder goes from the one target to the other and back, and nothing stays behind.
    @Test func aSinglePackageTakesTheFolderBack() throws {
        let text = #"{"openrpc":"1.2.6","info":{"title":"Shop","version":"1"},"methods":[]}"#
        let single = Generation.python(document: Array(text.utf8), file: "shop.json")
        for _ in 1...2 {
            try single.write(to: sdk + "/python")
            #expect(try single.differences(in: sdk + "/python").isEmpty)
            #expect(try write(build("Books")) == "written")
            #expect(try build("Books").generation().differences(in: sdk + "/python").isEmpty)
        }
    }

    /// A provenance that lies leads nowhere else.
    @Test func aProvenanceNamesNothingOutside() throws {
        #expect(try write(build("Shop")) == "written")
        try folder.write("mine", to: "outside.py")
        let path = "sdk/python/assay.provenance.json"
        let text = String(decoding: folder.read(path), as: UTF8.self)
        let lie = text.replacing("\"pyproject.toml\"", with: "\"../../outside.py\"")
        try #require(lie != text)
        try folder.write(lie, to: path)
        #expect(try write(build("Shop")) == "written")
        #expect(folder.read("outside.py") == Array("mine".utf8))
        #expect(String(decoding: folder.read(path), as: UTF8.self) == text)
    }

    @Test func provenanceTellsWhatWentIn() throws {
        #expect(try write(build("Shop")) == "written")
        let text = String(
            decoding: folder.read("sdk/python/assay.provenance.json"), as: UTF8.self)
        let document = #"{"openrpc":"1.2.6","info":{"title":"Shop","version":"1"},"methods":[]}"#
        #expect(text.contains(Digest.sha256(Array(document.utf8))))
        let client = folder.read("sdk/python/shop/shop_client.py")
        #expect(text.contains("\"shop/shop_client.py\": \"\(Digest.sha256(client))\""))
        #expect(!text.contains(folder.path) && !text.contains("Shop.json"))
    }
}

/// Says across tasks that something has ended.
private final class Flag: Sendable {
    let isDone = Atomic(false)
}
