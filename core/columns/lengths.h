/* SPDX-License-Identifier: MIT */
/* lengths.h: how long is an article, and where does its title end?  One byte each for scoring, and the exact
 * numbers, packed at the width of the largest.  Bytes: index-data/FORMAT.md, "Lengths".
 *
 * Positions of an article whose title has t words, title weight w:
 *     copy 0 of the title: 0 .. t-1, a gap, copy 1: t+G .. 2t+G-1, a gap, ... text: w*(t+G) ..
 *
 * Without a title the text begins at 0.  The gap keeps phrases from reaching across.  Length = w*t + words of the text.
 */
#ifndef QN_CORE_COLUMNS_LENGTHS_H
#define QN_CORE_COLUMNS_LENGTHS_H

#include "codec/packed.h"
#include "codec/saturation.h"
#include "container/container.h"

enum { QN__TITLE_GAP = 8, QN__MAX_TITLE_WEIGHT = 16 };

/* The position of the text's first word. */
static inline uint32_t qn__text_position(uint32_t title_words, uint32_t title_weight) {
  return title_words == 0 ? 0 : title_weight * (title_words + QN__TITLE_GAP);
}

/* Writes the section's bytes for `n` articles: their lengths and their titles' words. */
void qn__lengths_write(qn__output *output, const uint32_t *lengths, const uint32_t *title_words, uint32_t n);

typedef struct qn__lengths {
  qn__section section;
  uint32_t n_docs;
  qn__packed exact, title_words;
} qn__lengths;

qn_status qn__lengths_open(qn__lengths *lengths, const qn__section *section, uint32_t n_docs, qn_error *error);

/* All length bytes, one for each article, verified. */
qn_status qn__lengths_bytes(const qn__lengths *lengths, const uint8_t **bytes, qn_error *error);

qn_status qn__length(const qn__lengths *lengths, uint32_t doc, uint32_t *length, qn_error *error);
qn_status qn__title_words(const qn__lengths *lengths, uint32_t doc, uint32_t *title_words, qn_error *error);

/* Whether a position lies in an article's title. */
qn_status qn__in_title(const qn__lengths *lengths, uint32_t doc, uint32_t title_weight, uint32_t position,
                       bool *in_title, qn_error *error);

#endif
