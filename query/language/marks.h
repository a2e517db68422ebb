/* SPDX-License-Identifier: MIT */
/* marks.h: the characters that mean something in a query: spaces, quotes of all languages, dashes. */
#ifndef QN_QUERY_LANGUAGE_MARKS_H
#define QN_QUERY_LANGUAGE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The same beyond ASCII. */
size_t qn__wide_space_at(const char *text, const char *end, const char *at);

/* Bytes of the space at `at` < end, of the text [text, end): ASCII, no-break or narrow (which may also group digits),
 * ideographic, or another of Unicode's; 0: there is none. */
static inline size_t qn__space_at(const char *text, const char *end, const char *at) {
  const uint8_t first = (uint8_t)*at;
  return first <= ' ' ? 1 : first < 0xc2 ? 0 : qn__wide_space_at(text, end, at);
}

/* Whether it is a space of Unicode, beyond ASCII. */
bool qn__is_wide_space(uint32_t c);

/* Bytes of the dash at `at` that people or their editors write for a minus: -, the hyphens, the minus sign, the en dash
 * and the full-width ones; 0: there is none. */
size_t qn__minus_at(const char *at, const char *end);

/* Bytes of the quote at `at`; 0: there is none, or it is part of a word, as an apostrophe and the quote of a Hebrew
 * acronym are. */
size_t qn__phrase_quote_at(const char *text, const char *end, const char *at);

/* Whether a quote stands at `at` that may open or close a phrase somewhere. */
bool qn__is_quote(const char *at, const char *end);

/* Whether the quote at `at` is one that opens rather than closes, as far as it shows. */
bool qn__opens_before_words(const char *at, const char *end);

typedef struct qn__quoted {
  const char *first, *last; /* what stands between the quotes */
  const char *end;          /* after the quote that closes; NULL: none does, and `last` is the end of the text */
} qn__quoted;

/* Whether the quote at `at` opens a phrase, and which.  `starts`: it stands at the beginning of what was written. */
bool qn__quote_opens(const char *text, const char *end, const char *at, bool starts, qn__quoted *out);

#endif
