// SPDX-License-Identifier: Apache-2.0
#include "tcp_opens.h"

#include "text_file.h"

#include <stdlib.h>
#include <string.h>

/* Some 1,300 bytes, and more where there were many kinds of ICMP messages. */
#define TEXT_SIZE 8192

/* Goes behind the word, to the next one of the same line. Returns NULL if there is none. */
static const char *next_word(const char *word)
{
    const char *behind = word + strcspn(word, " \n");
    return *behind == ' ' ? behind + 1 : NULL;
}

/* The number in the place that a label has in the line above. Returns false if there is none. */
static bool find_number(const char *labels, const char *numbers, const char *label, uint64_t *number)
{
    size_t size = strlen(label);
    for (; labels != NULL && numbers != NULL; labels = next_word(labels), numbers = next_word(numbers)) {
        if (strncmp(labels, label, size) == 0 && strcspn(labels, " \n") == size) {
            char *end;
            *number = strtoull(numbers, &end, 10);
            return end != numbers;
        }
    }
    return false;
}

bool tcp_opens_parse(const char *text, uint64_t *opens)
{
    static const char prefix[] = "\nTcp: ";
    uint64_t active;
    uint64_t passive;
    const char *labels = strstr(text, prefix);
    const char *numbers = labels == NULL ? NULL : strstr(labels + 1, prefix);
    if (numbers == NULL || !find_number(labels + 1, numbers + 1, "ActiveOpens", &active) ||
        !find_number(labels + 1, numbers + 1, "PassiveOpens", &passive))
        return false;
    *opens = active + passive;
    return true;
}

bool tcp_opens_read(const struct procfs *procfs, uint64_t *opens)
{
    char text[TEXT_SIZE];
    size_t size;
    return text_file_read(procfs->directory, "thread-self/net/snmp", text, sizeof text, &size) == 0 &&
           size < sizeof text - 1 && tcp_opens_parse(text, opens);
}
