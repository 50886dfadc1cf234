// SPDX-License-Identifier: Apache-2.0
/*
 * Lets the first, the second, ... system call of a query fail, each with one errno after the other. What must come of it:
 * the answer as it is without the failure, an error, or an answer that says that it is not whole. Never a shorter list that
 * looks whole, never a descriptor that is left open.
 *
 * usage: fail_every_call SCENARIO [OPTION...], the options as in query_text.h; a file "failing.scenario" is written here.
 */
#include "query_text.h"
#include "scripted/faults.h"

#include <stdlib.h>
#include <string.h>

#define FAILING "failing.scenario"
#define LINES 256

/* The lines of an answer. */
struct answer {
    char *text;
    char *lines[LINES];
    size_t count;
    const char *last; /* what is said of the whole */
};

static void give_up(const char *what, const char *detail)
{
    fprintf(stderr, "fail_every_call: %s: %s\n", what, detail);
    exit(1);
}

/* Writes the scenario with a call that fails in each of its rounds; none for nth 0. */
static void write_scenario(const char *path, uint64_t nth, const char *code)
{
    FILE *from = fopen(path, "r");
    FILE *to = fopen(FAILING, "w");
    char line[1024];
    if (from == NULL || to == NULL)
        give_up("can't copy", path);
    fprintf(to, "call %llu %s\n", (unsigned long long)nth, code);
    while (fgets(line, sizeof line, from) != NULL && strcmp(line, "expected\n") != 0) {
        fputs(line, to);
        if (strcmp(line, "round\n") == 0)
            fprintf(to, "call %llu %s\n", (unsigned long long)nth, code);
    }
    fclose(from);
    if (fclose(to) != 0)
        give_up("can't write", FAILING);
}

/* The text of procfs shows NUL in a name as @. */
static void show_nul_as_text_does(char *text)
{
    for (char *nul = strstr(text, "\\00"); nul != NULL; nul = strstr(nul, "\\00")) {
        *nul = '@';
        memmove(nul + 1, nul + 3, strlen(nul + 3) + 1);
    }
}

static void ask(const struct query_options *options, struct answer *answer)
{
    size_t size;
    char *rest;
    *answer = (struct answer){.last = ""};
    FILE *out = open_memstream(&answer->text, &size);
    if (out == NULL)
        give_up("no memory", "");
    query_print(out, options);
    fclose(out);
    show_nul_as_text_does(answer->text);
    for (char *line = strtok_r(answer->text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        if (answer->count == LINES)
            give_up("too many lines", line);
        answer->lines[answer->count++] = line;
        answer->last = line;
    }
}

/* How much of a line tells which socket is held by whom: all before what a way of reading may not tell. */
static size_t identity_size(const char *line)
{
    static const char *const others[] = {" cookie=", " netns=", " uid=", " receive="};
    size_t size = strlen(line);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const char *other = strstr(line, others[i]);
        if (other != NULL && (size_t)(other - line) < size)
            size = (size_t)(other - line);
    }
    return size;
}

static bool has_row(const struct answer *answer, const char *row)
{
    size_t size = identity_size(row);
    for (size_t i = 0; i < answer->count; i++) {
        if (identity_size(answer->lines[i]) == size && strncmp(answer->lines[i], row, size) == 0)
            return true;
    }
    return false;
}

static bool is_process(const char *line)
{
    return strncmp(line, "process ", 8) == 0;
}

/* Whether an answer says of itself that there may be more. */
static bool admits_gaps(const struct answer *answer)
{
    for (size_t i = 0; i < answer->count; i++) {
        if (is_process(answer->lines[i]) && strstr(answer->lines[i], " unreadable") != NULL)
            return true;
    }
    return strstr(answer->last, " not intact") != NULL;
}

/* The first row of the whole answer that is missing; NULL if there is none. */
static const char *missing_row(const struct answer *whole, const struct answer *answer)
{
    for (size_t i = 0; i + 1 < whole->count; i++) {
        if (!is_process(whole->lines[i]) && !has_row(answer, whole->lines[i]))
            return whole->lines[i];
    }
    return NULL;
}

/*
 * Whether the failure of a call says that what was asked for is not there: the process has ended or closed the descriptor,
 * or there is no IPv6. A process whose namespace may not be read is one whose descriptors may not be read either, which is
 * said then.
 */
static bool says_that_it_is_gone(const char *call, const char *code)
{
    if (strstr(call, " of -") != NULL)
        return false;
    if (strcmp(code, "ENOENT") == 0 || strcmp(code, "ESRCH") == 0)
        return true;
    return strstr(call, "/ns/net") != NULL && (strcmp(code, "EACCES") == 0 || strcmp(code, "EPERM") == 0);
}

static bool is_acceptable(const struct answer *whole, const struct answer *answer, const char *code)
{
    if (strcmp(answer->last, "descriptors are left open") == 0)
        return false;
    if (strncmp(answer->last, "failed ", 7) == 0 || admits_gaps(answer))
        return true;
    return missing_row(whole, answer) == NULL || says_that_it_is_gone(faults_failed_call(), code);
}

int main(int argc, char **argv)
{
    static const char *const codes[] = {"ENOMEM", "EIO", "EMFILE", "EINTR", "EACCES", "EPERM", "ENOENT", "ESRCH"};
    struct query_options options = QUERY_OPTIONS;
    struct answer whole;
    int status = 0;
    if (argc < 2)
        give_up("no scenario is named", "");
    for (int i = 2; i < argc; i++) {
        if (!query_add_option(&options, argv[i]))
            give_up("no such option", argv[i]);
    }
    setenv("SOCKSCOPE_SCENARIO", FAILING, 1);
    write_scenario(argv[1], 0, "EIO");
    ask(&options, &whole);
    uint64_t calls = faults_calls();
    for (uint64_t nth = 1; nth <= calls; nth++) {
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            struct answer answer;
            write_scenario(argv[1], nth, codes[i]);
            ask(&options, &answer);
            if (!is_acceptable(&whole, &answer, codes[i])) {
                const char *missing = missing_row(&whole, &answer);
                fprintf(stderr, "%s with %s: %s, missing: %s\n", faults_failed_call(), codes[i], answer.last,
                        missing == NULL ? "nothing" : missing);
                status = 1;
            }
            free(answer.text);
        }
    }
    free(whole.text);
    printf("%llu calls\n", (unsigned long long)calls);
    return status;
}
