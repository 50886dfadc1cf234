// SPDX-License-Identifier: Apache-2.0
#include "bpf_btf.h"

#include <errno.h>
#include <linux/btf.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Kinds that the headers for programs of some systems lack. */
enum {
    KIND_FLOAT = 16,
    KIND_DECL_TAG = 17,
    KIND_TYPE_TAG = 18,
    KIND_ENUM64 = 19,
};

/* How deep types may lie in each other before they are taken for a circle, which no compiler makes. */
#define DEEPEST 32

/* How many members are looked at for one of them: in a circle of types without names there are ever more. */
#define MOST_MEMBERS 65536

#define FIRST_PLACES 1024

/* The part of the header that all kernels have; the headers for programs may declare more. */
#define HEADER_SIZE (offsetof(struct btf_header, str_len) + sizeof(uint32_t))

/* By as many bits as newer kernels have for it; those that older ones haven't are 0 there. */
static uint32_t kind_of(const struct btf_type *type)
{
    return type->info >> 24 & 0x7F;
}

static uint32_t length_of(const struct btf_type *type)
{
    return type->info & 0xFFFFFF;
}

static bool is_composite(const struct btf_type *type)
{
    return kind_of(type) == BTF_KIND_STRUCT || kind_of(type) == BTF_KIND_UNION;
}

/* The bytes that follow the fixed part of a type. Returns false for a kind that is not known. */
static bool size_of_rest(const struct btf_type *type, size_t *size)
{
    switch (kind_of(type)) {
    case BTF_KIND_INT:
    case BTF_KIND_VAR:
    case KIND_DECL_TAG:
        *size = sizeof(uint32_t);
        return true;
    case BTF_KIND_ARRAY:
        *size = sizeof(struct btf_array);
        return true;
    case BTF_KIND_STRUCT:
    case BTF_KIND_UNION:
        *size = length_of(type) * sizeof(struct btf_member);
        return true;
    case BTF_KIND_ENUM:
        *size = length_of(type) * sizeof(struct btf_enum);
        return true;
    case BTF_KIND_FUNC_PROTO:
        *size = length_of(type) * sizeof(struct btf_param);
        return true;
    case BTF_KIND_DATASEC:
        *size = length_of(type) * sizeof(struct btf_var_secinfo);
        return true;
    case KIND_ENUM64:
        *size = length_of(type) * 3 * sizeof(uint32_t);
        return true;
    case BTF_KIND_PTR:
    case BTF_KIND_FWD:
    case BTF_KIND_TYPEDEF:
    case BTF_KIND_VOLATILE:
    case BTF_KIND_CONST:
    case BTF_KIND_RESTRICT:
    case BTF_KIND_FUNC:
    case KIND_FLOAT:
    case KIND_TYPE_TAG:
        *size = 0;
        return true;
    default:
        return false;
    }
}

static int add_place(struct btf *btf, size_t *capacity, size_t place)
{
    if (btf->count == *capacity) {
        size_t larger = *capacity > 0 ? *capacity * 2 : FIRST_PLACES;
        uint32_t *places = realloc(btf->places, larger * sizeof *places);
        if (places == NULL)
            return ENOMEM;
        btf->places = places;
        *capacity = larger;
    }
    btf->places[btf->count++] = (uint32_t)place;
    return 0;
}

/* Notes where each type begins, once it is known that all of it is there. */
static int find_places(struct btf *btf)
{
    size_t capacity = 0;
    size_t place = 0;
    int failure = add_place(btf, &capacity, 0); /* void */
    while (failure == 0 && place < btf->types_size) {
        struct btf_type type;
        size_t left = btf->types_size - place;
        size_t rest;
        if (left < sizeof type)
            return EPROTO;
        memcpy(&type, btf->types + place, sizeof type);
        if (!size_of_rest(&type, &rest) || rest > left - sizeof type || type.name_off >= btf->strings_size)
            return EPROTO;
        failure = add_place(btf, &capacity, place);
        place += sizeof type + rest;
    }
    return failure;
}

int btf_init(struct btf *btf, const uint8_t *data, size_t size)
{
    struct btf_header header;
    *btf = (struct btf){0};
    if (size < HEADER_SIZE)
        return EPROTO;
    memcpy(&header, data, HEADER_SIZE);
    if (header.magic != BTF_MAGIC || header.version != BTF_VERSION || header.hdr_len < HEADER_SIZE ||
        header.hdr_len > size)
        return EPROTO;
    size_t body = size - header.hdr_len;
    if (header.type_off > body || header.type_len > body - header.type_off || header.str_off > body ||
        header.str_len > body - header.str_off || header.str_len == 0)
        return EPROTO;
    btf->types = data + header.hdr_len + header.type_off;
    btf->types_size = header.type_len;
    btf->strings = (const char *)data + header.hdr_len + header.str_off;
    btf->strings_size = header.str_len;
    if (btf->strings[btf->strings_size - 1] != '\0')
        return EPROTO;
    int failure = find_places(btf);
    if (failure != 0)
        btf_free(btf);
    return failure;
}

void btf_free(struct btf *btf)
{
    free(btf->places);
    *btf = (struct btf){0};
}

/* The fixed part of a type. Returns false for void, and for an id that there is not. */
static bool read_type(const struct btf *btf, uint32_t id, struct btf_type *type)
{
    if (id == 0 || id >= btf->count)
        return false;
    memcpy(type, btf->types + btf->places[id], sizeof *type);
    return true;
}

/* What follows the fixed part: element by element, of a size. */
static void read_rest(const struct btf *btf, uint32_t id, size_t index, void *element, size_t size)
{
    memcpy(element, btf->types + btf->places[id] + sizeof(struct btf_type) + index * size, size);
}

static uint32_t find(const struct btf *btf, uint32_t kind, const char *name)
{
    for (uint32_t id = 1; id < btf->count; id++) {
        struct btf_type type;
        read_type(btf, id, &type);
        if (kind_of(&type) == kind && strcmp(btf->strings + type.name_off, name) == 0)
            return id;
    }
    return 0;
}

uint32_t btf_find_function(const struct btf *btf, const char *name)
{
    return find(btf, BTF_KIND_FUNC, name);
}

uint32_t btf_find_structure(const struct btf *btf, const char *name)
{
    return find(btf, BTF_KIND_STRUCT, name);
}

/* Passes over names and qualifiers of a type. */
static uint32_t strip(const struct btf *btf, uint32_t id, struct btf_type *type)
{
    for (int depth = 0; depth < DEEPEST && read_type(btf, id, type); depth++) {
        switch (kind_of(type)) {
        case BTF_KIND_TYPEDEF:
        case BTF_KIND_VOLATILE:
        case BTF_KIND_CONST:
        case BTF_KIND_RESTRICT:
        case KIND_TYPE_TAG:
            id = type->type;
            break;
        default:
            return id;
        }
    }
    return 0;
}

/* Returns false for types that nothing can have. */
static bool size_of(const struct btf *btf, uint32_t id, int depth, uint32_t *size)
{
    struct btf_type type;
    struct btf_array array;
    id = strip(btf, id, &type);
    if (id == 0 || depth == DEEPEST)
        return false;
    switch (kind_of(&type)) {
    case BTF_KIND_PTR:
        *size = sizeof(void *);
        return true;
    case BTF_KIND_ARRAY:
        read_rest(btf, id, 0, &array, sizeof array);
        if (!size_of(btf, array.type, depth + 1, size) || (array.nelems > 0 && *size > UINT32_MAX / array.nelems))
            return false;
        *size *= array.nelems;
        return true;
    case BTF_KIND_INT:
    case BTF_KIND_ENUM:
    case BTF_KIND_STRUCT:
    case BTF_KIND_UNION:
    case KIND_FLOAT:
    case KIND_ENUM64:
        *size = type.size;
        return true;
    default:
        return false;
    }
}

bool btf_find_size(const struct btf *btf, const char *name, uint32_t *size)
{
    return size_of(btf, btf_find_structure(btf, name), 0, size);
}

static bool has_name(const struct btf *btf, const struct btf_member *member, const char *name, size_t size)
{
    if (member->name_off >= btf->strings_size)
        return false;
    const char *found = btf->strings + member->name_off;
    return strncmp(found, name, size) == 0 && found[size] == '\0';
}

/* A member that is looked for, by the first so many bytes of a name. */
struct search {
    const char *name;
    size_t size;
    size_t left; /* members that may still be looked at */
};

/* Finds one member, and its type. *offset is in bytes. */
static bool find_member(const struct btf *btf, uint32_t id, int depth, struct search *search, uint32_t *offset,
                        uint32_t *found)
{
    struct btf_type type;
    id = strip(btf, id, &type);
    if (id == 0 || depth == DEEPEST || !is_composite(&type))
        return false;
    bool has_bit_fields = BTF_INFO_KFLAG(type.info) != 0;
    for (uint32_t i = 0; i < length_of(&type) && search->left > 0; i++) {
        struct btf_member member;
        search->left--;
        read_rest(btf, id, i, &member, sizeof member);
        uint32_t bits = has_bit_fields ? BTF_MEMBER_BIT_OFFSET(member.offset) : member.offset;
        uint32_t inner;
        if (has_name(btf, &member, search->name, search->size)) {
            *offset = bits / 8;
            *found = member.type;
            return bits % 8 == 0 && (!has_bit_fields || BTF_MEMBER_BITFIELD_SIZE(member.offset) == 0);
        }
        if (has_name(btf, &member, "", 0) && find_member(btf, member.type, depth + 1, search, &inner, found)) {
            *offset = bits / 8 + inner;
            return true;
        }
    }
    return false;
}

bool btf_find_field(const struct btf *btf, uint32_t structure, const char *path, struct btf_field *field)
{
    *field = (struct btf_field){0};
    uint32_t type = structure;
    for (;;) {
        struct search search = {.name = path, .size = strcspn(path, "."), .left = MOST_MEMBERS};
        uint32_t offset;
        if (search.size == 0 || !find_member(btf, type, 0, &search, &offset, &type))
            return false;
        field->offset += offset;
        path += search.size;
        if (*path == '\0')
            return size_of(btf, type, 0, &field->size);
        path++;
    }
}
