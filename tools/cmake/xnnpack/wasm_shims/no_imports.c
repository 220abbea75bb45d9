/* Stand-ins for what would otherwise become imports of the WebAssembly module: XNNPACK asks for the page size when it
 * allocates code (never here) and for the time when it profiles (never here), and Emscripten's runtime tells its
 * JavaScript, which we do not use, that the memory grew.
 * SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>
#include <time.h>

long sysconf(int name) {
  (void)name;
  return 65536;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  (void)clock;
  (void)now;
  return -1;
}

void emscripten_notify_memory_growth(size_t memory_index) { (void)memory_index; }
