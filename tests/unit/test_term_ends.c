/* SPDX-License-Identifier: MIT */
/* test_term_ends.c: terms that may be compounds are found by their last letters; damage is reported. */
#include "dictionary/term_ends.h"
#include "support/section_file.h"
#include "support/support.h"
#include "text/language.h"

#include <string.h>

typedef struct fixture {
  section_file terms_file, ends_file;
  qn__terms terms;
  qn__term_ends ends;
} fixture;

/* In order: Dutch, German and English words, and some that are not kept. */
static const char *const known_terms[] = {
    "\x07"
    "fietspad",
    "\x08network",
    "\x0b"
    "2003haus",
    "\x0b"
    "bauernhaus",
    "\x0bhaus",
    "\x0bhochhaus",
    "\x0bkopfballungeheuer",
    "\x0bkrankenhaus",
    "\x0bkrankenhausgarten",
    "\x0bneunkopfballungeheuer",
    "\x0bungeheuer",
};
enum { N = sizeof known_terms / sizeof known_terms[0] };

static void write_ends(section_file *file, size_t n) {
  qn__term_ends_writer writer;
  qn__term_ends_init(&writer);
  assert_true(qn__term_ends_none(&writer));
  for (size_t i = 0; i < n; i++)
    qn__term_ends_add(&writer, known_terms[i], strlen(known_terms[i]), i);
  section_file_begin(file);
  qn__term_ends_end(&writer, &file->output);
  section_file_end(file);
}

static int set_up(void **state) {
  static fixture f;
  qn__terms_writer writer;
  qn_error error;
  section_file_begin(&f.terms_file);
  qn__terms_begin(&writer, &f.terms_file.output);
  for (uint32_t i = 0; i < N; i++)
    qn__terms_add(&writer, known_terms[i], strlen(known_terms[i]),
                  &(qn__term_info){.doc_freq = 1, .coll_freq = 1, .doc = i});
  qn__terms_end(&writer);
  section_file_end(&f.terms_file);
  write_ends(&f.ends_file, N);
  assert_ok(qn__terms_open(&f.terms, &f.terms_file.section, &error), error);
  assert_ok(qn__term_ends_open(&f.ends, &f.ends_file.section, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  section_file_close(&f->terms_file);
  section_file_close(&f->ends_file);
  return 0;
}

/* The terms that end in some letters, which stand after a language tag. */
static const char *terms_with_end(const fixture *f, const char *letters) {
  static char list[200];
  uint32_t first, end;
  qn_error error;
  list[0] = '\0';
  assert_ok(qn__term_ends_find(&f->ends, &f->terms, letters, strlen(letters), &first, &end, &error), error);
  for (uint32_t i = first; i < end; i++) {
    qn__terms_cursor at;
    assert_ok(qn__term_ends_at(&at, &f->ends, &f->terms, i, &error), error);
    assert_int_equal(at.info.doc, at.keys.ordinal);
    strncat(list, (const char *)at.keys.key + 1, at.keys.size - 1);
    strcat(list, " ");
  }
  return list;
}

static void terms_are_found_by_their_last_letters(void **state) {
  assert_string_equal(terms_with_end(*state, "\x0bhaus"), "hochhaus krankenhaus bauernhaus ");
  assert_string_equal(terms_with_end(*state, "\x0bnhaus"), "krankenhaus bauernhaus ");
  assert_string_equal(terms_with_end(*state, "\x0bs"), "hochhaus krankenhaus bauernhaus ");
  assert_string_equal(terms_with_end(*state, "\x0bgarten"), "krankenhausgarten ");
}

static void no_term_of_another_language_is_found(void **state) {
  assert_string_equal(terms_with_end(*state, "\x07pad"), "fietspad ");
  assert_string_equal(terms_with_end(*state, "\x0bpad"), "");
  assert_string_equal(terms_with_end(*state, "\x08work"), "");
}

static void what_no_term_ends_in_is_not_found(void **state) {
  assert_string_equal(terms_with_end(*state, "\x0bzhaus"), "");
  assert_string_equal(terms_with_end(*state, "\x0b"
                                             "a"),
                      "");
  assert_string_equal(terms_with_end(*state, "\x0b\xc3\xa4"), "");
}

/* All that end in the last letters come: the caller compares the rest. */
static void of_many_letters_the_last_ones_count(void **state) {
  assert_string_equal(terms_with_end(*state, "\x0bxxxxballungeheuer"), "kopfballungeheuer neunkopfballungeheuer ");
}

static void short_terms_and_those_with_other_characters_are_not_kept(void **state) {
  (void)state;
  assert_int_equal(qn__term_end_key("\x0bvornam", 7) != 0, 1);
  assert_int_equal(qn__term_end_key("\x0bvorna", 6), 0);
  assert_int_equal(qn__term_end_key("\x0bhaus-rat", 9), 0);
  assert_int_equal(qn__term_end_key("\x08houseboat", 10), 0);
}

static void a_segment_without_such_terms_has_none(void **state) {
  (void)state;
  const qn__section absent = {NULL, NULL, 0};
  qn__term_ends ends;
  qn_error error;
  uint32_t first = 1, end = 1;
  assert_ok(qn__term_ends_open(&ends, &absent, &error), error);
  assert_ok(qn__term_ends_find(&ends, NULL, "\x0bhaus", 5, &first, &end, &error), error);
  assert_int_equal(end - first, 0);
}

static void many_terms_are_sorted_by_letters_and_rank(void **state) {
  enum { MANY = 5000 };
  (void)state;
  random_source random = random_start("term ends", 3);
  static char terms[MANY][32];
  qn__term_ends_writer writer;
  section_file file;
  qn__term_ends ends;
  qn_error error;
  uint64_t last = 0, last_ordinal = 0;
  qn__term_ends_init(&writer);
  for (uint32_t i = 0; i < MANY; i++) {
    size_t size = 8 + random_below(&random, 20);
    terms[i][0] = random_below(&random, 2) ? QN__LANGUAGE_GERMAN : QN__LANGUAGE_DANISH;
    for (size_t k = 1; k < size; k++)
      terms[i][k] = (char)('a' + random_below(&random, k + 4 > size ? 26 : 2));
    qn__term_ends_add(&writer, terms[i], size, i);
  }
  section_file_begin(&file);
  qn__term_ends_end(&writer, &file.output);
  section_file_end(&file);
  assert_ok(qn__term_ends_open(&ends, &file.section, &error), error);
  assert_int_equal(ends.ordinals.n, MANY);
  for (uint32_t i = 0; i < MANY; i++) {
    uint64_t ordinal;
    assert_ok(qn__packed_get(&ends.ordinals, &ends.section, i, &ordinal, &error), error);
    uint64_t key = qn__term_end_key(terms[ordinal], strlen(terms[ordinal]));
    assert_true(key > last || (key == last && ordinal > last_ordinal));
    last = key;
    last_ordinal = ordinal;
  }
  section_file_close(&file);
}

static void damage_is_reported_or_does_no_harm(void **state) {
  const fixture *f = *state;
  section_file file;
  uint32_t n_damaged = 0;
  write_ends(&file, N);
  for (uint64_t seed = 0; seed < 500; seed++) {
    qn__section section;
    qn__term_ends ends;
    qn_error error;
    uint32_t first, end;
    section_file_damage(&file, seed, &section);
    qn_status status = qn__term_ends_open(&ends, &section, &error);
    if (status == QN_OK)
      status = qn__term_ends_find(&ends, &f->terms, "\x0bhaus", 5, &first, &end, &error);
    for (uint32_t i = 0; status == QN_OK && i < ends.ordinals.n; i++) {
      qn__terms_cursor at;
      status = qn__term_ends_at(&at, &ends, &f->terms, i, &error);
    }
    assert_true(status == QN_OK || status == QN_DAMAGED);
    n_damaged += status == QN_DAMAGED;
  }
  assert_true(n_damaged > 50);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_are_found_by_their_last_letters),
      cmocka_unit_test(no_term_of_another_language_is_found),
      cmocka_unit_test(what_no_term_ends_in_is_not_found),
      cmocka_unit_test(of_many_letters_the_last_ones_count),
      cmocka_unit_test(short_terms_and_those_with_other_characters_are_not_kept),
      cmocka_unit_test(a_segment_without_such_terms_has_none),
      cmocka_unit_test(many_terms_are_sorted_by_letters_and_rank),
      cmocka_unit_test(damage_is_reported_or_does_no_harm),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
