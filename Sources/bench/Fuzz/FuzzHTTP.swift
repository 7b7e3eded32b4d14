/// Requests of HTTP/1.1, pipelined; the last one may be one that ends the connection.
struct FuzzHTTP: FuzzCarrier {
    func session(_ text: inout FuzzText, frames: Int, methods: Set<[UInt8]>) -> FuzzSession {
        var session = FuzzSession(frames: frames)
        let isBad = text.random.once(in: 2)
        for _ in 0..<(isBad ? frames - 1 : frames) {
            let made = text.make()
            session.bytes += request(made, &text.random)
            let expectation = FuzzExpectation(of: made[...], methods: methods)
            if case .silence = expectation {
                session.expected.append(.nothing)
            } else {
                session.expected.append(.text(expectation, of: made))
            }
        }
        guard isBad else { return session }
        session.endsBadly = true
        let made = text.make()
        if text.random.once(in: 3) {
            var bytes = request(made, &text.random)
            for _ in 0...text.random.below(3) {
                bytes[text.random.below(min(bytes.count, 60))] = text.random.byte()
            }
            session.bytes += bytes
            session.expected.append(.anything)
        } else {
            let (bytes, statuses) = bad(made, &text.random)
            session.bytes += bytes
            session.expected.append(.status(statuses))
        }
        return session
    }

    private func request(_ body: [UInt8], _ random: inout FuzzRandom) -> [UInt8] {
        let host = random.once(in: 6) ? "hOsT:localhost" : "Host: localhost"
        let target = random.pick(["/", "/rpc", "/?a=b", "/%20"])
        var head = "POST \(target) HTTP/1.1\r\n\(host)\r\n"
        if random.once(in: 2) { head += "Content-Type: application/json\r\n" }
        if random.once(in: 6) { head += "X-Noise: \(random.below(1000))\r\n" }
        guard random.once(in: 5) else {
            return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body
        }
        var bytes = Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8)
        var rest = body[...]
        while !rest.isEmpty {
            let part = rest.prefix(1 + random.below(40))
            let note = random.once(in: 5) ? ";x=\"y\"" : ""
            bytes +=
                Array("\(String(part.count, radix: 16))\(note)\r\n".utf8) + part + [0x0D, 0x0A]
            rest = rest.dropFirst(part.count)
        }
        let trailer = random.once(in: 6) ? "X-Sum: 1\r\n" : ""
        return bytes + Array("0\r\n\(trailer)\r\n".utf8)
    }

    /// A request that RFC 9112 has a server refuse, with the statuses that say so.
    private func bad(_ body: [UInt8], _ random: inout FuzzRandom) -> ([UInt8], Set<Int>) {
        let length = "Content-Length: \(body.count)\r\n"
        let post = "POST / HTTP/1.1\r\nHost: localhost\r\n"
        let chunked = "\(post)Transfer-Encoding: chunked\r\n\r\n"
        let kinds: [(String, Set<Int>)] = [
            ("POST / HTTP/1.1\nHost: localhost\n\(length)\n", [400]),
            ("POST / HTTP/1.1\r\n\(length)\r\n", [400]),
            ("\(post)Host: y\r\n\(length)\r\n", [400]),
            ("\(post)\(length)Content-Length: 0\r\n\r\n", [400]),
            ("\(post)\(length)Transfer-Encoding: chunked\r\n\r\n", [400]),
            ("\(post)Content-Length: -1\r\n\r\n", [400]),
            ("\(post)Content-Length: 1e3\r\n\r\n", [400]),
            ("\(post)Content-Length: 99999999999999999999\r\n\r\n", [400, 413]),
            ("\(post)\r\n", [411, 400]),
            ("POST / HTTP/1.1\r\nHost : x\r\n\(length)\r\n", [400]),
            ("\(post)A: b\r\n c\r\n\(length)\r\n", [400]),
            ("\(post)A\u{1}: b\r\n\(length)\r\n", [400]),
            ("POST / HTTP/2.0\r\nHost: localhost\r\n\(length)\r\n", [400, 505]),
            ("POST /\r\nHost: localhost\r\n\(length)\r\n", [400, 505]),
            ("POST  / HTTP/1.1\r\nHost: localhost\r\n\(length)\r\n", [400]),
            ("\(post)Transfer-Encoding: gzip\r\n\r\n", [400, 501]),
            ("\(chunked)zz\r\n", [400]), ("\(chunked)-1\r\n", [400]),
            ("\(chunked)fffffffffffffffff\r\n", [400, 413]), ("\(chunked)1\r\nabc\r\n", [400]),
            ("GARBAGE\r\n\r\n", [400, 405, 501, 505]),
        ]
        let (head, statuses) = random.pick(kinds)
        return (Array(head.utf8) + (head.hasPrefix(chunked) ? [] : body), statuses)
    }

    func units(_ bytes: [UInt8]) throws(FuzzFault) -> [FuzzUnit] {
        var rest = bytes[...]
        var units: [FuzzUnit] = []
        while !rest.isEmpty {
            guard let end = rest.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else {
                throw FuzzFault("a reply has no head")
            }
            let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
                .split(separator: "\r\n")
            guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
                let status = Int(first.dropFirst(9).prefix(3)), (100...599).contains(status)
            else { throw FuzzFault("a reply has no status line") }
            let field = lines.first { $0.lowercased().hasPrefix("content-length:") }
            let length = field.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
            guard rest.endIndex - end.upperBound >= length else {
                throw FuzzFault("a reply ends before its length")
            }
            if status >= 200 {
                units.append(
                    .http(status: status, body: rest[end.upperBound..<(end.upperBound + length)]))
            }
            rest = rest[(end.upperBound + length)...]
        }
        return units
    }
}
