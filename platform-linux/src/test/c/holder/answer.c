// SPDX-License-Identifier: Apache-2.0
#include "answer.h"

#include <errno.h>
#include <string.h>

static const char *failed_call = "";

bool failed(const char *call)
{
    failed_call = call;
    return false;
}

bool failed_with(const char *call, int error)
{
    errno = error;
    return failed(call);
}

void answer_ok(FILE *answers, const char *told)
{
    fprintf(answers, "ok%s\n", told);
}

void answer_error(FILE *answers, int error)
{
    fprintf(answers, "error %s %d %s\n", failed_call, error, strerror(error));
}
