// SPDX-License-Identifier: Apache-2.0
#include "processes.h"

#include <stdlib.h>
#include <string.h>
#include <tlhelp32.h>

/* Each UTF-16 unit is at most three bytes of UTF-8. */
#define NAME_SIZE (3 * MAX_PATH)

static int add(struct process_list *list, const PROCESSENTRY32W *entry)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity > 0 ? list->capacity * 2 : 256;
        struct process *entries = realloc(list->entries, capacity * sizeof *entries);
        if (entries == NULL)
            return ENOMEM;
        list->entries = entries;
        list->capacity = capacity;
    }
    struct process *process = &list->entries[list->count++];
    *process = (struct process){.pid = entry->th32ProcessID};
    memcpy(process->name, entry->szExeFile, sizeof process->name);
    return 0;
}

static int compare(const void *a, const void *b)
{
    uint32_t left = ((const struct process *)a)->pid;
    uint32_t right = ((const struct process *)b)->pid;
    return left < right ? -1 : left > right;
}

static enum sockscope_result walk(HANDLE snapshot, struct process_list *list, struct sockscope_error *error)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    const char *call = "Process32FirstW";
    BOOL found = Process32FirstW(snapshot, &entry);
    while (found) {
        int failure = add(list, &entry);
        if (failure != 0)
            return sockscope_fail_sink(error, failure);
        call = "Process32NextW";
        found = Process32NextW(snapshot, &entry);
    }
    DWORD code = GetLastError();
    if (code != ERROR_NO_MORE_FILES)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, call, (int)code, -1);
    if (list->count > 0)
        qsort(list->entries, list->count, sizeof *list->entries, compare);
    return SOCKSCOPE_OK;
}

enum sockscope_result processes_read(struct process_list *list, struct sockscope_error *error)
{
    HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    if (snapshot == INVALID_HANDLE_VALUE)
        return sockscope_fail(error, SOCKSCOPE_SYSTEM_CALL_FAILED, "CreateToolhelp32Snapshot", (int)GetLastError(), -1);
    enum sockscope_result result = walk(snapshot, list, error);
    CloseHandle(snapshot);
    return result;
}

struct process *processes_find(const struct process_list *list, int64_t pid)
{
    if (pid < 0 || pid > UINT32_MAX || list->count == 0)
        return NULL;
    struct process wanted = {.pid = (uint32_t)pid};
    return bsearch(&wanted, list->entries, list->count, sizeof *list->entries, compare);
}

uint64_t process_started(struct process *process)
{
    FILETIME started, ended, kernel, user;
    if (process->asked)
        return process->started;
    process->asked = true;
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process->pid);
    if (handle == NULL)
        return 0;
    if (GetProcessTimes(handle, &started, &ended, &kernel, &user))
        process->started = (uint64_t)started.dwHighDateTime << 32 | started.dwLowDateTime;
    CloseHandle(handle);
    return process->started;
}

static size_t length_of(const WCHAR *name)
{
    size_t length = 0;
    while (length < MAX_PATH && name[length] != 0)
        length++;
    return length;
}

int process_emit_name(struct process *process, const struct sockscope_sink *sink)
{
    char name[NAME_SIZE];
    if (process->named)
        return 0;
    process->named = true;
    int length = (int)length_of(process->name);
    int size = length == 0 ? 0 : WideCharToMultiByte(CP_UTF8, 0, process->name, length, name, NAME_SIZE, NULL, NULL);
    struct sockscope_process row = {.pid = process->pid, .name = (const uint8_t *)name, .name_size = (size_t)size};
    return sink->process(sink->context, &row);
}

void processes_free(struct process_list *list)
{
    free(list->entries);
    *list = (struct process_list){0};
}
