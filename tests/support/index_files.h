/* SPDX-License-Identifier: MIT */
/* index_files.h: the files of an index in memory, from which it is laid out on disk again and again. */
#ifndef QN_TESTS_SUPPORT_INDEX_FILES_H
#define QN_TESTS_SUPPORT_INDEX_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INDEX_FILES_MAX = 16 };

typedef struct index_file {
  char name[96];
  uint8_t *bytes; /* on the heap */
  size_t size;
} index_file;

typedef struct index_files {
  index_file files[INDEX_FILES_MAX];
  size_t n;
} index_files;

/* Reads all files of an index, sorted by name; the lock, which is empty, is left out. */
void index_files_read(index_files *files, const char *dir);
void index_files_clear(index_files *files);

/* Empties the directory and writes the files to it. */
void index_files_write(const index_files *files, const char *dir);

/* The file of this name, or NULL. */
index_file *index_files_find(index_files *files, const char *name);

/* Whether the file is a segment. */
bool index_file_is_segment(const index_file *file);

#endif
