"""The child process that a client starts as its service: it hands its standard streams to the
harness, which speaks for it, and lives as long as a service would."""

import os
import select
import signal
import socket
import sys

DEAF = 255

control = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
control.connect(sys.argv[1])
for descriptor in (0, 1, 2):
    socket.send_fds(control, [b"d"], [descriptor])
os.close(1)
os.close(2)
events = select.poll()
events.register(0, 0)
events.register(control, select.POLLIN)
is_deaf = False
while True:
    for descriptor, _ in events.poll():
        if descriptor == 0:
            # The client has closed our input, which for a lawful service is the end.
            if not is_deaf:
                os._exit(0)
            events.unregister(0)
            continue
        order = control.recv(1)
        if not order:
            os._exit(0)
        if order[0] != DEAF:
            os._exit(order[0])
        is_deaf = True
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        control.sendall(order)
