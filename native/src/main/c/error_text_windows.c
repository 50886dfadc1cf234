// SPDX-License-Identifier: Apache-2.0
#include "error_text.h"

#include <stdio.h>
#include <windows.h>

/* Messages end with a line break, and some have a full stop before it. */
static int length_of_line(const wchar_t *message, int length)
{
    while (length > 0 && (message[length - 1] <= L' ' || message[length - 1] == L'.'))
        length--;
    return length;
}

void error_text(int code, char *text, size_t size)
{
    wchar_t message[256];
    int length = (int)FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD)code, 0,
                                     message, sizeof message / sizeof *message, NULL);
    length = length_of_line(message, length);
    int written = length == 0 ? 0 : WideCharToMultiByte(CP_UTF8, 0, message, length, text, (int)size - 1, NULL, NULL);
    if (written > 0)
        text[written] = '\0';
    else
        snprintf(text, size, "error %d", code);
}
