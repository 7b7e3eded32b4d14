"""Passes on what it reads to a Unix socket, and back; it ends when that is closed."""

import _socket, _thread, os, sys
peer = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
peer.connect(sys.argv[1])

def send():
    data = os.read(0, 65536)
    while data:
        peer.sendall(data)
        data = os.read(0, 65536)
    peer.shutdown(_socket.SHUT_WR)

_thread.start_new_thread(send, ())
data = peer.recv(65536)
while data:
    while data:
        data = data[os.write(1, data):]
    data = peer.recv(65536)
