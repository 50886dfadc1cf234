// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stddef.h>
#include <stdint.h>

#define KSTAT_STRLEN 31
#define KSTAT_DATA_INT32 1
#define KSTAT_DATA_UINT32 2

typedef int kid_t;

typedef struct kstat {
    int64_t ks_crtime;
    struct kstat *ks_next;
    kid_t ks_kid;
    char ks_module[KSTAT_STRLEN];
    unsigned char ks_resv;
    int ks_instance;
    char ks_name[KSTAT_STRLEN];
    unsigned char ks_type;
    char ks_class[KSTAT_STRLEN];
    unsigned char ks_flags;
    void *ks_data;
    unsigned ks_ndata;
    size_t ks_data_size;
    int64_t ks_snaptime;
    int (*ks_update)(struct kstat *, int);
    void *ks_private;
    int (*ks_snapshot)(struct kstat *, void *, int);
    void *ks_lock;
} kstat_t;

typedef struct kstat_named {
    char name[KSTAT_STRLEN];
    unsigned char data_type;
    union {
        char c[16];
        int32_t i32;
        uint32_t ui32;
        uint64_t ui64;
    } value;
} kstat_named_t;

typedef struct kstat_ctl {
    kid_t kc_chain_id;
    kstat_t *kc_chain;
    int kc_kd;
} kstat_ctl_t;

kstat_ctl_t *kstat_open(void);
int kstat_close(kstat_ctl_t *control);
kid_t kstat_read(kstat_ctl_t *control, kstat_t *statistic, void *data);
kstat_t *kstat_lookup(kstat_ctl_t *control, char *module, int instance, char *name);
void *kstat_data_lookup(kstat_t *statistic, char *name);
