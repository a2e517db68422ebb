/* SPDX-License-Identifier: MIT */
/* test_json_records.c: the array of articles within an object. */
#include "support/support.h"

#include "articles/json_records.h"

#include <string.h>

/* Where the array begins, whatever the pieces that the text comes in; 0: nowhere. */
static size_t find(const char *json, const char *path) {
  size_t found[2] = {0, 0};
  for (size_t room = 1; room <= 100; room += 99) {
    qn__json_records search;
    size_t at = 0, size = strlen(json);
    qn__json_records_init(&search, path);
    while (at < size && !search.found) {
      const size_t piece = size - at < room ? size - at : room;
      at += qn__json_records_find(&search, json + at, piece);
    }
    found[room > 1] = search.found ? at : 0;
  }
  assert_int_equal(found[0], found[1]);
  return found[0];
}

static void an_array_is_found_by_its_path(void **state) {
  (void)state;
  assert_int_equal(find("{\"results\": [{}]}", "results"), 13);
  assert_int_equal(find("{\"a\":{\"b\":1,\"c\":[1]},\"b\":{\"c\":[2]}}", "b.c"), 31);
  assert_int_equal(find("{\"a\":{\"x\":{\"b\":[0]},\"b\":[1]}}", "a.b"), 25);
  assert_int_equal(find("{\"a\":[\"b\",{\"b\":[0]}],\"b\":[1]}", "b"), 26);
  assert_int_equal(find("{\"a\":{\"z\":1},\"c\":{\"b\":[0]},\"a\":{\"b\":[1]}}", "a.b"), 37);
}

static void only_whole_keys_count(void **state) {
  (void)state;
  assert_int_equal(find("{\"res\":[1],\"results2\":[2],\"x\\\"results\":[3]}", "results"), 0);
  assert_int_equal(find("{\"a\":\"results\",\"b\":[1]}", "results"), 0);
  assert_int_equal(find("{\"a.b\":[1]}", "a.b"), 0);
}

static void only_arrays_are_found(void **state) {
  (void)state;
  assert_int_equal(find("{\"a\":{\"b\":1}}", "a"), 0);
  assert_int_equal(find("{\"a\":[{\"b\":[1]}]}", "a.b"), 0);
  assert_int_equal(find("", "a"), 0);
  assert_int_equal(find("]}]}{\"a\":[1]", "a"), 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_array_is_found_by_its_path),
      cmocka_unit_test(only_whole_keys_count),
      cmocka_unit_test(only_arrays_are_found),
  };
  return cmocka_run_group_tests_name("json_records", tests, NULL, NULL);
}
