import EmbeddedPython
import Foundation
import Testing

@Suite struct ConfinementTests {
    /// Connects from this process: what it reaches is on the host's loopback.
    private func reaches(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test(arguments: [true, false])
    func theListenerIsReachedFromTheWorker(isolatesNetwork: Bool) throws {
        try Worker.running(isolatesNetwork: isolatesNetwork) { worker in
            let python = worker.python
            let connects = """
                import socket
                socket.create_connection(("127.0.0.1", \(python.port)), 2).sendall(b"hello")
                """
            #expect(worker.run(connects).summary == ("returned", "None"))
            let listener = try python.takeListener()
            let connection = accept(listener, nil, nil)
            defer { [listener, connection].forEach { _ = close($0) } }
            var buffer = [UInt8](repeating: 0, count: 16)
            let count = read(connection, &buffer, buffer.count)
            #expect(String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self) == "hello")
            #expect(reaches(python.port) == !python.isNetworkIsolated)
            python.close()
            #expect(accept(listener, nil, nil) < 0 && errno == EINVAL)
        }
    }

    @Test func anIsolatedGuestReachesNoOtherPort() throws {
        try Worker.running(isolatesNetwork: false) { other in
            try Worker.running { worker in
                try skipUnless(worker.python.isNetworkIsolated)
                let source =
                    "import socket\nsocket.create_connection(('127.0.0.1', \(other.python.port)))"
                #expect(worker.run(source).summary.text.contains("Connection refused"))
                let outside = worker.run(
                    "import socket\nsocket.create_connection(('1.1.1.1', 80), 1)")
                #expect(outside.summary.text.contains("Network is unreachable"))
            }
        }
    }

    @Test func aPrivateUserWritesOnlyItsDirectory() throws {
        try Worker.running { worker in
            try skipUnless(worker.python.hasPrivateUser)
            let source = """
                import os, tempfile
                open("mine", "w").write("x")
                tempfile.NamedTemporaryFile().close()
                paths = ["/etc", "/root", "/var/tmp", "\(worker.directory)/.."]
                failed = []
                for path in ["/etc/passwd", "/etc/assay", "/root/assay", "/usr/bin/assay"]:
                    try: open(path, "a").close()
                    except PermissionError: failed.append(path)
                result = len(failed), os.getuid() == os.geteuid() != 0
                """
            #expect(worker.run(source).summary == ("returned", "(4, True)"))
            #expect(worker.run("import os; os.setuid(0)").summary.kind == "raised")
        }
    }

    /// A machine that grants no such right shows it here rather than nowhere.
    private func skipUnless(_ granted: Bool) throws {
        try #require(granted || getuid() != 0, "root was refused a namespace or a user of its own")
    }
}
