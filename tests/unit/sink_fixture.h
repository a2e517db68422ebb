/* SPDX-License-Identifier: MIT */
/* sink_fixture.h: the index of a few rows, and an arena, for the tests of a sink. */
#ifndef QN_TESTS_UNIT_SINK_FIXTURE_H
#define QN_TESTS_UNIT_SINK_FIXTURE_H

#include "support/filter_fixture.h"

static search_fixture fixture;
static qn__arena arena;

static inline int open_rows(const filtered_row *rows, size_t n) {
  filter_fixture_open(&fixture, rows, n);
  qn__arena_init(&arena);
  return 0;
}

static inline int close_rows(void **state) {
  (void)state;
  qn__arena_clear(&arena);
  search_fixture_close(&fixture);
  return 0;
}

#endif
