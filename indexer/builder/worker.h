/* SPDX-License-Identifier: MIT */
/* worker.h: what one thread needs to turn batches of articles into runs and store units. */
#ifndef QN_INDEXER_BUILDER_WORKER_H
#define QN_INDEXER_BUILDER_WORKER_H

#include "base/cancel.h"
#include "builder/run_list.h"
#include "segment/segment.h"
#include "text/extras.h"

typedef struct qn__worker_limits {
  size_t tokens;     /* a run is written when it has this many positions */
  size_t words;      /* a lexicon is emptied after a run when it knows this many */
  size_t vocabulary; /* when lexicon and run take this many bytes, the run is written and the lexicon emptied */
} qn__worker_limits;

typedef struct qn__worker {
  qn__settings settings;
  qn__worker_limits limits;
  qn__cancel cancel;
  qn__run_list *runs; /* where runs go */
  qn__lexicon lexicon;
  qn__run_writer run;
  qn__store_encoder *encoder;
  qn__buffer words;       /* qn__word each, of one text */
  qn__buffer codes;       /* uint32_t each: what the store writes them as */
  qn__extras extras;      /* of one text */
  qn__buffer extra_words; /* qn__word each, in extras.text */
  qn__buffer extra_forms; /* uint32_t each */
} qn__worker;

/* `settings`, `limits`, `cancel` and `runs` are set.  `codebook` may be NULL. */
qn_status qn__worker_init(qn__worker *worker, const qn__store_codebook *codebook, qn_error *error);
void qn__worker_clear(qn__worker *worker);

/* Indexes and encodes all articles of the batch. */
qn_status qn__worker_process(qn__worker *worker, qn__batch *batch, qn_error *error);

/* Bytes of heap that a lexicon of `n_words` words takes at most, whose forms and terms have `string_bytes` bytes; and
 * those that a run of all these words takes in addition to its positions. */
size_t qn__lexicon_memory(size_t n_words, size_t string_bytes);
size_t qn__records_memory(size_t n_words, size_t string_bytes);

/* Finds all words of a text; `words` receives qn__word each.  QN_CANCELLED as a long text is read. */
qn_status qn__all_words(qn__buffer *words, qn_string text, size_t *n_words, const qn__cancel *cancel, qn_error *error);

#endif
