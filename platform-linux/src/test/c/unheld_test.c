// SPDX-License-Identifier: Apache-2.0
/* What is remembered of sockets without a holder. */
#include "checks.h"
#include "unheld.h"

static struct socket_entry entry(uint64_t inode, uint64_t cookie)
{
    return (struct socket_entry){.inode = inode, .cookie = cookie, .present = SOCKSCOPE_HAS_COOKIE};
}

static void add(struct socket_table *table, uint64_t inode, uint64_t cookie)
{
    const struct socket_entry added = entry(inode, cookie);
    CHECK(socket_table_add(table, &added, NULL, 0) == 0);
    CHECK(socket_table_index(table) == 0);
}

static bool remembers(struct unheld *unheld, uint64_t inode, uint64_t cookie)
{
    const struct socket_entry asked = entry(inode, cookie);
    return unheld_has(unheld, &asked);
}

static void another_socket_of_the_inode_is_not_remembered(void)
{
    struct unheld unheld;
    struct socket_table table;
    unheld_init(&unheld);
    socket_table_init(&table);
    add(&table, 7, 70);
    unheld_remember(&unheld, &table);
    CHECK(remembers(&unheld, 7, 70));
    CHECK(!remembers(&unheld, 7, 71));
    CHECK(!remembers(&unheld, 8, 70));
    socket_table_free(&table);
    unheld_destroy(&unheld);
}

static void a_socket_that_has_a_holder_again_is_forgotten(void)
{
    struct unheld unheld;
    struct socket_table table;
    unheld_init(&unheld);
    socket_table_init(&table);
    add(&table, 7, 70);
    add(&table, 8, 80);
    unheld_remember(&unheld, &table);
    socket_table_find(&table, 7)->held = 1;
    unheld_remember(&unheld, &table);
    CHECK(!remembers(&unheld, 7, 70));
    CHECK(remembers(&unheld, 8, 80));
    socket_table_free(&table);
    unheld_destroy(&unheld);
}

static void the_oldest_are_forgotten_first(void)
{
    struct unheld unheld;
    struct socket_table table;
    unheld_init(&unheld);
    socket_table_init(&table);
    for (uint64_t inode = 1; inode <= UNHELD_LIMIT + 1; inode++)
        add(&table, inode, 10 * inode);
    unheld_remember(&unheld, &table);
    CHECK(!remembers(&unheld, 1, 10));
    CHECK(remembers(&unheld, 2, 20));
    CHECK(remembers(&unheld, UNHELD_LIMIT + 1, 10 * (UNHELD_LIMIT + 1)));
    socket_table_free(&table);
    unheld_destroy(&unheld);
}

int main(void)
{
    another_socket_of_the_inode_is_not_remembered();
    a_socket_that_has_a_holder_again_is_forgotten();
    the_oldest_are_forgotten_first();
    return checks_result();
}
