/* SPDX-License-Identifier: MIT */
/* found_files.h: files of a folder in an index, and a query that finds them. */
#ifndef QN_TESTS_UNIT_FOUND_FILES_H
#define QN_TESTS_UNIT_FOUND_FILES_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/support.h"
#include "tool/answer.h"
#include "tool/output_formats.h"

/* The files notes/a.txt and notes/b.txt of a temporary folder, which is the working directory, with a record of each;
 * and an article without a file. */
typedef struct found_files {
  char *dir, *index_dir;
  qn_index *index;
  qn_searcher *searcher;
  tool_options options;
} found_files;

static inline void write_note(const char *path, const char *text) {
  write_file(path, text, strlen(text));
}

static inline void put_note_as(qn_writer *writer, const char *path, const char *id, uint64_t reading) {
  struct stat status;
  qn_error error;
  write_note(path, "One line.\nTwo tides.\n");
  assert_int_equal(stat(path, &status), 0);
  const qn_source source = {.path = qn_string_of(path),
                            .bytes = (uint64_t)status.st_size,
                            .modified = (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec,
                            .read = INT64_MAX,
                            .reading = reading};
  const qn_article article = {.id = qn_string_of(id),
                              .title = qn_string_of(strrchr(id, '/') + 1),
                              .text = qn_string_of("One line.\nTwo tides.\n"),
                              .source_map = qn_string_of("[{\"at\":0,\"line\":1,\"offset\":0}]")};
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  assert_ok(qn_writer_add(writer, &article, &error), error);
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  assert_ok(qn_writer_begin_source(writer, qn_string_of(""), &error), error);
}

static inline void put_note(qn_writer *writer, const char *folder, const char *name, uint64_t reading) {
  char *path = path_in(folder, name), id[100];
  snprintf(id, sizeof id, "notes/%s", name);
  put_note_as(writer, path, id, reading);
  free(path);
}

/* Opens the index, again if it is open. */
static inline void open_files(found_files *f) {
  qn_error error;
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  assert_ok(qn_index_open(&f->index, (const char *const *)&f->index_dir, 1, &error), error);
  assert_ok(qn_searcher_new(&f->searcher, f->index, &error), error);
  f->options.index = f->index;
}

/* With files that were read in this way. */
static inline void set_up_files_read(found_files *f, uint64_t reading) {
  qn_error error;
  *f = (found_files){.dir = make_temp_dir()};
  f->index_dir = path_in(f->dir, "index");
  char *notes = path_in(f->dir, "notes"), *real = realpath(f->dir, NULL);
  assert_int_equal(mkdir(notes, 0700), 0);
  assert_int_equal(chdir(f->dir), 0);
  free(notes);
  notes = path_in(real, "notes");
  free(real);
  qn_writer *writer = open_writer_in(f->index_dir, NULL);
  assert_ok(qn_writer_put_root(writer, qn_string_of(notes), qn_string_of("notes"), true, &error), error);
  put_note(writer, notes, "a.txt", reading);
  put_note(writer, notes, "b.txt", reading);
  add_plain(writer, "web", "Three tides.");
  commit_and_close(writer);
  free(notes);
  f->options = (tool_options){.dirs = {(const char **)&f->index_dir, 1},
                              .query = (char *)"tide",
                              .limit = 10,
                              .snippets = 1,
                              .k1 = -1,
                              .b = -1,
                              .format = output_format_default()};
  open_files(f);
}

static inline void set_up_files(found_files *f) {
  set_up_files_read(f, 0);
}

/* Takes away the file that has the records; its path, on the heap. */
static inline char *remove_sources(const found_files *f) {
  DIR *dir = opendir(f->index_dir);
  const struct dirent *entry;
  char *path = NULL;
  while (path == NULL && (entry = readdir(dir)) != NULL)
    if (strstr(entry->d_name, ".sources") != NULL)
      path = path_in(f->index_dir, entry->d_name);
  closedir(dir);
  assert_non_null(path);
  assert_int_equal(unlink(path), 0);
  return path;
}

static inline void clear_files(found_files *f) {
  qn_searcher_free(f->searcher);
  qn_index_close(f->index);
  assert_int_equal(chdir("/"), 0);
  free(f->index_dir);
  remove_tree(f->dir);
}

#endif
