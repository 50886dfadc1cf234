// SPDX-License-Identifier: Apache-2.0
/*
 * Instructions of BPF, one after the other. A program is written down by calls that read as its text would: what the
 * instructions do to registers and memory is in the kernel's Documentation/bpf/standardization/instruction-set.rst.
 */
#ifndef SOCKSCOPE_LINUX_BPF_ASSEMBLY_H
#define SOCKSCOPE_LINUX_BPF_ASSEMBLY_H

#include "bpf_btf.h"

#include <linux/bpf.h>

#define BPF_ASSEMBLY_INSTRUCTIONS 512
#define BPF_ASSEMBLY_LABELS 64

/* A place in the program, which may be jumped to before it is known. */
typedef size_t bpf_label;

struct bpf_assembly {
    struct bpf_insn instructions[BPF_ASSEMBLY_INSTRUCTIONS];
    size_t count;
    size_t labels[BPF_ASSEMBLY_LABELS]; /* the instruction that each is at */
    size_t label_count;
    bpf_label targets[BPF_ASSEMBLY_INSTRUCTIONS]; /* of the instructions that jump */
    bool broken;                                  /* there was more than there is room for, or can be expressed */
};

/* A label that is to be placed. */
bpf_label bpf_label_new(struct bpf_assembly *program);

/* Places a label at the next instruction. */
void bpf_label_here(struct bpf_assembly *program, bpf_label label);

/* to = from */
void bpf_move(struct bpf_assembly *program, uint8_t to, uint8_t from);

/* to = value */
void bpf_move_value(struct bpf_assembly *program, uint8_t to, int32_t value);

/* to op= value; and the same with a register. The operation is one such as BPF_ADD, over 64 bits. */
void bpf_compute_value(struct bpf_assembly *program, uint8_t operation, uint8_t to, int32_t value);
void bpf_compute(struct bpf_assembly *program, uint8_t operation, uint8_t to, uint8_t from);

/* to = base->field, zero-extended. The field has 1, 2, 4 or 8 bytes. */
void bpf_load(struct bpf_assembly *program, uint8_t to, uint8_t base, struct btf_field field);

/* *(stack + offset) = from, as so many bytes; and the same with a value. */
void bpf_store(struct bpf_assembly *program, int offset, size_t size, uint8_t from);
void bpf_store_value(struct bpf_assembly *program, int offset, size_t size, int32_t value);

/* to = *(stack + offset) */
void bpf_load_stack(struct bpf_assembly *program, uint8_t to, int offset, size_t size);

/* to = the address stack + offset */
void bpf_stack_address(struct bpf_assembly *program, uint8_t to, int offset);

/* Calls a helper. Its result is in r0; what r1 to r5 held is gone. */
void bpf_call(struct bpf_assembly *program, int32_t helper);

void bpf_jump(struct bpf_assembly *program, bpf_label label);

/* Jumps if the register compares so with the value; the comparison is one such as BPF_JEQ, over 64 bits. */
void bpf_jump_if(struct bpf_assembly *program, uint8_t comparison, uint8_t left, int32_t value, bpf_label label);

/* The end of the program, with the result 0. */
void bpf_return_zero(struct bpf_assembly *program);

/* Fills in where the jumps go. Returns false if the program can't be used. */
bool bpf_assembly_finish(struct bpf_assembly *program);

#endif
