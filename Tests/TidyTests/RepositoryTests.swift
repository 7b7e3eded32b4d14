import TestSupport
import Testing

/// The repository's own tree, held against the house style.
@Suite struct RepositoryTests {
    private static let manifest = text(of: "Package.swift")
    private static let layers = Layer.read("layers", from: manifest)
    private static let tests = Layer.read("testTargets", from: manifest)
    private static let files: [TidyFile] = ["Sources", "Tests", "scripts"].flatMap { folder in
        Repository.files(below: Repository.root + "/" + folder).filter(isWritten)
            .map { TidyFile("\(folder)/\($0)", text(of: "\(folder)/\($0)")) }
    }

    /// Code, in whatever language; scripts have no extension. Lists with hashes are not written.
    private static func isWritten(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        let ext = name.contains(".") ? name.split(separator: ".").last : nil
        return ext.map { ["swift", "c", "h", "py", "sh"].contains($0) } ?? true
    }

    private static func text(of path: String) -> String {
        String(decoding: Repository.bytes(of: Repository.root + "/" + path) ?? [], as: UTF8.self)
    }

    private func check(_ violations: [Violation]) {
        for violation in violations { Issue.record("\(violation)") }
    }

    @Test func theTreeWasFound() {
        #expect(Self.layers.count >= 14)
        #expect(Self.files.count > 100)
        #expect(Self.files.flatMap(\.declarations).count > 1000)
        for layer in Self.layers {
            #expect(Self.files.contains { $0.target == layer.name && !$0.declarations.isEmpty })
        }
    }

    @Test(arguments: Rule.ofFiles.indices) func everyFileKeeps(rule index: Int) {
        check(Self.files.flatMap(Rule.ofFiles[index]))
    }

    @Test func importsAreTheEdgesOfTheTable() { check(Rule.edges(Self.layers, Self.files)) }

    @Test func judgeAndAccusedShareNoReader() { check(Rule.separation(Self.layers)) }

    @Test func everyTargetSaysWhatItIsFor() { check(Rule.headers(Self.layers, Self.files)) }

    @Test func noTypeIsNamedAsAModule() { check(Rule.moduleNames(Self.layers, Self.files)) }

    @Test func everyTestTargetHasTests() { check(Rule.emptyTests(Self.tests, Self.files)) }

    /// Tests may use what they like, and list what they use.
    @Test func testsListWhatTheyImport() {
        #expect(Self.tests.count >= 8)
        let ours = Set(Self.layers.map(\.name) + ["TestSupport", "CSystem", "CPythonABI"])
        check(
            Self.tests.flatMap { test in
                Self.files.filter { $0.target == test.name }.flatMap { file in
                    file.imports.filter {
                        ours.contains($0.module) && !test.uses.contains($0.module)
                    }.map {
                        Violation(
                            path: file.path, line: $0.line, message: "'\($0.module)' is not listed")
                    }
                }
            })
    }
}
