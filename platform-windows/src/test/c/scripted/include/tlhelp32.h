// SPDX-License-Identifier: Apache-2.0
/* As windows.h beside it. */
#ifndef SOCKSCOPE_SCRIPTED_TLHELP32_H
#define SOCKSCOPE_SCRIPTED_TLHELP32_H

#include <windows.h>

#define TH32CS_SNAPPROCESS 2

typedef struct {
    DWORD dwSize;
    DWORD cntUsage;
    DWORD th32ProcessID;
    ULONG_PTR th32DefaultHeapID;
    DWORD th32ModuleID;
    DWORD cntThreads;
    DWORD th32ParentProcessID;
    LONG pcPriClassBase;
    DWORD dwFlags;
    WCHAR szExeFile[MAX_PATH];
} PROCESSENTRY32W;

HANDLE CreateToolhelp32Snapshot(DWORD what, DWORD pid);
BOOL Process32FirstW(HANDLE snapshot, PROCESSENTRY32W *entry);
BOOL Process32NextW(HANDLE snapshot, PROCESSENTRY32W *entry);

#endif
