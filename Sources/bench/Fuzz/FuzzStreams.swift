/// Messages that end with a line feed; nothing that is sent can put them out of step.
struct FuzzLines: FuzzCarrier {
    func session(_ text: inout FuzzText, frames: Int, methods: Set<[UInt8]>) -> FuzzSession {
        var session = FuzzSession(frames: frames)
        for _ in 0..<frames {
            let made = text.make()
            session.bytes += made + [0x0A]
            for line in made.split(separator: 0x0A, omittingEmptySubsequences: false) {
                session.expected.append(
                    .text(FuzzExpectation(of: line, methods: methods), of: Array(line)))
            }
        }
        return session
    }

    func units(_ bytes: [UInt8]) throws(FuzzFault) -> [FuzzUnit] {
        guard bytes.last.map({ $0 == 0x0A }) ?? true else { throw FuzzFault("a line has no end") }
        return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
            .map { .text($0) }
    }
}

/// Messages after a head with their length; a head that is wrong is the last thing read.
struct FuzzLengths: FuzzCarrier {
    func session(_ text: inout FuzzText, frames: Int, methods: Set<[UInt8]>) -> FuzzSession {
        var session = FuzzSession(frames: frames)
        let isBad = text.random.once(in: 2)
        for _ in 0..<(isBad ? frames - 1 : frames) {
            let made = text.make()
            session.bytes += head(made.count, &text.random) + made
            session.expected.append(
                .text(FuzzExpectation(of: made[...], methods: methods), of: made))
        }
        guard isBad else { return session }
        session.endsBadly = true
        let made = text.make()
        if text.random.once(in: 3) {
            var bytes = head(made.count, &text.random) + made
            bytes[text.random.below(bytes.count)] = text.random.byte()
            session.bytes += bytes
            session.expected.append(.anything)
        } else {
            session.bytes += badHead(made.count, &text.random) + made
            session.expected.append(.lastWord)
        }
        return session
    }

    private func head(_ length: Int, _ random: inout FuzzRandom) -> [UInt8] {
        var lines = [
            "\(random.pick(["Content-Length", "content-length", "CONTENT-LENGTH"])): \(length)"
        ]
        if random.once(in: 4) {
            lines.append("Content-Type: application/vscode-jsonrpc; charset=utf-8")
        }
        if random.once(in: 8) { lines.append("X-Noise:") }
        if random.once(in: 2) { lines.reverse() }
        return Array((lines + ["", ""]).joined(separator: "\r\n").utf8)
    }

    /// A head that no strict reader takes.
    private func badHead(_ length: Int, _ random: inout FuzzRandom) -> [UInt8] {
        let heads = [
            "Content-Length: \(length)\n\n", "Content-Length: -\(length + 1)\r\n\r\n",
            "Content-Length: \(length)\r\nContent-Length: \(length + 1)\r\n\r\n",
            "Content-Length: x\r\n\r\n", "Content-Length:\r\n\r\n",
            "Content-Length \(length)\r\n\r\n",
            "Content-Type: x\r\n\r\n", "\r\n\r\n", "{}\r\n\r\n",
            "Content-Length: 99999999999999999999999\r\n\r\n", "Content-Length: \(1 << 60)\r\n\r\n",
            "Content-Length: 0x10\r\n\r\n", "Content-Length: 1 2\r\n\r\n", ": \(length)\r\n\r\n",
            "Content-Length : \(length)\r\n\r\n", "Content-Length: +\(length)\r\n\r\n",
        ]
        return Array(random.pick(heads).utf8)
    }

    func units(_ bytes: [UInt8]) throws(FuzzFault) -> [FuzzUnit] {
        var rest = bytes[...]
        var units: [FuzzUnit] = []
        while !rest.isEmpty {
            guard let end = rest.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]),
                case let head = String(decoding: rest[..<end.lowerBound], as: UTF8.self),
                head.hasPrefix("Content-Length: "), let length = Int(head.dropFirst(16)),
                rest.endIndex - end.upperBound >= length
            else { throw FuzzFault("a reply has no lawful head, or no end") }
            units.append(.text(rest[end.upperBound..<(end.upperBound + length)]))
            rest = rest[(end.upperBound + length)...]
        }
        return units
    }
}
