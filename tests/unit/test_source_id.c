/* SPDX-License-Identifier: MIT */
/* test_source_id.c: a file in a root has one id, and its time fits in 64 bits. */
#include "support/support.h"

#include "cli/source_id.h"

#include <string.h>

static void an_id_is_the_roots_name_and_the_rest_of_the_path_as_text(void **state) {
  (void)state;
  static const char *const cases[][4] = {{"/h/n", "n", "/h/n/a", "n/a"},
                                         {"/h/n", "", "/h/n/a/b", "a/b"},
                                         {"/", "/", "/a", "/a"},
                                         {"/h", "", "/h/\xff",
                                          "\xef\xbf\xbd"
                                          "FF"}};
  qn__buffer out;
  qn__buffer_init(&out);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_true(cli_source_id(qn_string_of(cases[i][0]), qn_string_of(cases[i][1]), qn_string_of(cases[i][2]), &out));
    assert_string_equal((char *)out.data, cases[i][3]);
    assert_int_equal(out.size, strlen(cases[i][3]));
  }
  qn__buffer_clear(&out);
}

static void a_time_is_nanoseconds_as_far_as_they_go(void **state) {
  (void)state;
  assert_true(cli_source_time((struct timespec){2, 5}) == INT64_C(2000000005));
  assert_true(cli_source_time((struct timespec){-2, 5}) == INT64_C(-1999999995));
  if (sizeof(time_t) == 8) {
    const time_t far = (time_t)INT64_C(10000000000);
    const int64_t most = INT64_C(9223372035000000000);
    assert_true(cli_source_time((struct timespec){far, 5}) == most + 5);
    assert_true(cli_source_time((struct timespec){-far, 5}) == 5 - most);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_id_is_the_roots_name_and_the_rest_of_the_path_as_text),
      cmocka_unit_test(a_time_is_nanoseconds_as_far_as_they_go),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
