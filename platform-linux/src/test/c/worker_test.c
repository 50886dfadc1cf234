// SPDX-License-Identifier: Apache-2.0
/* A thread that is started beside the caller runs while the caller does, and then where it may. */
#include "worker.h"

#include "checks.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#define SECONDS 20 /* an emulated machine may take long */

struct meeting {
    atomic_bool begun;
    atomic_bool over;
    cpu_set_t allowed;
};

static void *wait_there(void *context)
{
    struct meeting *meeting = context;
    atomic_store(&meeting->begun, true);
    while (!atomic_load(&meeting->over))
        sched_yield();
    CHECK(sched_getaffinity(0, sizeof meeting->allowed, &meeting->allowed) == 0);
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(void)
{
    struct meeting meeting = {0};
    cpu_set_t allowed;
    pthread_t thread;
    CHECK(sched_getaffinity(0, sizeof allowed, &allowed) == 0);
    if (CPU_COUNT(&allowed) < 2) {
        puts("skipped: there is one processor here, so that no thread runs beside another");
        return 77;
    }
    for (int round = 0; round < 10; round++) {
        atomic_store(&meeting.begun, false);
        atomic_store(&meeting.over, false);
        CHECK(worker_start_beside(&thread, wait_there, &meeting) == 0);
        double end = now() + SECONDS;
        while (!atomic_load(&meeting.begun) && now() < end)
            ; /* never waits, so that nothing else runs on this processor */
        CHECK(atomic_load(&meeting.begun));
        atomic_store(&meeting.over, true);
        CHECK(pthread_join(thread, NULL) == 0);
        CHECK(CPU_EQUAL(&allowed, &meeting.allowed));
    }
    return checks_result();
}
