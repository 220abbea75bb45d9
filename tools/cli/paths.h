/* The list of pictures that the arguments name: files, folders, and lists on the standard input. And where their
 * drawings go.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef CLI_PATHS_H
#define CLI_PATHS_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
  char **paths;
  size_t count, capacity;
} path_list;

/* Adds what one argument stands for:
 *   a folder  its files named .jpg, .jpeg or .png in any case, and those in the folders below, by name; links
 * to files are followed, links to folders are not, since they may lead round in circles
 *   -         each line of the standard input, as if it were an argument
 *   else      itself, whatever its name and whether it exists or not: reading it will tell
 * A folder that cannot be opened is added itself, to be reported as unreadable. A folder without pictures
 * gets a line on the standard error. */
void add_paths(path_list *list, const char *argument);

/* Adds the path of the drawing of each picture: `target` itself for one picture, or, where `target` is a folder, the
 * picture's file name with .png after it in that folder. Where that cannot be, false: several pictures and no folder,
 * two pictures with one file name, or a drawing that would overwrite a picture; the standard error says which, and that
 * `option` wanted it. */
bool add_drawing_paths(path_list *drawings, const char *option, const char *target,
                       const path_list *pictures);

/* Whether two targets are one file or folder, which may not exist yet. */
bool is_same_target(const char *one, const char *other);

void free_paths(path_list *list);

#endif
