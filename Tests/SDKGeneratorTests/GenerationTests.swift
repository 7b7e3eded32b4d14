import Foundation
import SDKGenerator
import Testing

/// What is written, and what is left alone.
@Suite struct GenerationTests {
    private let box = Box()

    private func generate(_ title: String = "Shop", methods: String = "") -> Generation {
        let info = #"{"title":"\#(title)","version":"1"}"#
        let text = #"{"openrpc":"1.2.6","info":\#(info),"methods":[\#(methods)]}"#
        return Generation.python(document: Array(text.utf8), file: "shop.json")
    }

    private let ping =
        #"{"name":"ping","params":[],"result":{"name":"r","schema":{"type":"string"}}}"#

    @Test func aDocumentBecomesFilesAndAnEntry() throws {
        let generation = generate(methods: ping)
        #expect(
            generation.files.map(\.path) == [
                "pyproject.toml", "shop/__init__.py", "shop/py.typed", "shop/shop_client.py",
                "shop/shop_interface.py",
            ])
        let entry = try #require(generation.entry)
        #expect(entry.package == "shop" && entry.module == "shop.shop_client")
        #expect(entry.client == "ShopClient")
        #expect(generation.diagnostics.isEmpty && !generation.isRefused)
    }

    @Test(arguments: ["", "{", "[]", "openrpc: 1.2.6", #"{"openrpc":"1.2.6"}"#, "\u{0}", "[[[[["])
    func brokenDocumentsAreRefusedWithAPlace(_ text: String) {
        let generation = Generation.python(document: Array(text.utf8), file: "shop.json")
        #expect(generation.isRefused && generation.files.isEmpty && generation.entry == nil)
        #expect(generation.diagnostics.contains { $0.hasPrefix("shop.json:1:") })
    }

    @Test func writingMakesWhatComparingExpects() throws {
        let generation = generate(methods: ping)
        for folder in [box.path("new/deep"), box.path("new/deep"), box.path("new/deep/")] {
            try generation.write(to: folder)
            #expect(try generation.differences(in: folder).isEmpty)
        }
        #expect(
            box.names("new") == ["deep"] && box.names("new/deep") == ["pyproject.toml", "shop"])
    }

    @Test func comparingNamesEveryDifferenceAndWritesNothing() throws {
        let generation = generate(methods: ping)
        let folder = box.path("sdk")
        #expect(try generation.differences(in: folder).count == 5)
        #expect(box.names("").isEmpty)
        try generation.write(to: folder)
        box.write("sdk/shop/shop_client.py", "changed")
        box.remove("sdk/shop/py.typed")
        box.write("sdk/shop/mine.py", "mine")
        box.write("sdk/shop/old.py", "# Written by assay from an older document\n")
        box.write("sdk/shop/__pycache__/x.pyc", "")
        box.write("sdk/README.md", "mine")
        #expect(
            try generation.differences(in: folder).map(\.description) == [
                "foreign: README.md", "foreign: shop/mine.py", "stale: shop/old.py",
                "missing: shop/py.typed",
                "changed: shop/shop_client.py",
            ])
    }

    @Test func writingReplacesItsOwnAndLeavesTheRest() throws {
        let folder = box.path("sdk")
        try generate("Old Shop").write(to: folder)
        box.write("sdk/old_shop/mine.py", "mine")
        box.write("sdk/README.md", "mine")
        let generation = generate(methods: ping)
        try generation.write(to: folder)
        #expect(box.names("sdk") == ["README.md", "old_shop", "pyproject.toml", "shop"])
        #expect(box.names("sdk/old_shop") == ["mine.py"])
        box.remove("sdk/old_shop/mine.py")
        try generate("Old Shop").write(to: folder)
        #expect(box.names("sdk") == ["README.md", "old_shop", "pyproject.toml"])
    }

    @Test(arguments: ["pyproject.toml", "shop/shop_client.py", "shop/py.typed"])
    func whatWasNotGeneratedIsNotOverwritten(_ path: String) throws {
        box.write("sdk/\(path)", "mine")
        let before = box.tree("sdk")
        let fault = #expect(throws: DiskFault.self) { try generate().write(to: box.path("sdk")) }
        #expect(fault?.description.contains("was not generated; choose another folder") == true)
        #expect(box.tree("sdk") == before)
    }

    @Test func linksDoNotLeadOutOfTheFolder() throws {
        box.write("elsewhere/keep.py", "mine")
        box.write("sdk/README.md", "mine")
        box.link("sdk/shop", to: "../elsewhere")
        #expect(throws: DiskFault.self) { try generate().write(to: box.path("sdk")) }
        #expect(box.names("elsewhere") == ["keep.py"] && box.names("sdk") == ["README.md", "shop"])
        box.remove("sdk/shop")
        box.link("sdk/pyproject.toml", to: "../elsewhere/keep.py")
        #expect(throws: DiskFault.self) { try generate().write(to: box.path("sdk")) }
        #expect(box.read("elsewhere/keep.py") == "mine")
        box.remove("sdk/pyproject.toml")
        box.link("alias", to: "sdk")
        try generate().write(to: box.path("alias"))
        #expect(box.names("sdk") == ["README.md", "pyproject.toml", "shop"])
    }

    @Test func aFailureLeavesTheFolderAsItWas() throws {
        try generate().write(to: box.path("sdk"))
        box.remove("sdk/shop/shop_interface.py")
        // A folder that is not empty cannot be replaced by a file.
        box.write("sdk/shop/shop_interface.py/x", "mine")
        let before = box.tree("sdk")
        #expect(throws: DiskFault.self) { try generate(methods: ping).write(to: box.path("sdk")) }
        #expect(box.tree("sdk") == before)
        box.write("file", "mine")
        #expect(throws: DiskFault.self) { try generate().write(to: box.path("file")) }
        #expect(throws: DiskFault.self) { try generate().write(to: box.path("file/below")) }
        #expect(box.names("") == ["file", "sdk"])
    }
}

/// A folder of its own on the disk, removed with it.
private final class Box: Sendable {
    private let root = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID())")

    init() { try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ path: String) -> String { root.path + "/" + path }

    func names(_ folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: path(folder)).sorted()) ?? []
    }

    func read(_ file: String) -> String? {
        try? String(contentsOfFile: path(file), encoding: .utf8)
    }

    func write(_ file: String, _ text: String) {
        let folder = root.appending(path: file).deletingLastPathComponent()
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try? Data(text.utf8).write(to: root.appending(path: file))
    }

    func remove(_ file: String) { try? FileManager.default.removeItem(atPath: path(file)) }

    func link(_ file: String, to target: String) {
        try? FileManager.default.createSymbolicLink(
            atPath: path(file), withDestinationPath: target)
    }

    /// Every path below a folder with its text.
    func tree(_ folder: String) -> [String: String] {
        let paths = FileManager.default.subpaths(atPath: path(folder)) ?? []
        return Dictionary(uniqueKeysWithValues: paths.map { ($0, read("\(folder)/\($0)") ?? "") })
    }
}
