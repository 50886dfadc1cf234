// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdint.h>

typedef int32_t t_scalar_t;
typedef uint32_t t_uscalar_t;

#define T_SVR4_OPTMGMT_REQ 9
#define T_ERROR_ACK 18
#define T_OPTMGMT_ACK 22

#define T_SUCCESS 0x20
#define T_CURRENT 0x80

#define TBADADDR 1
#define TBADOPT 2
#define TACCES 3
#define TBADF 4
#define TNOADDR 5
#define TOUTSTATE 6
#define TBADSEQ 7
#define TSYSERR 8
#define TLOOK 9
#define TBADDATA 10
#define TBUFOVFLW 11
#define TFLOW 12
#define TNODATA 13
#define TBADFLAG 16
#define TNOTSUPPORT 18

struct T_optmgmt_req {
    t_scalar_t PRIM_type;
    t_scalar_t OPT_length;
    t_scalar_t OPT_offset;
    t_scalar_t MGMT_flags;
};

struct T_optmgmt_ack {
    t_scalar_t PRIM_type;
    t_scalar_t OPT_length;
    t_scalar_t OPT_offset;
    t_scalar_t MGMT_flags;
};

struct T_error_ack {
    t_scalar_t PRIM_type;
    t_scalar_t ERROR_prim;
    t_scalar_t TLI_error;
    t_scalar_t UNIX_error;
};

struct opthdr {
    t_uscalar_t level;
    t_uscalar_t name;
    t_uscalar_t len;
};
