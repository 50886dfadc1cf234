// SPDX-License-Identifier: Apache-2.0
/* What is remembered of processes: over files such as procfs has, and over the real ones. */
#include "process_history.h"

#include "checks.h"
#include "process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MANY 1000

static const char *const kernel = "(kworker/0:1 (x) S) I 2 0 0 0 -1 69238880 0 0\n";
static const char *const program = "(sh) S 1 4 4 0 -1 4194304 0 0\n";

static void write_stat(const struct procfs *procfs, int64_t pid, const char *text)
{
    char name[32];
    snprintf(name, sizeof name, "%" PRId64, pid);
    CHECK(mkdirat(procfs->directory, name, 0700) == 0);
    snprintf(name, sizeof name, "%" PRId64 "/stat", pid);
    int file = openat(procfs->directory, name, O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0600);
    CHECK(file >= 0);
    CHECK(dprintf(file, "%" PRId64 " %s", pid, text) > 0);
    close(file);
}

static void remove_stat(const struct procfs *procfs, int64_t pid)
{
    char name[32];
    snprintf(name, sizeof name, "%" PRId64 "/stat", pid);
    CHECK(unlinkat(procfs->directory, name, 0) == 0);
    snprintf(name, sizeof name, "%" PRId64, pid);
    CHECK(unlinkat(procfs->directory, name, AT_REMOVEDIR) == 0);
}

/* Goes through a list of processes, and tells the pids that are left. */
static const char *left_of(struct process_history *history, const struct listed_process *listed, size_t count)
{
    static char left[256];
    struct listed_process entries[8];
    struct process_list processes = {.entries = entries, .count = count};
    memcpy(entries, listed, count * sizeof *listed);
    process_history_leave_out(history, &processes);
    left[0] = '\0';
    for (size_t i = 0; i < processes.count; i++)
        snprintf(left + strlen(left), sizeof left - strlen(left), "%" PRId64 " ", entries[i].pid);
    return left;
}

/* Of these 2, 3 and 5 are kernel threads, and there is no 9. */
static const struct listed_process listed[] = {{1, 11}, {2, 12}, {3, 13}, {4, 14}, {5, 15}, {9, 19}};

enum { LISTED = sizeof listed / sizeof *listed };

static void learn_all(struct process_history *history, const struct procfs *procfs)
{
    for (size_t i = LISTED; i-- > 0;)
        process_history_learn(history, procfs, &listed[i]);
}

static void nothing_is_learned_of_the_first_list(const struct procfs *procfs)
{
    struct process_history history;
    process_history_init(&history);
    CHECK_TEXT("first list", "1 2 3 4 5 9 ", left_of(&history, listed, LISTED));
    learn_all(&history, procfs);
    CHECK_TEXT("second list", "1 2 3 4 5 9 ", left_of(&history, listed, LISTED));
    process_history_destroy(&history);
}

static void all_but_one_are_left_out(const struct procfs *procfs)
{
    struct process_history history;
    process_history_init(&history);
    left_of(&history, listed, LISTED);
    left_of(&history, listed, LISTED);
    learn_all(&history, procfs);
    learn_all(&history, procfs);
    CHECK_TEXT("third list", "1 2 4 9 ", left_of(&history, listed, LISTED));
    CHECK_TEXT("fourth list", "1 2 4 9 ", left_of(&history, listed, LISTED));
    process_history_destroy(&history);
}

static void a_pid_that_lives_again_is_another_process(const struct procfs *procfs)
{
    struct process_history history;
    struct listed_process again[LISTED];
    process_history_init(&history);
    left_of(&history, listed, LISTED);
    left_of(&history, listed, LISTED);
    learn_all(&history, procfs);
    memcpy(again, listed, sizeof listed);
    again[2].inode = 23;
    CHECK_TEXT("another inode", "1 2 3 4 9 ", left_of(&history, again, LISTED));
    CHECK_TEXT("forgotten", "1 2 3 4 9 ", left_of(&history, listed, LISTED));
    process_history_learn(&history, procfs, &again[2]);
    CHECK_TEXT("learned anew", "1 2 4 9 ", left_of(&history, again, LISTED));
    process_history_destroy(&history);
}

static void those_that_end_are_forgotten(const struct procfs *procfs)
{
    struct process_history history;
    process_history_init(&history);
    left_of(&history, listed, LISTED);
    left_of(&history, listed, LISTED);
    learn_all(&history, procfs);
    CHECK_TEXT("without the last two", "1 2 4 ", left_of(&history, listed, LISTED - 2));
    CHECK_TEXT("with them", "1 2 4 5 9 ", left_of(&history, listed, LISTED));
    process_history_destroy(&history);
}

static void without_an_inode_nothing_is_learned(const struct procfs *procfs)
{
    static const struct listed_process without[] = {{2, PROCESS_LIST_NO_INODE}, {3, PROCESS_LIST_NO_INODE}};
    struct process_history history;
    process_history_init(&history);
    left_of(&history, without, 2);
    left_of(&history, without, 2);
    process_history_learn(&history, procfs, &without[0]);
    process_history_learn(&history, procfs, &without[1]);
    CHECK_TEXT("without inode", "2 3 ", left_of(&history, without, 2));
    process_history_destroy(&history);
}

static void there_may_be_many(const struct procfs *procfs)
{
    struct process_history history;
    struct listed_process many[MANY];
    struct process_list list = {.entries = many};
    process_history_init(&history);
    for (size_t i = 0; i < MANY; i++) {
        many[i] = (struct listed_process){.pid = 1000 + (int64_t)(i * 7 % MANY), .inode = 100 + i};
        write_stat(procfs, many[i].pid, kernel);
    }
    process_history_leave_out(&history, &list);
    process_history_leave_out(&history, &list);
    for (size_t i = 0; i < MANY; i++)
        process_history_learn(&history, procfs, &many[i]);
    list.count = MANY;
    process_history_leave_out(&history, &list);
    CHECK_EQUAL(1, list.count);
    for (int64_t pid = 1000; pid < 1000 + MANY; pid++)
        remove_stat(procfs, pid);
    process_history_destroy(&history);
}

static bool has_program(const struct procfs *procfs, int64_t pid)
{
    char path[32];
    char target[8];
    snprintf(path, sizeof path, "%" PRId64 "/exe", pid);
    return readlinkat(procfs->directory, path, target, sizeof target) >= 0;
}

static bool is_in(const struct process_list *processes, int64_t pid)
{
    for (size_t i = 0; i < processes->count; i++) {
        if (processes->entries[i].pid == pid)
            return true;
    }
    return false;
}

/* Of the real ones: those that are left out are listed, and have no program, as /proc/PID/exe tells. */
static void no_program_is_left_out(void)
{
    struct process_history history;
    struct procfs procfs = {.directory = open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC)};
    struct process_list all = {0};
    struct process_list left = {0};
    process_history_init(&history);
    process_history_leave_out(&history, &left);
    process_history_leave_out(&history, &left);
    CHECK_EQUAL(0, process_list_read(&all, &procfs, NULL));
    for (size_t i = 0; i < all.count; i++)
        process_history_learn(&history, &procfs, &all.entries[i]);
    CHECK_EQUAL(0, process_list_read(&left, &procfs, NULL));
    process_history_leave_out(&history, &left);
    size_t left_out = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (is_in(&left, all.entries[i].pid))
            continue;
        left_out++;
        CHECK(!has_program(&procfs, all.entries[i].pid));
    }
    CHECK(is_in(&left, getpid()));
    printf("%zu kernel threads of this machine left out%s\n", left_out, left_out > 0 ? "" : ": none is shown here");
    process_list_free(&all);
    process_list_free(&left);
    process_history_destroy(&history);
    close(procfs.directory);
}

int main(void)
{
    char path[] = "process_history_test.XXXXXX";
    CHECK(mkdtemp(path) != NULL);
    struct procfs procfs = {.directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC)};
    for (int64_t pid = 1; pid <= 5; pid++)
        write_stat(&procfs, pid, pid == 1 || pid == 4 ? program : kernel);
    nothing_is_learned_of_the_first_list(&procfs);
    all_but_one_are_left_out(&procfs);
    a_pid_that_lives_again_is_another_process(&procfs);
    those_that_end_are_forgotten(&procfs);
    without_an_inode_nothing_is_learned(&procfs);
    there_may_be_many(&procfs);
    no_program_is_left_out();
    for (int64_t pid = 1; pid <= 5; pid++)
        remove_stat(&procfs, pid);
    close(procfs.directory);
    CHECK(rmdir(path) == 0);
    return checks_result();
}
