/* SPDX-License-Identifier: MIT */
/* test_source_code.c: which files are source code. */
#include "support/support.h"

#include "articles/source_code.h"

static bool is_code(const char *extension, const char *start) {
  return qn__is_source_code(string_of(extension), string_of(start));
}

static void extensions_of_languages_are_known(void **state) {
  (void)state;
  assert_true(is_code("c", "a") && is_code("PY", "a") && is_code("yaml", ""));
  assert_false(is_code("txt", "a") || is_code("", "a") || is_code("c py", "a") || is_code("averylongextension", "a"));
}

static void scripts_and_licences_show_themselves(void **state) {
  (void)state;
  assert_true(is_code("", "#!/bin/sh\n"));
  assert_true(is_code("", "/* SPDX-License-Identifier: MIT */\nint a;"));
  assert_true(is_code("in", "# Copyright 2024 A. Writer"));
  assert_false(is_code("", "# A heading\nCopyright"));
  assert_false(is_code("", "Copyright 2024"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(extensions_of_languages_are_known),
      cmocka_unit_test(scripts_and_licences_show_themselves),
  };
  return cmocka_run_group_tests_name("source_code", tests, NULL, NULL);
}
