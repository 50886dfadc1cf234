// SPDX-License-Identifier: Apache-2.0
#pragma once

#define MORECTL 1
#define MOREDATA 2

#define I_PUSH ('S' << 8 | 2)

struct strbuf {
    int maxlen;
    int len;
    char *buf;
};

int getmsg(int fd, struct strbuf *restrict control, struct strbuf *restrict data, int *restrict flags);
int putmsg(int fd, const struct strbuf *control, const struct strbuf *data, int flags);
int ioctl(int fd, int request, ...);
