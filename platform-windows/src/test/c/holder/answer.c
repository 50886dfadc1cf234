// SPDX-License-Identifier: Apache-2.0
#include "answer.h"

#include <winsock2.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

/* Far more than any command tells. */
enum { ROOM = 8192 };

static char text[ROOM];
static size_t length;
static const char *failed_call;
static int failed_code;

bool failed(const char *call)
{
    return failed_with(call, WSAGetLastError());
}

bool failed_with(const char *call, int error)
{
    failed_call = call;
    failed_code = error;
    return false;
}

bool answer(bool done)
{
    int written = done ? printf("ok%.*s\n", (int)length, text) : printf("error %s %d\n", failed_call, failed_code);
    length = 0;
    return written > 0 && fflush(stdout) == 0;
}

bool put(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(text + length, ROOM - length, format, arguments);
    va_end(arguments);
    if (written < 0 || (size_t)written >= ROOM - length) {
        return failed_with("vsnprintf", ERANGE);
    }
    length += (size_t)written;
    return true;
}

bool put_hex(const void *bytes, size_t count)
{
    const unsigned char *byte = bytes;
    bool done = true;
    for (size_t i = 0; i < count && done; i++) {
        done = put("%02x", byte[i]);
    }
    return done;
}
