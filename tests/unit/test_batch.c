/* SPDX-License-Identifier: MIT */
/* test_batch.c: articles come back from a batch as they went in, and units of the store end where they are full. */
#include "builder/batch.h"

#include "base/memory.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static void assert_string(qn_string found, const char *expected) {
  assert_int_equal(found.size, strlen(expected));
  assert_memory_equal(found.data, expected, found.size);
}

static bool add(qn__batch *batch, const qn_article *article, uint8_t language) {
  bool ends_unit;
  qn_error error;
  assert_ok(qn__batch_add(batch, article, language, &ends_unit, &error), error);
  return ends_unit;
}

static void returns_articles_as_they_were_added(void **state) {
  (void)state;
  qn__batch batch;
  qn__batch_init(&batch);
  const qn_article full = {.id = string_of("id"),
                           .title = string_of("title"),
                           .text = string_of("text"),
                           .url = string_of("url"),
                           .date = string_of("1987"),
                           .language = string_of("en"),
                           .fields = string_of("{}")};
  add(&batch, &full, 8);
  add(&batch, &(qn_article){.id = string_of("bare")}, 1);
  assert_int_equal(batch.n_articles, 2);
  assert_int_equal(batch.text_bytes, 4);
  qn_article found = qn__batch_get(&batch, 0);
  assert_string(found.id, "id");
  assert_string(found.title, "title");
  assert_string(found.text, "text");
  assert_string(found.url, "url");
  assert_string(found.date, "1987");
  assert_string(found.language, "en");
  assert_string(found.fields, "{}");
  assert_int_equal(qn__batch_articles(&batch)[0].language, 8);
  found = qn__batch_get(&batch, 1);
  assert_string(found.id, "bare");
  assert_string(found.fields, "");
  assert_int_equal(qn__batch_articles(&batch)[1].language, 1);
  qn__batch_clear(&batch);
}

static void zeros_follow_the_last_string(void **state) {
  (void)state;
  static const uint8_t zeros[QN__BATCH_SLACK];
  qn__batch batch;
  qn__batch_init(&batch);
  for (unsigned i = 0; i < 100; i++) {
    add(&batch, &(qn_article){.id = string_of("id"), .text = string_of("some text of an article")}, 8);
    assert_memory_equal(batch.bytes.data + batch.bytes.size, zeros, sizeof zeros);
  }
  qn__batch_clear(&batch);
}

static void a_unit_ends_with_the_article_that_fills_it(void **state) {
  (void)state;
  const size_t half = QN__STORE_UNIT_SIZE / 2;
  char *text = calloc(QN__STORE_UNIT_SIZE, 1);
  qn__batch batch;
  qn__batch_init(&batch);
  const qn_article title_half = {.id = string_of("1"), .title = {text, half}}, text_half = {.text = {text, half}},
                   nearly = {.text = {text, half - 1}}, byte = {.text = {text, 1}};
  assert_false(add(&batch, &title_half, 8));
  assert_true(add(&batch, &text_half, 8)); /* titles count */
  assert_false(add(&batch, &text_half, 8));
  assert_false(add(&batch, &nearly, 8));
  assert_true(add(&batch, &byte, 8));
  assert_true(add(&batch, &(qn_article){.text = {text, QN__STORE_UNIT_SIZE}}, 8));
  assert_true(qn__batch_articles(&batch)[5].ends_unit);
  assert_false(qn__batch_articles(&batch)[2].ends_unit);
  qn__batch_clear(&batch);
  free(text);
}

/* Articles of long fields and little text would never end a unit, nor the batch with it. */
static void a_unit_of_little_text_has_a_limit_too(void **state) {
  (void)state;
  enum { FIELDS = 1000 };
  char *fields = calloc(FIELDS, 1);
  qn__batch batch;
  qn__batch_init(&batch);
  const qn_article bare = {.id = string_of("1"), .fields = {fields, FIELDS}};
  size_t ends = 0, last_end = 0;
  for (size_t i = 0; i < 3 * QN__BATCH_UNIT_SIZE / FIELDS; i++)
    if (add(&batch, &bare, 8)) {
      assert_in_range(batch.bytes.size - last_end, QN__BATCH_UNIT_SIZE, QN__BATCH_UNIT_SIZE + 2 * FIELDS);
      last_end = batch.bytes.size;
      ends++;
    }
  assert_int_equal(ends, 3);
  assert_true(qn__batch_size(&batch) > batch.bytes.size);
  qn__batch_clear(&batch);
  free(fields);
}

static void resetting_forgets_the_articles_and_keeps_the_memory(void **state) {
  (void)state;
  qn__batch batch;
  qn__store_unit *unit, *first;
  qn_error error;
  qn__batch_init(&batch);
  add(&batch, &(qn_article){.id = string_of("1"), .text = string_of("text")}, 8);
  assert_ok(qn__batch_next_unit(&batch, &first, &error), error);
  size_t capacity = batch.bytes.capacity;
  qn__batch_reset(&batch, 77);
  assert_int_equal(batch.first_doc, 77);
  assert_int_equal(batch.n_articles, 0);
  assert_int_equal(batch.text_bytes, 0);
  assert_int_equal(batch.unit_bytes, 0);
  assert_int_equal(batch.bytes.capacity, capacity);
  assert_ok(qn__batch_next_unit(&batch, &unit, &error), error);
  assert_ptr_equal(unit, first);
  qn__batch_clear(&batch);
}

static void hands_out_one_empty_unit_after_another(void **state) {
  (void)state;
  enum { UNITS = 9 };
  qn__batch batch;
  qn__store_unit *unit;
  qn_error error;
  qn__batch_init(&batch);
  for (int round = 0; round < 2; round++) {
    qn__batch_reset(&batch, 0);
    for (unsigned i = 0; i < UNITS; i++) {
      assert_ok(qn__batch_next_unit(&batch, &unit, &error), error);
      assert_ptr_equal(unit, &batch.units[i]);
      assert_int_equal(unit->pieces.size, 0);
      assert_int_equal(unit->n_articles, 0);
      qn__buffer_u8(&unit->pieces, 1);
      unit->n_articles = 1;
    }
    assert_int_equal(batch.n_units, UNITS);
  }
  qn__batch_clear(&batch);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  qn__batch batch;
  qn__store_unit *unit;
  qn_error error;
  bool ends_unit;
  for (long n = 0; n < 2; n++) { /* for the strings, for the articles */
    qn__batch_init(&batch);
    qn__memory_fail_after(n);
    qn_status status = qn__batch_add(&batch, &(qn_article){.id = string_of("1")}, 8, &ends_unit, &error);
    qn__memory_fail_after(-1);
    assert_int_equal(status, QN_NO_MEMORY);
    assert_int_equal(batch.n_articles, 0);
    qn__batch_clear(&batch);
  }
  qn__memory_fail_after(0);
  qn_status status = qn__batch_next_unit(&batch, &unit, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  assert_int_equal(batch.n_units, 0);
  qn__batch_clear(&batch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(returns_articles_as_they_were_added),
      cmocka_unit_test(zeros_follow_the_last_string),
      cmocka_unit_test(a_unit_ends_with_the_article_that_fills_it),
      cmocka_unit_test(a_unit_of_little_text_has_a_limit_too),
      cmocka_unit_test(resetting_forgets_the_articles_and_keeps_the_memory),
      cmocka_unit_test(hands_out_one_empty_unit_after_another),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
