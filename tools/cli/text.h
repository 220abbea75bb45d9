/* Strings made as by printf, and the end of the program where there is no memory for them: unlike the
 * library, a command line has nothing better to do then.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

/* The exit codes, as --help states them. */
enum { EXIT_ALL_OK = 0, EXIT_STOPPED = 1, EXIT_SOME_FAILED = 2 };

/* Returns `memory`; prints an error and exits with EXIT_STOPPED where it is NULL. */
void *checked(void *memory);

/* A new string, to be freed; never NULL. */
char *text_of(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
