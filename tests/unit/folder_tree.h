/* SPDX-License-Identifier: MIT */
/* folder_tree.h: files, folders and links to walk. */
#ifndef QN_TESTS_UNIT_FOLDER_TREE_H
#define QN_TESTS_UNIT_FOLDER_TREE_H

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/support.h"

static inline void make_folder(const char *dir, const char *name) {
  char *path = path_in(dir, name);
  assert_int_equal(mkdir(path, 0777), 0);
  free(path);
}

static inline void make_file_of(const char *dir, const char *name, const char *text) {
  char *path = path_in(dir, name);
  write_file(path, text, strlen(text));
  free(path);
}

/* A file that says its name. */
static inline void make_file(const char *dir, const char *name) {
  make_file_of(dir, name, name);
}

static inline void make_link(const char *dir, const char *name, const char *target) {
  char *path = path_in(dir, name);
  assert_int_equal(symlink(target, path), 0);
  free(path);
}

#endif
