// SPDX-License-Identifier: Apache-2.0
#include "bpf_assembly.h"

/* Of the instructions that don't jump. */
#define NO_LABEL SIZE_MAX

static void add(struct bpf_assembly *program, struct bpf_insn instruction, bpf_label target)
{
    if (program->count == BPF_ASSEMBLY_INSTRUCTIONS) {
        program->broken = true;
        return;
    }
    program->targets[program->count] = target;
    program->instructions[program->count++] = instruction;
}

/* Returns false for a size that no instruction has. */
static bool size_bits(size_t size, uint8_t *bits)
{
    switch (size) {
    case 1:
        *bits = BPF_B;
        return true;
    case 2:
        *bits = BPF_H;
        return true;
    case 4:
        *bits = BPF_W;
        return true;
    case 8:
        *bits = BPF_DW;
        return true;
    default:
        return false;
    }
}

/* Adds an instruction that goes to memory. */
static void add_access(struct bpf_assembly *program, uint8_t class, size_t size, int64_t offset,
                       struct bpf_insn instruction)
{
    uint8_t bits;
    if (!size_bits(size, &bits) || offset < INT16_MIN || offset > INT16_MAX) {
        program->broken = true;
        return;
    }
    instruction.code = class | BPF_MEM | bits;
    instruction.off = (int16_t)offset;
    add(program, instruction, NO_LABEL);
}

bpf_label bpf_label_new(struct bpf_assembly *program)
{
    if (program->label_count == BPF_ASSEMBLY_LABELS) {
        program->broken = true;
        return 0;
    }
    program->labels[program->label_count] = NO_LABEL;
    return program->label_count++;
}

void bpf_label_here(struct bpf_assembly *program, bpf_label label)
{
    program->labels[label] = program->count;
}

void bpf_move(struct bpf_assembly *program, uint8_t to, uint8_t from)
{
    bpf_compute(program, BPF_MOV, to, from);
}

void bpf_move_value(struct bpf_assembly *program, uint8_t to, int32_t value)
{
    bpf_compute_value(program, BPF_MOV, to, value);
}

void bpf_compute_value(struct bpf_assembly *program, uint8_t operation, uint8_t to, int32_t value)
{
    add(program, (struct bpf_insn){.code = (uint8_t)(BPF_ALU64 | operation | BPF_K), .dst_reg = to, .imm = value},
        NO_LABEL);
}

void bpf_compute(struct bpf_assembly *program, uint8_t operation, uint8_t to, uint8_t from)
{
    add(program, (struct bpf_insn){.code = (uint8_t)(BPF_ALU64 | operation | BPF_X), .dst_reg = to, .src_reg = from},
        NO_LABEL);
}

void bpf_load(struct bpf_assembly *program, uint8_t to, uint8_t base, struct btf_field field)
{
    add_access(program, BPF_LDX, field.size, field.offset, (struct bpf_insn){.dst_reg = to, .src_reg = base});
}

void bpf_store(struct bpf_assembly *program, int offset, size_t size, uint8_t from)
{
    add_access(program, BPF_STX, size, offset, (struct bpf_insn){.dst_reg = BPF_REG_10, .src_reg = from});
}

void bpf_store_value(struct bpf_assembly *program, int offset, size_t size, int32_t value)
{
    add_access(program, BPF_ST, size, offset, (struct bpf_insn){.dst_reg = BPF_REG_10, .imm = value});
}

void bpf_load_stack(struct bpf_assembly *program, uint8_t to, int offset, size_t size)
{
    add_access(program, BPF_LDX, size, offset, (struct bpf_insn){.dst_reg = to, .src_reg = BPF_REG_10});
}

void bpf_stack_address(struct bpf_assembly *program, uint8_t to, int offset)
{
    bpf_move(program, to, BPF_REG_10);
    bpf_compute_value(program, BPF_ADD, to, offset);
}

void bpf_call(struct bpf_assembly *program, int32_t helper)
{
    add(program, (struct bpf_insn){.code = BPF_JMP | BPF_CALL, .imm = helper}, NO_LABEL);
}

void bpf_jump(struct bpf_assembly *program, bpf_label label)
{
    add(program, (struct bpf_insn){.code = BPF_JMP | BPF_JA}, label);
}

void bpf_jump_if(struct bpf_assembly *program, uint8_t comparison, uint8_t left, int32_t value, bpf_label label)
{
    add(program, (struct bpf_insn){.code = (uint8_t)(BPF_JMP | comparison | BPF_K), .dst_reg = left, .imm = value},
        label);
}

void bpf_return_zero(struct bpf_assembly *program)
{
    bpf_move_value(program, BPF_REG_0, 0);
    add(program, (struct bpf_insn){.code = BPF_JMP | BPF_EXIT}, NO_LABEL);
}

bool bpf_assembly_finish(struct bpf_assembly *program)
{
    for (size_t i = 0; i < program->count && !program->broken; i++) {
        if (program->targets[i] == NO_LABEL)
            continue;
        size_t place = program->labels[program->targets[i]];
        if (place == NO_LABEL)
            program->broken = true;
        /* A jump is counted from the instruction behind it. */
        program->instructions[i].off = (int16_t)((int64_t)place - (int64_t)i - 1);
    }
    return !program->broken;
}
