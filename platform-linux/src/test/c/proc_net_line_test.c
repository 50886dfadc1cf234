// SPDX-License-Identifier: Apache-2.0
/*
 * What becomes of a line of /proc/net, as one line of text for each case. Lines of little-endian machines are captured; a
 * big-endian one prints the same words the other way round.
 */
#include "proc_net_line.h"

#include "checks.h"

#include <arpa/inet.h>
#include <ctype.h>

#define LITTLE false
#define BIG true
#define GARBAGE NULL /* what is expected of a line that is none */

/* The rest of a line behind its state, where nothing else matters. */
#define REST " 00000000:00000000 00:00000000 00000000 1000 0 34567 1 0000000000000000 100 0 0 10 0"
#define NONE4 "00000000:0000"
#define NONE6 "00000000000000000000000000000000:0000"

struct inet_case {
    const char *name;
    bool big_endian;
    enum sockscope_protocol protocol;
    const char *line;
    const char *expected;
};

static const struct inet_case inet_cases[] = {
    {"listener", LITTLE, SOCKSCOPE_TCP4,
     "   0: 00000000:1F94 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4085155 1 "
     "0000000011808545 100 0 0 10 0                   ",
     "stream 0.0.0.0:8084 0.0.0.0:0 10 inode 4085155 uid 1000 receive 0"},
    {"established, unread bytes", LITTLE, SOCKSCOPE_TCP4,
     "   3: 0100007F:863C 0100007F:1F90 01 00000000:00000005 00:00000000 00000000     0        0 4085139 2 "
     "00000000b2c57f93 20 4 30 10 -1                  ",
     "stream 127.0.0.1:34364 127.0.0.1:8080 1 inode 4085139 uid 0 receive 5 send 0"},
    {"orphan", LITTLE, SOCKSCOPE_TCP4,
     "   4: 0100007F:8646 0100007F:1F90 05 00000000:00000000 03:00001766 00000000     0        0 0 3 000000007caa9987"
     "                                      ",
     "stream 127.0.0.1:34374 127.0.0.1:8080 5 receive 0 send 0"},
    {"time wait", LITTLE, SOCKSCOPE_TCP4,
     "   5: 0100007F:8654 0100007F:1F90 06 00000000:00000000 03:00001770 00000000     0        0 0 3 000000004838aa30"
     "                                      ",
     "stream 127.0.0.1:34388 127.0.0.1:8080 6 receive 0 send 0"},
    {"peer has closed", LITTLE, SOCKSCOPE_TCP4,
     "   6: 0100007F:1F90 0100007F:8646 08 00000000:00000001 00:00000000 00000000     0        0 4085152 1 "
     "00000000f47a4c48 20 4 0 10 -1",
     "stream 127.0.0.1:8080 127.0.0.1:34374 8 inode 4085152 uid 0 receive 1 send 0"},
    {"wildcard listener", LITTLE, SOCKSCOPE_TCP6,
     "   0: 00000000000000000000000000000000:1F93 00000000000000000000000000000000:0000 0A 00000000:00000000 "
     "00:00000000 00000000     0        0 4085146 1 000000001ed72f87 100 0 0 10 0",
     "stream [::]:8083 [::]:0 10 inode 4085146 uid 0 receive 0"},
    {"loopback listener with a queue", LITTLE, SOCKSCOPE_TCP6,
     "   1: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000001 "
     "00:00000000 00000000     0        0 4085141 2 00000000babbc63b 100 0 0 10 0",
     "stream [::1]:8081 [::]:0 10 inode 4085141 uid 0 receive 1"},
    {"not accepted", LITTLE, SOCKSCOPE_TCP6,
     "   4: 00000000000000000000000001000000:1F91 00000000000000000000000001000000:97CA 01 00000000:00000000 "
     "00:00000000 00000000     0        0 0 1 0000000035cb70f8 20 0 0 10 -1",
     "stream [::1]:8081 [::1]:38858 1 receive 0 send 0"},
    {"mapped", LITTLE, SOCKSCOPE_TCP6,
     "   5: 0000000000000000FFFF00000100007F:1F92 0000000000000000FFFF00000100007F:A6F4 01 00000000:00000000 "
     "00:00000000 00000000     0        0 4085145 1 0000000025f0e342 20 0 0 10 -1",
     "stream [::ffff:127.0.0.1]:8082 [::ffff:127.0.0.1]:42740 1 inode 4085145 uid 0 receive 0 send 0"},
    {"bound", LITTLE, SOCKSCOPE_UDP4,
     " 1980: 0100007F:14E9 00000000:0000 07 00000000:00000340 00:00000000 00000000     0        0 4085147 2 "
     "0000000010927ea4 0         ",
     "dgram 127.0.0.1:5353 0.0.0.0:0 7 inode 4085147 uid 0 receive 832 send 0"},
    {"connected", LITTLE, SOCKSCOPE_UDP4,
     "14399: 0100007F:856C 0100007F:14E9 01 00000000:00000000 00:00000000 00000000     0        0 4085148 2 "
     "00000000332de557 0         ",
     "dgram 127.0.0.1:34156 127.0.0.1:5353 1 inode 4085148 uid 0 receive 0 send 0"},
    {"bound", LITTLE, SOCKSCOPE_UDP6,
     " 1980: 00000000000000000000000001000000:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 "
     "00:00000000 00000000     0        0 4085149 2 0000000033ee3357 0",
     "dgram [::1]:5353 [::]:0 7 inode 4085149 uid 0 receive 0 send 0"},

    {"each byte in its place", LITTLE, SOCKSCOPE_TCP4, "0: 04030201:0102 08070605:0304 01" REST,
     "stream 1.2.3.4:258 5.6.7.8:772 1 inode 34567 uid 1000 receive 0 send 0"},
    {"each byte in its place", LITTLE, SOCKSCOPE_UDP6,
     "0: 03020120070605040B0A09080F0E0D0C:0102 13121120171615141B1A19181F1E1D1C:0304 01" REST,
     "dgram [2001:203:405:607:809:a0b:c0d:e0f]:258 [2011:1213:1415:1617:1819:1a1b:1c1d:1e1f]:772 1 inode 34567 uid "
     "1000 receive 0 send 0"},
    {"each byte in its place", BIG, SOCKSCOPE_TCP4, "0: 01020304:0102 05060708:0304 01" REST,
     "stream 1.2.3.4:258 5.6.7.8:772 1 inode 34567 uid 1000 receive 0 send 0"},
    {"each byte in its place", BIG, SOCKSCOPE_UDP6,
     "0: 200102030405060708090A0B0C0D0E0F:0102 201112131415161718191A1B1C1D1E1F:0304 01" REST,
     "dgram [2001:203:405:607:809:a0b:c0d:e0f]:258 [2011:1213:1415:1617:1819:1a1b:1c1d:1e1f]:772 1 inode 34567 uid "
     "1000 receive 0 send 0"},
    {"listener", BIG, SOCKSCOPE_TCP4,
     "   1: 7F000001:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4085138 1 "
     "00000000f181f3ba 100 0 0 10 0                   ",
     "stream 127.0.0.1:8080 0.0.0.0:0 10 inode 4085138 uid 0 receive 0"},
    {"mapped", BIG, SOCKSCOPE_TCP6,
     "   5: 00000000000000000000FFFF7F000001:1F92 00000000000000000000FFFF7F000001:A6F4 01 00000000:00000000 "
     "00:00000000 00000000     0        0 4085145 1 0000000025f0e342 20 0 0 10 -1",
     "stream [::ffff:127.0.0.1]:8082 [::ffff:127.0.0.1]:42740 1 inode 4085145 uid 0 receive 0 send 0"},
    {"bound", BIG, SOCKSCOPE_UDP4,
     " 1980: 7F000001:14E9 00000000:0000 07 00000000:00000340 00:00000000 00000000     0        0 4085147 2 "
     "0000000010927ea4 0         ",
     "dgram 127.0.0.1:5353 0.0.0.0:0 7 inode 4085147 uid 0 receive 832 send 0"},
    {"bound", BIG, SOCKSCOPE_UDP6,
     " 1980: 00000000000000000000000000000001:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 "
     "00:00000000 00000000     0        0 4085149 2 0000000033ee3357 0",
     "dgram [::1]:5353 [::]:0 7 inode 4085149 uid 0 receive 0 send 0"},

    {"NEW_SYN_RECV", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F90 0100007F:1F91 0C" REST,
     "stream 127.0.0.1:8080 127.0.0.1:8081 12 inode 34567 uid 1000 receive 0 send 0"},
    {"BOUND_INACTIVE", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F90 " NONE4 " 0D" REST,
     "stream 127.0.0.1:8080 0.0.0.0:0 13 inode 34567 uid 1000 receive 0 send 0"},
    {"a state of times to come", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F90 " NONE4 " 0E" REST,
     "stream 127.0.0.1:8080 0.0.0.0:0 14 inode 34567 uid 1000 receive 0 send 0"},
    {"the last state", LITTLE, SOCKSCOPE_TCP6, "0: " NONE6 " " NONE6 " FF" REST,
     "stream [::]:0 [::]:0 255 inode 34567 uid 1000 receive 0 send 0"},
    {"no state", LITTLE, SOCKSCOPE_UDP4, "0: " NONE4 " " NONE4 " 00" REST,
     "dgram 0.0.0.0:0 0.0.0.0:0 0 inode 34567 uid 1000 receive 0 send 0"},
    {"a UDP socket can't listen", LITTLE, SOCKSCOPE_UDP4, "0: 0100007F:1F90 " NONE4 " 0A" REST,
     "dgram 127.0.0.1:8080 0.0.0.0:0 10 inode 34567 uid 1000 receive 0 send 0"},
    {"lower case", LITTLE, SOCKSCOPE_TCP4, "0: ffeeddcc:ffff 0a0b0c0d:abcd 0b" REST,
     "stream 204.221.238.255:65535 13.12.11.10:43981 11 inode 34567 uid 1000 receive 0 send 0"},
    {"numbers at their limits", LITTLE, SOCKSCOPE_TCP4,
     "18446744073709551615: FFFFFFFF:FFFF FFFFFFFF:FFFF 01 FFFFFFFF:FFFFFFFE FF:FFFFFFFFFFFFFFFF FFFFFFFF 4294967295 "
     "18446744073709551615 18446744073709551615 1",
     "stream 255.255.255.255:65535 255.255.255.255:65535 1 inode 18446744073709551615 uid 4294967295 receive "
     "4294967294 "
     "send 4294967295"},
    {"inode 0 has no owner", LITTLE, SOCKSCOPE_UDP4,
     "0: 0100007F:1F90 " NONE4 " 07 00000000:00000000 00:00000000 00000000 1000 0 0 2",
     "dgram 127.0.0.1:8080 0.0.0.0:0 7 receive 0 send 0"},
    {"ends with its inode", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F90 " NONE4 " 01 0:0 00:0 0 1000 0 34567",
     "stream 127.0.0.1:8080 0.0.0.0:0 1 inode 34567 uid 1000 receive 0 send 0"},
    {"tabs", LITTLE, SOCKSCOPE_TCP4, "\t0:\t0100007F:1F90\t" NONE4 "\t01\t0:0\t00:0\t0\t1000\t\t0 \t 34567\t1",
     "stream 127.0.0.1:8080 0.0.0.0:0 1 inode 34567 uid 1000 receive 0 send 0"},
    {"columns of times to come", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F90 " NONE4 " 01" REST " 1 :: zz \x80 \r",
     "stream 127.0.0.1:8080 0.0.0.0:0 1 inode 34567 uid 1000 receive 0 send 0"},
    {"no blank behind the slot", LITTLE, SOCKSCOPE_TCP4, "0:0100007F:1F90 " NONE4 " 01" REST,
     "stream 127.0.0.1:8080 0.0.0.0:0 1 inode 34567 uid 1000 receive 0 send 0"},

    {"empty", LITTLE, SOCKSCOPE_TCP4, "", GARBAGE},
    {"blanks", LITTLE, SOCKSCOPE_TCP4, "      ", GARBAGE},
    {"the names of the columns", LITTLE, SOCKSCOPE_TCP4,
     "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", GARBAGE},
    {"no slot", LITTLE, SOCKSCOPE_TCP4, ": 0100007F:1F90 " NONE4 " 01" REST, GARBAGE},
    {"a slot that is too large", LITTLE, SOCKSCOPE_TCP4, "18446744073709551616: " NONE4 " " NONE4 " 01" REST, GARBAGE},
    {"a negative slot", LITTLE, SOCKSCOPE_TCP4, "-1: " NONE4 " " NONE4 " 01" REST, GARBAGE},
    {"a blank before the colon", LITTLE, SOCKSCOPE_TCP4, "0 : " NONE4 " " NONE4 " 01" REST, GARBAGE},
    {"an address too short", LITTLE, SOCKSCOPE_TCP4, "0: 100007F:1F90 " NONE4 " 01" REST, GARBAGE},
    {"an address too long", LITTLE, SOCKSCOPE_TCP4, "0: 00100007F:1F90 " NONE4 " 01" REST, GARBAGE},
    {"an address of IPv6 among those of IPv4", LITTLE, SOCKSCOPE_TCP4, "0: " NONE6 " " NONE6 " 01" REST, GARBAGE},
    {"an address of IPv4 among those of IPv6", LITTLE, SOCKSCOPE_TCP6, "0: " NONE4 " " NONE4 " 01" REST, GARBAGE},
    {"a remote address too short", LITTLE, SOCKSCOPE_UDP6, "0: " NONE6 " 0000000000000000000000000000000:0000 01" REST,
     GARBAGE},
    {"an address that is not hexadecimal", LITTLE, SOCKSCOPE_TCP4, "0: 0100007G:1F90 " NONE4 " 01" REST, GARBAGE},
    {"an address with a sign", LITTLE, SOCKSCOPE_TCP4, "0: +100007F:1F90 " NONE4 " 01" REST, GARBAGE},
    {"a port that is too large", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:10000 " NONE4 " 01" REST, GARBAGE},
    {"a remote port that is too large", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " 00000000:1FFFF 01" REST, GARBAGE},
    {"no port", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F: " NONE4 " 01" REST, GARBAGE},
    {"neither colon nor port", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F " NONE4 " 01" REST, GARBAGE},
    {"a port that is not hexadecimal", LITTLE, SOCKSCOPE_TCP4, "0: 0100007F:1F9x " NONE4 " 01" REST, GARBAGE},
    {"a state that is too large", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 100" REST, GARBAGE},
    {"a state that is none", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 0x01" REST, GARBAGE},
    {"no state", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 REST, GARBAGE},
    {"a send queue that is too large", LITTLE, SOCKSCOPE_TCP4,
     "0: " NONE4 " " NONE4 " 01 100000000:00000000 00:00000000 00000000 1000 0 34567", GARBAGE},
    {"a receive queue that is too large", LITTLE, SOCKSCOPE_TCP4,
     "0: " NONE4 " " NONE4 " 01 00000000:100000000 00:00000000 00000000 1000 0 34567", GARBAGE},
    {"one queue", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 00000000 00:00000000 00000000 1000 0 34567",
     GARBAGE},
    {"a uid that is too large", LITTLE, SOCKSCOPE_TCP4,
     "0: " NONE4 " " NONE4 " 01 0:0 00:00000000 00000000 4294967296 0 34567", GARBAGE},
    {"a negative uid", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 -1 0 34567", GARBAGE},
    {"an inode that is too large", LITTLE, SOCKSCOPE_TCP4,
     "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 1000 0 18446744073709551616", GARBAGE},
    {"an inode that is hexadecimal", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 1000 0 3456a 1",
     GARBAGE},
    {"no inode", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 1000 0", GARBAGE},
    {"no inode, but a blank", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 1000 0 ", GARBAGE},
    {"a carriage return", LITTLE, SOCKSCOPE_TCP4, "0: " NONE4 " " NONE4 " 01 0:0 0:0 0 1000 0 34567\r", GARBAGE},
    {"a byte that is no character", LITTLE, SOCKSCOPE_TCP4, "0: \xFF" NONE4 " " NONE4 " 01" REST, GARBAGE},
};

static const char *inet_text(const struct socket_entry *entry, char *text, size_t size)
{
    bool inet6 = entry->protocol == SOCKSCOPE_TCP6 || entry->protocol == SOCKSCOPE_UDP6;
    char local[INET6_ADDRSTRLEN], remote[INET6_ADDRSTRLEN];
    char optional[4][32] = {"", "", "", ""};
    inet_ntop(inet6 ? AF_INET6 : AF_INET, entry->local, local, sizeof local);
    inet_ntop(inet6 ? AF_INET6 : AF_INET, entry->remote, remote, sizeof remote);
    if ((entry->present & SOCKSCOPE_HAS_INODE) != 0)
        snprintf(optional[0], sizeof *optional, " inode %" PRIu64, entry->inode);
    if ((entry->present & SOCKSCOPE_HAS_UID) != 0)
        snprintf(optional[1], sizeof *optional, " uid %" PRIu32, entry->uid);
    if ((entry->present & SOCKSCOPE_HAS_RECEIVE_QUEUE) != 0)
        snprintf(optional[2], sizeof *optional, " receive %" PRIu32, entry->receive_queue);
    if ((entry->present & SOCKSCOPE_HAS_SEND_QUEUE) != 0)
        snprintf(optional[3], sizeof *optional, " send %" PRIu32, entry->send_queue);
    const char *open = inet6 ? "[" : "", *close = inet6 ? "]" : "";
    snprintf(text, size, "%s %s%s%s:%u %s%s%s:%u %u%s%s%s%s", entry->type == SOCKSCOPE_STREAM ? "stream" : "dgram",
             open, local, close, entry->local_port, open, remote, close, entry->remote_port, entry->state, optional[0],
             optional[1], optional[2], optional[3]);
    return text;
}

static void check_inet(const char *name, const char *line, enum sockscope_protocol protocol, bool big_endian,
                       const char *expected)
{
    struct socket_entry entry;
    char text[256];
    char *copy = checks_copy(line, strlen(line) + 1);
    bool parsed = proc_net_parse_inet(copy, protocol, big_endian, &entry);
    if (parsed)
        CHECK_EQUAL(protocol, entry.protocol);
    CHECK_TEXT(name, expected, parsed ? inet_text(&entry, text, sizeof text) : NULL);
    free(copy);
}

static void lines_of_tcp_and_udp(void)
{
    for (size_t i = 0; i < sizeof inet_cases / sizeof *inet_cases; i++) {
        const struct inet_case *one = &inet_cases[i];
        check_inet(one->name, one->line, one->protocol, one->big_endian, one->expected);
    }
}

/* A line that breaks off is none, wherever it does, until it has its inode. */
static void lines_that_break_off(void)
{
    const char whole[] = "0: " NONE4 " " NONE4 " 01 00000000:00000000 00:00000000 00000000 1000 0 3";
    for (size_t size = 0; size + 1 < sizeof whole; size++) {
        char *line = checks_copy(whole, sizeof whole);
        line[size] = '\0';
        check_inet(line, line, SOCKSCOPE_TCP4, LITTLE, GARBAGE);
        free(line);
    }
    check_inet("whole", whole, SOCKSCOPE_TCP4, LITTLE,
               "stream 0.0.0.0:0 0.0.0.0:0 1 inode 3 uid 1000 receive 0 send 0");
}

/* Columns may be of any width, and any number of them may follow. */
static void lines_that_are_wide(void)
{
    enum { WIDTH = 100000 };
    static const char columns[] = "0: 0100007F:1F90 " NONE4 " 01 0:0 0:0 0 1000 0 34567";
    static char line[sizeof columns + 3 * WIDTH];
    for (size_t place = 0; place < sizeof columns; place++) {
        if (columns[place] != ' ' && columns[place] != '\0')
            continue;
        memcpy(line, columns, place);
        memset(line + place, ' ', WIDTH);
        strcpy(line + place + WIDTH, columns + place);
        check_inet("wide", line, SOCKSCOPE_TCP4, LITTLE,
                   "stream 127.0.0.1:8080 0.0.0.0:0 1 inode 34567 uid 1000 receive 0 send 0");
    }
}

#define UNIX(text) text, sizeof(text) - 1
#define BYTES_27 "abcdefghijklmnopqrstuvwxyz_"
#define BYTES_108 BYTES_27 BYTES_27 BYTES_27 BYTES_27

struct unix_case {
    const char *name;
    const char *line;
    size_t size;
    const char *expected;
};

static const struct unix_case unix_cases[] = {
    {"listener on a path with a blank", UNIX("0000000094501e91: 00000002 00000000 00010000 0001 01 4085156 /tmp/a b"),
     "stream 10 inode 4085156 name /tmp/a b"},
    {"not accepted", UNIX("000000002d9d3a5b: 00000003 00000000 00000000 0001 02     0 /tmp/a b"),
     "stream 1 name /tmp/a b"},
    {"seqpacket listener", UNIX("00000000280f5e9b: 00000002 00000000 00010000 0005 01 4085159 /tmp/seq"),
     "seqpacket 10 inode 4085159 name /tmp/seq"},
    {"connected without name", UNIX("00000000d24bc766: 00000003 00000000 00000000 0001 03 4085164"),
     "stream 1 inode 4085164 name "},
    {"connected seqpacket", UNIX("00000000e3e051c7: 00000003 00000000 00000000 0005 03 4085163"),
     "seqpacket 1 inode 4085163 name "},
    {"datagram without name", UNIX("0000000073a99a05: 00000002 00000000 00000000 0002 01 4085161"),
     "dgram 7 inode 4085161 name "},
    {"padded abstract name",
     UNIX("00000000d9261875: 00000002 00000000 00000000 0002 01 4085158 @padded@@@@@@@@@@@@@@@@@@@@"),
     "dgram 7 inode 4085158 name \\x00padded@@@@@@@@@@@@@@@@@@@@"},
    {"abstract name of the kernel's choice",
     UNIX("00000000fc3afb14: 00000002 00000000 00010000 0001 01 4085160 @0fdcf"),
     "stream 10 inode 4085160 name \\x000fdcf"},
    {"abstract name with a NUL within",
     UNIX("0000000048b9c4b8: 00000002 00000000 00010000 0001 01 4085157 @abstract@name"),
     "stream 10 inode 4085157 name \\x00abstract@name"},

    {"a padded inode", UNIX("0: 3 0 0 0001 03  1142"), "stream 1 inode 1142 name "},
    {"a name of one NUL", UNIX("0: 2 0 0 0002 01 5 @"), "dgram 7 inode 5 name \\x00"},
    {"an @ that is not the first", UNIX("0: 2 0 0 0002 01 5 a@"), "dgram 7 inode 5 name a@"},
    {"a relative path", UNIX("0: 2 0 0 0002 01 5 socket"), "dgram 7 inode 5 name socket"},
    {"a path that begins and ends with blanks", UNIX("0: 2 0 0 0002 01 5   a  b  "), "dgram 7 inode 5 name   a  b  "},
    {"a path of one blank", UNIX("0: 2 0 0 0002 01 5  "), "dgram 7 inode 5 name  "},
    {"a path that begins with a tab", UNIX("0: 2 0 0 0002 01 5 \t/a"), "dgram 7 inode 5 name \\x09/a"},
    {"a path with control characters", UNIX("0: 2 0 0 0002 01 5 /a\r\x1b[2J\x7f"),
     "dgram 7 inode 5 name /a\\x0d\\x1b[2J\\x7f"},
    {"a path that is not UTF-8", UNIX("0: 2 0 0 0002 01 5 /\xff\xc3"), "dgram 7 inode 5 name /\\xff\\xc3"},
    {"a path that looks like a line", UNIX("0: 2 0 0 0002 01 5 0: 2 0 0 0002 01 6 /a"),
     "dgram 7 inode 5 name 0: 2 0 0 0002 01 6 /a"},
    {"a path with a NUL, which ends no line", UNIX("0: 2 0 0 0002 01 5 /a\0b"), "dgram 7 inode 5 name /a\\x00b"},
    {"a path of 108 bytes", UNIX("0: 2 0 0 0002 01 5 " BYTES_108), "dgram 7 inode 5 name " BYTES_108},
    {"an abstract name of 108 bytes",
     UNIX("0: 2 0 0 0002 01 5 @" BYTES_27 BYTES_27 BYTES_27 "abcdefghijklmnopqrstuvwxyz"),
     "dgram 7 inode 5 name \\x00" BYTES_27 BYTES_27 BYTES_27 "abcdefghijklmnopqrstuvwxyz"},
    {"tabs between the columns", UNIX("0:\t2\t0\t0\t0002\t01\t5 /a"), "dgram 7 inode 5 name /a"},
    {"upper case", UNIX("ABCDEF: FF 0 00010000 0002 0A 5 /a"), "dgram 10 inode 5 name /a"},
    {"raw", UNIX("0: 2 0 0 0003 01 5"), "other 7 inode 5 name "},
    {"a type of times to come", UNIX("0: 2 0 0 FFFF 01 5"), "other 7 inode 5 name "},
    {"disconnecting", UNIX("0: 2 0 0 0001 04 5"), "stream 7 inode 5 name "},
    {"a state of times to come", UNIX("0: 2 0 0 0001 FF 5"), "stream 7 inode 5 name "},
    {"other flags", UNIX("0: 2 0 FFFEFFFF 0001 03 5"), "stream 1 inode 5 name "},
    {"numbers at their limits",
     UNIX("FFFFFFFFFFFFFFFF: FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF FFFFFFFFFFFFFFFF 0001 01 18446744073709551615"),
     "stream 10 inode 18446744073709551615 name "},

    {"empty", UNIX(""), GARBAGE},
    {"blanks", UNIX("   "), GARBAGE},
    {"the names of the columns", UNIX("Num       RefCount Protocol Flags    Type St Inode Path"), GARBAGE},
    {"the rest of a path with a newline", UNIX("rest of a path"), GARBAGE},
    {"no colon", UNIX("0 2 0 0 0001 01 5"), GARBAGE},
    {"no address", UNIX(": 2 0 0 0001 01 5"), GARBAGE},
    {"an address that is too large", UNIX("10000000000000000: 2 0 0 0001 01 5"), GARBAGE},
    {"a type that is too large", UNIX("0: 2 0 0 10000 01 5"), GARBAGE},
    {"a state that is too large", UNIX("0: 2 0 0 0001 100 5"), GARBAGE},
    {"an inode that is too large", UNIX("0: 2 0 0 0001 01 18446744073709551616"), GARBAGE},
    {"an inode that is hexadecimal", UNIX("0: 2 0 0 0001 01 5a"), GARBAGE},
    {"a negative inode", UNIX("0: 2 0 0 0001 01 -5"), GARBAGE},
    {"no inode", UNIX("0: 2 0 0 0001 01"), GARBAGE},
    {"no inode, but a blank", UNIX("0: 2 0 0 0001 01 "), GARBAGE},
    {"a path in the place of the inode", UNIX("0: 2 0 0 0001 01 /a"), GARBAGE},
    {"a carriage return", UNIX("0: 2 0 0 0001 01 5\r"), GARBAGE},
    {"NULs", UNIX("\0\0\0\0\0\0\0\0"), GARBAGE},
    {"a NUL between the columns", UNIX("0: 2 0 0 0001\0 01 5 /a"), GARBAGE},
    {"a NUL behind the inode", UNIX("0: 2 0 0 0001 01 5\0/a"), GARBAGE},
    {"a tab behind the inode", UNIX("0: 2 0 0 0001 01 5\t/a"), GARBAGE},
};

static const char *unix_text(const struct socket_entry *entry, const uint8_t *name, size_t name_size, char *text,
                             size_t size)
{
    static const char *const types[] = {"stream", "dgram", "seqpacket", "other"};
    size_t at = (size_t)snprintf(text, size, "%s %u", types[entry->type], entry->state);
    if ((entry->present & SOCKSCOPE_HAS_INODE) != 0)
        at += (size_t)snprintf(text + at, size - at, " inode %" PRIu64, entry->inode);
    at += (size_t)snprintf(text + at, size - at, " name ");
    for (size_t i = 0; i < name_size; i++)
        at += (size_t)snprintf(text + at, size - at, isprint(name[i]) ? "%c" : "\\x%02x", name[i]);
    return text;
}

static void check_unix(const char *name, const char *line, size_t size, const char *expected)
{
    struct socket_entry entry;
    uint8_t *found;
    size_t found_size;
    char text[1024];
    char *copy = checks_copy(line, size + 1);
    bool parsed = proc_net_parse_unix(copy, size, &entry, &found, &found_size);
    if (parsed)
        CHECK_EQUAL(SOCKSCOPE_UNIX, entry.protocol);
    CHECK_TEXT(name, expected, parsed ? unix_text(&entry, found, found_size, text, sizeof text) : NULL);
    free(copy);
}

static void lines_of_unix(void)
{
    for (size_t i = 0; i < sizeof unix_cases / sizeof *unix_cases; i++)
        check_unix(unix_cases[i].name, unix_cases[i].line, unix_cases[i].size, unix_cases[i].expected);
}

static void unix_lines_that_break_off(void)
{
    const char whole[] = "00000000d24bc766: 00000003 00000000 00000000 0001 03 4";
    for (size_t size = 0; size + 1 < sizeof whole; size++) {
        char *line = checks_copy(whole, size + 1);
        line[size] = '\0';
        check_unix(line, line, size, GARBAGE);
        free(line);
    }
    check_unix("whole", whole, sizeof whole - 1, "stream 1 inode 4 name ");
}

int main(void)
{
    lines_of_tcp_and_udp();
    lines_that_break_off();
    lines_that_are_wide();
    lines_of_unix();
    unix_lines_that_break_off();
    return checks_result();
}
