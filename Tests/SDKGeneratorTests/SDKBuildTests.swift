import Foundation
import SDKGenerator
import TestSupport
import Testing

/// The SDK of several documents: what is in it, and what is refused.
@Suite struct SDKBuildTests {
    private func text(_ title: String, version: String = "1.0", types: String = "") -> [UInt8] {
        let info = #"{"title":"\#(title)","version":"\#(version)"}"#
        let result = #"{"name":"r","schema":{"type":"string"}}"#
        let method = #"{"name":"ping","params":[],"result":\#(result)}"#
        let components = #"{"schemas":{\#(types)}}"#
        return Array(
            (#"{"openrpc":"1.2.6","info":\#(info),"methods":[\#(method)],"#
                + #""components":\#(components)}"#).utf8)
    }

    private var build: SDKBuild {
        SDKBuild().withPythonSDK()
            .adding(document: text("Shop"), file: "shop.json", domain: "trade")
            .adding(document: text("Orders"), file: "orders.json", domain: "trade")
            .adding(document: text("Bookshelf"), file: "books.json")
    }

    private func text(_ path: String, of generation: Generation) -> String {
        generation.files.first { $0.path == path }?.text ?? ""
    }

    @Test func servicesShareTheFolderOfTheirDomain() {
        let generation = build.generation()
        #expect(generation.diagnostics == [])
        #expect(
            generation.files.map(\.path) == [
                "assay.provenance.json",
                "bookshelf/__init__.py", "bookshelf/bookshelf_client.py",
                "bookshelf/bookshelf_interface.py", "bookshelf/py.typed",
                "pyproject.toml",
                "trade/__init__.py", "trade/orders_client.py", "trade/orders_interface.py",
                "trade/py.typed", "trade/shop_client.py", "trade/shop_interface.py",
            ])
        #expect(
            generation.entries.map(\.module) == [
                "bookshelf.bookshelf_client", "trade.orders_client", "trade.shop_client",
            ])
        #expect(generation.entry == nil)
        let project = text("pyproject.toml", of: generation)
        #expect(project.contains("\nname = \"bookshelf-trade-sdk\"\nversion = \"1.0\"\n"))
        #expect(project.contains("\npackages = [\"bookshelf\", \"trade\"]\n"))
        #expect(project.hasSuffix("\n\"bookshelf\" = [\"py.typed\"]\n\"trade\" = [\"py.typed\"]\n"))
        let named = build.withPythonSDK(name: "our-sdk", version: "2.1rc1").withInterface(false)
        let other = named.generation()
        #expect(!other.files.contains { $0.path.hasSuffix("_interface.py") })
        #expect(
            text("pyproject.toml", of: other).contains(
                "\nname = \"our-sdk\"\nversion = \"2.1rc1\"\n"))
    }

    @Test func theOrderOfDocumentsDoesNotMatter() {
        let turned = SDKBuild()
            .adding(document: text("Bookshelf"), file: "elsewhere/b.json")
            .adding(document: text("Orders"), file: "o.json", domain: "trade")
            .adding(document: text("Shop"), file: "s.json", domain: "trade").withPythonSDK()
        #expect(turned.generation().files == build.generation().files)
        #expect(build.generation().files == build.generation().files)
    }

    /// A name that two services have is in neither's place.
    @Test func sharedNamesStayInTheirModules() {
        let pet = #""Pet":{"type":"object","properties":{"id":{}}}"#
        let own = #""Own":{"type":"object","properties":{"id":{}}}"#
        let generation = SDKBuild().withPythonSDK()
            .adding(document: text("A", types: pet), file: "a", domain: "d")
            .adding(document: text("B", types: pet + "," + own), file: "b", domain: "d")
            .generation()
        #expect(
            generation.diagnostics == [
                "note: several services of domain 'd' have 'Pet'; import it from a service's own "
                    + "module [build.shared-name]"
            ])
        #expect(
            text("d/__init__.py", of: generation).hasSuffix(
                """

                from .a_client import (
                    AClient,
                    AAsyncClient,
                    ACalls,
                )
                from .b_client import (
                    BClient,
                    BAsyncClient,
                    BCalls,
                    Own,
                )

                __all__ = [
                    "AClient",
                    "AAsyncClient",
                    "ACalls",
                    "BClient",
                    "BAsyncClient",
                    "BCalls",
                    "Own",
                ]

                """))
    }

    private func refused(
        _ build: SDKBuild, _ messages: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let generation = build.generation()
        #expect(generation.isRefused && generation.entries.isEmpty, sourceLocation: sourceLocation)
        #expect(generation.diagnostics == messages, sourceLocation: sourceLocation)
    }

    @Test func whatCannotStandTogetherIsRefused() {
        refused(
            build.adding(document: text("shop"), file: "again.json", domain: "trade"),
            [
                "error: 'shop.json' and 'again.json' are both service 'shop' of domain 'trade'; "
                    + "give one another domain or title [build.colliding-services]"
            ])
        refused(
            build.adding(document: text("x"), file: "x.json", domain: "../Up"),
            [
                "error: domain '../Up' of 'x.json' is no name of a package; say 'up' [build.domain]"
            ])
        refused(
            build.adding(document: text("x"), file: "x.json", domain: "json"),
            [
                "error: domain 'json' of 'x.json' is no name of a package; say 'json_sdk' "
                    + "[build.domain]"
            ])
        refused(
            build.withPythonSDK(name: "-x", version: "v1"),
            [
                "error: '-x' names no distribution; letters, digits, '-', '_' and '.' do, with a "
                    + "letter or a digit at either end [build.name]",
                "error: 'v1' is no version of Python's; say '1' [build.version]",
            ])
        refused(
            SDKBuild(),
            ["error: a build must have a language; call 'withPythonSDK' [build.language]"])
        refused(
            SDKBuild().withPythonSDK(),
            ["error: a build must have a document; add one [build.document]"])
    }

    @Test func everyDocumentIsHeard() {
        let generation =
            build
            .adding(document: Array("{".utf8), file: "one.json")
            .adding(document: Array("[]".utf8), file: "two.json").generation()
        #expect(generation.isRefused)
        for file in ["one.json", "two.json"] {
            #expect(generation.diagnostics.contains { $0.hasPrefix("\(file):1:") })
        }
    }

    @Test func severalVersionsGiveNone() {
        let generation = build.adding(document: text("New", version: "2"), file: "n").generation()
        #expect(generation.diagnostics.map { $0.hasPrefix("note: ") } == [true])
        #expect(text("pyproject.toml", of: generation).contains("\nversion = \"0.0.0\"\n"))
    }
}
