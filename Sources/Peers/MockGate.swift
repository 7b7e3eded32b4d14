import Glibc

/// Who may come in by HTTP, whatever the address that is listened on.
package struct MockGate: Sendable {
    /// What each request and each handshake of a WebSocket must bear in `Authorization` (RFC 6750
    /// §2.1); nil asks for nothing. It is never taken from a target.
    package var token: String?
    /// Whether pages from elsewhere are kept out, which a browser on this machine could be shown:
    /// an `Origin` that is not of the loopback gets status 403, and over TCP a `Host` that is
    /// neither of the loopback nor an address gets 421, for a name may be bound to this machine
    /// anew. Pages of the loopback may read replies (CORS).
    package var keepsForeignPagesOut = false
    /// Names of hosts that are as good as the loopback's, in lower case.
    package var hosts: Set<String> = []

    package init(
        token: String? = nil, keepsForeignPagesOut: Bool = false, hosts: Set<String> = []
    ) {
        self.token = token
        self.keepsForeignPagesOut = keepsForeignPagesOut
        self.hosts = hosts
    }
}

extension MockGate {
    /// Why a request may not come in, if it may not.
    func refusal(of head: HTTPHead, isLocal: Bool) -> HTTPReply? {
        if keepsForeignPagesOut {
            if !isLocal, !isKnown(host: head.fields.host) { return .bare(421) }
            let origins = head.fields.origins
            if origins.count > 1 || !origins.allSatisfy(isKnown(origin:)) { return .bare(403) }
        }
        // A browser asks before it sends a token, and asks without one.
        guard let token, head.verb != .options else { return nil }
        guard let shown = head.fields.authorizations.first else {
            return .unauthorized("Bearer")
        }
        let isRight = head.fields.authorizations.count == 1 && Self.bears(token, shown)
        return isRight ? nil : .unauthorized(#"Bearer error="invalid_token""#)
    }

    /// The fields that let a page read a reply.
    func permissions(for head: HTTPHead) -> [(name: String, value: String)] {
        guard keepsForeignPagesOut, let origin = head.fields.origins.first else { return [] }
        let reading = [("Access-Control-Allow-Origin", origin), ("Vary", "Origin")]
        guard head.verb == .options else { return reading }
        return reading + [
            ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, POST"),
            ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
            ("Access-Control-Max-Age", "600"),
        ]
    }

    /// Whether a request can be meant for this machine. HTTP/1.0 without a `Host` comes from no
    /// browser.
    private func isKnown(host: String) -> Bool {
        let name = Self.name(host)
        return name.isEmpty || isOurs(name) || Self.isAddress(name)
    }

    /// Whether a page comes from this machine.
    private func isKnown(origin: String) -> Bool {
        let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty else {
            return false
        }
        return isOurs(Self.name(String(parts[2])))
    }

    private func isOurs(_ name: String) -> Bool {
        name == "localhost" || name.hasSuffix(".localhost") || name == "[::1]"
            || name.hasPrefix("127.") && Self.isAddress(name) || hosts.contains(name)
    }

    /// A host without its port, in lower case, without the root's dot.
    private static func name(_ host: String) -> String {
        let lower = host.lowercased()
        if lower.hasPrefix("["), let end = lower.firstIndex(of: "]") {
            return String(lower[...end])
        }
        let name = lower.prefix { $0 != ":" }
        return String(name.hasSuffix(".") ? name.dropLast() : name)
    }

    private static func isAddress(_ name: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        if name.hasPrefix("["), name.hasSuffix("]") {
            return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &six) == 1
        }
        return inet_pton(AF_INET, name, &four) == 1
    }

    /// Whether credentials are that token, in a time that does not tell how much of it is right.
    private static func bears(_ token: String, _ credentials: String) -> Bool {
        let scheme = credentials.prefix { $0 != " " }
        guard scheme.lowercased() == "bearer" else { return false }
        let wanted = Array(token.utf8)
        let shown = Array(credentials.utf8.dropFirst(scheme.utf8.count).drop { $0 == 0x20 })
        var difference = shown.count ^ wanted.count
        for (index, byte) in shown.enumerated() where !wanted.isEmpty {
            difference |= Int(byte ^ wanted[index % wanted.count])
        }
        return difference == 0 && !wanted.isEmpty
    }
}

extension HTTPReply {
    /// Status 401 with what would be let in (RFC 9110 §11.6.1).
    fileprivate static func unauthorized(_ challenge: String) -> HTTPReply {
        var reply = HTTPReply.bare(401)
        reply.fields = [("WWW-Authenticate", challenge)]
        return reply
    }
}
