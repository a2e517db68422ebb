/* SPDX-License-Identifier: MIT */
/* adding_roots.h: a folder that is added to an index, again and again, for tests of what is remembered of it. */
#ifndef QN_TESTS_UNIT_ADDING_ROOTS_H
#define QN_TESTS_UNIT_ADDING_ROOTS_H

#include "unit/folder_tree.h"
#include "unit/run_command.h"
#include "unit/source_files.h"

#include "tool/adding.h"

#include <stdlib.h>

typedef struct adding_folders {
  char *top, *notes, *index;
  char *path; /* folder_path */
} adding_folders;

static inline adding_folders begin_folders(void) {
  adding_folders f = {.top = make_temp_dir(), .index = make_temp_dir()};
  char *real = realpath(f.top, NULL);
  free(f.top);
  f.top = real;
  make_folder(f.top, "notes");
  f.notes = path_in(f.top, "notes");
  return f;
}

static inline void end_folders(adding_folders *f) {
  remove_tree(f->index);
  free(f->notes);
  free(f->path);
  remove_tree(f->top);
}

/* The path of a folder or file below the folder; lives until the next one. */
static inline char *folder_path(adding_folders *f, const char *name) {
  free(f->path);
  return f->path = path_in(f->notes, name);
}

/* Makes a file below the folder, and the folders that it is in. */
static inline void make_folder_file(const adding_folders *f, const char *name) {
  char *path = path_in(f->notes, name);
  for (char *slash = path + strlen(f->notes) + 1; (slash = strchr(slash, '/')) != NULL; slash++) {
    *slash = '\0';
    mkdir(path, 0777);
    *slash = '/';
  }
  write_file(path, name, strlen(name));
  free(path);
}

#define ADD(f, ...) RUN_COMMAND(command_add, NULL, "-i", (f)->index, "--no-sync", __VA_ARGS__)
#define ADD_AGAIN(f) RUN_COMMAND(command_add, NULL, "-i", (f)->index, "--no-sync")

static inline int compare_names(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Asserts which files below the folder the articles are of, in the order of their names, with a space after each. */
static inline void assert_files(const adding_folders *f, const char *expected) {
  char *names[100], found[1000] = "";
  size_t n = 0;
  const command_output result = RUN_COMMAND(command_export, NULL, "-i", f->index);
  for (char *line = strtok(result.out, "\n"); line != NULL; line = strtok(NULL, "\n")) {
    names[n++] = line + strlen("{\"id\":\"") + strlen(f->notes) + 1;
    *strchr(names[n - 1], '"') = '\0';
  }
  qsort(names, n, sizeof *names, compare_names);
  for (size_t i = 0; i < n; i++)
    strcat(strcat(found, names[i]), " ");
  assert_string_equal(found, expected);
}

#endif
