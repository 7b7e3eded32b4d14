// SDKGenerator: the generator as a library: document in, file tree and diagnostics out.
