/* SPDX-License-Identifier: MIT */
/* fuzz_sources.c: records of files that somebody changed, with right checksums, are read or reported, by readers and by
 * writers, and harm no article.  Input: what is done with the index (crafted_index.h), then steps (crafted_file.h). */
#include "fuzz/fuzz.h"

#include "support/crafted_index.h"
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>

const char *const fuzz_seeds[] = {
    "0\x04",
    "1\x04"
    "A0\x00\x01\x00\xff", /* the number of roots */
    "1\x04"
    "B0\x00\x20\x00\x01",
    "0\x04"
    "D0\x00\x02\x01@", /* a path */
    "4\x04"
    "C0\x80\x03\x10\x01", /* the last id */
    "1\x04"
    "E0\x00\x30\x04\x10",
    "9\x04"
    "F0\x80\x20\x02\x01",
    "1\x04"
    "H0\x80\x01\x00\x00",
    NULL,
};

static crafted_index sample;

static void give(qn_writer *writer, const char *path, size_t n) {
  const qn_source source = {.path = string_of(path), .bytes = n, .modified = 1, .read = 2, .device = 3, .inode = n};
  qn_error error;
  qn_status status = qn_writer_begin_source(writer, source.path, &error);
  for (size_t i = 0; i < n && status == QN_OK; i++) {
    char id[40];
    snprintf(id, sizeof id, i == 0 ? "%s" : "%s#%zu", path + 1, i);
    const qn_article article = {.id = string_of(id), .text = string_of("A rare tide of the sea.")};
    status = qn_writer_add(writer, &article, &error);
  }
  if (status != QN_OK || qn_writer_put_source(writer, &source, &error) != QN_OK)
    scaffold_failed(path, error.message);
}

/* Two roots, one in the other; files of several articles, of one and of none; of names that index_writes changes. */
static void make(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  if (qn_writer_put_root(writer, string_of("/notes"), string_of("notes"), true, &error) != QN_OK ||
      qn_writer_put_root(writer, string_of("/notes/old"), string_of("old"), false, &error) != QN_OK)
    scaffold_failed("a root", error.message);
  give(writer, "/notes/1", 1);
  give(writer, "/notes/201", 5);
  give(writer, "/notes/b/empty", 0);
  give(writer, "/notes/old/\xff", 2);
  commit_and_close(writer);
}

static void end_sample(void) {
  crafted_index_end(&sample);
}

static crafted_file *records_of(crafted_index *index) {
  for (size_t i = 0; i < index->pristine.n; i++)
    if (index->files[i].kind == QN__FILE_SOURCES)
      return &index->files[i];
  scaffold_failed("the sample", "has no records");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (sample.dir == NULL) {
    crafted_index_begin(&sample, make);
    atexit(end_sample);
  }
  if (size < CRAFTED_USE_SIZE)
    return 0;
  crafted_index_open(&sample);
  for (size_t at = CRAFTED_USE_SIZE; at + CRAFTED_STEP_SIZE <= size; at += CRAFTED_STEP_SIZE)
    crafted_file_change(records_of(&sample), data + at);
  crafted_index_write(&sample);
  crafted_index_use(&sample, data);
  return 0;
}
