/* SPDX-License-Identifier: MIT */
/* typing_cost.h: one word was typed: how likely was another one meant?  The cost is the negative logarithm of that
 * likelihood, about: slips that people often make cost less than others. */
#ifndef QN_CORE_TEXT_TYPING_COST_H
#define QN_CORE_TEXT_TYPING_COST_H

#include <stddef.h>

enum { QN__TYPED_MAX = 64 }; /* letters of a longer word are not compared */

/* The cost of typing `typed` where `meant` was meant, both in lower case and valid UTF-8: 0 for equal words, infinity
 * if one is longer than QN__TYPED_MAX letters.  *letters is how many letters `typed` has. */
double qn__typing_cost(const char *meant, size_t meant_size, const char *typed, size_t typed_size, size_t *letters);

#endif
