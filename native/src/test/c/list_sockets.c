// SPDX-License-Identifier: Apache-2.0
/*
 * Prints what the collector finds, a line each, without a JVM. The arguments are options as in query_text.h. A failure is a
 * line too; the exit status is 1 only for wrong options.
 */
#include "query_text.h"

int main(int argc, char **argv)
{
    struct query_options options = QUERY_OPTIONS;
    for (int i = 1; i < argc; i++) {
        if (!query_add_option(&options, argv[i])) {
            fprintf(stderr, "list_sockets: no such option: %s\n", argv[i]);
            return 1;
        }
    }
    query_print(stdout, &options);
    return 0;
}
