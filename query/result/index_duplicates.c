/* SPDX-License-Identifier: MIT */
/* index_duplicates.c: here is an index: how many of its articles say what another one says? */
#include "base/buffer.h"
#include "base/status.h"
#include "plan/index.h"

#include <stdlib.h>

static int compare_sketches(const void *left, const void *right) {
  const uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
  return (a > b) - (a < b);
}

/* Appends the sketches of the live articles that have words. */
static qn_status gather_sketches(const qn__index_segment *segment, qn__buffer *out, qn_error *error) {
  const uint32_t n_docs = segment->segment->meta.n_docs;
  uint64_t *to = QN__RESERVE(uint64_t, out, n_docs);
  size_t n = 0;
  qn_status status = to == NULL ? qn__fail_memory(error) : QN_OK;
  for (uint32_t doc = 0; doc < n_docs && status == QN_OK; doc++) {
    if (qn__is_deleted(segment->deletes, doc))
      continue;
    status = qn__sketch(&segment->segment->sketches, doc, &to[n], error);
    n += status == QN_OK && to[n] != 0;
  }
  out->size += n * sizeof *to;
  return status;
}

qn_status qn_index_count_duplicates(const qn_index *index, uint64_t *n_duplicates, qn_error *error) {
  qn__buffer gathered;
  qn_status status = QN_OK;
  if (index == NULL || n_duplicates == NULL)
    return qn__fail(error, QN_INVALID, "duplicates are those of an index");
  qn__buffer_init(&gathered);
  for (size_t s = 0; s < index->n_segments && status == QN_OK; s++)
    status = gather_sketches(&index->segments[s], &gathered, error);
  if (status == QN_OK) {
    uint64_t *sketches = QN__ARRAY(uint64_t, &gathered);
    const size_t n = gathered.size / sizeof *sketches;
    if (n > 0)
      qsort(sketches, n, sizeof *sketches, compare_sketches);
    *n_duplicates = 0;
    for (size_t i = 1; i < n; i++)
      *n_duplicates += sketches[i] == sketches[i - 1];
  }
  qn__buffer_clear(&gathered);
  return status;
}
