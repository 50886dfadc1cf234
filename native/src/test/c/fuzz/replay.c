// SPDX-License-Identifier: Apache-2.0
/* Gives a harness the files that are named on the command line, where there is no fuzzer to do so. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    must(file != NULL);
    must(fseek(file, 0, SEEK_END) == 0);
    long size = ftell(file);
    must(size >= 0);
    rewind(file);
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    must(data != NULL && fread(data, 1, (size_t)size, file) == (size_t)size);
    fclose(file);
    LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        replay(argv[i]);
    printf("%d inputs\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
