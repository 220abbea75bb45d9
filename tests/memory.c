/* The failing memory: each function counts, fails where told, and goes on to the real one.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "memory.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void __real_free(void *memory);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void __wrap_free(void *memory);

static unsigned countdown;
static size_t least_size;
static bool failed;
static int blocks;

void memory_fail_at(unsigned number) { memory_fail_at_large(number, 0); }

void memory_fail_at_large(unsigned number, size_t least) {
  countdown = number;
  least_size = least;
  failed = false;
  blocks = 0;
}

bool memory_has_failed(void) { return failed; }

int memory_blocks_left(void) { return blocks; }

static bool fails_now(size_t size) {
  if (size < least_size || countdown == 0 || --countdown > 0) return false;
  failed = true;
  return true;
}

static void *counted(void *memory) {
  blocks += memory != NULL;
  return memory;
}

void *__wrap_malloc(size_t size) { return fails_now(size) ? NULL : counted(__real_malloc(size)); }

void *__wrap_calloc(size_t count, size_t size) {
  return fails_now(count * size) ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *memory, size_t size) {
  if (fails_now(size)) return NULL;
  return memory == NULL ? counted(__real_realloc(NULL, size)) : __real_realloc(memory, size);
}

void __wrap_free(void *memory) {
  blocks -= memory != NULL;
  __real_free(memory);
}
