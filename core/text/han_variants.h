/* SPDX-License-Identifier: MIT */
/* han_variants.h: traditional and simplified Chinese characters that stand for each other.  The table is made by
 * generate_han_variants.c from Unicode's Unihan_Variants.txt when quern is built. */
#ifndef QN_CORE_TEXT_HAN_VARIANTS_H
#define QN_CORE_TEXT_HAN_VARIANTS_H

#include <stddef.h>
#include <stdint.h>

typedef struct qn__han_pair {
  uint32_t character, representative;
} qn__han_pair;

/* Generated: ascending characters; representatives themselves are not in it. */
extern const qn__han_pair qn__han_pairs[];
extern const size_t qn__n_han_pairs;

/* The character that stands for all those that are joined with this one; most stand for themselves. */
uint32_t qn__han_representative(uint32_t character);

#endif
