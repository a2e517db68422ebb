/* SPDX-License-Identifier: MIT */
/* test_allowance.c: how memory is divided, and what a refusal says. */
#include "support/support.h"

#include "articles/allowance.h"

#include <stdlib.h>
#include <string.h>

#define MEBIBYTE ((size_t)1 << 20)

static void memory_is_divided_without_a_rest(void **state) {
  (void)state;
  for (size_t memory = 1; memory < 5000 && memory < SIZE_MAX / MEBIBYTE - 16; memory++) {
    size_t writing = qn__memory_for_writing(memory * MEBIBYTE), reading = qn__memory_for_reading(memory * MEBIBYTE);
    assert_int_equal(writing + reading, memory * MEBIBYTE + QN__READING_LEAST);
    assert_true(memory < 48 ? writing == memory * MEBIBYTE : writing >= QN__WRITING_LEAST);
  }
  assert_int_equal(qn__memory_for_reading(256 * MEBIBYTE), 48 * MEBIBYTE);
}

static void the_memory_that_a_refusal_names_suffices(void **state) {
  (void)state;
  qn__allowance allowance = {QN__READING_LEAST, {NULL, NULL}};
  for (size_t needed = QN__READING_LEAST + 1; needed < SIZE_MAX / 16 && needed < 1000 * MEBIBYTE;
       needed += needed / 16) {
    qn_error error;
    assert_int_equal(qn__allow(&allowance, needed, &error), QN_TOO_LARGE);
    const char *named = strstr(error.message, "--memory ");
    assert_non_null(named);
    size_t memory = strtoul(named + strlen("--memory "), NULL, 10) * MEBIBYTE;
    assert_true(qn__memory_for_reading(memory) >= needed);
  }
}

static bool always(void *context) {
  (void)context;
  return true;
}

static void work_goes_on_until_it_is_cancelled(void **state) {
  (void)state;
  qn__allowance allowance = {MEBIBYTE, {NULL, NULL}};
  qn_error error;
  assert_ok(qn__allow(&allowance, MEBIBYTE, &error), error);
  allowance.cancel.cancelled = always;
  assert_int_equal(qn__allow(&allowance, 0, &error), QN_CANCELLED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_divided_without_a_rest),
      cmocka_unit_test(the_memory_that_a_refusal_names_suffices),
      cmocka_unit_test(work_goes_on_until_it_is_cancelled),
  };
  return cmocka_run_group_tests_name("allowance", tests, NULL, NULL);
}
