/* SPDX-License-Identifier: MIT */
/* test_exact_word.c: a word that has been looked up, in the form in which it is written. */
#include "language/query.h"
#include "plan/plan.h"
#include "support/search_fixture.h"

#include <string.h>

typedef struct fixture {
  search_fixture search;
  qn__analyzer *analyzer;
  qn__arena arena;
  qn__plan plan;
} fixture;

static int set_up(void **state) {
  static fixture f;
  static const char *const texts[] = {"talk and talks", "talks", "talking", "café", "cafe", "3.14"};
  qn_error error;
  search_fixture_open_texts(&f.search, texts, 6);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  qn__arena_init(&f.arena);
  f.plan = (qn__plan){.index = f.search.index, .n_articles = 6};
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn__arena_clear(&f->arena);
  qn__analyzer_free(f->analyzer);
  search_fixture_close(&f->search);
  return 0;
}

static qn__plan_word exact_word(fixture *f, const char *text, qn__word_kind kind) {
  const qn__query_word word = {.text = text, .size = (uint32_t)strlen(text), .kind = kind, .op = QN__TERM};
  qn__plan_word found, exact;
  qn_error error;
  assert_ok(qn__look_up_word(&found, &word, &f->plan, NULL, f->analyzer, &f->arena, &error), error);
  assert_ok(qn__exact_word(&exact, &found, f->plan.index, &f->arena, &error), error);
  return exact;
}

static void a_form_that_the_index_has_has_the_list_of_its_term(void **state) {
  const qn__plan_word word = exact_word(*state, "talks", QN__WORD_ASCII);
  assert_int_equal(word.op, QN__EXACT);
  assert_int_equal(word.segments[0].n_lists, 1);
  assert_int_equal(word.segments[0].lists[0].info.doc_freq, 3);
  assert_int_not_equal(word.segments[0].forms[0].rank, QN__NO_RANK);
  assert_false(word.segments[0].forms[0].others);
}

static void a_form_that_it_does_not_have_has_the_list_without_a_rank(void **state) {
  const qn__plan_word word = exact_word(*state, "talked", QN__WORD_ASCII);
  assert_int_equal(word.segments[0].n_lists, 1);
  assert_int_equal(word.segments[0].forms[0].rank, QN__NO_RANK);
}

static void variants_are_no_exact_form(void **state) {
  const qn__plan_word word = exact_word(*state, "cafe", QN__WORD_ASCII);
  assert_int_equal(word.n_terms, 1);
  assert_int_equal(word.segments[0].n_lists, 1);
}

static void a_number_that_stands_for_decimals_has_no_list(void **state) {
  const qn__plan_word word = exact_word(*state, "3", QN__WORD_ASCII);
  assert_int_equal(word.n_terms, 0);
  assert_int_equal(word.segments[0].n_lists, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_form_that_the_index_has_has_the_list_of_its_term),
      cmocka_unit_test(a_form_that_it_does_not_have_has_the_list_without_a_rank),
      cmocka_unit_test(variants_are_no_exact_form),
      cmocka_unit_test(a_number_that_stands_for_decimals_has_no_list),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
