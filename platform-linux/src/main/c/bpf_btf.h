// SPDX-License-Identifier: Apache-2.0
/* The kernel's description of its own types, BTF: where the members of a structure lie, and the ids of functions. */
#ifndef SOCKSCOPE_LINUX_BPF_BTF_H
#define SOCKSCOPE_LINUX_BPF_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf {
    const uint8_t *types; /* lent */
    size_t types_size;
    const char *strings; /* lent; its last byte is NUL */
    size_t strings_size;
    uint32_t *places; /* where in types each one begins, by id; types have ids from 1 on */
    uint32_t count;   /* ids below it are valid, but for 0, which is void */
};

/* A member, seen from the beginning of the structure that it was looked up in. */
struct btf_field {
    uint32_t offset;
    uint32_t size; /* 0 for an array without length */
};

/* Finds the types in BTF of this machine's byte order. Returns 0 or an errno: EPROTO for what is not understood. */
int btf_init(struct btf *btf, const uint8_t *data, size_t size);

void btf_free(struct btf *btf);

/* The id of a function, 0 for none. */
uint32_t btf_find_function(const struct btf *btf, const char *name);

/* The id of a structure, 0 for none. */
uint32_t btf_find_structure(const struct btf *btf, const char *name);

/* The bytes of a structure. Returns false if there is none of that name. */
bool btf_find_size(const struct btf *btf, const char *name, uint32_t *size);

/*
 * Finds a member of a structure. A path names members of members, with dots in between; members of unnamed structures and
 * unions are those of what has them. Returns false if there is none, or if it is a bit field.
 */
bool btf_find_field(const struct btf *btf, uint32_t structure, const char *path, struct btf_field *field);

#endif
