// SPDX-License-Identifier: Apache-2.0
#include "socket_table.h"

#include "checks.h"

#include <errno.h>
#include <netinet/tcp.h>

static struct socket_entry tcp4(uint64_t inode, uint16_t port)
{
    return (struct socket_entry){.inode = inode, .protocol = SOCKSCOPE_TCP4, .state = TCP_LISTEN, .local_port = port};
}

static struct socket_entry with_cookie(uint64_t inode, uint64_t cookie, enum sockscope_protocol protocol)
{
    return (struct socket_entry){
        .inode = inode, .cookie = cookie, .protocol = (uint8_t)protocol, .present = SOCKSCOPE_HAS_COOKIE};
}

static void add(struct socket_table *table, struct socket_entry entry, const char *name)
{
    CHECK_EQUAL(0, socket_table_add(table, &entry, (const uint8_t *)name, name != NULL ? strlen(name) : 0));
}

static size_t found(const struct socket_table *table, uint64_t inode)
{
    size_t count = 0;
    for (struct socket_entry *entry = socket_table_find(table, inode); entry != NULL;
         entry = socket_table_next(table, entry)) {
        CHECK_EQUAL(inode, entry->inode);
        count++;
    }
    return count;
}

static void nothing_is_found_in_an_empty_table(void)
{
    struct socket_table table;
    socket_table_init(&table);
    CHECK(table.intact);
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(0, found(&table, 1));
    CHECK_EQUAL(0, found(&table, 0));
    CHECK_EQUAL(0, table.holderless);
    socket_table_free(&table);
    socket_table_free(&table);
}

/* Inodes that follow each other, as they do mostly, or come in steps. */
static void each_of_many_is_found(void)
{
    enum { ENTRIES = 100000 };
    static const uint64_t steps[] = {1, 2, 1024, UINT64_C(1) << 20, UINT64_C(1) << 32};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct socket_table table;
        uint64_t step = steps[i];
        socket_table_init(&table);
        for (uint64_t n = 1; n <= ENTRIES; n++) {
            char name[24];
            snprintf(name, sizeof name, "%" PRIu64, n);
            add(&table, tcp4(n * step, (uint16_t)n), name);
        }
        CHECK_EQUAL(0, socket_table_index(&table));
        CHECK_EQUAL(ENTRIES, table.count);
        CHECK(table.bucket_count >= 2 * table.count);
        for (uint64_t n = 1; n <= ENTRIES; n++) {
            const struct socket_entry *entry = socket_table_find(&table, n * step);
            CHECK(entry != NULL);
            if (entry == NULL)
                break;
            char name[24];
            snprintf(name, sizeof name, "%" PRIu64, n);
            CHECK_EQUAL((uint16_t)n, entry->local_port);
            CHECK_EQUAL(strlen(name), entry->name_size);
            CHECK(memcmp(table.names + entry->name, name, entry->name_size) == 0);
            CHECK(socket_table_next(&table, entry) == NULL);
        }
        CHECK_EQUAL(0, found(&table, 0));
        CHECK_EQUAL(0, found(&table, (ENTRIES + UINT64_C(1)) * step));
        socket_table_free(&table);
    }
}

static void sockets_of_one_inode_are_a_chain(void)
{
    struct socket_table table;
    socket_table_init(&table);
    for (uint16_t port = 1; port <= 5; port++) {
        add(&table, tcp4(7, port), NULL);
        add(&table, tcp4(100 + port, port), NULL);
    }
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(5, found(&table, 7));
    unsigned ports = 0;
    for (struct socket_entry *entry = socket_table_find(&table, 7); entry != NULL;
         entry = socket_table_next(&table, entry))
        ports |= 1U << entry->local_port;
    CHECK_EQUAL(0x3E, ports);
    CHECK_EQUAL(1, found(&table, 103));
    socket_table_free(&table);
}

static void a_socket_that_was_listed_twice_is_there_once(void)
{
    static const struct {
        const char *name;
        struct socket_entry first;
        struct socket_entry second;
        size_t count;
    } cases[] = {
        {"the same",
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         1},
        {"without file, the same",
         {.cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         1},
        {"another cookie",
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.inode = 1, .cookie = 6, .present = SOCKSCOPE_HAS_COOKIE},
         2},
        {"another inode",
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.inode = 2, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         2},
        {"without file, another cookie",
         {.cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.cookie = 6, .present = SOCKSCOPE_HAS_COOKIE},
         2},
        {"another protocol",
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE, .protocol = SOCKSCOPE_UNIX},
         2},
        {"an inode that is another's cookie",
         {.inode = 5, .cookie = 1, .present = SOCKSCOPE_HAS_COOKIE},
         {.cookie = 5, .present = SOCKSCOPE_HAS_COOKIE},
         2},
        {"one without cookie", {.inode = 1, .cookie = 5, .present = SOCKSCOPE_HAS_COOKIE}, {.inode = 1}, 2},
        {"both without cookie", {.inode = 1}, {.inode = 1}, 1},
        {"both without cookie, another end", {.inode = 1}, {.inode = 1, .remote_port = 5}, 2},
        {"neither inode nor cookie", {.inode = 0}, {.inode = 0}, 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct socket_table table;
        char expected[24], actual[24];
        socket_table_init(&table);
        add(&table, cases[i].first, "first");
        add(&table, tcp4(9, 9), "between");
        add(&table, cases[i].second, "second");
        add(&table, tcp4(10, 10), "last");
        CHECK_EQUAL(0, socket_table_index(&table));
        snprintf(expected, sizeof expected, "%zu", cases[i].count + 2);
        snprintf(actual, sizeof actual, "%zu", table.count);
        CHECK_TEXT(cases[i].name, expected, actual);

        const struct socket_entry *last = socket_table_find(&table, 10);
        CHECK(last != NULL && last->name_size == 4 && memcmp(table.names + last->name, "last", 4) == 0);
        socket_table_free(&table);
    }
}

static void what_was_added_later_is_found_after_another_index(void)
{
    struct socket_table table;
    socket_table_init(&table);
    for (uint64_t inode = 1; inode <= 1000; inode++)
        add(&table, with_cookie(inode, inode, SOCKSCOPE_TCP4), NULL);
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(1000, table.holderless);
    for (uint64_t inode = 500; inode <= 2000; inode++)
        add(&table, with_cookie(inode, inode, SOCKSCOPE_TCP4), NULL);
    socket_table_find(&table, 1)->held = 1;
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(2000, table.count);
    CHECK_EQUAL(1999, table.holderless);
    for (uint64_t inode = 1; inode <= 2000; inode++)
        CHECK_EQUAL(1, found(&table, inode));
    socket_table_free(&table);
}

static void sockets_without_file_have_no_holder_to_be_found(void)
{
    struct socket_table table;
    socket_table_init(&table);
    add(&table, tcp4(0, 1), NULL);
    add(&table, with_cookie(0, 3, SOCKSCOPE_TCP4), NULL);
    add(&table, tcp4(3, 1), NULL);
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(3, table.count);
    CHECK_EQUAL(1, table.holderless);
    CHECK_EQUAL(1, found(&table, 3));
    CHECK_EQUAL(0, found(&table, 0));
    socket_table_free(&table);
}

static void what_was_added_can_be_taken_back(void)
{
    struct socket_table table;
    socket_table_init(&table);
    add(&table, tcp4(1, 1), "kept");
    size_t count = table.count, names_size = table.names_size;
    add(&table, tcp4(2, 2), "taken back");
    socket_table_truncate(&table, count, names_size);
    add(&table, tcp4(3, 3), "new");
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(2, table.count);
    CHECK_EQUAL(0, found(&table, 2));
    CHECK_EQUAL(strlen("keptnew"), table.names_size);
    CHECK(memcmp(table.names, "keptnew", table.names_size) == 0);
    socket_table_free(&table);
}

/* Places in the table are 32 bits; nobody has the memory to try that with so many entries. */
/* Of one inode, a subflow may have come since. */
static void what_was_held_before_is_not_added(void)
{
    struct socket_table before;
    struct socket_table table;
    socket_table_init(&before);
    add(&before, with_cookie(1, 10, SOCKSCOPE_TCP4), NULL);
    add(&before, with_cookie(1, 11, SOCKSCOPE_TCP4), NULL);
    add(&before, with_cookie(2, 20, SOCKSCOPE_TCP4), NULL);
    add(&before, with_cookie(2, 21, SOCKSCOPE_TCP4), NULL);
    add(&before, with_cookie(3, 30, SOCKSCOPE_UNIX), NULL);
    CHECK_EQUAL(0, socket_table_index(&before));
    for (size_t i = 0; i < before.count; i++)
        before.entries[i].held = before.entries[i].cookie != 21;
    socket_table_init(&table);
    table.before = &before;
    for (uint64_t inode = 0; inode <= 4; inode++)
        add(&table, with_cookie(inode, 10 * inode, inode == 3 ? SOCKSCOPE_UNIX : SOCKSCOPE_TCP4), NULL);
    CHECK_EQUAL(0, socket_table_index(&table));
    CHECK_EQUAL(4, table.count);
    CHECK_EQUAL(0, found(&table, 1));
    CHECK_EQUAL(1, found(&table, 2));
    CHECK_EQUAL(1, found(&table, 3));
    CHECK_EQUAL(1, found(&table, 4));
    socket_table_free(&table);
    socket_table_free(&before);
}

static void more_than_the_table_holds_is_refused(void)
{
    struct socket_table table;
    struct socket_entry entry = tcp4(1, 1);
    uint8_t name = 'n';
    socket_table_init(&table);
    add(&table, entry, "n");
    CHECK_EQUAL(EOVERFLOW, socket_table_add(&table, &entry, &name, UINT32_MAX));
    CHECK_EQUAL(EOVERFLOW, socket_table_add(&table, &entry, &name, SIZE_MAX));
    CHECK_EQUAL(1, table.count);
    table.count = SOCKET_TABLE_END;
    CHECK_EQUAL(EOVERFLOW, socket_table_add(&table, &entry, &name, 1));
    CHECK_EQUAL(1, table.names_size);
    socket_table_free(&table);
}

static void a_socket_has_what_its_entry_has(void)
{
    struct socket_table table;
    socket_table_init(&table);
    struct socket_entry listener = tcp4(1, 80);
    listener.local[0] = 127;
    listener.remote[15] = 1;
    listener.remote_port = UINT16_MAX;
    listener.netns = 9;
    listener.present = SOCKSCOPE_HAS_INODE;
    add(&table, listener, NULL);
    add(&table, (struct socket_entry){.inode = 2, .protocol = SOCKSCOPE_UNIX, .state = TCP_LISTEN, .peer = 3}, "one");
    add(&table, (struct socket_entry){.inode = 3, .protocol = SOCKSCOPE_UNIX, .peer = 2}, NULL);
    add(&table, (struct socket_entry){.inode = 4, .protocol = SOCKSCOPE_UNIX, .peer = 1}, NULL);
    add(&table, (struct socket_entry){.inode = 5, .protocol = SOCKSCOPE_UDP6, .state = TCP_ESTABLISHED}, NULL);
    CHECK_EQUAL(0, socket_table_index(&table));

    struct sockscope_socket socket = socket_table_socket(&table, socket_table_find(&table, 1));
    CHECK_EQUAL(SOCKSCOPE_LISTEN, socket.status);
    CHECK_TEXT("state", "TCP_LISTEN", socket.native_state);
    CHECK_EQUAL(127, socket.local.address[0]);
    CHECK_EQUAL(1, socket.remote.address[15]);
    CHECK_EQUAL(80, socket.local.port);
    CHECK_EQUAL(UINT16_MAX, socket.remote.port);
    CHECK_EQUAL(SOCKSCOPE_HAS_INODE | SOCKSCOPE_HAS_NETNS, socket.present);
    CHECK_EQUAL(9, socket.netns);
    CHECK_EQUAL(-1, socket.fd);

    socket = socket_table_socket(&table, socket_table_find(&table, 2));
    CHECK_EQUAL(SOCKSCOPE_NO_STATUS, socket.status);
    CHECK_EQUAL(3, socket.local.name_size);
    CHECK_EQUAL(0, socket.remote.name_size);

    socket = socket_table_socket(&table, socket_table_find(&table, 3));
    CHECK_EQUAL(0, socket.local.name_size);
    CHECK(socket.remote.name_size == 3 && memcmp(socket.remote.name, "one", 3) == 0);

    socket = socket_table_socket(&table, socket_table_find(&table, 4)); /* a peer that is none */
    CHECK_EQUAL(0, socket.remote.name_size);

    socket = socket_table_socket(&table, socket_table_find(&table, 5));
    CHECK_EQUAL(SOCKSCOPE_NO_STATUS, socket.status);
    CHECK_TEXT("state", "TCP_ESTABLISHED", socket.native_state);
    socket_table_free(&table);
}

static void a_unix_listener_with_a_queue_has_unaccepted_connections(void)
{
    static const struct {
        struct socket_entry entry;
        bool unaccepted;
    } cases[] = {
        {{.protocol = SOCKSCOPE_UNIX, .state = TCP_LISTEN, .receive_queue = 1}, true},
        {{.protocol = SOCKSCOPE_UNIX, .state = TCP_LISTEN}, false},
        {{.protocol = SOCKSCOPE_UNIX, .state = TCP_ESTABLISHED, .receive_queue = 1}, false},
        {{.protocol = SOCKSCOPE_TCP4, .state = TCP_LISTEN, .receive_queue = 1}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CHECK_EQUAL(cases[i].unaccepted, socket_table_has_unaccepted(&cases[i].entry));
}

int main(void)
{
    nothing_is_found_in_an_empty_table();
    each_of_many_is_found();
    sockets_of_one_inode_are_a_chain();
    a_socket_that_was_listed_twice_is_there_once();
    what_was_added_later_is_found_after_another_index();
    sockets_without_file_have_no_holder_to_be_found();
    what_was_added_can_be_taken_back();
    what_was_held_before_is_not_added();
    more_than_the_table_holds_is_refused();
    a_socket_has_what_its_entry_has();
    a_unix_listener_with_a_queue_has_unaccepted_connections();
    return checks_result();
}
