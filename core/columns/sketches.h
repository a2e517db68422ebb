/* SPDX-License-Identifier: MIT */
/* sketches.h: does an article say nearly the same as another one?  64 bits for each text: those of near-duplicates
 * differ in few of them.  Bytes: index-data/FORMAT.md, "Sketches". */
#ifndef QN_CORE_COLUMNS_SKETCHES_H
#define QN_CORE_COLUMNS_SKETCHES_H

#include "container/container.h"

enum {
  QN__SKETCH_BITS = 64,
  QN__SKETCH_RUN = 3,    /* words that follow each other, whose hash may stand for a text */
  QN__SKETCH_WORDS = 16, /* a text of fewer words is near to none but equal ones */
  QN__SKETCH_NEAR = 10,  /* bits in which the sketches of near-duplicates differ at most */
};

/* Writes the section's bytes: a sketch each, 0 for an article that has no words. */
void qn__sketches_write(qn__output *output, const uint64_t *sketches, uint32_t n);

typedef struct qn__sketches {
  qn__section section;
} qn__sketches;

qn_status qn__sketches_open(qn__sketches *sketches, const qn__section *section, uint32_t n_docs, qn_error *error);

qn_status qn__sketch(const qn__sketches *sketches, uint32_t doc, uint64_t *sketch, qn_error *error);

/* Whether two sketches are of near-duplicates. */
static inline bool qn__sketches_near(uint64_t a, uint64_t b) {
  return a != 0 && b != 0 && qn__popcount64(a ^ b) <= QN__SKETCH_NEAR;
}

#endif
