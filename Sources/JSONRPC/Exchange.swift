// JSONRPC: requests, responses, batches and error objects (JSON-RPC 2.0), as values; it moves no bytes.
