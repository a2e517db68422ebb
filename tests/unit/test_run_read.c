/* SPDX-License-Identifier: MIT */
/* test_run_read.c: the records of a run are walked and sought in order of their keys, and each id is found with its
 * article.  test_run_write.c looks at what the records hold. */
#include "builder/run.h"

#include "support/small_runs.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MANY_WORDS = QN__RUN_KEYS * 3 + 5, WORD_SIZE = 8 };

static void assert_key(const qn__run_cursor *cursor, const char *word) {
  assert_int_equal(cursor->record.key_size, strlen(word) + 1);
  assert_int_equal(cursor->record.key[0], QN__LANGUAGE_PLAIN);
  assert_memory_equal(cursor->record.key + 1, word, strlen(word));
}

/* Number n as a word of letters: an identifier with digits would have parts. */
static void word_of(char word[WORD_SIZE], unsigned n) {
  snprintf(word, WORD_SIZE, "w%c%c%c%c", 'a' + (int)(n / 1000 % 10), 'a' + (int)(n / 100 % 10),
           'a' + (int)(n / 10 % 10), 'a' + (int)(n % 10));
}

/* The words of even numbers. */
static void begin_many_words(small_runs *runs) {
  char text[MANY_WORDS * WORD_SIZE] = "";
  for (unsigned i = MANY_WORDS; i-- > 0;) {
    word_of(text + strlen(text), i * 2);
    strcat(text, " ");
  }
  small_runs_begin(runs, QN__LANGUAGE_PLAIN);
  small_runs_add_text(runs, "id", text);
  small_runs_read(runs);
}

static bool seek(qn__run_cursor *cursor, const small_runs *runs, const char *word) {
  char key[16];
  int size = snprintf(key, sizeof key, "%c%s", QN__LANGUAGE_PLAIN, word);
  return qn__run_seek(cursor, &runs->runs[0], runs->spool, (const uint8_t *)key, (size_t)size);
}

static void walks_all_records_in_order_of_their_keys(void **state) {
  (void)state;
  small_runs runs;
  qn__run_cursor cursor;
  char word[WORD_SIZE];
  begin_many_words(&runs);
  assert_int_equal(runs.runs[0].n_records, MANY_WORDS);
  assert_true(qn__run_seek(&cursor, &runs.runs[0], runs.spool, NULL, 0));
  for (unsigned i = 0; i < MANY_WORDS; i++) {
    word_of(word, i * 2);
    assert_key(&cursor, word);
    assert_int_equal(qn__run_next(&cursor), i + 1 < MANY_WORDS);
  }
  assert_false(qn__run_next(&cursor)); /* the end stays the end */
  small_runs_clear(&runs);
}

static void seeks_the_first_key_that_is_not_below(void **state) {
  (void)state;
  small_runs runs;
  qn__run_cursor cursor;
  char word[WORD_SIZE], next[WORD_SIZE];
  begin_many_words(&runs);
  for (unsigned i = 0; i < MANY_WORDS; i++) {
    word_of(word, i * 2);
    assert_true(seek(&cursor, &runs, word));
    assert_key(&cursor, word);
    word_of(next, i * 2 + 1);
    assert_int_equal(seek(&cursor, &runs, next), i + 1 < MANY_WORDS);
    if (i + 1 < MANY_WORDS) {
      word_of(next, i * 2 + 2);
      assert_key(&cursor, next);
    }
  }
  assert_true(seek(&cursor, &runs, ""));
  assert_key(&cursor, "waaaa");
  assert_false(seek(&cursor, &runs, "x"));
  small_runs_clear(&runs);
}

static void the_table_has_every_64th_key(void **state) {
  (void)state;
  small_runs runs;
  qn__run_cursor cursor;
  begin_many_words(&runs);
  assert_int_equal(runs.runs[0].n_keys, 4);
  assert_true(qn__run_seek(&cursor, &runs.runs[0], runs.spool, NULL, 0));
  for (uint32_t i = 0; i < 4; i++) {
    const uint8_t *key;
    size_t size;
    uint32_t offset;
    qn__run_key(&runs.runs[0], runs.spool, i, &key, &size, &offset);
    assert_ptr_equal(key, cursor.record.key);
    assert_int_equal(size, cursor.record.key_size);
    for (unsigned k = 0; k < QN__RUN_KEYS && qn__run_next(&cursor); k++)
      continue;
  }
  small_runs_clear(&runs);
}

static void a_run_without_words_has_no_records(void **state) {
  (void)state;
  small_runs runs;
  qn__run_cursor cursor;
  qn_string id;
  uint32_t doc;
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  small_runs_add_text(&runs, "wordless", "...");
  small_runs_read(&runs);
  assert_int_equal(runs.runs[0].n_keys, 0);
  assert_false(qn__run_seek(&cursor, &runs.runs[0], runs.spool, NULL, 0));
  assert_false(qn__run_next(&cursor));
  qn__run_get_id(&runs.runs[0], runs.spool, 0, &id, &doc);
  assert_int_equal(id.size, 8);
  assert_memory_equal(id.data, "wordless", 8);
  small_runs_clear(&runs);
}

static void ids_come_in_order_with_their_articles(void **state) {
  (void)state;
  static const char *const ids[] = {"pear", "apple", "pea", "apple"};
  static const struct {
    const char *id;
    uint32_t doc;
  } expected[] = {{"apple", 1}, {"apple", 3}, {"pea", 2}, {"pear", 0}};
  small_runs runs;
  qn_article articles[4];
  for (unsigned i = 0; i < 4; i++)
    articles[i] = (qn_article){.id = string_of(ids[i]), .text = string_of("word")};
  small_runs_begin(&runs, QN__LANGUAGE_PLAIN);
  small_runs_add_text(&runs, "before", "word"); /* articles are numbered from the run's first */
  small_runs_add(&runs, articles, 4);
  small_runs_read(&runs);
  assert_int_equal(runs.runs[1].n_ids, 4);
  for (uint32_t i = 0; i < 4; i++) {
    qn_string id;
    uint32_t doc;
    qn__run_get_id(&runs.runs[1], runs.spool, i, &id, &doc);
    assert_int_equal(id.size, strlen(expected[i].id));
    assert_memory_equal(id.data, expected[i].id, id.size);
    assert_int_equal(doc, expected[i].doc);
  }
  small_runs_clear(&runs);
}

static void reads_varints_of_any_size(void **state) {
  (void)state;
  static const uint32_t values[] = {0, 1, 127, 128, 16383, 16384, 0x0fffffff, 0x10000000, UINT32_MAX};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    uint8_t bytes[QN__VARINT_MAX];
    uint32_t value;
    const uint8_t *end = qn__put_varint(bytes, values[i]);
    assert_ptr_equal(qn__get_varint(bytes, &value), end);
    assert_int_equal(value, values[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(walks_all_records_in_order_of_their_keys),
      cmocka_unit_test(seeks_the_first_key_that_is_not_below),
      cmocka_unit_test(the_table_has_every_64th_key),
      cmocka_unit_test(a_run_without_words_has_no_records),
      cmocka_unit_test(ids_come_in_order_with_their_articles),
      cmocka_unit_test(reads_varints_of_any_size),
  };
  return cmocka_run_group_tests_name("reading runs", tests, NULL, NULL);
}
