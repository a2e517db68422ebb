/* SPDX-License-Identifier: MIT */
/* expansion_fixture.h: an index of three segments whose words look alike, and what a word of them expands to. */
#ifndef QN_TESTS_SUPPORT_EXPANSION_FIXTURE_H
#define QN_TESTS_SUPPORT_EXPANSION_FIXTURE_H

#include "plan/expansion.h"

typedef struct expansion_fixture {
  char *dir;
  qn_index *index;
  qn__analyzer *analyzer;
  qn__arena arena;
  qn__expander *expander;
  qn__plan plan;
} expansion_fixture;

/* Group fixtures of cmocka.  The articles, which are English but for the last:
 *     segment 0    "university universities", "universe", "universal"
 *     segment 1    "university", "universes universe", "caf\u00e9"
 *     segment 2    "cafe cafes", "Universit\u00e4t" (German) */
int set_up_expansions(void **state);
int tear_down_expansions(void **state);

qn__query_word pattern_word(qn__operator op, const char *text, uint8_t edits);

/* The forms that a pattern stands for, each with its articles: "cafe 1 cafes 1", and "..." if there are more.  In the
 * fixture's arena. */
const char *expand_pattern(expansion_fixture *f, qn__operator op, const char *text, uint8_t edits, size_t most);

/* The same of an expansion. */
const char *describe_expansion(expansion_fixture *f, const qn__expansion *found);

#endif
