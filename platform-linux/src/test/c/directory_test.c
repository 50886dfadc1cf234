// SPDX-License-Identifier: Apache-2.0
#include "directory.h"

#include "checks.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static void only_whole_decimal_numbers_are_numbers(void)
{
    static const struct {
        const char *text;
        int64_t number; /* -1 for none */
    } cases[] = {
        {"0", 0},
        {"1", 1},
        {"00", 0},
        {"007", 7},
        {"4194304", 4194304},
        {"2147483648", INT64_C(2147483648)},
        {"9223372036854775807", INT64_MAX},
        {"9223372036854775808", -1},
        {"9223372036854775810", -1},
        {"18446744073709551616", -1},
        {"99999999999999999999999999", -1},
        {"", -1},
        {".", -1},
        {"..", -1},
        {"-1", -1},
        {"+1", -1},
        {" 1", -1},
        {"1 ", -1},
        {"1\n", -1},
        {"0x10", -1},
        {"1a", -1},
        {"a1", -1},
        {"self", -1},
        {"/", -1},
        {":", -1},
        {"\xb1", -1},
        {"\xd9\xa1", -1}, /* a digit of another script */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = checks_copy(cases[i].text, strlen(cases[i].text) + 1);
        char parsed[24] = "none", expected[24] = "none";
        int64_t number = -2;
        if (parse_number(text, &number))
            snprintf(parsed, sizeof parsed, "%" PRId64, number);
        else
            CHECK_EQUAL(-2, number);
        if (cases[i].number >= 0)
            snprintf(expected, sizeof expected, "%" PRId64, cases[i].number);
        CHECK_TEXT(cases[i].text, expected, parsed);
        free(text);
    }
}

/* Files with the numbers from 0 on, more than fit into one read; and some that are none. */
enum { FILES = 3000 };
static const char *const others[] = {"self", "-1", "1x", ".2"};

struct visits {
    int directory;
    uint8_t seen[FILES];
    size_t count;
    size_t last;
};

static int visit(void *context, const struct directory_number *entry)
{
    struct visits *visits = context;
    char text[24];
    struct stat status;
    snprintf(text, sizeof text, "%" PRId64, entry->number);
    CHECK_TEXT("name", text, entry->name);
    CHECK(entry->number >= 0 && entry->number < FILES);
    CHECK(fstatat(visits->directory, entry->name, &status, AT_SYMLINK_NOFOLLOW) == 0);
    CHECK_EQUAL((int64_t)status.st_ino, (int64_t)entry->inode);
    if (entry->number >= 0 && entry->number < FILES)
        visits->seen[entry->number]++;
    visits->count++;
    return visits->count == visits->last ? ENOSPC : 0;
}

static void touch(int directory, const char *name)
{
    int fd = openat(directory, name, O_CREAT | O_WRONLY | O_EXCL, 0600);
    CHECK(fd >= 0);
    close(fd);
}

static void name_of(int number, char name[12])
{
    snprintf(name, 12, "%d", number);
}

static void a_walk_visits_each_number_once(int directory)
{
    struct visits visits = {.directory = directory, .last = SIZE_MAX};
    CHECK_EQUAL(0, directory_walk_numbers(directory, visit, &visits));
    CHECK_EQUAL(FILES, visits.count);
    for (int i = 0; i < FILES; i++)
        CHECK_EQUAL(1, visits.seen[i]);
    CHECK_EQUAL(0, directory_walk_numbers(directory, visit, &visits)); /* it is read to its end */
    CHECK_EQUAL(FILES, visits.count);
}

static void a_visitor_ends_the_walk(int directory)
{
    struct visits visits = {.directory = directory, .last = 2};
    CHECK_EQUAL(0, lseek(directory, 0, SEEK_SET));
    CHECK_EQUAL(ENOSPC, directory_walk_numbers(directory, visit, &visits));
    CHECK_EQUAL(2, visits.count);
}

static void what_cannot_be_read_is_an_error(int directory)
{
    struct visits visits = {.directory = directory, .last = SIZE_MAX};
    int file = openat(directory, "1", O_RDONLY | O_CLOEXEC);
    CHECK_EQUAL(EBADF, directory_walk_numbers(-1, visit, &visits));
    CHECK_EQUAL(ENOTDIR, directory_walk_numbers(file, visit, &visits));
    CHECK_EQUAL(0, visits.count);
    close(file);
}

int main(void)
{
    char path[] = "directory_test.XXXXXX";
    char name[12];
    only_whole_decimal_numbers_are_numbers();

    CHECK(mkdtemp(path) != NULL);
    int directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int i = 0; i < FILES; i++) {
        name_of(i, name);
        touch(directory, name);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        touch(directory, others[i]);
    a_walk_visits_each_number_once(directory);
    a_visitor_ends_the_walk(directory);
    what_cannot_be_read_is_an_error(directory);
    for (int i = 0; i < FILES; i++) {
        name_of(i, name);
        CHECK_EQUAL(0, unlinkat(directory, name, 0));
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CHECK_EQUAL(0, unlinkat(directory, others[i], 0));
    close(directory);
    CHECK_EQUAL(0, rmdir(path));
    return checks_result();
}
