// SPDX-License-Identifier: Apache-2.0
#include "pcb_records.h"

/* The record there; NULL if what is left is too short for what it says. */
static const struct xgen_n *record_at(const struct pcblist *list, size_t at)
{
    size_t left = list->size - at;
    if (left < sizeof(struct xgen_n))
        return NULL;
    const struct xgen_n *record = (const void *)((const char *)list->data + at);
    return record->xgn_len >= sizeof *record && record->xgn_len <= left ? record : NULL;
}

/* Where the record behind one begins. */
static size_t behind(size_t at, const struct xgen_n *record)
{
    return at + (((size_t)record->xgn_len + 7) & ~(size_t)7);
}

static bool is_control_block(const struct xgen_n *record)
{
    return record->xgn_kind == XSO_INPCB || record->xgn_kind == XSO_UNPCB;
}

/* A struct xinpgen, whose second number says something else than a kind, is only where nothing follows. */
static bool is_end(const struct pcblist *list, size_t at)
{
    return list->size - at == sizeof(struct xinpgen) && record_at(list, at) != NULL &&
           record_at(list, at)->xgn_len == sizeof(struct xinpgen);
}

static const void *as_long_as(const struct xgen_n *record, size_t size, bool *intact)
{
    if (record->xgn_len < size)
        *intact = false;
    return record->xgn_len < size ? NULL : record;
}

/* Kinds that are not known are what a later system tells beyond these. */
static void take(const struct xgen_n *record, struct pcb_records *records, bool *intact)
{
    switch (record->xgn_kind) {
    case XSO_SOCKET:
        records->socket = as_long_as(record, sizeof *records->socket, intact);
        break;
    case XSO_RCVBUF:
        records->receive = as_long_as(record, sizeof *records->receive, intact);
        break;
    case XSO_SNDBUF:
        records->send = as_long_as(record, sizeof *records->send, intact);
        break;
    case XSO_INPCB:
        records->in = as_long_as(record, sizeof *records->in, intact);
        break;
    case XSO_TCPCB:
        records->tcp = as_long_as(record, sizeof *records->tcp, intact);
        break;
    case XSO_UNPCB:
        records->un = as_long_as(record, sizeof *records->un, intact);
        break;
    default:
        break;
    }
}

struct pcb_cursor pcb_records_begin(const struct pcblist *list)
{
    struct pcb_cursor cursor = {.list = list};
    const struct xgen_n *first = list->data != NULL ? record_at(list, 0) : NULL;
    cursor.intact = first != NULL && first->xgn_len >= sizeof(struct xinpgen);
    cursor.at = cursor.intact ? behind(0, first) : list->size;
    if (cursor.intact && ((const struct xinpgen *)(const void *)first)->xig_count > 0 && cursor.at >= list->size)
        cursor.intact = false;
    return cursor;
}

/* The record that the cursor is at; NULL at the end, or where the rest can't be understood. */
static const struct xgen_n *current(struct pcb_cursor *cursor)
{
    const struct pcblist *list = cursor->list;
    if (cursor->at >= list->size || is_end(list, cursor->at))
        return NULL;
    const struct xgen_n *record = record_at(list, cursor->at);
    if (record == NULL) {
        cursor->intact = false;
        cursor->at = list->size;
    }
    return record;
}

bool pcb_records_next(struct pcb_cursor *cursor, struct pcb_records *records)
{
    const struct xgen_n *record = current(cursor);
    bool began = record != NULL;
    *records = (struct pcb_records){0};
    while (record != NULL) {
        take(record, records, &cursor->intact);
        cursor->at = behind(cursor->at, record);
        if (cursor->at >= cursor->list->size)
            cursor->intact = false; /* without the end */
        record = current(cursor);
        if (record != NULL && is_control_block(record))
            break;
    }
    return began;
}

const struct xunpcb64 *pcb_records_next64(struct pcb_cursor *cursor)
{
    const struct pcblist *list = cursor->list;
    if (cursor->at >= list->size || is_end(list, cursor->at))
        return NULL;
    const struct xunpcb64 *record = (const void *)((const char *)list->data + cursor->at);
    size_t left = list->size - cursor->at;
    if (left < sizeof *record || record->xu_len < sizeof *record || record->xu_len > left ||
        record->xu_len % _Alignof(struct xunpcb64) != 0) {
        cursor->intact = false;
        cursor->at = list->size;
        return NULL;
    }
    cursor->at += record->xu_len;
    if (cursor->at >= list->size)
        cursor->intact = false; /* without the end */
    return record;
}
