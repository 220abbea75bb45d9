/* The command line: finds the command and leaves the rest to it. HV_VERSION, the version's text, comes from
 * the build.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "classify.h"
#include "text.h"

static const char help[] =
    "Usage: hematovision COMMAND ...\n"
    "\n"
    "Names the white blood cell in pictures of stained blood smears. Not a medical device.\n"
    "\n"
    "  classify   classifies pictures; 'hematovision classify --help' says how\n"
    "  --version  the version\n"
    "  --help     this text\n";

int main(int count, char **arguments) {
  /* `hematovision classify ... | head` ends quietly, also where a parent ignored the signal. */
  signal(SIGPIPE, SIG_DFL);
  const char *command = count > 1 ? arguments[1] : "";
  if (strcmp(command, "classify") == 0) return classify_command(count - 1, arguments + 1);
  if (strcmp(command, "--version") == 0) {
    puts("hematovision " HV_VERSION);
    return EXIT_ALL_OK;
  }
  if (strcmp(command, "--help") == 0) {
    fputs(help, stdout);
    return EXIT_ALL_OK;
  }
  if (command[0] != '\0') fprintf(stderr, "hematovision: %s: no such command\n", command);
  fputs(help, stderr);
  return EXIT_STOPPED;
}
