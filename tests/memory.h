/* A memory that fails when told to, and counts what is not given back. For tests linked with
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free. Not for threads.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef HV_TESTS_MEMORY_H
#define HV_TESTS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* From now on the `number`-th allocation fails, and only that one; 0: none does. Starts the count of blocks.
 */
void memory_fail_at(unsigned number);

/* The same, but counts only allocations of `least` bytes or more: small ones of XNNPACK's are not all checked. */
void memory_fail_at_large(unsigned number, size_t least);

/* Whether that allocation was reached. */
bool memory_has_failed(void);

/* How many more blocks were allocated than freed since memory_fail_at. */
int memory_blocks_left(void);

#endif
