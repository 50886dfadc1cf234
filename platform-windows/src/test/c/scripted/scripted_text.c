// SPDX-License-Identifier: Apache-2.0
/* What Windows says of its codes, and its texts as bytes. */
#include <windows.h>

static const struct {
    DWORD code;
    const char *text;
} messages[] = {
    {ERROR_ACCESS_DENIED, "Access is denied. "},
    {ERROR_NOT_ENOUGH_MEMORY, "Not enough memory resources are available to process this command. "},
    {ERROR_INVALID_DATA, "The data is invalid. "},
    {ERROR_NOT_SUPPORTED, "The request is not supported. "},
    {ERROR_INVALID_PARAMETER, "The parameter is incorrect. "},
    {ERROR_INSUFFICIENT_BUFFER, "The data area passed to a system call is too small. "},
    {ERROR_NOT_FOUND, "Element not found. "},
    {0xC0000001, "{Operation Failed} The requested operation was unsuccessful. "},
};

/* ntdll, whatever it is called with. */
HMODULE GetModuleHandleW(const WCHAR *name)
{
    return (HMODULE)(uintptr_t)name;
}

DWORD FormatMessageW(DWORD flags, const void *source, DWORD code, DWORD language, WCHAR *text, DWORD size,
                     void *arguments)
{
    (void)language;
    (void)arguments;
    DWORD length = 0;
    DWORD wanted = code >= 0xC0000000 ? FORMAT_MESSAGE_FROM_HMODULE : FORMAT_MESSAGE_FROM_SYSTEM;
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        if (messages[i].code != code || (flags & wanted) == 0 || source == NULL)
            continue;
        for (const char *from = messages[i].text; *from != '\0' && length < size; from++)
            text[length++] = (WCHAR)*from;
    }
    return length;
}

int WideCharToMultiByte(UINT page, DWORD flags, const WCHAR *text, int length, char *bytes, int size,
                        const char *otherwise, BOOL *used)
{
    int written = 0;
    if (page != CP_UTF8 || flags != 0 || otherwise != NULL || used != NULL)
        return 0;
    for (int i = 0; i < length; i++) {
        unsigned unit = text[i];
        int width = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        if (width > size - written)
            return 0;
        if (width == 1)
            bytes[written++] = (char)unit;
        if (width == 2)
            bytes[written++] = (char)(0xC0 | unit >> 6);
        if (width == 3) {
            bytes[written++] = (char)(0xE0 | unit >> 12);
            bytes[written++] = (char)(0x80 | (unit >> 6 & 0x3F));
        }
        if (width > 1)
            bytes[written++] = (char)(0x80 | (unit & 0x3F));
    }
    return written;
}
