// SPDX-License-Identifier: Apache-2.0
/*
 * What the collector uses of Windows' header of this name, for a build on another system. layouts.c holds it to be the same
 * as there.
 */
#ifndef SOCKSCOPE_SCRIPTED_WINDOWS_H
#define SOCKSCOPE_SCRIPTED_WINDOWS_H

#include <stddef.h>
#include <stdint.h>

#define TRUE 1
#define FALSE 0
#define MAX_PATH 260
#define CP_UTF8 65001
#define INVALID_HANDLE_VALUE ((HANDLE)(intptr_t)-1)
#define PROCESS_QUERY_LIMITED_INFORMATION 0x1000
#define FORMAT_MESSAGE_IGNORE_INSERTS 0x200
#define FORMAT_MESSAGE_FROM_HMODULE 0x800
#define FORMAT_MESSAGE_FROM_SYSTEM 0x1000
#define FORMAT_MESSAGE_MAX_WIDTH_MASK 0xFF

#define NO_ERROR 0
#define ERROR_ACCESS_DENIED 5
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_INVALID_DATA 13
#define ERROR_NO_MORE_FILES 18
#define ERROR_NOT_SUPPORTED 50
#define ERROR_INVALID_PARAMETER 87
#define ERROR_INSUFFICIENT_BUFFER 122
#define ERROR_NOT_FOUND 1168

typedef int BOOL;
typedef int32_t LONG;
typedef uint8_t UCHAR;
typedef uint16_t WCHAR;
typedef uint32_t DWORD;
typedef uint32_t UINT;
typedef uint32_t ULONG;
typedef uint64_t ULONGLONG;
typedef uintptr_t ULONG_PTR;
typedef void *HANDLE;
typedef void *HMODULE;

typedef union {
    int64_t QuadPart;
} LARGE_INTEGER;

typedef struct {
    DWORD dwLowDateTime;
    DWORD dwHighDateTime;
} FILETIME;

DWORD GetLastError(void);
BOOL CloseHandle(HANDLE handle);
HANDLE OpenProcess(DWORD access, BOOL inherit, DWORD pid);
BOOL GetProcessTimes(HANDLE process, FILETIME *started, FILETIME *ended, FILETIME *kernel, FILETIME *user);
HMODULE GetModuleHandleW(const WCHAR *name);
DWORD FormatMessageW(DWORD flags, const void *source, DWORD code, DWORD language, WCHAR *text, DWORD size,
                     void *arguments);
int WideCharToMultiByte(UINT page, DWORD flags, const WCHAR *text, int length, char *bytes, int size,
                        const char *otherwise, BOOL *used);

#endif
