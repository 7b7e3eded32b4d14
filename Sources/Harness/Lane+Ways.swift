import Conformance
import EmbeddedPython
import Glibc
import Peers
import WireJSON

/// What a socket of the mock speaks that stands in a lane's directory.
enum MockSocket: String {
    case http
    case lines
    case headers
}

/// What is known of the child processes that pass on a guest's frames.
enum Relay {
    case untried
    case works
    /// Says why none can be used.
    case fails(String)
}

/// Where the mock is reached a way, as the driver is told.
struct MockAddress {
    var url: String
    var port: UInt16
    /// The path of the Unix socket that the way goes through, if it goes through one.
    var path: String?
}

extension Lane {
    /// Why cases cannot be played a way; nil when they can.
    func refusal(of way: Way) throws(HarnessFault) -> Refusal? {
        if let refusal = offer.refusal(of: way) { return refusal }
        switch way.transport {
        case .stdioLines, .stdioHeaders:
            if case .untried = relay { relay = try triedRelay() }
            guard case .fails(let problem) = relay else { return nil }
            return Refusal(.inconclusive, "no child process can reach the mock: \(problem)")
        case .tcp, .unix, .injected, .memory, .webSocket: return nil
        }
    }

    /// Where the mock answers this lane; its sockets are opened at first use.
    func address(of way: Way) throws(HarnessFault) -> MockAddress {
        let port = worker?.port ?? 0
        let scheme = way.transport == .webSocket ? "ws" : "http"
        let path: String? =
            switch way.transport {
            case .tcp, .injected, .webSocket: nil
            case .unix: try socket(.http)
            case .stdioLines: try socket(.lines)
            case .memory, .stdioHeaders: try socket(.headers)
            }
        return MockAddress(url: "\(scheme)://127.0.0.1:\(port)/rpc", port: port, path: path)
    }

    private func socket(_ kind: MockSocket) throws(HarnessFault) -> String {
        if let known = sockets[kind] { return known }
        let path = "\(directory)/\(kind.rawValue).sock"
        do {
            switch kind {
            case .http: try mock.listenUnix(path: path)
            case .lines: try mock.listenUnix(path: path, speaking: .frames(.newline))
            case .headers: try mock.listenUnix(path: path, speaking: .frames(.contentLength))
            }
        } catch {
            throw HarnessFault(
                "no Unix socket can be opened below '\(directory)'; set TMPDIR to a shorter path")
        }
        chmod(path, 0o666)
        sockets[kind] = path
        return path
    }

    /// Tries once whether a guest's child reaches the mock: what fails there is no subject's fault.
    private func triedRelay() throws(HarnessFault) -> Relay {
        guard let worker else { throw HarnessFault("the worker did not start") }
        mock.load(MockScript())
        let task: JSONValue = ["path": .string(try socket(.lines))]
        let outcome = worker.call("try_relay", task.text(), timeout: settings.timeout)
        if case .workerLost = outcome { close() }
        guard case .returned(let text, _) = outcome, let told = try? JSONValue.read(text) else {
            return .fails(ending(of: outcome).0.summary)
        }
        return told["problem"]?.string.map(Relay.fails) ?? .works
    }
}
