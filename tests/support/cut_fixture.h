/* SPDX-License-Identifier: MIT */
/* cut_fixture.h: a decoded passage with matches in it, to cut a snippet of. */
#ifndef QN_TESTS_SUPPORT_CUT_FIXTURE_H
#define QN_TESTS_SUPPORT_CUT_FIXTURE_H

#include "snippets/snippet_cut.h"
#include "support/support.h"

enum { CUT_BASE = 1000, CUT_WORDS = 400, CUT_MATCHES = 64 }; /* position of the text's first word; room */

typedef struct cut_fixture {
  qn__arena arena;
  qn__passage passage;
  qn__word words[CUT_WORDS];
  qn__word_run run; /* all words of the passage */
  qn__match matches[CUT_MATCHES];
  size_t n_matches;
  int64_t weights[CUT_MATCHES]; /* by leaf: equal ones */
  qn__cut cut;
} cut_fixture;

/* A whole text, with every word that begins with one of `stems` (separated by spaces) as a match; the span is from the
 * first match to the last. */
void cut_begin(cut_fixture *f, const char *text, const char *stems, size_t max_chars);
void cut_end(cut_fixture *f);

#endif
