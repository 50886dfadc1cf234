// SPDX-License-Identifier: Apache-2.0
/* The device that the MIB is asked for through. A thread has one at a time. */
#include "faults.h"
#include "scripted_query.h"
#include "scripted_sunos.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <stropts.h>
#include <sys/tihdr.h>

#include <inet/mib2.h>

static _Thread_local struct {
    bool tcp; /* was pushed */
    bool udp;
    bool asked;
    const struct scripted_message *messages;
    size_t count;
    size_t at;
    bool data_is_next;
} stream;

void scripted_kernel_reset(void)
{
    scripted_kstat_reset();
}

int scripted_stream_open(void)
{
    memset(&stream, 0, sizeof stream);
    return scripted_descriptor();
}

int ioctl(int fd, int request, ...)
{
    va_list rest;
    va_start(rest, request);
    const char *module = va_arg(rest, const char *);
    va_end(rest);
    (void)fd;
    if (request != I_PUSH)
        scenario_give_up("no such request", "ioctl");
    if (faults_has("ioctl", module))
        return -1;
    stream.tcp |= strcmp(module, "tcp") == 0;
    stream.udp |= strcmp(module, "udp") == 0;
    return 0;
}

int putmsg(int fd, const struct strbuf *control, const struct strbuf *data, int flags)
{
    struct T_optmgmt_req request;
    struct opthdr option;
    (void)fd;
    if (faults_has("putmsg", "-"))
        return -1;
    if (data != NULL || flags != 0 || control->len != sizeof request + sizeof option || !stream.tcp || !stream.udp)
        scenario_give_up("not as netstat asks", "putmsg");
    memcpy(&request, control->buf, sizeof request);
    memcpy(&option, control->buf + sizeof request, sizeof option);
    if (request.PRIM_type != T_SVR4_OPTMGMT_REQ || request.OPT_length != sizeof option ||
        request.OPT_offset != sizeof request || request.MGMT_flags != T_CURRENT || option.level != MIB2_IP ||
        option.name != 0 || option.len != 1)
        scenario_give_up("not as netstat asks", "T_SVR4_OPTMGMT_REQ");
    stream.asked = true;
    stream.at = 0;
    stream.data_is_next = false;
    stream.messages = scripted_mib(&stream.count);
    return 0;
}

static int give(struct strbuf *part, const void *from, size_t size)
{
    if ((size_t)part->maxlen < size)
        scenario_give_up("no room for a header", "getmsg");
    memcpy(part->buf, from, size);
    part->len = (int)size;
    return 0;
}

static int refuse(struct strbuf *control, const struct scenario_line *line)
{
    struct T_error_ack refused = {
        .PRIM_type = T_ERROR_ACK,
        .ERROR_prim = T_SVR4_OPTMGMT_REQ,
        .TLI_error = (t_scalar_t)strtol(line->words[1], NULL, 10),
        .UNIX_error = line->words[2][0] == '0' ? 0 : faults_errno(line->words[2]),
    };
    return give(control, &refused, sizeof refused);
}

static int acknowledge(struct strbuf *control, uint32_t level, uint32_t name, uint32_t size)
{
    struct {
        struct T_optmgmt_ack ack;
        struct opthdr option;
    } header = {
        .ack = {.PRIM_type = T_OPTMGMT_ACK,
                .OPT_length = sizeof(struct opthdr),
                .OPT_offset = sizeof(struct T_optmgmt_ack),
                .MGMT_flags = T_SUCCESS},
        .option = {level, name, size},
    };
    if (scenario_find("unknown-message", NULL, NULL) != NULL)
        header.ack.PRIM_type = 1;
    return give(control, &header,
                scenario_find("short-header", NULL, NULL) != NULL ? sizeof header.ack : sizeof header);
}

static int next_header(struct strbuf *control)
{
    const struct scenario_line *line = scenario_find("refused", NULL, NULL);
    if (faults_has("getmsg", "header"))
        return -1;
    if (line != NULL)
        return refuse(control, line);
    if (stream.at == stream.count) {
        acknowledge(control, MIB2_IP, 0, 0);
        if (scenario_find("changes-after", "mib", NULL) != NULL)
            scenario_end_round();
        return 0;
    }
    const struct scripted_message *message = &stream.messages[stream.at];
    acknowledge(control, message->level, message->name, message->told);
    if (message->without_data) {
        stream.at++;
        return 0;
    }
    stream.data_is_next = true;
    return MOREDATA;
}

static int next_data(struct strbuf *data)
{
    const struct scripted_message *message = &stream.messages[stream.at];
    if (faults_has("getmsg", "data"))
        return -1;
    bool fits = (size_t)data->maxlen >= message->size;
    size_t size = fits ? message->size : (size_t)data->maxlen;
    memcpy(data->buf, message->data, size);
    data->len = (int)size;
    stream.data_is_next = !fits;
    stream.at += fits;
    return fits ? 0 : MOREDATA;
}

int getmsg(int fd, struct strbuf *restrict control, struct strbuf *restrict data, int *restrict flags)
{
    (void)fd;
    if (!stream.asked || *flags != 0 || (control == NULL) == (data == NULL) || (data != NULL) != stream.data_is_next)
        scenario_give_up("nothing to get", "getmsg");
    return data == NULL ? next_header(control) : next_data(data);
}
