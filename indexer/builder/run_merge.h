/* SPDX-License-Identifier: MIT */
/* run_merge.h: makes the dictionary, postings, positions, forms, exact forms, variants and term ends of a segment from
 * its runs.
 * The terms are cut into ranges, several of which are merged at once and written in order: where the cuts are does not
 * change the bytes. */
#ifndef QN_INDEXER_BUILDER_RUN_MERGE_H
#define QN_INDEXER_BUILDER_RUN_MERGE_H

#include "base/cancel.h"
#include "builder/run_list.h"
#include "segment/segment.h"

typedef struct qn__run_merge {
  const char *dir; /* for temporary files */
  size_t keep;     /* bytes of each of four spools that stay in memory; a fourth of it for each range's positions */
  const qn__run *runs;
  uint32_t n_runs;
  const uint8_t *spool; /* where the runs are */
  uint32_t n_docs;
  const uint8_t *length_bytes;
  const qn__saturation *saturation;
  unsigned threads;
  qn__cancel cancel;
  /* results */
  uint64_t n_terms, n_postings, n_positions, written;
} qn__run_merge;

/* Writes their sections. */
qn_status qn__merge_runs(qn__run_merge *merge, qn__output *output, qn_error *error);

/* --- term_range.c: the part of one thread --- */

enum { QN__RANGE_VARIANT = QN__LANGUAGE_LIMIT };

typedef struct qn__term_key {
  const uint8_t *bytes;
  size_t size;
} qn__term_key;

/* The terms from `first` (size 0: from the start) to before `end` (bytes NULL: to the last), merged. */
typedef struct qn__term_range {
  qn__term_key first, end;
  qn__buffer postings;
  qn__spool positions; /* in a file where they are many: those of one term have no limit */
  qn__buffer terms;    /* for qn__read_merged_term */
  /* In order: key with its size, term counted from the range's first, articles, rank; varints.  Then in the same way,
   * without a rank, terms whose variants these terms are: QN__RANGE_VARIANT is set in their tags. */
  qn__buffer forms;
  uint32_t n_terms;
  uint64_t n_postings, n_positions;
} qn__term_range;

typedef struct qn__range_merger qn__range_merger;

qn_status qn__range_merger_new(qn__range_merger **out, const qn__run_merge *merge, qn_error *error);
void qn__range_merger_free(qn__range_merger *merger);
/* `keep`: bytes of its positions that stay in memory. */
void qn__term_range_init(qn__term_range *range, const char *dir, size_t keep);
qn_status qn__merge_range(qn__range_merger *merger, qn__term_range *range, qn_error *error);
void qn__term_range_clear(qn__term_range *range);

/* Reads a term of `range->terms` and moves on. */
const uint8_t *qn__read_merged_term(const uint8_t *next, qn__term_key *key, qn__term_info *info);

#endif
