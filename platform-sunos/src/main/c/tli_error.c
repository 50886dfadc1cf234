// SPDX-License-Identifier: Apache-2.0
#include "tli_error.h"

#include <stddef.h>
#include <sys/tihdr.h>

#define REQUEST "T_SVR4_OPTMGMT_REQ"

const char *tli_error_call(int code)
{
    static const char *const calls[] = {
        [TBADADDR] = REQUEST " (TBADADDR)",
        [TBADOPT] = REQUEST " (TBADOPT)",
        [TACCES] = REQUEST " (TACCES)",
        [TBADF] = REQUEST " (TBADF)",
        [TNOADDR] = REQUEST " (TNOADDR)",
        [TOUTSTATE] = REQUEST " (TOUTSTATE)",
        [TBADSEQ] = REQUEST " (TBADSEQ)",
        [TSYSERR] = REQUEST " (TSYSERR)",
        [TLOOK] = REQUEST " (TLOOK)",
        [TBADDATA] = REQUEST " (TBADDATA)",
        [TBUFOVFLW] = REQUEST " (TBUFOVFLW)",
        [TFLOW] = REQUEST " (TFLOW)",
        [TNODATA] = REQUEST " (TNODATA)",
        [TBADFLAG] = REQUEST " (TBADFLAG)",
        [TNOTSUPPORT] = REQUEST " (TNOTSUPPORT)",
    };
    if (code < 0 || (size_t)code >= sizeof calls / sizeof *calls || calls[code] == NULL)
        return REQUEST " (a TLI error without a name)";
    return calls[code];
}
