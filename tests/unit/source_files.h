/* SPDX-License-Identifier: MIT */
/* source_files.h: an index and its sources, for tests of what is remembered of files. */
#ifndef QN_TESTS_UNIT_SOURCE_FILES_H
#define QN_TESTS_UNIT_SOURCE_FILES_H

#include <string.h>

#include "support/index_files.h"
#include "support/support.h"

/* A source with these numbers that were read long after the file was changed. */
static inline qn_source source_at(const char *path, uint64_t inode) {
  return (qn_source){
      .path = qn_string_of(path), .bytes = 10, .modified = 1000, .read = 900000000000, .device = 7, .inode = inode};
}

/* Begins a source, adds articles with these ids, which a NULL ends, and puts it. */
static inline void give(qn_writer *writer, const char *path, const char *const *ids) {
  qn_error error;
  const qn_source source = source_at(path, 1);
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  for (; *ids != NULL; ids++) {
    const qn_article article = {.id = qn_string_of(*ids), .text = qn_string_of(*ids)};
    assert_ok(qn_writer_add(writer, &article, &error), error);
  }
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  assert_ok(qn_writer_begin_source(writer, qn_string_of(NULL), &error), error);
}

#define GIVE(writer, path, ...) give(writer, path, (const char *const[]){__VA_ARGS__, NULL})

static inline void put_root_at(qn_writer *writer, const char *path, const char *name) {
  qn_error error;
  assert_ok(qn_writer_put_root(writer, qn_string_of(path), qn_string_of(name), true, &error), error);
}

/* Adds an article of no source. */
static inline void add_unsourced(qn_writer *writer, const char *id) {
  qn_error error;
  const qn_article article = {.id = qn_string_of(id), .text = qn_string_of("text")};
  assert_ok(qn_writer_add(writer, &article, &error), error);
}

static inline bool list_id_text(void *context, const qn_article *article) {
  strncat(context, article->id.data, article->id.size);
  strcat(context, " ");
  return true;
}

/* Asserts which ids the index has, in order, each with a space after it. */
static inline void assert_ids(const char *dir, const char *expected) {
  char ids[1000] = "";
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_article(index, list_id_text, ids, &error), error);
  qn_index_close(index);
  assert_string_equal(ids, expected);
}

static inline bool join_ids(void *context, qn_string id) {
  strncat(context, id.data, id.size);
  strcat(context, " ");
  return true;
}

/* Asserts which ids a source gives, in order, each with a space after it. */
static inline void assert_gives(qn_writer *writer, const char *path, const char *expected) {
  char ids[100] = "";
  qn_error error;
  assert_ok(qn_writer_each_source_id(writer, qn_string_of(path), join_ids, ids, &error), error);
  assert_string_equal(ids, expected);
}

static inline bool list_source_text(void *context, const qn_source *source) {
  strcat(context, source->path.data);
  strcat(context, source->read == 0 ? "? " : " ");
  return true;
}

/* Asserts which sources the index has, in order, with a question mark after those that are to be read again. */
static inline void assert_sources(const char *dir, const char *expected) {
  char paths[1000] = "";
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_source(index, list_source_text, paths, &error), error);
  assert_ok(qn_index_check(index, NULL, NULL, &error), error);
  qn_index_close(index);
  assert_string_equal(paths, expected);
}

/* The path of the file of records, on the heap. */
static inline char *records_of(const char *dir) {
  index_files files;
  char *path = NULL;
  index_files_read(&files, dir);
  for (size_t i = 0; i < files.n; i++)
    if (strstr(files.files[i].name, ".sources") != NULL)
      path = path_in(dir, files.files[i].name);
  index_files_clear(&files);
  assert_non_null(path);
  return path;
}

#endif
