/* SPDX-License-Identifier: MIT */
/* test_page_token.c: a place becomes text and comes back; any other text is refused. */
#include "result/page_token.h"
#include "support/filter_fixture.h"

#include <string.h>

enum { N_KEYS = 3 };

static qn__page_token make_token(qn__sort_value values[N_KEYS]) {
  values[0] = (qn__sort_value){.kind = QN__SORT_TEXT, .text = "New York", .size = 8};
  values[1] = (qn__sort_value){.kind = QN__SORT_MISSING};
  values[2] = (qn__sort_value){.kind = QN__SORT_NUMBER, .bits = UINT64_MAX - 7};
  return (qn__page_token){{UINT64_C(0x123456789abcdef0), 42, 1e6}, {1234567, 99, values}, {"docs/a.md#3", 11}};
}

static void a_token_is_read_as_it_was_written(void **state) {
  qn__arena arena;
  qn__buffer text;
  qn__sort_value values[N_KEYS];
  qn__page_token read, made = make_token(values);
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  qn__buffer_init(&text);
  qn__page_token_write(&text, &made, N_KEYS);
  assert_int_equal(strlen((const char *)text.data) + 1, text.size);
  assert_ok(qn__page_token_read(&read, (const char *)text.data, N_KEYS, &arena, &error), error);
  assert_true(read.scope.order == made.scope.order && read.scope.snapshot == 42);
  assert_true(read.scope.scale >= 1e6 && read.scope.scale <= 1e6);
  assert_int_equal(read.place.article, 1234567);
  assert_int_equal(read.place.score, 99);
  assert_int_equal(read.id.size, 11);
  assert_memory_equal(read.id.data, "docs/a.md#3", 11);
  for (size_t i = 0; i < N_KEYS; i++) {
    assert_int_equal(read.place.values[i].kind, values[i].kind);
    assert_true(read.place.values[i].bits == values[i].bits && read.place.values[i].size == values[i].size);
    assert_true(read.place.values[i].segment == SIZE_MAX);
  }
  assert_memory_equal(read.place.values[0].text, "New York", 8);
  qn__buffer_clear(&text);
  qn__arena_clear(&arena);
}

static void other_texts_are_refused(void **state) {
  qn__arena arena;
  qn__buffer text;
  qn__sort_value values[N_KEYS];
  qn__page_token read, made = make_token(values);
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  qn__buffer_init(&text);
  qn__page_token_write(&text, &made, N_KEYS);
  char *token = (char *)text.data;
  for (size_t keys = 1; keys < 6; keys++)
    if (keys != N_KEYS)
      assert_int_equal(qn__page_token_read(&read, token, keys, &arena, &error), QN_INVALID);
  for (size_t size = strlen(token) - 1; size > 0; size--) {
    token[size] = '\0';
    assert_int_equal(qn__page_token_read(&read, token, N_KEYS, &arena, &error), QN_INVALID);
  }
  assert_int_equal(qn__page_token_read(&read, "next page!", N_KEYS, &arena, &error), QN_INVALID);
  char longest[20000];
  memset(longest, 'A', sizeof longest);
  longest[sizeof longest - 1] = '\0';
  assert_int_equal(qn__page_token_read(&read, longest, N_KEYS, &arena, &error), QN_INVALID);
  qn__buffer_clear(&text);
  qn__arena_clear(&arena);
}

static void random_texts_are_refused_or_read(void **state) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  random_source random = random_start("tokens", 7);
  qn__arena arena;
  qn__page_token read;
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  for (int round = 0; round < 5000; round++) {
    char text[80] = "AQ";
    size_t size = 2 + random_below(&random, 70);
    for (size_t i = 2; i < size; i++)
      text[i] = digits[random_below(&random, 64)];
    qn_status status = qn__page_token_read(&read, text, 1 + random_below(&random, 2), &arena, &error);
    assert_true(status == QN_OK || status == QN_INVALID);
    qn__arena_reset(&arena);
  }
  qn__arena_clear(&arena);
}

static void orders_and_commits_have_their_hashes(void **state) {
  static const filtered_row rows[] = {{"a", NULL, NULL}, {"b", NULL, NULL}};
  const qn_sort_key keys[] = {{QN_SORT_COLUMN, "n", false},
                              {QN_SORT_COLUMN, "m", false},
                              {QN_SORT_COLUMN, "n", true},
                              {QN_SORT_ID, "n", false}};
  search_fixture f, g;
  (void)state;
  for (size_t a = 0; a < 4; a++)
    for (size_t b = 0; b < a; b++)
      assert_true(qn__order_hash(&keys[a], 1, "cat") != qn__order_hash(&keys[b], 1, "cat"));
  assert_true(qn__order_hash(keys, 1, "cat") != qn__order_hash(keys, 1, "dog"));
  assert_true(qn__order_hash(keys, 1, "cat") != qn__order_hash(keys, 2, "cat"));
  filter_fixture_open(&f, rows, 2);
  filter_fixture_open(&g, rows, 1);
  assert_true(qn__snapshot_hash(f.index) != qn__snapshot_hash(g.index));
  assert_true(qn__snapshot_hash(f.index) == qn__snapshot_hash(f.index));
  search_fixture_close(&g);
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_token_is_read_as_it_was_written),
      cmocka_unit_test(other_texts_are_refused),
      cmocka_unit_test(random_texts_are_refused_or_read),
      cmocka_unit_test(orders_and_commits_have_their_hashes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
