/* SPDX-License-Identifier: MIT */
/* test_foreign_terms.c: a word has the term that a foreign segment gives its form. */
#include "plan/foreign_terms.h"

#include "support/other_versions.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { VERSIONS = 2 };

/* A form whose stem differs in versions 0, 1 and 2, found by trying. */
typedef struct fixture {
  char *dir;
  qn_index *index;
  char form[16], terms[VERSIONS + 1][64];
} fixture;

static void term_of(char term[64], const char *form, unsigned version) {
  qn__analyzer *analyzer = NULL;
  qn__analyzed found;
  qn_error error;
  other_versions_set(version);
  assert_ok(qn__analyzer_new(&analyzer, &error), error);
  assert_ok(qn__analyze_form(analyzer, QN__LANGUAGE_ENGLISH, form, strlen(form), &found, &error), error);
  memcpy(term, found.term, found.term_size);
  term[found.term_size] = '\0';
  qn__analyzer_free(analyzer);
  other_versions_set(0);
}

static void choose_form(fixture *f) {
  for (unsigned i = 0; i < 26 * 26; i++) {
    snprintf(f->form, sizeof f->form, "%c%ctidal", 'a' + (int)i / 26, 'a' + (int)i % 26);
    for (unsigned version = 0; version <= VERSIONS; version++)
      term_of(f->terms[version], f->form, version);
    if (strcmp(f->terms[0], f->terms[1]) != 0 && strcmp(f->terms[1], f->terms[2]) != 0 &&
        strcmp(f->terms[0], f->terms[2]) != 0)
      return;
  }
  fail_msg("no form has three terms");
}

static void add(const char *dir, const char *id, const char *text, unsigned version) {
  other_versions_set(version);
  qn_writer *writer = open_writer_in(dir, NULL);
  add_plain(writer, id, text);
  commit_and_close(writer);
  other_versions_set(0);
}

/* Segments: of version 1 with the form and without, of version 2 with it and without, and of the own version. */
static int set_up(void **state) {
  static fixture f;
  qn_error error;
  f.dir = make_temp_dir();
  choose_form(&f);
  add(f.dir, "1", "zebra", 2);
  add(f.dir, "2", f.form, 1);
  add(f.dir, "3", "zebra", 1);
  add(f.dir, "4", f.form, 2);
  add(f.dir, "5", f.form, 0);
  assert_ok(qn_index_open(&f.index, (const char *const *)&f.dir, 1, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_index_close(f->index);
  remove_tree(f->dir);
  return 0;
}

/* A form with its tag, and the reader's own term. */
static qn__own_term own_term(char form[64], const char *letters, const char *term) {
  form[0] = QN__LANGUAGE_ENGLISH;
  memcpy(form + 1, letters, strlen(letters) + 1);
  return (qn__own_term){form, strlen(form), term, strlen(term)};
}

static void check_term(const fixture *f, size_t number, const qn__own_term *word, const char *expected) {
  qn__spelling found;
  qn_error error;
  assert_ok(qn__term_in_segment(&found, f->index, number, word, &error), error);
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.bytes, expected, found.size);
}

static void a_segment_knows_the_terms_of_its_forms(void **state) {
  fixture *f = *state;
  char form[64];
  const qn__own_term word = own_term(form, f->form, f->terms[0]);
  check_term(f, 1, &word, f->terms[1]);
  check_term(f, 3, &word, f->terms[2]);
  check_term(f, 4, &word, f->terms[0]);
}

static void a_segment_without_the_form_takes_the_term_of_one_of_the_same_versions(void **state) {
  fixture *f = *state;
  char form[64];
  const qn__own_term word = own_term(form, f->form, f->terms[0]);
  check_term(f, 0, &word, f->terms[2]);
  check_term(f, 2, &word, f->terms[1]);
}

static void a_form_that_no_segment_has_takes_the_own_term(void **state) {
  char form[64];
  const qn__own_term word = own_term(form, "unknown", "\x08own");
  for (size_t i = 0; i < 5; i++)
    check_term(*state, i, &word, "\x08own");
}

static void the_terms_of_all_segments_are_found_at_once(void **state) {
  fixture *f = *state;
  static const unsigned versions[] = {2, 1, 1, 2, 0};
  char form[64];
  const qn__own_term word = own_term(form, f->form, f->terms[0]);
  const qn__segment_term *terms = NULL;
  qn__arena arena;
  qn_error error;
  qn__arena_init(&arena);
  assert_ok(qn__terms_in_segments(&terms, f->index, &word, &arena, &error), error);
  for (size_t i = 0; i < 5; i++) {
    assert_int_equal(terms[i].size, strlen(f->terms[versions[i]]));
    assert_memory_equal(terms[i].bytes, f->terms[versions[i]], terms[i].size);
  }
  qn__arena_clear(&arena);
}

static void foreign_segments_are_counted_by_their_own_terms(void **state) {
  fixture *f = *state;
  char form[64];
  const qn__own_term word = own_term(form, f->form, f->terms[0]), zebra = own_term(form, "zebra", "\x08no");
  uint64_t doc_freq = 0;
  qn_error error;
  own_term(form, f->form, f->terms[0]);
  assert_ok(qn__foreign_doc_freq(&doc_freq, f->index, &word, &error), error);
  assert_int_equal(doc_freq, 2);
  own_term(form, "zebra", "");
  assert_ok(qn__foreign_doc_freq(&doc_freq, f->index, &zebra, &error), error);
  assert_int_equal(doc_freq, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_segment_knows_the_terms_of_its_forms),
      cmocka_unit_test(a_segment_without_the_form_takes_the_term_of_one_of_the_same_versions),
      cmocka_unit_test(a_form_that_no_segment_has_takes_the_own_term),
      cmocka_unit_test(the_terms_of_all_segments_are_found_at_once),
      cmocka_unit_test(foreign_segments_are_counted_by_their_own_terms),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
