// SPDX-License-Identifier: Apache-2.0
#include "open_files.h"

#include "kvm_handle.h"

#include <errno.h>
#include <string.h>

enum sockscope_result open_files_read(struct open_files *files, int operation, int argument,
                                      struct sockscope_error *error)
{
    int count = 0;
    int64_t pid = operation == KERN_FILE_BYPID && argument >= 0 ? argument : -1;
    enum sockscope_result result = kvm_handle_open(&files->kvm, error);
    if (result != SOCKSCOPE_OK)
        return result;
    errno = 0;
    files->records = (const uint8_t *)kvm_getfiles(files->kvm, operation, argument, OPEN_FILES_RECORD, &count);
    if (files->records == NULL)
        return kvm_handle_fail("kvm_getfiles", pid, error);
    files->count = count > 0 ? (size_t)count : 0;
    return SOCKSCOPE_OK;
}

struct kinfo_file open_files_record(const struct open_files *files, size_t index)
{
    struct kinfo_file record = {0};
    memcpy(&record, files->records + index * OPEN_FILES_RECORD, OPEN_FILES_RECORD);
    return record;
}

void open_files_close(struct open_files *files)
{
    kvm_handle_close(files->kvm);
    *files = (struct open_files){0};
}
