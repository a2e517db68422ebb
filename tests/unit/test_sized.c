/* SPDX-License-Identifier: MIT */
/* test_sized.c: structs of callers that were compiled with an older or a newer header. */
#include "base/sized.h"
#include "support/support.h"

#include <string.h>

/* The library's options, those of an older header and those of a newer one. */
typedef struct options {
  size_t size;
  unsigned number;
  bool flag;
  void *pointer;
} options;

typedef struct older_options {
  size_t size;
  unsigned number;
} older_options;

typedef struct newer_options {
  options known;
  double unknown;
} newer_options;

static const qn_error no_error = {.message = ""};

static qn_status read_options(options *own, const void *given, qn_error *error) {
  memset(own, 0xaa, sizeof *own);
  return qn__options_read(own, sizeof *own, given, "the options", error);
}

static void null_options_are_zeros(void **state) {
  (void)state;
  options own;
  assert_ok(read_options(&own, NULL, NULL), no_error);
  assert_int_equal(own.size, sizeof own);
  assert_int_equal(own.number, 0);
  assert_false(own.flag);
  assert_null(own.pointer);
}

static void options_of_the_same_size_are_copied(void **state) {
  (void)state;
  options own, given = {sizeof given, 7, true, &own};
  assert_ok(read_options(&own, &given, NULL), no_error);
  assert_int_equal(own.number, 7);
  assert_true(own.flag);
  assert_ptr_equal(own.pointer, &own);
}

static void what_an_older_caller_lacks_is_zero(void **state) {
  (void)state;
  options own;
  const older_options given = {sizeof given, 7};
  assert_ok(read_options(&own, &given, NULL), no_error);
  assert_int_equal(own.size, sizeof own);
  assert_int_equal(own.number, 7);
  assert_null(own.pointer);
}

static void what_a_newer_caller_leaves_at_zero_is_accepted(void **state) {
  (void)state;
  options own;
  newer_options given = {{sizeof given, 7, false, NULL}, 0.0};
  assert_ok(read_options(&own, &given, NULL), no_error);
  assert_int_equal(own.number, 7);
}

static void what_only_a_newer_library_could_do_is_refused(void **state) {
  (void)state;
  options own;
  qn_error error;
  newer_options given = {{sizeof given, 7, false, NULL}, 0.5};
  assert_int_equal(read_options(&own, &given, &error), QN_INVALID);
  assert_non_null(strstr(error.message, "the options"));
}

static void impossible_sizes_are_refused_unread(void **state) {
  (void)state;
  options own;
  options given = {0, 7, false, NULL};
  const size_t sizes[] = {0, 1, sizeof(size_t) - 1, QN__SIZED_MAX + 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    given.size = sizes[i];
    assert_int_equal(read_options(&own, &given, NULL), QN_INVALID);
  }
}

static void a_size_beside_a_struct_is_read_the_same_way(void **state) {
  (void)state;
  options own;
  newer_options given = {{1, 7, true, &own}, 0.0};
  assert_int_equal(qn__sized_read(&own, sizeof own, &given, 0, "it", NULL), QN_INVALID);
  assert_ok(qn__sized_read(&own, sizeof own, &given, sizeof given, "it", NULL), no_error);
  assert_int_equal(own.size, 1);
  assert_ok(qn__sized_read(&own, sizeof own, &given, sizeof(older_options), "it", NULL), no_error);
  assert_int_equal(own.number, 7);
  assert_null(own.pointer);
  given.unknown = 1.0;
  assert_int_equal(qn__sized_read(&own, sizeof own, &given, sizeof given, "it", NULL), QN_INVALID);
}

static void results_are_cut_or_filled_up_with_zeros(void **state) {
  (void)state;
  const options own = {sizeof own, 7, true, NULL};
  older_options older[2] = {{0, 0}, {3, 3}};
  newer_options newer = {{1, 1, true, NULL}, 0.5};
  qn__sized_write(NULL, sizeof own, &own, sizeof own);
  qn__sized_write(&older[0], sizeof older[0], &own, sizeof own);
  assert_int_equal(older[0].number, 7);
  assert_int_equal(older[1].number, 3); /* nothing is written past the caller's */
  qn__sized_write(&newer, sizeof newer, &own, sizeof own);
  assert_int_equal(newer.known.number, 7);
  assert_true(newer.unknown == 0.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(null_options_are_zeros),
      cmocka_unit_test(options_of_the_same_size_are_copied),
      cmocka_unit_test(what_an_older_caller_lacks_is_zero),
      cmocka_unit_test(what_a_newer_caller_leaves_at_zero_is_accepted),
      cmocka_unit_test(what_only_a_newer_library_could_do_is_refused),
      cmocka_unit_test(impossible_sizes_are_refused_unread),
      cmocka_unit_test(a_size_beside_a_struct_is_read_the_same_way),
      cmocka_unit_test(results_are_cut_or_filled_up_with_zeros),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
