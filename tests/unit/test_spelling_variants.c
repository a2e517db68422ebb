/* SPDX-License-Identifier: MIT */
/* test_spelling_variants.c: a word finds those that are spelled almost so, whichever of the two is spelled plainly, in
 * any segment. */
#include "plan/spelling_variants.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static int set_up(void **state) {
  static matcher_fixture f;
  const qn_article first[] = {
      {.id = {"1", 1}, .text = string_of("O'Brien's Qur'an v2.0.1")},
      {.id = {"2", 1}, .text = string_of("schöne Müller schon"), .language = {"de", 2}},
      {.id = {"3", 1}, .text = string_of("schoene Mueller Mueller"), .language = {"de", 2}},
  };
  const qn_article second[] = {
      {.id = {"1", 1}, .text = string_of("O'Brien obrien 1.234.567 tea")},
      {.id = {"2", 1}, .text = string_of("schöner"), .language = {"de", 2}},
  };
  matcher_fixture_begin(&f, "variants");
  matcher_fixture_add(&f, first, 3);
  matcher_fixture_add(&f, second, 2);
  matcher_fixture_open(&f);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  matcher_fixture_end(*state);
  return 0;
}

static qn_status list_variant(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  char *list = context;
  size_t used = strlen(list);
  (void)error;
  snprintf(list + used, 200 - used, "%.*s %llu, ", (int)size - 1, (const char *)term + 1, (unsigned long long)doc_freq);
  return QN_OK;
}

/* The variants of a form, as they are visited. */
static const char *variants_of(matcher_fixture *f, const char *language, const char *form) {
  static char list[200];
  char term[100];
  uint8_t tag = qn__language_find(language, 2);
  qn__analyzed word = {.form = form, .form_size = strlen(form)};
  qn_error error;
  const qn__variant_visitor visitor = {list_variant, list};
  list[0] = '\0';
  assert_ok(qn__analyze_form(f->analyzer, tag, form, strlen(form), &word, &error), error);
  memcpy(term, word.term, word.term_size);
  word.term = term;
  assert_ok(qn__each_variant(f->index, f->analyzer, &word, &visitor, &error), error);
  return list;
}

static void a_plain_spelling_finds_the_others(void **state) {
  assert_string_equal(variants_of(*state, "en", "obrien"), "o'brien 1, ");
  assert_string_equal(variants_of(*state, "en", "quran"), "qur'an 1, ");
  assert_string_equal(variants_of(*state, "de", "mueller"), "mull 1, ");
  assert_string_equal(variants_of(*state, "en", "tea"), "");
}

static void others_find_the_plain_spelling(void **state) {
  assert_string_equal(variants_of(*state, "en", "o'brien"), "obrien 1, o'brien 1, ");
  assert_string_equal(variants_of(*state, "de", "müller"), "muell 1, mull 1, ");
}

static void inflected_forms_are_found_by_their_stems(void **state) {
  assert_string_equal(variants_of(*state, "de", "schoen"), "schon 1, schon 1, ");
  assert_string_equal(variants_of(*state, "de", "schönes"), "schoen 1, schon 1, schon 1, ");
}

static void numbers_are_found_with_and_without_what_groups_them(void **state) {
  assert_string_equal(variants_of(*state, "no", "1234567"), "");
  assert_string_equal(variants_of(*state, "en", "v2.0.1"), "v2.0.1 1, ");
}

static qn_status fail_at_once(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  (void)context, (void)term, (void)size, (void)doc_freq;
  return qn__fail(error, QN_CANCELLED, "enough");
}

static void failures_of_the_visitor_end_the_walk(void **state) {
  matcher_fixture *f = *state;
  const qn__analyzed word = {"obrien", 6, "\x08obrien", 7};
  const qn__variant_visitor visitor = {fail_at_once, NULL};
  qn_error error;
  assert_int_equal(qn__each_variant(f->index, f->analyzer, &word, &visitor, &error), QN_CANCELLED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plain_spelling_finds_the_others),
      cmocka_unit_test(others_find_the_plain_spelling),
      cmocka_unit_test(inflected_forms_are_found_by_their_stems),
      cmocka_unit_test(numbers_are_found_with_and_without_what_groups_them),
      cmocka_unit_test(failures_of_the_visitor_end_the_walk),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
