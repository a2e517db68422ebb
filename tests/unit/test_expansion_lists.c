/* SPDX-License-Identifier: MIT */
/* test_expansion_lists.c: the lists of forms are those of their terms, and of these the occurrences in the forms. */
#include "plan/expansion.h"
#include "support/expansion_fixture.h"
#include "support/support.h"

static void find_lists(expansion_fixture *f, const char *pattern, const qn__plan_word *own, bool with_own,
                       qn__word_lists *segments) {
  const qn__query_word word = pattern_word(QN__WILDCARD, pattern, 0);
  const qn__expanded_word expanded = {&word, own, with_own};
  qn__expansion found;
  qn_error error;
  assert_ok(qn__expand(f->expander, &word, 100, &found, &error), error);
  assert_ok(qn__find_expansion_lists(segments, &expanded, &found, f->index, &f->arena, &error), error);
}

/* The stemmer makes one term of university and universe: universit* is the first without the second. */
static void some_forms_of_a_term_are_some_of_its_ranks(void **state) {
  qn__word_lists found[3];
  find_lists(*state, "universit*", NULL, false, found);
  assert_int_equal(found[0].n_lists, 1);
  const qn__list_form *form = &found[0].forms[0];
  assert_int_equal(found[0].lists[0].info.doc_freq, 3);
  assert_false(form->all);
  unsigned n = 0;
  for (uint32_t rank = 0; rank < form->exact.n_forms; rank++)
    n += qn__has_rank(&form->ranks, rank);
  assert_int_equal(form->exact.n_forms, 4);
  assert_int_equal(n, 2);
}

static void all_forms_of_a_term_are_all_of_its_list(void **state) {
  qn__word_lists found[3];
  find_lists(*state, "univers*", NULL, false, found);
  for (int s = 0; s < 2; s++) {
    assert_int_equal(found[s].n_lists, 1);
    assert_true(found[s].forms[0].all);
  }
  assert_int_equal(found[2].n_lists, 1); /* a German one */
  find_lists(*state, "x*", NULL, false, found);
  assert_int_equal(found[0].n_lists + found[1].n_lists + found[2].n_lists, 0);
}

static void the_word_itself_is_left_out_or_comes_first(void **state) {
  expansion_fixture *f = *state;
  const qn__query_word word = {.text = "cafes", .size = 5, .kind = QN__WORD_ASCII, .op = QN__TERM};
  qn__plan_word own;
  qn__word_lists found[3];
  qn_error error;
  assert_ok(qn__look_up_word(&own, &word, &f->plan, NULL, f->analyzer, &f->arena, &error), error);
  find_lists(f, "*f*", &own, false, found);
  assert_int_equal(found[2].n_lists, 0);
  find_lists(f, "*f*", &own, true, found);
  assert_int_equal(found[2].n_lists, 1);
  assert_true(found[2].forms[0].all);
  find_lists(f, "x*", &own, true, found);
  assert_int_equal(found[2].n_lists, 1);
  find_lists(f, "*", &own, true, found);
  assert_int_equal(found[2].n_lists, 2);
  assert_int_equal(found[2].lists[0].info.postings_offset, own.segments[2].lists[0].info.postings_offset);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(some_forms_of_a_term_are_some_of_its_ranks),
      cmocka_unit_test(all_forms_of_a_term_are_all_of_its_list),
      cmocka_unit_test(the_word_itself_is_left_out_or_comes_first),
  };
  return cmocka_run_group_tests(tests, set_up_expansions, tear_down_expansions);
}
