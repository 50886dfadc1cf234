// SPDX-License-Identifier: Apache-2.0
/* The sockets in the answer of a pcblist_n sysctl. */
#ifndef SOCKSCOPE_MACOS_PCB_RECORDS_H
#define SOCKSCOPE_MACOS_PCB_RECORDS_H

#include "pcblist.h"
#include "xnu_pcblist.h"

/* The records of one socket; NULL for one that is missing. They are lent from the list. */
struct pcb_records {
    const struct xsocket_n *socket;
    const struct xsockbuf_n *receive;
    const struct xsockbuf_n *send;
    const struct xinpcb_n *in;
    const struct xtcpcb_n *tcp;
    const struct xunpcb_n *un;
};

struct pcb_cursor {
    const struct pcblist *list;
    size_t at;
    bool intact; /* at the end: nothing was cut off or not understood */
};

struct pcb_cursor pcb_records_begin(const struct pcblist *list);

/* Goes on to the next socket. Returns false at the end. */
bool pcb_records_next(struct pcb_cursor *cursor, struct pcb_records *records);

/* The same for the answer of a pcblist64 sysctl. Returns NULL at the end. */
const struct xunpcb64 *pcb_records_next64(struct pcb_cursor *cursor);

#endif
