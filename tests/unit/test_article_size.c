/* SPDX-License-Identifier: MIT */
/* test_article_size.c: the memory that an article is said to need grows with its words, its different words and its
 * title.  That it is enough is measured in tests/property/test_memory_budget.c. */
#include "builder/article_size.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 20000, ALWAYS_COUNT = 0 };

static const qn__cancel never = {NULL, NULL};

/* A text of WORDS words of seven bytes, `n_distinct` of them different. */
static char *make_text(unsigned n_distinct) {
  char *text = malloc(WORDS * 8 + 1);
  for (unsigned i = 0; i < WORDS; i++)
    snprintf(text + (size_t)i * 8, 9, "w%06u ", i % n_distinct);
  return text;
}

static size_t memory_for(const char *title, const char *text, uint8_t title_weight, size_t ordinary) {
  const qn_article article = {.id = string_of("a"), .title = string_of(title), .text = string_of(text)};
  const qn__settings settings = {QN__LANGUAGE_ENGLISH, title_weight};
  size_t needed = 0;
  qn_error error;
  assert_ok(qn__article_memory(&needed, &article, &settings, ordinary, &never, &error), error);
  return needed;
}

static void an_article_without_words_needs_its_strings_only(void **state) {
  (void)state;
  const size_t empty = memory_for("", "", 2, ALWAYS_COUNT);
  char blank[4001];
  memset(blank, '.', sizeof blank - 1);
  blank[sizeof blank - 1] = '\0';
  assert_int_equal(memory_for("", blank, 2, ALWAYS_COUNT) - empty, 2 * 4000);
}

static void different_words_need_more_than_repeated_ones(void **state) {
  (void)state;
  char *repeated = make_text(10), *some = make_text(WORDS / 4), *different = make_text(WORDS);
  size_t least = memory_for("", repeated, 2, ALWAYS_COUNT), more = memory_for("", some, 2, ALWAYS_COUNT),
         most = memory_for("", different, 2, ALWAYS_COUNT);
  assert_true(least >= WORDS * (8 * 2 + 18)); /* strings, compressed strings, words while they are found */
  assert_true(more > least + WORDS / 4 * sizeof(qn__lexicon_form));
  assert_true(most > more + WORDS / 2 * sizeof(qn__lexicon_form));
  free(repeated);
  free(some);
  free(different);
}

static void each_copy_of_the_title_needs_memory(void **state) {
  (void)state;
  char *title = make_text(10);
  size_t once = memory_for(title, "", 1, ALWAYS_COUNT), twice = memory_for(title, "", 2, ALWAYS_COUNT);
  assert_true(twice >= once + WORDS * 14);
  assert_int_equal(memory_for(title, "", 16, ALWAYS_COUNT) - once, 15 * (twice - once));
  free(title);
}

/* The bound that spares the counting is not below what counting finds. */
static void words_are_counted_only_where_the_bound_exceeds_the_ordinary_size(void **state) {
  (void)state;
  char *text = make_text(10);
  size_t bound = memory_for("", text, 2, SIZE_MAX), counted = memory_for("", text, 2, ALWAYS_COUNT);
  assert_true(counted < bound);
  assert_int_equal(memory_for("", text, 2, bound), bound);
  assert_int_equal(memory_for("", text, 2, bound - 1), counted);
  free(text);
}

static void reports_out_of_memory_if_it_must_count(void **state) {
  (void)state;
  const qn_article article = {.id = string_of("a"), .text = string_of("one two")};
  const qn__settings settings = {QN__LANGUAGE_ENGLISH, 2};
  size_t needed = 0;
  qn_error error;
  qn__memory_fail_after(0);
  qn_status bounded = qn__article_memory(&needed, &article, &settings, SIZE_MAX, &never, &error);
  qn_status counted = qn__article_memory(&needed, &article, &settings, ALWAYS_COUNT, &never, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(bounded, QN_OK);
  assert_int_equal(counted, QN_NO_MEMORY);
}

static void the_memory_to_ask_for_leaves_a_sixteenth_for_the_runs(void **state) {
  (void)state;
  const size_t needed = (size_t)300 << 20, beside = (size_t)20 << 20, fixed = qn__memory_for_article(0, 0);
  size_t all = qn__memory_for_article(needed, beside);
  assert_true(fixed >= 12 << 20);
  assert_true(all - all / 16 >= needed + beside);
  assert_in_range(all - fixed, (needed + beside) / 15 * 16, (needed + beside) / 15 * 16 + 32);
}

static void a_long_article_can_be_cancelled_while_its_words_are_counted(void **state) {
  (void)state;
  bool cancel = true;
  const qn__cancel always = {flag_is_set, &cancel};
  const qn__settings settings = {QN__LANGUAGE_ENGLISH, 1};
  char *text = make_text(10);
  const qn_article article = {.id = string_of("a"), .text = string_of(text)};
  size_t needed;
  assert_int_equal(qn__article_memory(&needed, &article, &settings, ALWAYS_COUNT, &always, NULL), QN_CANCELLED);
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_without_words_needs_its_strings_only),
      cmocka_unit_test(different_words_need_more_than_repeated_ones),
      cmocka_unit_test(each_copy_of_the_title_needs_memory),
      cmocka_unit_test(words_are_counted_only_where_the_bound_exceeds_the_ordinary_size),
      cmocka_unit_test(reports_out_of_memory_if_it_must_count),
      cmocka_unit_test(a_long_article_can_be_cancelled_while_its_words_are_counted),
      cmocka_unit_test(the_memory_to_ask_for_leaves_a_sixteenth_for_the_runs),
  };
  return cmocka_run_group_tests_name("article size", tests, NULL, NULL);
}
