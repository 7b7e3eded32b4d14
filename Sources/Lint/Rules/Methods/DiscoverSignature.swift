import WireJSON

extension Rule {
    static let discoverSignature = Rule(
        "openrpc.discover-signature", .prose, .text, decides: ["O38"],
        Explanation(
            clause: """
                OpenRPC 1.0 to 1.4, Service Discovery Method: 'rpc.discover' is described as a \
                method without params whose result is the OpenRPC document.
                """,
            why: """
                Tools call it as the specification describes it, before they have read any \
                document, and so without params and for its result.
                """,
            example: """
                { "name": "rpc.discover",
                  "params": [ { "name": "format", "schema": { "type": "string" } } ],
                  "result": { "name": "document", "schema": {} } }
                """,
            remedy: """
                Describe 'rpc.discover' with 'params': [] and a result, and offer what takes \
                params under another name.
                """)
    ) { reading in
        reading.distinctMethods.flatMap { method -> [Remark] in
            guard let name = method.member("name"), name.value.string == "rpc.discover" else {
                return []
            }
            var remarks: [Remark] = []
            if let params = method.member("params"), params.value.array?.isEmpty == false {
                remarks.append(
                    Remark("'rpc.discover' must have no params; write 'params': []", at: params))
            }
            // Up to 1.2 every method must have a result, so that other rules tell.
            if method.value["result"] == nil, !reading.isWritten(for: 0...2) {
                remarks.append(
                    Remark(
                        "'rpc.discover' must have a result, the OpenRPC document; describe it",
                        at: name))
            }
            return remarks
        }
    }
}
