import Diagnostics
import Foundation
import Glibc
import Harness
import WireJSON

extension Command {
    static let initialise = Command(
        name: "init", operands: "[DIR]",
        summary: "write an assay.json and a CI workflow that gate a generator",
        details: """
            Writes DIR/assay.json (default: the current folder), which says what 'assay run' judges
            there, and a workflow for GitHub Actions that does it for each push. Without --document
            it is openrpc.json; without --generator the generator of this program. A file that is
            there is never overwritten without --force.
            """,
        options: [
            .init(name: "document", value: "FILE", help: "a document, below DIR; repeatable"),
            .init(
                name: "generator", value: "CMD",
                help: "what makes a package of {document} in {out}; run in DIR, without a shell"),
            .init(name: "force", value: nil, help: "overwrite what is there"),
        ],
        examples: [
            "assay init --document api/petstore.json",
            "assay init --document api/petstore.json --generator 'mygen {document} --out {out}'",
        ]
    ) { arguments throws(UsageError) in
        let files = try Initialisation(arguments).files
        if !arguments.has("force"),
            let there = files.first(where: { access($0.path, F_OK) == 0 })
        {
            throw UsageError("'\(there.path)' is there already; --force overwrites it")
        }
        do throws(HarnessFault) {
            for file in files { try write(file.text, to: file.path) }
        } catch {
            Output.complain("assay: \(error)")
            return ExitCode.inconclusive
        }
        for file in files { Output.line("wrote \(file.path)") }
        return ExitCode.asExpected
    }

    private static func write(_ text: String, to path: String) throws(HarnessFault) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw HarnessFault("'\(folder.path)' cannot be made; check its permissions")
        }
        try ReportFile.write(text, to: path)
    }
}

/// What `assay init` writes.
private struct Initialisation {
    private(set) var files: [(path: String, text: String)] = []

    init(_ arguments: Arguments) throws(UsageError) {
        guard arguments.operands.count < 2 else {
            throw UsageError("init takes one folder, not \(arguments.operands.count)")
        }
        let folder = arguments.operands.first ?? "."
        let whole = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
        let named = arguments.all("document")
        let documents = named.isEmpty ? ["\(folder)/openrpc.json"] : named
        var section: [JSONObject.Member] = [
            .init(
                "documents",
                .array(
                    try documents.map { (path) throws(UsageError) in
                        .string(try Self.held(path, in: whole))
                    }))
        ]
        if let command = arguments.value("generator") {
            guard ["{document}", "{out}"].allSatisfy(command.contains) else {
                throw UsageError(
                    "'--generator' is a command with {document} and {out} among its words")
            }
            section.append(.init("command", .string(command)))
        }
        let configuration: JSONValue = ["generator": .object(section)]
        files.append(("\(folder)/assay.json", configuration.text(.pretty) + "\n"))
        files.append(Self.workflow(folder, whole))
    }

    /// The path of a document from the folder; it must be a document, and lie there.
    private static func held(_ path: String, in folder: String) throws(UsageError) -> String {
        switch DocumentFile.read(path) {
        case .failure(let refusal):
            throw UsageError("\(refusal.diagnostic); name a document with --document")
        case .success(let bytes):
            guard (try? JSONValue.read(bytes)) != nil else {
                throw UsageError("'\(path)' is no JSON; 'assay lint' says where it is wrong")
            }
        }
        let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard real.hasPrefix(folder + "/") else {
            throw UsageError("'\(path)' does not lie in '\(folder)'; init a folder that holds it")
        }
        return String(real.dropFirst(folder.count + 1))
    }

    /// The workflow, in the folder that holds `.git`: nowhere else would it be seen.
    private static func workflow(_ folder: String, _ whole: String) -> (path: String, text: String)
    {
        var root = whole
        while root != "/", access("\(root)/.git", F_OK) != 0 {
            root = URL(fileURLWithPath: root).deletingLastPathComponent().path
        }
        let isRepository = root != "/"
        let place = isRepository && root != whole ? String(whole.dropFirst(root.count + 1)) : ""
        let start = place.isEmpty ? folder : root
        return ("\(start)/.github/workflows/assay.yml", text(place))
    }

    private static func text(_ place: String) -> String {
        let directory = place.isEmpty ? "." : JSONValue.string(place).text()
        return """
            # Judges what the generator makes of each document of assay.json. 'assay run' does the same at home.
            # The repository that assay comes from is the variable ASSAY_REPOSITORY (OWNER/NAME) of this one.
            name: assay
            on: [push, pull_request]
            permissions:
              contents: read
            jobs:
              assay:
                runs-on: ubuntu-latest
                container: swift:6.1-bookworm
                steps:
                  - uses: actions/checkout@v4
                    with:
                      fetch-depth: 0
                  - uses: actions/checkout@v4
                    with:
                      repository: ${{ vars.ASSAY_REPOSITORY }}
                      path: .assay
                  - uses: actions/cache@v4
                    with:
                      path: |
                        .assay/.build
                        ~/.cache/assay
                      key: assay-${{ github.sha }}
                      restore-keys: assay-
                  - name: Build
                    shell: bash
                    run: source .assay/scripts/setup && build assay
                  - name: Judge
                    shell: bash
                    working-directory: \(directory)
                    run: |
                      "$GITHUB_WORKSPACE/.assay/.build/release/assay" run \\
                        --report html=assay.html --report junit=assay.xml \\
                        --report markdown="$GITHUB_STEP_SUMMARY"
                  - uses: actions/upload-artifact@v4
                    if: always()
                    with:
                      name: assay
                      path: |
                        **/assay.html
                        **/assay.xml

            """
    }
}
