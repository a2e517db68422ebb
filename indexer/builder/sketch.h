/* SPDX-License-Identifier: MIT */
/* sketch.h: makes the sketch of an article's words.  See columns/sketches.h, and index-data/FORMAT.md, "Sketches". */
#ifndef QN_INDEXER_BUILDER_SKETCH_H
#define QN_INDEXER_BUILDER_SKETCH_H

#include "builder/lexicon.h"

/* Words by their forms' numbers. */
typedef struct qn__form_list {
  const uint32_t *forms;
  size_t n;
} qn__form_list;

/* `forms` are those of the lexicon.  The title counts only if the text is short. */
uint64_t qn__sketch_of(const qn__lexicon_form *forms, qn__form_list title, qn__form_list text);

#endif
