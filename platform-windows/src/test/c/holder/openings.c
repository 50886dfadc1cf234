// SPDX-License-Identifier: Apache-2.0
#include "openings.h"

#include "answer.h"
#include "held.h"

#include <ws2tcpip.h>

#include <string.h>

enum { QUEUE = 5 };

/* An address and port 0. */
static int address_of(int family, bool loopback, struct sockaddr_storage *address)
{
    memset(address, 0, sizeof *address);
    address->ss_family = (ADDRESS_FAMILY)family;
    if (family == AF_INET) {
        ((struct sockaddr_in *)address)->sin_addr.s_addr = htonl(loopback ? INADDR_LOOPBACK : INADDR_ANY);
        return sizeof(struct sockaddr_in);
    }
    ((struct sockaddr_in6 *)address)->sin6_addr = loopback ? in6addr_loopback : in6addr_any;
    return sizeof(struct sockaddr_in6);
}

static bool open_socket(int family, int type, SOCKET *opened)
{
    *opened = socket(family, type, 0);
    return *opened == INVALID_SOCKET ? failed("socket") : hold(*opened, type == SOCK_STREAM ? "CLOSE" : "NONE");
}

static bool bind_to(SOCKET opened, int family, bool loopback)
{
    struct sockaddr_storage address;
    int length = address_of(family, loopback, &address);
    return bind(opened, (struct sockaddr *)&address, length) == 0 || failed("bind");
}

static bool open_bound(int family, int type, SOCKET *opened)
{
    return open_socket(family, type, opened) && bind_to(*opened, family, true) &&
           (type == SOCK_DGRAM || change_state(*opened, "BOUND"));
}

static bool listen_on(SOCKET bound)
{
    return listen(bound, QUEUE) == 0 ? change_state(bound, "LISTEN") : failed("listen");
}

static bool connect_to(SOCKET client, SOCKET server)
{
    struct sockaddr_storage address;
    int length = sizeof address;
    if (getsockname(server, (struct sockaddr *)&address, &length) != 0) {
        return failed("getsockname");
    }
    return connect(client, (struct sockaddr *)&address, length) == 0 || failed("connect");
}

static bool accept_from(SOCKET listener, SOCKET *accepted)
{
    *accepted = accept(listener, NULL, NULL);
    return *accepted == INVALID_SOCKET ? failed("accept") : hold(*accepted, "ESTABLISHED");
}

static bool open_listener(int family, SOCKET *listener)
{
    return open_bound(family, SOCK_STREAM, listener) && listen_on(*listener);
}

struct connection {
    SOCKET listener;
    SOCKET client;
    SOCKET accepted;
};

static bool open_connection(int family, struct connection *made)
{
    return open_listener(family, &made->listener) && open_socket(family, SOCK_STREAM, &made->client) &&
           connect_to(made->client, made->listener) && change_state(made->client, "ESTABLISHED") &&
           accept_from(made->listener, &made->accepted);
}

/* Its other end sends no more: a read tells so once the word of it has come. */
static bool await_end(SOCKET connected)
{
    char byte;
    int length = recv(connected, &byte, sizeof byte, 0);
    return length == 0 || failed("recv");
}

static bool put_connection(const struct connection *made)
{
    return put_held(made->listener) && put_held(made->client) && put_held(made->accepted);
}

static bool tcp_listener(int family)
{
    SOCKET listener;
    return open_listener(family, &listener) && put_held(listener);
}

static bool wildcard_listener(int family)
{
    SOCKET listener;
    return open_socket(family, SOCK_STREAM, &listener) && bind_to(listener, family, false) && listen_on(listener) &&
           put_held(listener);
}

static bool share_address(SOCKET opened)
{
    BOOL on = TRUE;
    return setsockopt(opened, SOL_SOCKET, SO_REUSEADDR, (char *)&on, sizeof on) == 0 ||
           failed("setsockopt(SO_REUSEADDR)");
}

static bool two_listeners(int family)
{
    SOCKET one;
    SOCKET other;
    struct sockaddr_storage address;
    int length = sizeof address;
    if (!open_socket(family, SOCK_STREAM, &one) || !share_address(one) || !bind_to(one, family, true) ||
        !listen_on(one) || !open_socket(family, SOCK_STREAM, &other) || !share_address(other)) {
        return false;
    }
    if (getsockname(one, (struct sockaddr *)&address, &length) != 0) {
        return failed("getsockname");
    }
    if (bind(other, (struct sockaddr *)&address, length) != 0) {
        return failed("bind");
    }
    return listen_on(other) && put_held(one) && put_held(other);
}

static bool tcp_connection(int family)
{
    struct connection made;
    return open_connection(family, &made) && put_connection(&made);
}

static bool half_closed(int family)
{
    struct connection made;
    if (!open_connection(family, &made)) {
        return false;
    }
    if (shutdown(made.client, SD_SEND) != 0) {
        return failed("shutdown");
    }
    return await_end(made.accepted) && change_state(made.client, "FIN_WAIT2") &&
           change_state(made.accepted, "CLOSE_WAIT") && put_connection(&made);
}

/* What is told of the client is what it was before, but for its state and holder. */
static bool time_wait(int family)
{
    struct connection made;
    return open_connection(family, &made) && change_state(made.client, "TIME_WAIT") && put_held(made.listener) &&
           put_held(made.client) && let_go(made.client) && await_end(made.accepted) && let_go(made.accepted);
}

static bool tcp_bound(int family)
{
    SOCKET opened;
    return open_bound(family, SOCK_STREAM, &opened) && put_held(opened);
}

static bool tcp_unbound(int family)
{
    SOCKET opened;
    return open_socket(family, SOCK_STREAM, &opened) && put_held(opened);
}

static bool udp_bound(int family)
{
    SOCKET opened;
    return open_bound(family, SOCK_DGRAM, &opened) && put_held(opened);
}

static bool udp_connected(int family)
{
    SOCKET connected;
    SOCKET other;
    return open_bound(family, SOCK_DGRAM, &connected) && open_bound(family, SOCK_DGRAM, &other) &&
           connect_to(connected, other) && put_held(connected) && put_held(other);
}

static bool udp_unbound(int family)
{
    SOCKET opened;
    return open_socket(family, SOCK_DGRAM, &opened) && put_held(opened);
}

static const struct opening {
    const char *name;
    bool (*open)(int family);
    int family;
} openings[] = {
    {"TCP4_LISTENER", tcp_listener, AF_INET},
    {"TCP6_LISTENER", tcp_listener, AF_INET6},
    {"TCP4_WILDCARD_LISTENER", wildcard_listener, AF_INET},
    {"TCP6_WILDCARD_LISTENER", wildcard_listener, AF_INET6},
    {"TCP4_TWO_LISTENERS", two_listeners, AF_INET},
    {"TCP4_CONNECTION", tcp_connection, AF_INET},
    {"TCP6_CONNECTION", tcp_connection, AF_INET6},
    {"TCP4_HALF_CLOSED", half_closed, AF_INET},
    {"TCP4_TIME_WAIT", time_wait, AF_INET},
    {"TCP4_BOUND", tcp_bound, AF_INET},
    {"TCP6_BOUND", tcp_bound, AF_INET6},
    {"TCP4_UNBOUND", tcp_unbound, AF_INET},
    {"TCP6_UNBOUND", tcp_unbound, AF_INET6},
    {"UDP4_BOUND", udp_bound, AF_INET},
    {"UDP6_BOUND", udp_bound, AF_INET6},
    {"UDP4_CONNECTED", udp_connected, AF_INET},
    {"UDP6_CONNECTED", udp_connected, AF_INET6},
    {"UDP4_UNBOUND", udp_unbound, AF_INET},
    {"UDP6_UNBOUND", udp_unbound, AF_INET6},
};

bool open_named(const char *name)
{
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (strcmp(openings[i].name, name) == 0) {
            return openings[i].open(openings[i].family);
        }
    }
    return failed_with("open", WSAEINVAL);
}

bool try_inet6(const char *argument)
{
    (void)argument;
    SOCKET opened;
    return open_bound(AF_INET6, SOCK_STREAM, &opened) && let_go(opened);
}
