// SPDX-License-Identifier: Apache-2.0
#include "error_text.h"

#include <stdint.h>
#include <stdio.h>
#include <windows.h>

#define MESSAGE_SIZE 512

/* Messages end with a line break, and some have a full stop before it. */
static int length_of_line(const WCHAR *message, int length)
{
    while (length > 0 && (message[length - 1] <= ' ' || message[length - 1] == '.'))
        length--;
    return length;
}

/* Codes of the kernel's, which some calls hand on, have their messages in ntdll. The mask is for one line. */
static int find_message(DWORD code, WCHAR message[MESSAGE_SIZE])
{
    static const WCHAR kernel_messages[] = {'n', 't', 'd', 'l', 'l', '.', 'd', 'l', 'l', 0};
    DWORD flags = FORMAT_MESSAGE_IGNORE_INSERTS | FORMAT_MESSAGE_MAX_WIDTH_MASK;
    flags |= code >> 30 == 3 ? FORMAT_MESSAGE_FROM_HMODULE : FORMAT_MESSAGE_FROM_SYSTEM;
    DWORD length = FormatMessageW(flags, GetModuleHandleW(kernel_messages), code, 0, message, MESSAGE_SIZE, NULL);
    return length_of_line(message, (int)length);
}

void error_text(int code, char *text, size_t size)
{
    WCHAR message[MESSAGE_SIZE];
    int written = 0;
    for (int length = find_message((DWORD)code, message); length > 0 && written == 0; length--)
        written = WideCharToMultiByte(CP_UTF8, 0, message, length, text, (int)size - 1, NULL, NULL);
    if (written > 0)
        text[written] = '\0';
    else if (code < 0)
        snprintf(text, size, "error 0x%08X", (unsigned)code);
    else
        snprintf(text, size, "error %d", code);
}
