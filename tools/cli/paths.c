/* Files, folders and lists of them: see paths.h.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _POSIX_C_SOURCE 200809L
#include "paths.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "text.h"

/* Takes the path over. */
static void add(path_list *list, char *path) {
  if (list->count == list->capacity) {
    list->capacity = list->capacity > 0 ? 2 * list->capacity : 64;
    list->paths = checked(realloc(list->paths, list->capacity * sizeof *list->paths));
  }
  list->paths[list->count++] = path;
}

static bool is_named_as_picture(const char *name) {
  const char *dot = strrchr(name, '.');
  if (dot == NULL) return false;
  return strcasecmp(dot, ".jpg") == 0 || strcasecmp(dot, ".jpeg") == 0 || strcasecmp(dot, ".png") == 0;
}

static bool is_regular_file(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

static bool is_folder(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool is_link(const char *path) {
  struct stat about;
  return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

static int is_entry(const struct dirent *entry) {
  return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void add_folder(path_list *list, const char *folder) {
  struct dirent **entries;
  int count = scandir(folder, &entries, is_entry, alphasort);
  if (count < 0) {
    add(list, text_of("%s", folder));
    return;
  }
  const char *slash = folder[strlen(folder) - 1] == '/' ? "" : "/";
  for (int i = 0; i < count; i++) {
    char *path = text_of("%s%s%s", folder, slash, entries[i]->d_name);
    if (is_folder(path)) {
      if (!is_link(path)) add_folder(list, path);
    } else if (is_named_as_picture(path) && is_regular_file(path)) {
      add(list, path);
      path = NULL;
    }
    free(path);
    free(entries[i]);
  }
  free(entries);
}

static void add_file_or_folder(path_list *list, const char *path) {
  if (!is_folder(path)) {
    add(list, text_of("%s", path));
    return;
  }
  size_t before = list->count;
  add_folder(list, path);
  if (list->count == before)
    fprintf(stderr, "hematovision: %s: no .jpg, .jpeg or .png file in this folder\n", path);
}

static void add_lines(path_list *list) {
  char *line = NULL;
  size_t capacity = 0;
  ssize_t length;
  while ((length = getline(&line, &capacity, stdin)) > 0) {
    if (line[length - 1] == '\n') line[length - 1] = '\0';
    if (line[0] != '\0') add_file_or_folder(list, line);
  }
  free(line);
}

void add_paths(path_list *list, const char *argument) {
  if (strcmp(argument, "-") == 0) {
    add_lines(list);
  } else {
    add_file_or_folder(list, argument);
  }
}

void free_paths(path_list *list) {
  for (size_t i = 0; i < list->count; i++) free(list->paths[i]);
  free(list->paths);
  *list = (path_list){0};
}
