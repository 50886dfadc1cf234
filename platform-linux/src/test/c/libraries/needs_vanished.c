// SPDX-License-Identifier: Apache-2.0
/* A library that needs another one. */
int vanished(void);
int needs_vanished(void);

__attribute__((visibility("default"))) int needs_vanished(void)
{
    return vanished();
}
