/* SPDX-License-Identifier: MIT */
/* fold_indic.h: letters of the scripts of India that are written in several ways. */
#ifndef QN_CORE_TEXT_FOLD_INDIC_H
#define QN_CORE_TEXT_FOLD_INDIC_H

#include <stddef.h>
#include <stdint.h>

enum {
  QN__INDIC_FIRST = 0x0900,
  QN__INDIC_END = 0x0d80,
};

/* What the character c of these scripts is folded to, 0 if it is dropped; `next` is the text after it, of which *used
 * bytes belong to what was folded. */
uint32_t qn__fold_indic(uint32_t c, const char *next, size_t size, size_t *used);

#endif
