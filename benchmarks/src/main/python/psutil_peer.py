# SPDX-License-Identifier: Apache-2.0
"""Answers one question over and over with psutil: each line of standard input asks once, and the line that answers has
the milliseconds and the number of rows.

usage: psutil_peer.py machine | process PID | self | port PORT
"""

import socket
import sys
import time

import psutil

question, *number = sys.argv[1:]
number = int(number[0]) if number else None
own = [socket.create_server(("", 0)) for _ in range(20 if question == "self" else 0)]


def answer():
    if question == "machine":
        return psutil.net_connections("inet")
    if question == "process":
        return psutil.Process(number).net_connections("inet")
    if question == "self":
        return psutil.Process().net_connections("inet")
    connections = psutil.net_connections("tcp")
    return [row for row in connections if row.status == psutil.CONN_LISTEN and row.laddr.port == number]


print("ready", flush=True)
for _ in sys.stdin:
    before = time.perf_counter()
    rows = answer()
    print((time.perf_counter() - before) * 1e3, len(rows), flush=True)
