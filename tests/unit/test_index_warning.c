/* SPDX-License-Identifier: MIT */
/* test_index_warning.c: a search in an index that other versions made warns of it and names the cure. */
#include "tool/index_warning.h"

#include "support/foreign_index.h"
#include "support/support.h"

#include <string.h>

static const char *warning_of(const char *dir) {
  qn_index *index = NULL;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  const char *warning = index_warning(index);
  qn_index_close(index);
  return warning;
}

static void an_index_of_other_versions_is_to_be_compacted(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_texts(dir, (const char *const[]){"a text"}, 1);
  assert_null(warning_of(dir));
  make_index_foreign(dir);
  assert_non_null(warning_of(dir));
  assert_non_null(strstr(warning_of(dir), "quern-index compact"));
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_index_of_other_versions_is_to_be_compacted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
