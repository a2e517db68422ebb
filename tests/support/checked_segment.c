/* SPDX-License-Identifier: MIT */
/* checked_segment.c: makes an index, and reads its one segment into memory. */
#include "support/checked_segment.h"

#include "segment/manifest.h"
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void require(qn_status status, const qn_error *error) {
  if (status != QN_OK)
    scaffold_failed("a segment to check", error->message);
}

static void keep_problem(void *context, const char *problem) {
  checked_segment *checked = context;
  size_t size = strlen(checked->problems);
  snprintf(checked->problems + size, sizeof checked->problems - size, "%s\n", problem);
}

static void make_bytes(checked_segment *checked, const qn_article *articles, size_t n) {
  char *dir = make_temp_dir();
  qn__snapshot *snapshot;
  add_articles(dir, articles, n, NULL);
  require(qn__snapshot_open(&snapshot, dir, NULL, &checked->error), &checked->error);
  char *path = qn__segment_path(dir, snapshot->manifest.entries[0].name);
  checked->bytes = (uint8_t *)read_file(path, &checked->size);
  free(path);
  qn__snapshot_close(snapshot);
  remove_tree(dir);
}

static void replace_bytes(checked_segment *checked, const char *from, const char *to) {
  uint8_t *found = memmem(checked->bytes, checked->size, from, strlen(from));
  if (found == NULL || strlen(from) != strlen(to))
    scaffold_failed(from, "is not in the segment, or has another size");
  memcpy(found, to, strlen(to));
  reseal(checked->bytes, checked->size);
}

/* As the check's first part reads them. */
static void read_lengths(checked_segment *checked) {
  const qn__segment *segment = &checked->opened;
  qn__check *check = &checked->check;
  uint32_t n = segment->meta.n_docs, title_words;
  check->lengths = calloc(n + 1, sizeof *check->lengths);
  check->text_ends = calloc(n + 1, sizeof *check->text_ends);
  for (uint32_t doc = 0; doc < n; doc++) {
    require(qn__length(&segment->lengths, doc, &check->lengths[doc], &checked->error), &checked->error);
    require(qn__title_words(&segment->lengths, doc, &title_words, &checked->error), &checked->error);
    check->text_ends[doc] = qn__text_position(title_words, segment->meta.settings.title_weight) + check->lengths[doc] -
                            title_words * segment->meta.settings.title_weight;
  }
}

void checked_segment_open(checked_segment *checked, const qn_article *articles, size_t n, const char *from,
                          const char *to) {
  qn__view *view;
  *checked = (checked_segment){.size = 0};
  make_bytes(checked, articles, n);
  if (from != NULL)
    replace_bytes(checked, from, to);
  require(qn__view_of_memory(&view, checked->bytes, checked->size, "segment", QN__FILE_SEGMENT, &checked->error),
          &checked->error);
  require(qn__segment_open(&checked->opened, view, NULL, &checked->error), &checked->error);
  checked->segment = checked->opened;
  read_lengths(checked);
  checked->check.segment = &checked->segment;
  checked->check.report = keep_problem;
  checked->check.context = checked;
  checked->check.error = &checked->error;
}

void checked_segment_close(checked_segment *checked) {
  qn__segment_close(&checked->opened);
  free(checked->check.lengths);
  free(checked->check.text_ends);
  free(checked->bytes);
}
