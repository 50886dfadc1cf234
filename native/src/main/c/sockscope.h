// SPDX-License-Identifier: Apache-2.0
/*
 * The collector of an operating system: plain C, without a JVM. Each platform folder implements the three functions
 * at the end of this file, under the same names; the build picks one folder.
 *
 * A collector brings facts: sockets joined to their holders, family, type and state by the names below, addresses as
 * they are on the wire, ports as numbers. What the facts mean to users is decided elsewhere.
 *
 * All functions may be called by several threads at once, also on one table, but for sockscope_close().
 */
#ifndef SOCKSCOPE_H
#define SOCKSCOPE_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum sockscope_protocol {
    SOCKSCOPE_TCP4,
    SOCKSCOPE_TCP6,
    SOCKSCOPE_UDP4,
    SOCKSCOPE_UDP6,
    SOCKSCOPE_UNIX,
};

enum sockscope_type {
    SOCKSCOPE_STREAM,
    SOCKSCOPE_DGRAM,
    SOCKSCOPE_SEQPACKET,
    SOCKSCOPE_OTHER_TYPE,
};

enum sockscope_status {
    SOCKSCOPE_ESTABLISHED,
    SOCKSCOPE_SYN_SENT,
    SOCKSCOPE_SYN_RECV,
    SOCKSCOPE_FIN_WAIT1,
    SOCKSCOPE_FIN_WAIT2,
    SOCKSCOPE_TIME_WAIT,
    SOCKSCOPE_CLOSE,
    SOCKSCOPE_CLOSE_WAIT,
    SOCKSCOPE_LAST_ACK,
    SOCKSCOPE_LISTEN,
    SOCKSCOPE_CLOSING,
    SOCKSCOPE_NO_STATUS, /* not TCP, or a state that has no name here */
    SOCKSCOPE_DELETE_TCB,
    SOCKSCOPE_IDLE,
    SOCKSCOPE_BOUND,
};

enum sockscope_ownership {
    SOCKSCOPE_OWNER_KNOWN,     /* the pid is it, in the sense of its kind */
    SOCKSCOPE_OWNER_NONE,      /* the kernel says that there is none */
    SOCKSCOPE_OWNER_NOT_FOUND, /* no process that could be read holds the socket */
    SOCKSCOPE_OWNER_CHANGED,   /* the socket changed hands or went while the tables were read */
    SOCKSCOPE_OWNER_HIDDEN,    /* not found, and there are processes that are not even shown to us */
};

enum sockscope_pid_kind {
    SOCKSCOPE_PID_HOLDER,
    SOCKSCOPE_PID_CREATOR,
    SOCKSCOPE_PID_LAST_USER,
    SOCKSCOPE_PID_ABSENT,
};

/* Bits of struct sockscope_socket.present. */
enum sockscope_present {
    SOCKSCOPE_HAS_INODE = 1,
    SOCKSCOPE_HAS_COOKIE = 2,
    SOCKSCOPE_HAS_NETNS = 4,
    SOCKSCOPE_HAS_UID = 8,
    SOCKSCOPE_HAS_RECEIVE_QUEUE = 16,
    SOCKSCOPE_HAS_SEND_QUEUE = 32,
};

/* One end of a socket. Pointers are only lent to the sink. */
struct sockscope_end {
    uint8_t address[16];  /* as on the wire; the first four bytes for IPv4 */
    uint16_t port;        /* as a number; 0 if there is no such end */
    const uint8_t *name;  /* UNIX: an abstract name with its leading NUL, or a path without closing NUL */
    size_t name_size;     /* 0 if there is no name */
};

/* A socket and one process that holds it. */
struct sockscope_socket {
    enum sockscope_protocol protocol;
    enum sockscope_type type;
    enum sockscope_status status;
    const char *native_state; /* a string literal, or NULL */
    struct sockscope_end local;
    struct sockscope_end remote;
    enum sockscope_ownership ownership;
    enum sockscope_pid_kind pid_kind;
    int64_t pid;       /* no meaning if pid_kind is SOCKSCOPE_PID_ABSENT */
    int32_t fd;        /* -1 for none */
    uint32_t present;  /* which of the following there are: enum sockscope_present */
    uint64_t inode;
    uint64_t cookie;
    uint64_t netns;
    uint32_t uid;
    uint32_t receive_queue;
    uint32_t send_queue;
};

/* A process that holds a socket or could not be read. */
struct sockscope_process {
    int64_t pid;
    bool unreadable;
    const uint8_t *name; /* lent to the sink */
    size_t name_size;    /* 0 if the name is not known */
};

/* What to ask for. A collector may ignore all but pid; it should not ask the kernel for what is not wanted. */
struct sockscope_request {
    int64_t pid;         /* SOCKSCOPE_EVERY_PROCESS, or the process whose sockets are wanted */
    uint32_t protocols;  /* bits 1 << enum sockscope_protocol */
    uint32_t statuses;   /* bits 1 << enum sockscope_status; 0 for any */
    uint16_t local_port; /* 0 for any */
    uint16_t remote_port;
    bool any_holder;     /* the search for holders may stop when each socket has one */
    bool unbound;        /* list also sockets that the tables of the system don't list yet */
};

#define SOCKSCOPE_EVERY_PROCESS (-1)

/* Where the answer goes. A function returns 0, or an errno that ends the read. */
struct sockscope_sink {
    int (*socket)(void *context, const struct sockscope_socket *socket);
    int (*process)(void *context, const struct sockscope_process *process);
    void *context;
};

/* What there is to say about the whole answer. */
struct sockscope_answer {
    const char *method; /* how the system was asked: a string literal */
    bool intact;        /* no part of a table was lost or not understood */
    /*
     * How many sockets the system showed that could not be read, each of which is one row less at most; intact is false
     * then. What was lost without being seen, such as the rest of a table, is not in it.
     */
    uint32_t lost;
};

enum sockscope_result {
    SOCKSCOPE_OK,
    SOCKSCOPE_NO_SUCH_PROCESS,
    SOCKSCOPE_ZOMBIE_PROCESS,
    SOCKSCOPE_ACCESS_DENIED,
    SOCKSCOPE_SYSTEM_CALL_FAILED,
    SOCKSCOPE_TOO_LARGE, /* the answer does not fit into an array of Java */
};

/* What went wrong, for results other than SOCKSCOPE_OK. */
struct sockscope_error {
    enum sockscope_result result;
    const char *call; /* the call that failed, and on what: a string literal */
    int code;         /* errno, or the system's like */
    int64_t pid;      /* the process that it concerns, -1 for none */
};

struct sockscope_table;

/*
 * Opens the tables. A method forces one way of asking the system, by the name that struct sockscope_answer tells it by; it
 * is NULL for the best that is open. On success *table is to be given to sockscope_close(), on failure *error is filled:
 * with EINVAL, or the system's like, for a method that there is not.
 */
enum sockscope_result sockscope_open(const char *method, struct sockscope_table **table, struct sockscope_error *error);

/*
 * Reads the tables and gives every row to the sink. On success *answer is filled, on failure *error; what the sink got
 * until then is worth nothing.
 */
enum sockscope_result sockscope_read(struct sockscope_table *table, const struct sockscope_request *request,
                                     const struct sockscope_sink *sink, struct sockscope_answer *answer,
                                     struct sockscope_error *error);

/* Closes the tables; no other call on them may be running. NULL is allowed. */
void sockscope_close(struct sockscope_table *table);

/* Fills *error and returns its result: the way out of every function that fails. */
static inline enum sockscope_result sockscope_fail(struct sockscope_error *error, enum sockscope_result result,
                                                   const char *call, int code, int64_t pid)
{
    *error = (struct sockscope_error){.result = result, .call = call, .code = code, .pid = pid};
    return result;
}

/* The code of a failed allocation, for systems whose error codes are others than errno has. */
#ifndef SOCKSCOPE_NO_MEMORY
#define SOCKSCOPE_NO_MEMORY ENOMEM
#endif

/* The same for an errno that a sink, or an allocation on the way to it, ended the read with: ENOMEM or EOVERFLOW. */
static inline enum sockscope_result sockscope_fail_sink(struct sockscope_error *error, int code)
{
    if (code == EOVERFLOW)
        return sockscope_fail(error, SOCKSCOPE_TOO_LARGE, "malloc", code, -1);
    return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "malloc", code == ENOMEM ? SOCKSCOPE_NO_MEMORY : code,
                          -1);
}

#endif
