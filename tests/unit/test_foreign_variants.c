/* SPDX-License-Identifier: MIT */
/* test_foreign_variants.c: words that are spelled almost alike find one another in foreign segments, too. */
#include "plan/foreign_variants.h"

#include "support/foreign_index.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

typedef struct fixture {
  char *dir;
  qn_index *index;
  qn__analyzer *analyzer;
} fixture;

/* A foreign segment, where the stems happen to be those of this library, and an own one. */
static int set_up(void **state) {
  static fixture f;
  const qn_article german = {
      .id = string_of("2"), .text = string_of("schöne Müller Mueller"), .language = string_of("de")};
  qn_error error;
  f.dir = make_temp_dir();
  add_texts(f.dir, (const char *const[]){"O'Brien obrien tea"}, 1);
  add_articles(f.dir, &german, 1, NULL);
  make_index_foreign(f.dir);
  const qn_article own = {.id = string_of("3"), .text = string_of("Qur'an")};
  add_articles(f.dir, &own, 1, NULL);
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  assert_ok(qn__analyzer_new(&f.analyzer, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn__analyzer_free(f->analyzer);
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

static qn_status list_variant(void *context, const void *term, size_t size, uint64_t doc_freq, qn_error *error) {
  char *list = context;
  size_t used = strlen(list);
  (void)error;
  snprintf(list + used, 200 - used, "%.*s %llu, ", (int)size - 1, (const char *)term + 1, (unsigned long long)doc_freq);
  return QN_OK;
}

/* The variants of a form in foreign segments; `term` is what this reader takes for its term, NULL: what it is. */
static const char *variants_of(fixture *f, const char *language, const char *form, const char *term) {
  static char list[200];
  char own[100];
  qn__analyzed word;
  qn_error error;
  const qn__variant_visitor visitor = {list_variant, list};
  list[0] = '\0';
  assert_ok(qn__analyze_form(f->analyzer, qn__language_find(language, 2), form, strlen(form), &word, &error), error);
  memcpy(own, term == NULL ? word.term : term, term == NULL ? word.term_size : strlen(term));
  word = (qn__analyzed){form, strlen(form), own, term == NULL ? word.term_size : strlen(term)};
  assert_ok(qn__each_foreign_variant(f->index, f->analyzer, &word, &visitor, &error), error);
  return list;
}

static void a_plain_spelling_finds_the_others(void **state) {
  assert_string_equal(variants_of(*state, "en", "obrien", NULL), "o'brien 1, ");
  assert_string_equal(variants_of(*state, "de", "mueller", NULL), "mull 1, ");
  assert_string_equal(variants_of(*state, "en", "tea", NULL), "");
}

static void others_find_the_plain_spelling_but_not_themselves(void **state) {
  assert_string_equal(variants_of(*state, "en", "o'brien", NULL), "obrien 1, ");
  assert_string_equal(variants_of(*state, "de", "müller", NULL), "muell 1, ");
}

/* Whatever this reader's stemmer makes of the word. */
static void a_known_word_has_the_variants_of_the_term_that_the_segment_gives_it(void **state) {
  assert_string_equal(variants_of(*state, "de", "müller", "\x0bmuellerchen"), "muell 1, ");
  assert_string_equal(variants_of(*state, "de", "mueller", "\x0bmuellerchen"), "mull 1, ");
}

/* What this reader takes for the word's term may be that of others there. */
static void the_term_elsewhere_may_be_a_variant(void **state) {
  assert_string_equal(variants_of(*state, "de", "mueller", "\x0bmull"), "mull 1, ");
}

static void other_segments_are_left_aside(void **state) {
  assert_string_equal(variants_of(*state, "en", "quran", NULL), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_plain_spelling_finds_the_others),
      cmocka_unit_test(others_find_the_plain_spelling_but_not_themselves),
      cmocka_unit_test(a_known_word_has_the_variants_of_the_term_that_the_segment_gives_it),
      cmocka_unit_test(the_term_elsewhere_may_be_a_variant),
      cmocka_unit_test(other_segments_are_left_aside),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
