/* SPDX-License-Identifier: MIT */
/* han_variants.c: looks a character up in the table of variants. */
#include "text/han_variants.h"

uint32_t qn__han_representative(uint32_t character) {
  size_t low = 0, high = qn__n_han_pairs;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (qn__han_pairs[middle].character == character)
      return qn__han_pairs[middle].representative;
    if (qn__han_pairs[middle].character < character)
      low = middle + 1;
    else
      high = middle;
  }
  return character;
}
