// SPDX-License-Identifier: Apache-2.0
/* A library of others: it has nothing to do with Sockscope. */
int vanished(void);

__attribute__((visibility("default"))) int vanished(void)
{
    return 1;
}
