/* SPDX-License-Identifier: MIT */
/* roff_strings.h: words that a man page names once, `.ds Tk X Toolkit`, and calls by their name, `\*(Tk`. */
#ifndef QN_INDEXER_ARTICLES_ROFF_STRINGS_H
#define QN_INDEXER_ARTICLES_ROFF_STRINGS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "quern.h"

enum { QN__ROFF_STRINGS = 64 }; /* that are kept of a page */

typedef struct qn__roff_strings {
  struct {
    qn_string name, value; /* in the page */
  } known[QN__ROFF_STRINGS];
  size_t n;
  size_t room; /* bytes that may still be written instead of names: a page cannot grow without bounds */
} qn__roff_strings;

/* Keeps what follows `.ds`.  Of two values of a name the last counts. */
void qn__roff_define(qn__roff_strings *strings, qn_string arguments);

/* The text with each known name replaced by its value, in `out`; the text itself if it calls none. */
qn_string qn__roff_expand(qn__roff_strings *strings, qn_string text, qn__buffer *out);

#endif
