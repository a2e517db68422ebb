/* SPDX-License-Identifier: MIT */
/* operand_fixture.h: the words of a text, of which nodes of a query's tree are made in an arena. */
#ifndef QN_TESTS_UNIT_OPERAND_FIXTURE_H
#define QN_TESTS_UNIT_OPERAND_FIXTURE_H

#include <string.h>

#include "language/build.h"
#include "support/support.h"

enum { MAX_WORDS = 64 };

typedef struct fixture {
  qn__arena arena;
  qn__word words[MAX_WORDS];
} fixture;

static inline int set_up(void **state) {
  static fixture f;
  qn__arena_init(&f.arena);
  *state = &f;
  return 0;
}

static inline int tear_down(void **state) {
  fixture *f = *state;
  qn__arena_clear(&f->arena);
  return 0;
}

/* What a text looks for that is written as `operand` says. */
static inline qn__query_node *make_operands(fixture *f, const char *text, qn__operand operand) {
  size_t cursor = 0;
  operand.text = text;
  operand.size = strlen(text);
  operand.words = f->words;
  operand.n_words = qn__scan_words(text, strlen(text), &cursor, f->words, MAX_WORDS);
  qn__query_node *node = qn__query_operands(&f->arena, &operand);
  assert_non_null(node);
  return node;
}

#endif
