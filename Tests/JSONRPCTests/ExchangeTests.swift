import JSONRPC
import Testing
import WireJSON

@Suite struct ExchangeTests {
    private let exchange = Exchange(
        requestHead: Array(
            "POST /rpc?x HTTP/1.1\r\nHost: a\r\ncontent-TYPE: \t application/json \r\nX:\r\n\r\n"
                .utf8),
        requestBody: Array(#"{"id":1}"#.utf8), codedRequestBody: Array("8\r\n…".utf8),
        interimHead: Array("HTTP/1.1 100 Continue\r\n\r\n".utf8),
        responseHead: Array("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n".utf8),
        responseBody: Array("{}".utf8))

    @Test func headsAreReadForTheJudge() {
        #expect(exchange.httpMethod == "POST")
        #expect(exchange.path == "/rpc?x")
        #expect(exchange.requestHeader("Content-Type") == "application/json")
        #expect(exchange.requestHeader("x") == "")
        #expect(exchange.requestHeader("absent") == nil)
        #expect(exchange.status == 200)
        #expect(exchange.responseHeader("content-length") == "2")
    }

    @Test func bodiesAreReadOnce() {
        #expect(exchange.request?["id"]?.int == 1)
        #expect(exchange.response?.object?.isEmpty == true)
    }

    @Test func everyByteIsThereInOrder() {
        #expect(String(decoding: exchange.received, as: UTF8.self).hasSuffix("X:\r\n\r\n8\r\n…"))
        let sent = String(decoding: exchange.sent, as: UTF8.self)
        #expect(sent.hasPrefix("HTTP/1.1 100") && sent.hasSuffix("Content-Length: 2\r\n\r\n{}"))
    }

    @Test func whatIsNoHeadHasNoParts() {
        let broken = Exchange(requestHead: [0xFF, 0x0A], requestBody: [0x7B])
        #expect(broken.path == nil && broken.status == nil && broken.request == nil)
        #expect(broken.sent.isEmpty)
    }

    @Test func emptyLinesBeforeTheRequestLineAreNotIt() {
        let exchange = Exchange(
            requestHead: Array("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), requestBody: [])
        #expect(exchange.httpMethod == "GET")
        #expect(exchange.requestHeader("host") == "a")
    }
}
