/* SPDX-License-Identifier: MIT */
/* test_forms_walk.c: a walk goes ahead to what may be accepted; property/test_matched_forms.c shows that it finds all.
 */
#include "language/regex.h"
#include "plan/forms_walk.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static qn__automaton automaton;
static qn__pattern_states states;
static qn__arena arena;
static qn__forms_walk walk;
static const qn__interrupt *interrupt; /* NULL: none */

static int set_up(void **state) {
  (void)state;
  qn__arena_init(&arena);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  qn__arena_clear(&arena);
  return 0;
}

static void write_keys(section_file *file, const char *const *forms, size_t n, qn__keys *keys) {
  qn__keys_writer writer;
  section_file_begin(file);
  qn__forms_begin(&writer, &file->output);
  for (size_t i = 0; i < n; i++)
    qn__forms_add(&writer, forms[i], strlen(forms[i]), 10 * i, (uint32_t)i + 1, (uint32_t)i % 5);
  qn__forms_end(&writer);
  section_file_end(file);
  assert_int_equal(qn__keys_open(keys, &file->section, NULL), QN_OK);
}

static qn_status begin(const qn__keys *keys, const char *expression, qn_error *error) {
  qn__regex_fault fault;
  assert_true(qn__regex_compile(&automaton, expression, strlen(expression), &fault));
  assert_ok(qn__pattern_states_begin(&states, &automaton, &arena, error), *error);
  memset(&walk, 0xaa, sizeof walk); /* as memory of an arena may be */
  return qn__forms_walk_begin(&walk, &states, keys, interrupt, error);
}

static void all_languages_are_walked(void **state) {
  (void)state;
  static const char *const forms[] = {"\x01"
                                      "10",
                                      "\x01"
                                      "abc",
                                      "\x02"
                                      "abd",
                                      "\x02"
                                      "b",
                                      "\x03"
                                      "b",
                                      "\x1e"
                                      "ab",
                                      "\x1e"
                                      "abz"};
  static const size_t found[] = {1, 2, 5, 6};
  section_file file;
  qn__keys keys;
  qn_error error;
  write_keys(&file, forms, 7, &keys);
  assert_ok(begin(&keys, "ab.?", &error), error);
  for (size_t i = 0; i < 4; i++) {
    assert_false(qn__forms_walk_ended(&walk));
    assert_int_equal(walk.cursor.ordinal, found[i]);
    assert_int_equal(walk.info.term, 10 * found[i]);
    assert_int_equal(walk.info.doc_freq, found[i] + 1);
    assert_int_equal(walk.info.rank, found[i] % 5);
    assert_ok(qn__forms_walk_next(&walk, &error), error);
  }
  assert_true(qn__forms_walk_ended(&walk));
  section_file_close(&file);
}

/* What two forms share may end within a letter of one of them: the other is not UTF-8. */
static void letters_that_end_elsewhere_are_damage_at_most(void **state) {
  (void)state;
  static const char *const forms[] = {"\x02"
                                      "ab\xc3\xa9x",
                                      "\x02"
                                      "ab\xc3\xf0\x9f\x98\x80"};
  section_file file;
  qn__keys keys;
  qn_error error;
  write_keys(&file, forms, 2, &keys);
  qn_status status = begin(&keys, ".*", &error);
  while (status == QN_OK && !qn__forms_walk_ended(&walk))
    status = qn__forms_walk_next(&walk, &error);
  assert_int_equal(status, QN_DAMAGED);
  section_file_close(&file);
}

static bool is_cancelled(void *context) {
  (void)context;
  return true;
}

static void a_walk_through_many_forms_can_be_stopped(void **state) {
  (void)state;
  enum { N = 5000 };
  static char forms[N][8];
  static const char *pointers[N];
  const qn__interrupt cancelling = {.cancelled = is_cancelled};
  section_file file;
  qn__keys keys;
  qn_error error;
  for (int i = 0; i < N; i++) {
    snprintf(forms[i], sizeof forms[i], "\x02%05d", i);
    pointers[i] = forms[i];
  }
  write_keys(&file, pointers, N, &keys);
  interrupt = &cancelling;
  assert_int_equal(begin(&keys, ".*x", &error), QN_CANCELLED);
  interrupt = NULL;
  assert_ok(begin(&keys, ".*x", &error), error);
  assert_true(qn__forms_walk_ended(&walk));
  section_file_close(&file);
}

static void an_empty_dictionary_has_none(void **state) {
  (void)state;
  const qn__section none = {NULL, NULL, 0};
  qn__keys keys;
  qn_error error;
  assert_ok(qn__keys_open(&keys, &none, &error), error);
  assert_ok(begin(&keys, ".*", &error), error);
  assert_true(qn__forms_walk_ended(&walk));
}

/* Many states are forgotten on the way, also within a word. */
static void states_that_are_forgotten_do_no_harm(void **state) {
  (void)state;
  enum { N = 4096, LETTERS = 24 };
  static char forms[N][LETTERS + 2];
  static const char *pointers[N];
  section_file file;
  qn__keys keys;
  qn_error error;
  size_t n = 0;
  for (uint32_t i = 0; i < N; i++) {
    forms[i][0] = 1;
    for (uint32_t k = 0; k < 12; k++)
      forms[i][k + 1] = (char)('a' + (i >> (11 - k) & 1));
    for (uint32_t k = 12; k < LETTERS; k++)
      forms[i][k + 1] = (char)('a' + (i * 2654435761u >> (k + 8) & 1));
    pointers[i] = forms[i];
  }
  write_keys(&file, pointers, N, &keys);
  assert_ok(begin(&keys, ".*b.{10}", &error), error);
  for (uint32_t i = 0; i < N; i++) {
    if (forms[i][LETTERS - 10] != 'b')
      continue;
    assert_int_equal(walk.cursor.ordinal, i);
    assert_ok(qn__forms_walk_next(&walk, &error), error);
    n++;
  }
  assert_true(qn__forms_walk_ended(&walk));
  assert_true(n > N / 4);
  assert_true(states.n_forgotten > 5);
  section_file_close(&file);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  static char forms[500][16];
  static const char *pointers[500];
  section_file file;
  qn__keys keys;
  random_source random = random_start("walk damage", 94);
  for (int i = 0; i < 500; i++) {
    snprintf(forms[i], sizeof forms[i], "\x02w%03d\u00e9%d", i, i * 7);
    pointers[i] = forms[i];
  }
  write_keys(&file, pointers, 500, &keys);
  for (unsigned round = 0; round < 500; round++) {
    static const char *const expressions[] = {".*", "w.*7", ".*\u00e9.*", "w1.*"};
    qn__section section;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__keys_open(&keys, &section, &error) != QN_OK)
      continue;
    qn_status status = begin(&keys, expressions[round % 4], &error);
    while (status == QN_OK && !qn__forms_walk_ended(&walk))
      status = qn__forms_walk_next(&walk, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_languages_are_walked),
      cmocka_unit_test(letters_that_end_elsewhere_are_damage_at_most),
      cmocka_unit_test(a_walk_through_many_forms_can_be_stopped),
      cmocka_unit_test(an_empty_dictionary_has_none),
      cmocka_unit_test(states_that_are_forgotten_do_no_harm),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
