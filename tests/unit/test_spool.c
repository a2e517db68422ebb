/* SPDX-License-Identifier: MIT */
/* test_spool.c: what goes into a spool comes back, from memory or from a file without a name. */
#include "support/support.h"

#include "base/memory.h"
#include "builder/spool.h"

#include <stdlib.h>
#include <string.h>

static void bytes_come_back(void **state) {
  (void)state;
  static const size_t keeps[] = {0, 100, 5000, 1 << 20};
  char *dir = make_temp_dir();
  for (size_t k = 0; k < sizeof keeps / sizeof keeps[0]; k++) {
    random_source random = random_start("bytes_come_back", 5 + k);
    qn__spool spool;
    qn__buffer expected;
    qn_error error;
    const uint8_t *data;
    qn__spool_init(&spool, dir, keeps[k]);
    qn__buffer_init(&expected);
    for (int round = 0; round < 400; round++) {
      uint8_t bytes[700];
      size_t size = random_below(&random, sizeof bytes);
      for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)random_next(&random);
      assert_int_equal(qn__spool_size(&spool), expected.size);
      assert_ok(qn__spool_append(&spool, bytes, size, &error), error);
      qn__buffer_bytes(&expected, bytes, size);
      if (round % 50 == 49) {
        assert_ok(qn__spool_map(&spool, &data, &error), error);
        assert_memory_equal(data, expected.data, expected.size);
      }
    }
    assert_true(spool.memory.size <= keeps[k]);
    assert_int_equal(count_entries(dir), 0);
    qn__spool_clear(&spool);
    qn__buffer_clear(&expected);
  }
  remove_tree(dir);
}

static void a_directory_that_is_gone_is_reported(void **state) {
  (void)state;
  qn__spool spool;
  qn_error error;
  qn__spool_init(&spool, "/nonexistent/directory", 0);
  assert_int_equal(qn__spool_append(&spool, "x", 1, &error), QN_IO);
  assert_non_null(strstr(error.message, "/nonexistent/directory"));
  qn__spool_clear(&spool);
}

static void spools_that_are_open_at_once_have_files_of_their_own(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__spool spools[2];
  qn_error error;
  for (size_t i = 0; i < 2; i++) {
    char *name = path_in(dir, "spool.tmp");
    qn__spool_init(&spools[i], dir, 0);
    assert_ok(qn__spool_append(&spools[i], i == 0 ? "one" : "two", 3, &error), error);
    write_file(name, "left by a crash", 15);
    free(name);
  }
  for (size_t i = 0; i < 2; i++) {
    const uint8_t *data;
    assert_ok(qn__spool_append(&spools[i], "!", 1, &error), error);
    assert_ok(qn__spool_map(&spools[i], &data, &error), error);
    assert_memory_equal(data, i == 0 ? "one!" : "two!", 4);
    qn__spool_clear(&spools[i]);
  }
  remove_tree(dir);
}

static void an_emptied_spool_begins_again(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  static const size_t keeps[] = {100, 0};
  for (size_t k = 0; k < 2; k++) {
    qn__spool spool;
    const uint8_t *data;
    qn_error error;
    qn__spool_init(&spool, dir, keeps[k]);
    for (unsigned round = 0; round < 2; round++) {
      assert_ok(qn__spool_append(&spool, round == 0 ? "first" : "again", 5, &error), error);
      assert_ok(qn__spool_map(&spool, &data, &error), error);
      assert_memory_equal(data, round == 0 ? "first" : "again", 5);
      qn__spool_empty(&spool);
      assert_int_equal(qn__spool_size(&spool), 0);
    }
    qn__spool_clear(&spool);
  }
  remove_tree(dir);
}

static void an_empty_spool_has_no_bytes(void **state) {
  (void)state;
  qn__spool spool;
  const uint8_t *data;
  qn_error error;
  qn__spool_init(&spool, "/nonexistent/directory", 0);
  assert_ok(qn__spool_append(&spool, "", 0, &error), error); /* needs no file */
  assert_int_equal(qn__spool_size(&spool), 0);
  assert_ok(qn__spool_map(&spool, &data, &error), error);
  qn__spool_clear(&spool);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  static const size_t keeps[] = {100, 0}; /* for the bytes, for the file's name */
  for (size_t k = 0; k < 2; k++) {
    qn__spool spool;
    qn_error error;
    qn__spool_init(&spool, dir, keeps[k]);
    qn__memory_fail_after(0);
    qn_status status = qn__spool_append(&spool, "bytes", 5, &error);
    qn__memory_fail_after(-1);
    assert_int_equal(status, QN_NO_MEMORY);
    qn__spool_clear(&spool);
  }
  assert_int_equal(count_entries(dir), 0);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bytes_come_back),
      cmocka_unit_test(an_empty_spool_has_no_bytes),
      cmocka_unit_test(spools_that_are_open_at_once_have_files_of_their_own),
      cmocka_unit_test(an_emptied_spool_begins_again),
      cmocka_unit_test(a_directory_that_is_gone_is_reported),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
