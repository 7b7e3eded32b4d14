// Peers: the other side of every exchange; it reads a document through WireJSON alone.
