// SPDX-License-Identifier: Apache-2.0
/* The reader of BTF, over types that are written down here, and over those that it must refuse. */
#include "bpf_btf.h"
#include "checks.h"

#include <errno.h>
#include <linux/btf.h>
#include <stdlib.h>
#include <string.h>

#define ROOM 1024

/* BTF while it is being written. */
struct text {
    uint8_t types[ROOM];
    size_t types_size;
    char strings[ROOM];
    size_t strings_size;
};

static uint32_t name(struct text *text, const char *string)
{
    size_t place = text->strings_size;
    memcpy(text->strings + place, string, strlen(string) + 1);
    text->strings_size += strlen(string) + 1;
    return (uint32_t)place;
}

static void add(struct text *text, const void *bytes, size_t size)
{
    memcpy(text->types + text->types_size, bytes, size);
    text->types_size += size;
}

static void add_type(struct text *text, const char *string, uint32_t kind, uint32_t length, uint32_t size_or_type)
{
    uint32_t place = *string == '\0' ? 0 : name(text, string);
    uint32_t words[] = {place, kind << 24 | length, size_or_type};
    add(text, words, sizeof words);
}

static void add_words(struct text *text, uint32_t first, uint32_t second, uint32_t third)
{
    uint32_t words[] = {first, second, third};
    add(text, words, sizeof words);
}

/* The bytes of the whole, in memory of its own so that a read behind them is noticed. */
static uint8_t *whole(const struct text *text, size_t *size)
{
    struct btf_header header = {
        .magic = BTF_MAGIC,
        .version = BTF_VERSION,
        .hdr_len = sizeof header,
        .type_len = (uint32_t)text->types_size,
        .str_off = (uint32_t)text->types_size,
        .str_len = (uint32_t)text->strings_size,
    };
    *size = sizeof header + text->types_size + text->strings_size;
    uint8_t data[sizeof header + sizeof text->types + sizeof text->strings];
    memcpy(data, &header, sizeof header);
    memcpy(data + sizeof header, text->types, text->types_size);
    memcpy(data + sizeof header + text->types_size, text->strings, text->strings_size);
    return checks_copy(data, *size);
}

/*
 *   1 int          2 struct inner { int x; }        3 const -> 2       4 int[3]
 *   5 union { int first; struct inner second; }
 *   6 struct outer { int a; const struct inner in; union {...}; int bits : 3; int list[3]; struct outer *next; }
 *   7 struct outer *        8 outer, the function        9 typedef of itself
 */
static void write_types(struct text *text)
{
    const uint32_t has_bit_fields = UINT32_C(1) << 31;
    *text = (struct text){.strings_size = 1};
    add_type(text, "int", BTF_KIND_INT, 0, 4);
    add(text, &(uint32_t){32}, 4);
    add_type(text, "inner", BTF_KIND_STRUCT, 1, 4);
    add_words(text, name(text, "x"), 1, 0);
    add_type(text, "", BTF_KIND_CONST, 0, 2);
    add_type(text, "", BTF_KIND_ARRAY, 0, 0);
    add_words(text, 1, 1, 3);
    add_type(text, "", BTF_KIND_UNION, 2, 4);
    add_words(text, name(text, "first"), 1, 0);
    add_words(text, name(text, "second"), 2, 0);
    uint32_t outer[] = {name(text, "outer"), has_bit_fields | BTF_KIND_STRUCT << 24 | 6, 40};
    add(text, outer, sizeof outer);
    add_words(text, name(text, "a"), 1, 0);
    add_words(text, name(text, "in"), 3, 32);
    add_words(text, 0, 5, 64);
    add_words(text, name(text, "bits"), 1, 3u << 24 | 96);
    add_words(text, name(text, "list"), 4, 128);
    add_words(text, name(text, "next"), 7, 256);
    add_type(text, "", BTF_KIND_PTR, 0, 6);
    add_type(text, "outer", BTF_KIND_FUNC, 0, 0);
    add_type(text, "circle", BTF_KIND_TYPEDEF, 0, 9);
}

static void check_field(const struct btf *btf, const char *path, uint32_t offset, uint32_t size)
{
    struct btf_field field;
    CHECK(btf_find_field(btf, btf_find_structure(btf, "outer"), path, &field));
    CHECK_EQUAL(offset, field.offset);
    CHECK_EQUAL(size, field.size);
}

static void members_are_found(void)
{
    struct text text;
    struct btf btf;
    struct btf_field field;
    size_t size;
    write_types(&text);
    uint8_t *data = whole(&text, &size);
    CHECK_EQUAL(0, btf_init(&btf, data, size));
    CHECK_EQUAL(EPROTO, btf_init(&(struct btf){0}, data, 0));
    check_field(&btf, "a", 0, 4);
    check_field(&btf, "in", 4, 4);
    check_field(&btf, "in.x", 4, 4);
    check_field(&btf, "first", 8, 4);
    check_field(&btf, "second.x", 8, 4);
    check_field(&btf, "list", 16, 12);
    check_field(&btf, "next", 32, sizeof(void *));
    static const char *const absent[] = {"bits", "b", "in.y", "in.", "", ".a", "a.b", "next.a", "list.a"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        CHECK(!btf_find_field(&btf, btf_find_structure(&btf, "outer"), absent[i], &field));
    CHECK_EQUAL(6, btf_find_structure(&btf, "outer"));
    CHECK_EQUAL(8, btf_find_function(&btf, "outer"));
    CHECK_EQUAL(0, btf_find_structure(&btf, "int"));
    CHECK(!btf_find_field(&btf, 0, "a", &field));
    CHECK(!btf_find_field(&btf, 9, "a", &field));
    CHECK(!btf_find_field(&btf, 10, "a", &field));
    btf_free(&btf);
    free(data);
}

/* A structure whose members have no names and are all itself: there is no end of members to look at. */
static void a_circle_of_members_is_left(void)
{
    struct text text = {.strings_size = 1};
    struct btf btf;
    struct btf_field field;
    size_t size;
    add_type(&text, "circle", BTF_KIND_STRUCT, 4, 4);
    for (size_t i = 0; i < 4; i++)
        add_words(&text, 0, 1, 0);
    uint8_t *data = whole(&text, &size);
    CHECK_EQUAL(0, btf_init(&btf, data, size));
    CHECK(!btf_find_field(&btf, btf_find_structure(&btf, "circle"), "a", &field));
    btf_free(&btf);
    free(data);
}

static void what_is_cut_off_is_refused(void)
{
    struct text text;
    struct btf btf;
    size_t size;
    write_types(&text);
    uint8_t *data = whole(&text, &size);
    for (size_t shorter = 1; shorter < size; shorter++) {
        uint8_t *part = checks_copy(data, shorter);
        CHECK_EQUAL(EPROTO, btf_init(&btf, part, shorter));
        free(part);
    }
    free(data);
}

static void an_unknown_kind_is_refused(void)
{
    struct text text;
    struct btf btf;
    size_t size;
    write_types(&text);
    add_type(&text, "new", 31, 0, 0);
    uint8_t *data = whole(&text, &size);
    CHECK_EQUAL(EPROTO, btf_init(&btf, data, size));
    free(data);
}

static void another_byte_order_is_refused(void)
{
    struct text text;
    struct btf btf;
    size_t size;
    write_types(&text);
    uint8_t *data = whole(&text, &size);
    uint8_t first = data[0];
    data[0] = data[1];
    data[1] = first;
    CHECK_EQUAL(EPROTO, btf_init(&btf, data, size));
    free(data);
}

int main(void)
{
    members_are_found();
    a_circle_of_members_is_left();
    what_is_cut_off_is_refused();
    an_unknown_kind_is_refused();
    another_byte_order_is_refused();
    return checks_result();
}
