// SPDX-License-Identifier: Apache-2.0
/* The search for namespaces, alone and by two threads, over links such as procfs has. */
#include "netns_search.h"

#include "checks.h"
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROCESSES 1000
#define NAMESPACES 7
#define OWN 4026531840

static bool refused; /* no thread can be made */

int __real_worker_start_beside(pthread_t *thread, void *(*function)(void *context), void *context);
int __wrap_worker_start_beside(pthread_t *thread, void *(*function)(void *context), void *context);

int __wrap_worker_start_beside(pthread_t *thread, void *(*function)(void *context), void *context)
{
    return refused ? EAGAIN : __real_worker_start_beside(thread, function, context);
}

static void name_process(char name[32], int pid, const char *below)
{
    snprintf(name, 32, "%d%s", pid, below);
}

/* Every tenth process has no namespace, as one that has ended. */
static void make_processes(int directory)
{
    for (int pid = 1; pid <= PROCESSES; pid++) {
        char name[32];
        char target[32];
        name_process(name, pid, "");
        CHECK(mkdirat(directory, name, 0700) == 0);
        name_process(name, pid, "/ns");
        CHECK(mkdirat(directory, name, 0700) == 0);
        name_process(name, pid, "/task");
        CHECK(mkdirat(directory, name, 0700) == 0);
        name_process(name, pid, "/ns/net");
        snprintf(target, sizeof target, "net:[%" PRIu64 "]", (uint64_t)OWN + (unsigned)pid % NAMESPACES);
        CHECK(pid % 10 == 0 || symlinkat(target, directory, name) == 0);
    }
}

static void remove_processes(int directory)
{
    for (int pid = 1; pid <= PROCESSES; pid++) {
        char name[32];
        name_process(name, pid, "/ns/net");
        CHECK(pid % 10 == 0 || unlinkat(directory, name, 0) == 0);
        name_process(name, pid, "/ns");
        CHECK(unlinkat(directory, name, AT_REMOVEDIR) == 0);
        name_process(name, pid, "/task");
        CHECK(unlinkat(directory, name, AT_REMOVEDIR) == 0);
        name_process(name, pid, "");
        CHECK(unlinkat(directory, name, AT_REMOVEDIR) == 0);
    }
}

/* The first search is done alone, since it isn't known how many processes there are. */
static void all_are_found_once(const struct procfs *procfs, struct process_history *history, bool by_two)
{
    struct netns_search search;
    struct process_list processes = {0};
    struct netns_list namespaces = {0};
    CHECK_EQUAL(0, netns_list_add_own(&namespaces, procfs->netns));
    netns_search_start(&search, procfs, history, &processes, &namespaces);
    CHECK_EQUAL(by_two, search.running);
    CHECK_EQUAL(0, netns_search_finish(&search));
    CHECK_EQUAL(PROCESSES, processes.count);
    CHECK_EQUAL(NAMESPACES, namespaces.count);
    CHECK_EQUAL(OWN, namespaces.entries[0].inode);
    for (uint64_t inode = OWN; inode < OWN + NAMESPACES; inode++)
        CHECK(netns_list_has(&namespaces, inode));
    process_list_free(&processes);
    netns_list_free(&namespaces);
}

static void our_own_is_left_to_who_asks(const struct procfs *procfs, struct process_history *history)
{
    struct netns_list namespaces = {0};
    CHECK_EQUAL(0, netns_search_all(procfs, history, &namespaces));
    CHECK_EQUAL(NAMESPACES - 1, namespaces.count);
    CHECK(!netns_list_has(&namespaces, OWN));
    netns_list_free(&namespaces);
}

/* It fails in the same way whoever lists the processes. */
static void what_cannot_be_read_is_an_error(struct process_history *history)
{
    struct procfs procfs = {.directory = -1, .netns = OWN};
    struct netns_search search;
    struct process_list processes = {0};
    struct netns_list namespaces = {0};
    netns_search_start(&search, &procfs, history, &processes, &namespaces);
    CHECK_EQUAL(EBADF, netns_search_finish(&search));
    CHECK_TEXT("what failed", "read of /proc", search.call);
    process_list_free(&processes);
    netns_list_free(&namespaces);
}

int main(void)
{
    struct process_history history;
    struct process_history none;
    char path[] = "netns_search_test.XXXXXX";
    CHECK(mkdtemp(path) != NULL);
    struct procfs procfs = {.directory = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC), .netns = OWN};
    make_processes(procfs.directory);
    process_history_init(&history);
    process_history_init(&none);
    all_are_found_once(&procfs, &history, false);
    for (int round = 0; round < 20; round++)
        all_are_found_once(&procfs, &history, true);
    refused = true;
    all_are_found_once(&procfs, &history, false);
    refused = false;
    our_own_is_left_to_who_asks(&procfs, &history);
    our_own_is_left_to_who_asks(&procfs, &none);
    what_cannot_be_read_is_an_error(&history);
    process_history_destroy(&none);
    process_history_init(&none);
    what_cannot_be_read_is_an_error(&none);
    process_history_destroy(&none);
    process_history_destroy(&history);
    remove_processes(procfs.directory);
    close(procfs.directory);
    CHECK(rmdir(path) == 0);
    return checks_result();
}
