// SPDX-License-Identifier: Apache-2.0
/* The list of processes, and what is told of one. A handle is a descriptor, so that it is noticed if it stays open. */
#include "scenario.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <tlhelp32.h>
#include <unistd.h>
#include <windows.h>

static _Thread_local DWORD last_error;
static _Thread_local size_t at; /* the line behind the last process that was listed */
static _Thread_local DWORD opened;

DWORD GetLastError(void)
{
    return last_error;
}

static BOOL fail(DWORD code)
{
    last_error = code;
    return FALSE;
}

static BOOL fails(const char *call)
{
    const struct scenario_line *line = scenario_find("fails", call, NULL);
    if (line != NULL)
        fail((DWORD)strtoul(line->words[2], NULL, 0));
    return line != NULL;
}

/* As a number that is none of those that mean something. */
static HANDLE open_handle(void)
{
    int descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        scenario_give_up("no descriptor", "");
    return (HANDLE)(intptr_t)(descriptor + 1);
}

BOOL CloseHandle(HANDLE handle)
{
    return close((int)(intptr_t)handle - 1) == 0;
}

HANDLE CreateToolhelp32Snapshot(DWORD what, DWORD pid)
{
    if (what != TH32CS_SNAPPROCESS || pid != 0)
        fail(ERROR_INVALID_PARAMETER);
    else if (!fails("CreateToolhelp32Snapshot"))
        return open_handle();
    return INVALID_HANDLE_VALUE;
}

/* As UTF-16 has it; a scenario is UTF-8 of at most three bytes each, and \20 is the byte 0x20. */
static void fill_name(const char *text, WCHAR *name)
{
    size_t length = 0;
    while (*text != '\0') {
        if (length + 1 == MAX_PATH)
            scenario_give_up("too long a name", text);
        unsigned char byte = (unsigned char)*text++;
        if (byte == '\\') {
            char digits[] = {text[0], text[1], '\0'};
            name[length++] = (WCHAR)strtoul(digits, NULL, 16);
            text += 2;
        } else if (byte < 0x80) {
            name[length++] = byte;
        } else if (byte < 0xE0) {
            name[length++] = (WCHAR)((byte & 0x1F) << 6 | (*text++ & 0x3F));
        } else {
            WCHAR middle = (WCHAR)((*text++ & 0x3F) << 6);
            name[length++] = (WCHAR)((byte & 0x0F) << 12 | middle | (*text++ & 0x3F));
        }
    }
    name[length] = 0;
}

static BOOL next_process(PROCESSENTRY32W *entry)
{
    const struct scenario_line *line = scenario_next(&at, "process");
    if (entry->dwSize != sizeof *entry)
        return fail(ERROR_INVALID_PARAMETER);
    if (line == NULL)
        return fail(ERROR_NO_MORE_FILES);
    *entry = (PROCESSENTRY32W){.dwSize = sizeof *entry, .th32ProcessID = (DWORD)strtoul(line->words[1], NULL, 10)};
    fill_name(line->words[2], entry->szExeFile);
    return TRUE;
}

BOOL Process32FirstW(HANDLE snapshot, PROCESSENTRY32W *entry)
{
    (void)snapshot;
    at = 0;
    return fails("Process32FirstW") ? FALSE : next_process(entry);
}

BOOL Process32NextW(HANDLE snapshot, PROCESSENTRY32W *entry)
{
    (void)snapshot;
    return fails("Process32NextW") ? FALSE : next_process(entry);
}

static const struct scenario_line *find_process(const char *word, DWORD pid)
{
    size_t from = 0;
    const struct scenario_line *line;
    while ((line = scenario_next(&from, word)) != NULL) {
        if (strtoul(line->words[1], NULL, 10) == pid)
            return line;
    }
    return NULL;
}

HANDLE OpenProcess(DWORD access, BOOL inherit, DWORD pid)
{
    opened = pid & ~(DWORD)3; /* as Windows does */
    if (access != PROCESS_QUERY_LIMITED_INFORMATION || inherit || find_process("process", opened) == NULL)
        fail(ERROR_INVALID_PARAMETER);
    else if (find_process("protected", opened) != NULL)
        fail(ERROR_ACCESS_DENIED);
    else
        return open_handle();
    return NULL;
}

BOOL GetProcessTimes(HANDLE process, FILETIME *started, FILETIME *ended, FILETIME *kernel, FILETIME *user)
{
    (void)process;
    uint64_t time = scenario_number(find_process("process", opened), "started=", 0);
    *started = (FILETIME){.dwLowDateTime = (DWORD)time, .dwHighDateTime = (DWORD)(time >> 32)};
    *ended = *kernel = *user = (FILETIME){0};
    return TRUE;
}
