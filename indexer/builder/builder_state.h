/* SPDX-License-Identifier: MIT */
/* builder_state.h: what builder.c, which gathers articles, and builder_finish.c, which makes the segment, share. */
#ifndef QN_INDEXER_BUILDER_BUILDER_STATE_H
#define QN_INDEXER_BUILDER_BUILDER_STATE_H

#include "builder/article.h"
#include "builder/budget.h"
#include "builder/builder.h"
#include "builder/pipeline.h"
#include "builder/training.h"

struct qn__builder {
  qn__builder_options options;
  qn__budget budget;
  unsigned level; /* 0; 1 when it rebuilds what another has built */
  qn__checked_article checked;
  qn__columns_writer *columns;
  qn__segment_meta meta;
  qn__builder_counts counts;

  qn__batch *batches;         /* budget.n_jobs of them */
  unsigned n_pushed;          /* batches that were full, up to budget.n_jobs */
  unsigned open;              /* the batch being filled */
  bool has_open, holds_alone; /* a batch is open; one of its articles is to be alone in memory */
  qn__training training;
  qn__worker *workers; /* budget.threads of them; NULL before the first batch is full and after the last */
  qn__pipeline *pipeline;
  qn__run_list runs;
  qn__output output;
  qn__store_writer store;
  bool has_output, has_store;

  qn__spool lengths, title_words; /* uint32_t of each article */
  qn__spool sketches;             /* uint64_t of each */
  qn__buffer dead;                /* a bit for each article up to the last one that is set */
  uint32_t n_dead;
};

/* --- builder.c --- */

/* Pushes the open batch, which is the last. */
qn_status qn__builder_push_last(qn__builder *builder, qn_error *error);

/* Ends the threads and gives their memory back. */
void qn__builder_free_workers(qn__builder *builder);

/* Marks an article as replaced or deleted; *was_live says whether it was not yet. */
qn_status qn__builder_mark_dead(qn__builder *builder, uint32_t doc, bool *was_live, qn_error *error);

/* Makes room for the marks of all articles so far. */
qn_status qn__builder_extend_dead(qn__builder *builder, qn_error *error);

#endif
