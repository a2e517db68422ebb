/* SPDX-License-Identifier: MIT */
/* index_files.c: reads and writes all files of an index. */
#include "support/index_files.h"

#include "segment/manifest.h"
#include "support/scaffold.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_one(index_files *files, const char *dir, const char *name) {
  index_file *file = &files->files[files->n];
  if (files->n == INDEX_FILES_MAX || strlen(name) >= sizeof file->name)
    scaffold_failed(dir, "has too many files, or longer names than an index");
  char *path = path_in(dir, name);
  memcpy(file->name, name, strlen(name) + 1);
  file->bytes = (uint8_t *)read_file(path, &file->size);
  files->n++;
  free(path);
}

void index_files_read(index_files *files, const char *dir) {
  struct dirent **entries;
  int n = scandir(dir, &entries, NULL, alphasort);
  if (n < 0)
    scaffold_failed(dir, "cannot be listed");
  files->n = 0;
  for (int i = 0; i < n; i++) {
    if (entries[i]->d_name[0] != '.' && strcmp(entries[i]->d_name, QN__LOCK_NAME) != 0)
      read_one(files, dir, entries[i]->d_name);
    free(entries[i]);
  }
  free(entries);
}

void index_files_clear(index_files *files) {
  for (size_t i = 0; i < files->n; i++)
    free(files->files[i].bytes);
  files->n = 0;
}

void index_files_write(const index_files *files, const char *dir) {
  empty_directory(dir);
  for (size_t i = 0; i < files->n; i++) {
    char *path = path_in(dir, files->files[i].name);
    write_file(path, files->files[i].bytes, files->files[i].size);
    free(path);
  }
}

index_file *index_files_find(index_files *files, const char *name) {
  for (size_t i = 0; i < files->n; i++)
    if (strcmp(files->files[i].name, name) == 0)
      return &files->files[i];
  return NULL;
}

bool index_file_is_segment(const index_file *file) {
  return qn__is_segment_name(file->name);
}
