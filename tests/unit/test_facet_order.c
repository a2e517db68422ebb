/* SPDX-License-Identifier: MIT */
/* test_facet_order.c: counts of segments are put together by value; the most frequent values are chosen. */
#include "collect/facets.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { MOST = 400 };

/* Every value below MOST whose draw succeeds, with a count, in order. */
static size_t draw_counted(random_source *random, qn__counted *out, char (*texts)[8]) {
  size_t n = 0;
  for (unsigned i = 0; i < MOST; i++)
    if (random_below(random, 3) == 0)
      out[n++] = (qn__counted){
          .type = QN_VALUE_KEYWORD, .text = texts[i], .size = strlen(texts[i]), .n = 1 + random_below(random, 5)};
  return n;
}

static void equal_values_add_up_in_order(void **state) {
  random_source random = random_start("merge counted", 2);
  static char texts[MOST][8];
  qn__arena arena;
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  for (unsigned i = 0; i < MOST; i++)
    snprintf(texts[i], sizeof texts[i], "k%03u", i);
  for (int round = 0; round < 50; round++) {
    static qn__counted parts[4][MOST]; /* merging keeps the first */
    qn__counted *merged = NULL;
    uint64_t expected[MOST] = {0};
    size_t n = 0, n_expected = 0;
    for (int part = 0; part < 4; part++) {
      size_t n_part = draw_counted(&random, parts[part], texts);
      for (size_t i = 0; i < n_part; i++)
        expected[(parts[part][i].text - texts[0]) / 8] += parts[part][i].n;
      assert_ok(qn__merge_counted(&merged, &n, parts[part], n_part, &arena, &error), error);
    }
    for (unsigned i = 0; i < MOST; i++) {
      if (expected[i] == 0)
        continue;
      assert_ptr_equal(merged[n_expected].text, texts[i]);
      assert_int_equal(merged[n_expected++].n, expected[i]);
    }
    assert_int_equal(n, n_expected);
    qn__arena_reset(&arena);
  }
  qn__arena_clear(&arena);
}

static void the_most_frequent_are_chosen_whatever_the_limit(void **state) {
  random_source random = random_start("choose counted", 3);
  static char texts[MOST][8];
  qn__arena arena;
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  for (unsigned i = 0; i < MOST; i++)
    snprintf(texts[i], sizeof texts[i], "k%03u", i);
  for (size_t limit = 1; limit < MOST; limit += 7) {
    qn__counted keywords[MOST], others[MOST], again[MOST]; /* each facet puts its own in order */
    size_t n = draw_counted(&random, keywords, texts);
    memcpy(others, keywords, n * sizeof *others);
    memcpy(again, keywords, n * sizeof *again);
    qn_facet asked = {.column = "k", .limit = MOST};
    qn__facet all = {.asked = &asked, .values = keywords, .n_values = n};
    assert_ok(qn__order_facet(&all, &arena, &error), error);
    qn_facet fewer = asked;
    fewer.limit = limit;
    qn__facet some = {.asked = &fewer, .values = others, .n_values = n};
    assert_ok(qn__order_facet(&some, &arena, &error), error);
    assert_int_equal(some.n_values, limit < n ? limit : n);
    assert_int_equal(some.n_distinct, n);
    for (size_t i = 0; i < n; i++) {
      if (i < some.n_values)
        assert_string_equal(some.values[i].text, all.values[i].text);
      if (i > 0)
        assert_true(all.values[i - 1].n > all.values[i].n ||
                    (all.values[i - 1].n == all.values[i].n && strcmp(all.values[i - 1].text, all.values[i].text) < 0));
    }
    fewer.by_value = true;
    qn__facet sorted = {.asked = &fewer, .values = again, .n_values = n};
    assert_ok(qn__order_facet(&sorted, &arena, &error), error);
    for (size_t i = 1; i < sorted.n_values; i++)
      assert_true(strcmp(sorted.values[i - 1].text, sorted.values[i].text) < 0);
    qn__arena_reset(&arena);
  }
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_values_add_up_in_order),
      cmocka_unit_test(the_most_frequent_are_chosen_whatever_the_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
