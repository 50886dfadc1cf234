// SPDX-License-Identifier: Apache-2.0
#include "held.h"

#include "answer.h"

#include <ws2tcpip.h>

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

enum { MOST = 100 };

/*
 * Winsock tells no state of TCP before Windows 10 (SIO_TCP_INFO), and Wine 8 not at all: it is known from what was done
 * with the socket.
 */
static struct held {
    SOCKET socket;
    const char *state;
} held[MOST];
static size_t count;

static struct held *find(SOCKET socket)
{
    for (size_t i = 0; i < count; i++) {
        if (held[i].socket == socket) {
            return &held[i];
        }
    }
    failed_with("find", ENOENT);
    return NULL;
}

/*
 * Wine looks for a socket's owner among the descriptors of Linux processes. Its server has them all, another process
 * only has one after the first call that needs it itself, such as this one.
 */
static bool use(SOCKET socket)
{
    int value = 0;
    int length = sizeof value;
    return getsockopt(socket, SOL_SOCKET, SO_RCVBUF, (char *)&value, &length) == 0 || failed("getsockopt(SO_RCVBUF)");
}

bool hold(SOCKET socket, const char *state)
{
    if (count == MOST) {
        return failed_with("hold", ENOMEM);
    }
    held[count++] = (struct held){socket, state};
    return use(socket);
}

bool change_state(SOCKET socket, const char *state)
{
    struct held *found = find(socket);
    if (found != NULL) {
        found->state = state;
    }
    return found != NULL;
}

bool let_go(SOCKET socket)
{
    struct held *found = find(socket);
    if (found == NULL) {
        return false;
    }
    *found = held[--count];
    return closesocket(socket) == 0 || failed("closesocket");
}

static bool put_address(const struct sockaddr_storage *address)
{
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *inet = (const struct sockaddr_in *)address;
        return put_hex(&inet->sin_addr, sizeof inet->sin_addr) && put(":%u", ntohs(inet->sin_port));
    }
    const struct sockaddr_in6 *inet6 = (const struct sockaddr_in6 *)address;
    return put_hex(&inet6->sin6_addr, sizeof inet6->sin6_addr) && put(":%u", ntohs(inet6->sin6_port));
}

/* A socket that is not bound has no name, one that is not connected no peer. */
static bool put_end(const char *call, int(WSAAPI *tell)(SOCKET, struct sockaddr *, int *), SOCKET socket, int absence)
{
    struct sockaddr_storage address;
    int length = sizeof address;
    if (tell(socket, (struct sockaddr *)&address, &length) == 0) {
        return put(",") && put_address(&address);
    }
    return WSAGetLastError() == absence ? put(",-") : failed(call);
}

bool put_held(SOCKET socket)
{
    WSAPROTOCOL_INFOW protocol;
    int length = sizeof protocol;
    struct held *found = find(socket);
    if (found == NULL) {
        return false;
    }
    if (getsockopt(socket, SOL_SOCKET, SO_PROTOCOL_INFOW, (char *)&protocol, &length) != 0) {
        return failed("getsockopt(SO_PROTOCOL_INFOW)");
    }
    return put(" %" PRIuPTR ",%s,%s,%s", (uintptr_t)socket, protocol.iAddressFamily == AF_INET ? "AF_INET" : "AF_INET6",
               protocol.iSocketType == SOCK_STREAM ? "SOCK_STREAM" : "SOCK_DGRAM", found->state) &&
           put_end("getsockname", getsockname, socket, WSAEINVAL) &&
           put_end("getpeername", getpeername, socket, WSAENOTCONN);
}

bool put_all_held(const char *argument)
{
    (void)argument;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        done = put_held(held[i].socket);
    }
    return done;
}

static SOCKET number(const char *argument)
{
    return (SOCKET)strtoull(argument, NULL, 10);
}

bool duplicate(const char *argument)
{
    WSAPROTOCOL_INFOW protocol;
    struct held *original = find(number(argument));
    if (original == NULL) {
        return false;
    }
    if (WSADuplicateSocketW(original->socket, GetCurrentProcessId(), &protocol) != 0) {
        return failed("WSADuplicateSocket");
    }
    SOCKET copy = WSASocketW(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, &protocol, 0, 0);
    if (copy == INVALID_SOCKET) {
        return failed("WSASocket");
    }
    return hold(copy, original->state) && put_held(copy);
}

bool close_held(const char *argument)
{
    return let_go(number(argument));
}
