/* The command `hematovision classify`.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_CLASSIFY_H
#define CLI_CLASSIFY_H

/* arguments[0] is the command's name. Returns the exit code. */
int classify_command(int count, char **arguments);

#endif
