/* SPDX-License-Identifier: MIT */
/* small_runs.h: runs of a few articles, made by a worker as the builder has them made. */
#ifndef QN_TESTS_SUPPORT_SMALL_RUNS_H
#define QN_TESTS_SUPPORT_SMALL_RUNS_H

#include "builder/run_list.h"
#include "builder/worker.h"

enum { SMALL_RUNS_WEIGHT = 2 }; /* of titles */

typedef struct small_runs {
  char *dir;
  qn__run_list list;
  qn__batch batch;
  qn__worker worker;
  uint32_t n_docs;
  uint64_t n_positions;  /* that have a word */
  uint8_t *length_bytes; /* of each article, once read */
  const qn__run *runs;   /* once read, too */
  uint32_t n_runs;
  const uint8_t *spool;
} small_runs;

/* `language` is that of all articles. */
void small_runs_begin(small_runs *runs, uint8_t language);

/* Adds a run of these articles, whose numbers go on after those of the run before. */
void small_runs_add(small_runs *runs, const qn_article *articles, uint32_t n);

/* Adds a run of one article that has this id and text. */
void small_runs_add_text(small_runs *runs, const char *id, const char *text);

/* Makes the runs readable; none is added after. */
void small_runs_read(small_runs *runs);

void small_runs_clear(small_runs *runs);

#endif
