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

static const char *file_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash != NULL ? slash + 1 : path;
}

static bool is_same_file(const char *one, const char *other) {
  struct stat a, b;
  return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int by_text(const void *one, const void *other) {
  return strcmp(*(char *const *)one, *(char *const *)other);
}

/* A path that is in the list twice, or NULL. */
static const char *find_twin(const path_list *list) {
  char **sorted = checked(calloc(list->count, sizeof *sorted));
  memcpy(sorted, list->paths, list->count * sizeof *sorted);
  qsort(sorted, list->count, sizeof *sorted, by_text);
  const char *twin = NULL;
  for (size_t i = 1; i < list->count && twin == NULL; i++)
    if (strcmp(sorted[i - 1], sorted[i]) == 0) twin = sorted[i];
  free(sorted);
  return twin;
}

bool is_same_target(const char *one, const char *other) {
  return strcmp(one, other) == 0 || is_same_file(one, other);
}

bool add_drawing_paths(path_list *drawings, const char *option, const char *target,
                       const path_list *pictures) {
  if (!is_folder(target) && pictures->count > 1) {
    fprintf(stderr, "hematovision: %s %s: name an existing folder to draw several pictures\n", option,
            target);
    return false;
  }
  for (size_t i = 0; i < pictures->count; i++) {
    const char *picture = pictures->paths[i];
    char *path = is_folder(target) ? text_of("%s/%s.png", target, file_name(picture)) : text_of("%s", target);
    add(drawings, path);
    if (!is_same_file(path, picture)) continue;
    fprintf(stderr, "hematovision: %s %s: this would overwrite the picture\n", option, path);
    return false;
  }
  const char *twin = find_twin(drawings);
  if (twin == NULL) return true;
  fprintf(stderr, "hematovision: %s %s: two pictures have this file name; draw one after the other\n", option,
          file_name(twin));
  return false;
}

void free_paths(path_list *list) {
  for (size_t i = 0; i < list->count; i++) free(list->paths[i]);
  free(list->paths);
  *list = (path_list){0};
}
