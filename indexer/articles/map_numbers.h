/* SPDX-License-Identifier: MIT */
/* map_numbers.h: numbers of a source map that are many, in a string (qn_article in quern.h). */
#ifndef QN_INDEXER_ARTICLES_MAP_NUMBERS_H
#define QN_INDEXER_ARTICLES_MAP_NUMBERS_H

#include "base/buffer.h"

enum { QN__MAP_NUMBER_MAX = 14 }; /* characters of the largest */

/* Appends a number: one character up to 55, two up to 1455. */
void qn__map_number_put(qn__buffer *out, size_t number);

#endif
