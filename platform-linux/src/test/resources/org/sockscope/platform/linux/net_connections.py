# SPDX-License-Identifier: Apache-2.0
"""Answers each line "PID KIND", with pid -1 for the whole machine, by what psutil tells: a line for each row, then "end"."""

import ipaddress
import os
import socket
import sys

import psutil


def end(family, address):
    if family == socket.AF_UNIX:
        return os.fsencode(address).hex()
    if not address:
        return "-"
    return ipaddress.ip_address(address.ip).packed.hex() + ":" + str(address.port)


def row(connection, pid):
    return " ".join(
        (
            str(-1 if pid is None else pid),
            str(connection.fd),
            connection.family.name,
            connection.type.name,
            connection.status,
            "laddr=" + end(connection.family, connection.laddr),
            "raddr=" + end(connection.family, connection.raddr),
        )
    )


def rows(pid, kind):
    if pid == -1:
        return [row(each, each.pid) for each in psutil.net_connections(kind)]
    return [row(each, pid) for each in psutil.Process(pid).net_connections(kind)]


for request in sys.stdin:
    pid, kind = request.split()
    try:
        answer = rows(int(pid), kind)
    except Exception as error:
        answer = ["error " + " ".join(repr(error).split())]
    print(*answer, "end", sep="\n", flush=True)
