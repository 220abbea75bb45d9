/* Strings made as by printf: see text.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "text.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

void *checked(void *memory) {
  if (memory != NULL) return memory;
  fputs("hematovision: there is not enough memory\n", stderr);
  exit(EXIT_STOPPED);
}

char *text_of(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  char *text = checked(length < 0 ? NULL : malloc((size_t)length + 1));
  va_start(arguments, format);
  vsnprintf(text, (size_t)length + 1, format, arguments);
  va_end(arguments);
  return text;
}
