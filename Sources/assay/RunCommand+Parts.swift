import Conformance
import Foundation
import Harness
import Reporting

// Runs of a part: a share of the cases, what an earlier run left, what a change can reach.

extension Command {
    static let partialOptions: [Arguments.Option] = [
        .init(
            name: "shard", value: "K/N",
            help: "play the K-th of N parts; 'assay report merge' joins their streams"),
        .init(
            name: "resume", value: "EVENTS",
            help: "go on with the run of this stream: play what it has no verdict of"),
        .init(
            name: "changed-since", value: "REV",
            help: "leave out documents that no change since then reaches, as git tells"),
    ]

    /// Adds what says which part of a run is wanted.
    static func takeParts(
        _ arguments: Arguments, to options: inout RunOptions
    ) throws(UsageError) {
        options.shard = try shard(arguments)
        options.words = identityWords(arguments)
        if let path = arguments.value("resume") { options.resumed = try resumption(path) }
        guard let revision = arguments.value("changed-since") else { return }
        guard !revision.isEmpty, !revision.hasPrefix("-") else {
            throw UsageError("'--changed-since' is '\(revision)'; it is a revision that git knows")
        }
        let folder = FileManager.default.currentDirectoryPath
        do throws(HarnessFault) {
            options.changes = try ChangedFiles(since: revision, in: folder)
        } catch {
            throw UsageError("'--changed-since \(revision)': \(error)")
        }
    }

    private static func shard(_ arguments: Arguments) throws(UsageError) -> Shard? {
        guard let text = arguments.value("shard") else { return nil }
        let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
            .map { Int($0) }
        guard numbers.count == 2, let index = numbers[0], let count = numbers[1],
            count <= 10_000, let shard = Shard(index, of: count)
        else {
            throw UsageError("'--shard' is '\(text)'; it is K/N, such as 2/3, with K from 1 to N")
        }
        return shard
    }

    /// The words that verdicts depend on beside the seed, in one order.
    private static func identityWords(_ arguments: Arguments) -> String {
        let names = ["only", "way", "language", "profile", "suite", "timeout", "python"]
        let words = names.flatMap { name in arguments.all(name).flatMap { ["--\(name)", $0] } }
        return (words + arguments.referenceWords).map { " " + RunInfo.quoted($0) }.joined()
    }

    private static func resumption(_ path: String) throws(UsageError) -> Resumption {
        let bytes: [UInt8]
        switch DocumentFile.read(path) {
        case .failure(let refusal): throw UsageError("\(refusal.diagnostic)")
        case .success(let read): bytes = read
        }
        let record: RunRecord
        do throws(RecordFault) {
            record = try RunRecord.read(bytes)
        } catch {
            throw UsageError("'--resume' cannot read '\(path)': \(error.message)")
        }
        guard let info = record.info, let identity = info.identity else {
            throw UsageError(
                "'\(path)' does not say what its run was about, so that none can go on with it; "
                    + "leave out '--resume'")
        }
        guard info.version == CommandLineTool.version else {
            throw UsageError(
                "'\(path)' is of assay \(info.version), and this is \(CommandLineTool.version); "
                    + "leave out '--resume'")
        }
        var resumption = Resumption(identity)
        for section in record.sections {
            for played in section.cases {
                guard let report = CaseReport(event: played.event) else { continue }
                resumption.add(report, document: section.document, part: section.part)
            }
        }
        return resumption
    }
}
