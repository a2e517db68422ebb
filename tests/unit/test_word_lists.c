/* SPDX-License-Identifier: MIT */
/* test_word_lists.c: the lists of terms in each segment, and how frequent a word of these terms is. */
#include "plan/word_resolver.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

enum { ENGLISH = QN__LANGUAGE_ENGLISH };

/* Two segments: the term "hous" is in two articles and in one, in two forms; "talk" in one of either. */
static int set_up(void **state) {
  static matcher_fixture f;
  const qn_article first[] = {
      {.id = {"1", 1}, .text = string_of("houses and a house talked")},
      {.id = {"2", 1}, .text = string_of("houses")},
  };
  const qn_article second[] = {
      {.id = {"3", 1}, .text = string_of("house talks")},
      {.id = {"4", 1}, .text = string_of("zebra")},
  };
  matcher_fixture_begin(&f, "lists");
  matcher_fixture_add(&f, first, 2);
  matcher_fixture_add(&f, second, 2);
  matcher_fixture_open(&f);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  matcher_fixture_end(*state);
  return 0;
}

typedef struct found_lists {
  qn__word_lists segments[2];
  uint64_t doc_freq;
} found_lists;

/* The lists of the terms of one word, as `op`. */
static found_lists find(matcher_fixture *f, qn__operator op, qn__term *terms, size_t n) {
  found_lists found = {.doc_freq = 0};
  qn__word_resolver r = {.index = f->index, .arena = &f->arena, .op = op, .terms = terms, .n_terms = n};
  qn_error error;
  assert_ok(qn__find_word_lists(&r, found.segments, &found.doc_freq, &error), error);
  return found;
}

static qn__term own_term(const char *bytes, const char *form) {
  return (qn__term){.bytes = bytes, .size = strlen(bytes), .form = form, .form_size = strlen(form), .own_tag = ENGLISH};
}

static qn__term variant(const char *bytes, uint64_t doc_freq) {
  return (qn__term){.bytes = bytes, .size = strlen(bytes), .own_tag = ENGLISH, .doc_freq = doc_freq};
}

static void a_term_has_a_list_in_each_segment_that_has_it(void **state) {
  qn__term hous = own_term("\x08hous", "\x08houses"), zebra = own_term("\x08zebra", "\x08zebra");
  found_lists found = find(*state, QN__TERM, &hous, 1);
  assert_int_equal(found.segments[0].n_lists, 1);
  assert_int_equal(found.segments[1].n_lists, 1);
  assert_int_equal(found.segments[0].lists[0].info.doc_freq, 2);
  assert_null(found.segments[0].forms);
  assert_int_equal(found.doc_freq, 3);
  found = find(*state, QN__TERM, &zebra, 1);
  assert_int_equal(found.segments[0].n_lists, 0);
  assert_int_equal(found.doc_freq, 1);
}

static void frequencies_of_own_terms_add_up(void **state) {
  qn__term terms[] = {own_term("\x08hous", "\x08house"), own_term("\x08talk", "\x08talk")};
  found_lists found = find(*state, QN__TERM, terms, 2);
  assert_int_equal(found.segments[0].n_lists, 2);
  assert_int_equal(found.doc_freq, 5);
}

static void a_word_with_variants_is_as_frequent_as_the_most_frequent_of_them(void **state) {
  qn__term terms[] = {own_term("\x08hous", "\x08house"), variant("\x08talk", 2)};
  assert_int_equal(find(*state, QN__VARIANTS, terms, 2).doc_freq, 3);
  terms[1].doc_freq = 4; /* as a variant is counted: the articles with the forms that are spelled so */
  found_lists found = find(*state, QN__VARIANTS, terms, 2);
  assert_int_equal(found.doc_freq, 4);
  assert_int_equal(found.segments[0].n_lists, 2);
}

static void an_exact_word_has_the_lists_of_segments_that_have_its_form(void **state) {
  qn__term houses = own_term("\x08hous", "\x08houses");
  found_lists found = find(*state, QN__EXACT, &houses, 1);
  assert_int_equal(found.segments[0].n_lists, 1);
  assert_int_equal(found.segments[0].forms[0].rank, 0); /* in two articles, `house` in one */
  assert_int_equal(found.segments[1].n_lists, 0);
  assert_int_equal(found.doc_freq, 3); /* in any form */
}

static void a_prefix_has_the_lists_of_all_terms_that_begin_with_it(void **state) {
  qn__term prefix = {.bytes = "\x08"
                              "a",
                     .size = 2};
  qn__term all = {.bytes = "\x08", .size = 1};
  assert_int_equal(find(*state, QN__PREFIX, &prefix, 1).segments[0].n_lists, 2); /* and, a */
  found_lists found = find(*state, QN__PREFIX, &all, 1);
  assert_int_equal(found.segments[0].n_lists, 4);
  assert_int_equal(found.segments[1].n_lists, 3);
  assert_int_equal(found.doc_freq, 1 + 1 + 2 + 1 + 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_term_has_a_list_in_each_segment_that_has_it),
      cmocka_unit_test(frequencies_of_own_terms_add_up),
      cmocka_unit_test(a_word_with_variants_is_as_frequent_as_the_most_frequent_of_them),
      cmocka_unit_test(an_exact_word_has_the_lists_of_segments_that_have_its_form),
      cmocka_unit_test(a_prefix_has_the_lists_of_all_terms_that_begin_with_it),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
