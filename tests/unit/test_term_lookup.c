/* SPDX-License-Identifier: MIT */
/* test_term_lookup.c: a word as written becomes its terms in each language, their lists in each segment, and its idf.
 */
#include "plan/plan.h"
#include "plan/statistics.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <string.h>

/* Two segments: of English and German articles, and of English ones. */
static int set_up(void **state) {
  static matcher_fixture f;
  const qn_article first[] = {
      {.id = {"1", 1}, .text = string_of("houses and a house 42")},
      {.id = {"2", 1}, .text = string_of("Haus und Hof 北京 北海"), .language = {"de", 2}},
      {.id = {"3", 1}, .text = string_of("die houses talked"), .language = {"de", 2}},
  };
  const qn_article second[] = {
      {.id = {"1", 1}, .text = string_of("house 京北 42.5 7.25 7.5 7.25 70")},
      {.id = {"2", 1}, .text = string_of("talks talked")},
      {.id = {"3", 1}, .text = string_of("wi-fi hot-spot")},
      {.id = {"4", 1}, .text = string_of("wifi")},
  };
  matcher_fixture_begin(&f, "terms");
  matcher_fixture_add(&f, first, 3);
  matcher_fixture_add(&f, second, 4);
  matcher_fixture_open(&f);
  f.plan = (qn__plan){.index = f.index, .n_articles = 5};
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  matcher_fixture_end(*state);
  return 0;
}

/* Looks a written word up, as `op`. */
static qn__plan_word look_up_as(matcher_fixture *f, const char *text, qn__operator op) {
  qn__word scanned;
  size_t cursor = 0;
  qn__plan_word found;
  qn_error error;
  assert_int_equal(qn__scan_words(text, strlen(text), &cursor, &scanned, 1), 1);
  const qn__query_word word = {
      .text = text + scanned.offset, .size = scanned.size, .kind = (qn__word_kind)scanned.kind, .op = op};
  assert_ok(qn__look_up_word(&found, &word, &f->plan, NULL, f->analyzer, &f->arena, &error), error);
  return found;
}

static qn__plan_word look_up(matcher_fixture *f, const char *text) {
  return look_up_as(f, text, QN__TERM);
}

static void check_term(const qn__term *term, uint8_t language, const char *letters) {
  assert_int_equal(term->bytes[0], language);
  assert_int_equal(term->size, strlen(letters) + 1);
  assert_memory_equal(term->bytes + 1, letters, term->size - 1);
}

enum { GERMAN = 11 };

static void a_word_has_a_term_in_each_language_of_the_index(void **state) {
  qn__plan_word talked = look_up(*state, "talked");
  assert_int_equal(talked.n_terms, 2);
  check_term(&talked.terms[0], QN__LANGUAGE_ENGLISH, "talk");
  check_term(&talked.terms[1], GERMAN, "talked");
  assert_int_equal(talked.doc_freq, 2);
  assert_int_equal(talked.segments[0].n_lists, 1);
  assert_int_equal(talked.segments[1].n_lists, 1);
  assert_true(talked.idf == qn__idf(5, 2));
  assert_int_equal(talked.op, QN__TERM);
}

static void a_term_that_is_the_same_in_all_languages_is_one(void **state) {
  qn__plan_word number = look_up(*state, "42"), pair = look_up(*state, "北京");
  assert_int_equal(number.n_terms, 1);
  check_term(&number.terms[0], QN__LANGUAGE_PLAIN, "42");
  assert_int_equal(pair.n_terms, 1);
  check_term(&pair.terms[0], QN__LANGUAGE_PLAIN, "北京");
  assert_int_equal(pair.doc_freq, 1);
}

static void what_was_written_is_kept(void **state) {
  qn__plan_word word = look_up(*state, "Houses, and");
  assert_string_equal(word.written, "Houses");
}

static void an_unknown_word_has_no_lists(void **state) {
  qn__plan_word word = look_up(*state, "zebra");
  assert_int_equal(word.n_terms, 2);
  assert_int_equal(word.doc_freq, 0);
  assert_int_equal(word.segments[0].n_lists, 0);
  assert_int_equal(word.segments[1].n_lists, 0);
  assert_true(word.idf == qn__idf(5, 0));
}

/* --- exact words -------------------------------------------------------------------------------------------------- */

static void an_exact_word_has_its_form_in_each_language(void **state) {
  qn__plan_word word = look_up_as(*state, "Talked", QN__EXACT);
  assert_int_equal(word.op, QN__EXACT);
  assert_int_equal(word.n_terms, 2);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(word.terms[i].form[0], word.terms[i].bytes[0]);
    assert_int_equal(word.terms[i].form_size, 7);
    assert_memory_equal(word.terms[i].form + 1, "talked", 6);
  }
}

static void an_exact_word_has_the_lists_of_segments_that_have_its_form(void **state) {
  qn__plan_word houses = look_up_as(*state, "houses", QN__EXACT), house = look_up_as(*state, "house", QN__EXACT);
  assert_int_equal(houses.segments[0].n_lists, 2); /* English and German */
  assert_int_equal(houses.segments[1].n_lists, 0); /* only `house` is there */
  assert_int_equal(houses.segments[0].lists[0].info.doc_freq, 1);
  assert_non_null(houses.segments[0].forms[0].exact.section);
  assert_int_equal(house.segments[0].n_lists, 1);
  assert_int_equal(house.segments[1].n_lists, 1);
}

static void forms_of_one_term_have_different_ranks(void **state) {
  qn__plan_word houses = look_up_as(*state, "houses", QN__EXACT), house = look_up_as(*state, "house", QN__EXACT);
  assert_int_equal(house.segments[0].forms[0].exact.n_forms, 2);
  assert_int_equal(house.segments[0].forms[0].rank + houses.segments[0].forms[0].rank, 1);
  assert_int_equal(house.segments[1].forms[0].exact.n_forms, 1);
  assert_int_equal(house.segments[1].forms[0].rank, 0);
}

static void an_exact_word_weighs_as_the_word_in_any_form(void **state) {
  qn__plan_word exact = look_up_as(*state, "houses", QN__EXACT), any = look_up(*state, "houses");
  assert_int_equal(any.doc_freq, 3);
  assert_int_equal(exact.doc_freq, 3);
  assert_true(exact.idf == any.idf);
  assert_null(any.segments[0].forms);
}

/* --- prefixes ----------------------------------------------------------------------------------------------------- */

/* In lists of its own, each counted in the word's document frequency. */
static void a_prefix_has_the_lists_of_all_terms_that_begin_with_it(void **state) {
  qn__plan_word word = look_up_as(*state, "北", QN__PREFIX);
  assert_int_equal(word.op, QN__PREFIX);
  assert_int_equal(word.segments[0].n_lists, 2); /* 北京 and 北海 */
  assert_int_equal(word.segments[1].n_lists, 1); /* 北, the end of the run */
  assert_int_equal(word.doc_freq, 3);
  for (uint32_t i = 0; i < 2; i++)
    assert_int_equal(word.segments[0].lists[i].info.doc_freq, 1);
}

static void a_whole_number_that_no_article_has_is_the_prefix_of_its_decimals(void **state) {
  qn__plan_word word = look_up(*state, "7");
  assert_int_equal(word.op, QN__PREFIX);
  check_term(&word.terms[0], QN__LANGUAGE_PLAIN, "7.");
  assert_int_equal(word.segments[0].n_lists, 0);
  assert_int_equal(word.segments[1].n_lists, 2); /* 7.25 and 7.5, not 70 */
}

static void a_whole_number_that_some_article_has_is_itself(void **state) {
  qn__plan_word word = look_up(*state, "42");
  assert_int_equal(word.op, QN__TERM);
  assert_int_equal(word.doc_freq, 1); /* not 42.5 */
}

static void only_whole_numbers_stand_for_decimals(void **state) {
  assert_int_equal(look_up(*state, "7x").op, QN__TERM);
  assert_int_equal(look_up(*state, "7.2").op, QN__TERM);
  assert_int_equal(look_up_as(*state, "7", QN__EXACT).op, QN__EXACT);
}

/* --- compounds ---------------------------------------------------------------------------------------------------- */

static qn__plan_word look_up_closed(matcher_fixture *f, const char *text) {
  const qn__query_word word = {
      .text = text, .size = (uint32_t)strlen(text), .kind = QN__WORD_COMPOUND, .op = QN__OTHER_FORMS};
  qn__plan_word found;
  qn_error error;
  assert_ok(qn__look_up_word(&found, &word, &f->plan, NULL, f->analyzer, &f->arena, &error), error);
  return found;
}

static void a_closed_compound_has_the_lists_of_its_term_in_other_forms(void **state) {
  qn__plan_word word = look_up_closed(*state, "wi-fi"); /* an article has it so, and one closed up */
  assert_string_equal(word.written, "wifi");
  assert_int_equal(word.op, QN__OTHER_FORMS);
  assert_false(word.in_all_forms);
  assert_int_equal(word.doc_freq, 2);
}

static void a_compound_that_no_article_writes_so_is_a_plain_word(void **state) {
  qn__plan_word word = look_up_closed(*state, "wi_fi");
  assert_true(word.in_all_forms);
  assert_int_equal(word.doc_freq, 2);
  for (size_t s = 0; s < 2; s++)
    assert_null(word.segments[s].forms);
}

static void a_compound_that_no_article_writes_closed_has_no_lists(void **state) {
  qn__plan_word word = look_up_closed(*state, "hot-spot");
  assert_true(word.in_all_forms);
  assert_int_equal(word.doc_freq, 1);
  assert_int_equal(word.segments[1].n_lists, 0);
}

/* --- statistics from outside -------------------------------------------------------------------------------------- */

static qn_statistics *collect(const qn_index *index, const char *text) {
  qn_statistics *statistics = NULL;
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, strlen(text), NULL, &error), error);
  assert_ok(qn_statistics_collect(&statistics, index, query, &error), error);
  qn_query_free(query);
  return statistics;
}

static qn_status look_up_outside(matcher_fixture *f, const char *text, const qn_statistics *statistics,
                                 qn__plan_word *found) {
  const qn__query_word word = {.text = text, .size = (uint32_t)strlen(text), .op = QN__TERM};
  qn_error error;
  return qn__look_up_word(found, &word, &f->plan, statistics, f->analyzer, &f->arena, &error);
}

static void the_document_frequency_may_be_that_of_a_larger_collection(void **state) {
  matcher_fixture *f = *state;
  qn_statistics *sum = collect(f->index, "talked 7"), *more = collect(f->index, "talked 7");
  qn__plan_word word;
  qn_error error;
  assert_ok(qn_statistics_add(sum, more, &error), error);
  assert_int_equal(look_up_outside(f, "talked", sum, &word), QN_OK);
  assert_int_equal(word.doc_freq, 4);
  assert_int_equal(word.segments[0].n_lists, 1);
  qn_statistics_free(sum);
  qn_statistics_free(more);
}

static void a_word_that_was_not_collected_is_refused(void **state) {
  matcher_fixture *f = *state;
  qn_statistics *statistics = collect(f->index, "talked");
  qn__plan_word word;
  assert_int_equal(look_up_outside(f, "houses", statistics, &word), QN_INVALID);
  qn_statistics_free(statistics);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_word_has_a_term_in_each_language_of_the_index),
      cmocka_unit_test(a_term_that_is_the_same_in_all_languages_is_one),
      cmocka_unit_test(what_was_written_is_kept),
      cmocka_unit_test(an_unknown_word_has_no_lists),
      cmocka_unit_test(an_exact_word_has_its_form_in_each_language),
      cmocka_unit_test(an_exact_word_has_the_lists_of_segments_that_have_its_form),
      cmocka_unit_test(forms_of_one_term_have_different_ranks),
      cmocka_unit_test(an_exact_word_weighs_as_the_word_in_any_form),
      cmocka_unit_test(a_prefix_has_the_lists_of_all_terms_that_begin_with_it),
      cmocka_unit_test(a_whole_number_that_no_article_has_is_the_prefix_of_its_decimals),
      cmocka_unit_test(a_whole_number_that_some_article_has_is_itself),
      cmocka_unit_test(only_whole_numbers_stand_for_decimals),
      cmocka_unit_test(the_document_frequency_may_be_that_of_a_larger_collection),
      cmocka_unit_test(a_closed_compound_has_the_lists_of_its_term_in_other_forms),
      cmocka_unit_test(a_compound_that_no_article_writes_so_is_a_plain_word),
      cmocka_unit_test(a_compound_that_no_article_writes_closed_has_no_lists),
      cmocka_unit_test(a_word_that_was_not_collected_is_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
