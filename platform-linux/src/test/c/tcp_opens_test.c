// SPDX-License-Identifier: Apache-2.0
/* The kernel's count of connections that were opened: from text, and of this machine. */
#include "tcp_opens.h"

#include "checks.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void labels_tell_which_numbers_are_meant(void)
{
    static const struct {
        const char *name;
        const char *text;
        uint64_t opens; /* UINT64_MAX for none */
    } cases[] = {
        {"as it is", "Ip: A\nIp: 9\nTcp: Min ActiveOpens PassiveOpens Rest\nTcp: -1 40 2 7\nUdp: In\nUdp: 3\n", 42},
        {"another order", "\nTcp: PassiveOpens X ActiveOpens\nTcp: 1 5 18446744073709551000\n", UINT64_MAX - 614},
        {"none yet", "\nTcp: ActiveOpens PassiveOpens\nTcp: 0 0\n", 0},
        {"a longer label", "\nTcp: ActiveOpensX PassiveOpens\nTcp: 1 2\n", UINT64_MAX},
        {"a shorter label", "\nTcp: Active PassiveOpens\nTcp: 1 2\n", UINT64_MAX},
        {"too few numbers", "\nTcp: ActiveOpens PassiveOpens\nTcp: 1\n", UINT64_MAX},
        {"no number", "\nTcp: ActiveOpens PassiveOpens\nTcp: 1 x\n", UINT64_MAX},
        {"no second line", "\nTcp: ActiveOpens PassiveOpens\n", UINT64_MAX},
        {"another protocol", "\nUdp: ActiveOpens PassiveOpens\nUdp: 1 2\n", UINT64_MAX},
        {"cut off", "\nTcp: ActiveOpens PassiveOpens\nTcp: ", UINT64_MAX},
        {"nothing", "", UINT64_MAX},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = checks_copy(cases[i].text, strlen(cases[i].text) + 1);
        char expected[24] = "none";
        char parsed[24] = "none";
        uint64_t opens;
        if (cases[i].opens != UINT64_MAX)
            snprintf(expected, sizeof expected, "%" PRIu64, cases[i].opens);
        if (tcp_opens_parse(text, &opens))
            snprintf(parsed, sizeof parsed, "%" PRIu64, opens);
        CHECK_TEXT(cases[i].name, expected, parsed);
        free(text);
    }
}

/* A connection of ours with ourselves is opened by both sides. */
static void a_connection_is_counted(const struct procfs *procfs)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    uint64_t before;
    uint64_t listening;
    uint64_t connected;
    CHECK(tcp_opens_read(procfs, &before));
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(bind(listener, (struct sockaddr *)&address, size) == 0 && listen(listener, 1) == 0);
    CHECK(getsockname(listener, (struct sockaddr *)&address, &size) == 0);
    CHECK(tcp_opens_read(procfs, &listening));
    int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(connect(client, (struct sockaddr *)&address, size) == 0);
    int server = accept4(listener, NULL, NULL, SOCK_CLOEXEC); /* it is counted when the last of three messages is in */
    CHECK(server >= 0);
    CHECK(tcp_opens_read(procfs, &connected));
    CHECK(listening >= before);
    CHECK(connected >= listening + 2); /* others may open some, too */
    close(server);
    close(client);
    close(listener);
}

int main(void)
{
    struct procfs procfs = {.directory = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    struct procfs none = {.directory = -1};
    uint64_t opens;
    labels_tell_which_numbers_are_meant();
    a_connection_is_counted(&procfs);
    CHECK(!tcp_opens_read(&none, &opens));
    close(procfs.directory);
    return checks_result();
}
