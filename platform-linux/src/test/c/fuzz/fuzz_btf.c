// SPDX-License-Identifier: Apache-2.0
/* The reader of BTF, fed with what no kernel describes its types by. */
#include "bpf_fields.h"
#include "bpf_program.h"
#include "fuzz.h"

#include <stdlib.h>

/* Whatever was found, the program either can't be written for it, or is whole. */
static void write_programs(const struct bpf_fields *fields)
{
    struct bpf_assembly *program = malloc(sizeof *program);
    must(program != NULL);
    if (bpf_program_write(program, fields, false))
        must(program->count > 0 && program->count <= BPF_ASSEMBLY_INSTRUCTIONS);
    free(program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"a", "b", "a.b", "b.a.b", "", ".", "a..b"};
    struct btf btf;
    struct btf_field field;
    struct bpf_fields fields;
    if (btf_init(&btf, data, size) != 0)
        return 0;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        for (uint32_t id = 0; id < btf.count && id < 16; id++)
            btf_find_field(&btf, id, paths[i], &field);
    }
    if (bpf_fields_find(&btf, &fields))
        write_programs(&fields);
    btf_free(&btf);
    return 0;
}
