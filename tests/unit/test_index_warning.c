/* SPDX-License-Identifier: MIT */
/* test_index_warning.c: a search in an index that other versions made warns of it and names the cure. */
#include "tool/index_warning.h"

#include "support/foreign_index.h"
#include "unit/run_command.h"

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

int main_of_quern_query(int argc, char **argv);

static cli_exit run_quern_query(int argc, char **argv) {
  return (cli_exit)main_of_quern_query(argc, argv);
}

/* On standard error once, or in each object. */
static void quern_query_warns_where_it_prints_warnings(void **state) {
  (void)state;
  char *dir = index_of((const char *const[]){"a text"}, 1);
  make_index_foreign(dir);
  command_output result = RUN_COMMAND(run_quern_query, NULL, "-i", dir, "text");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "warning: the index was made with other versions"));
  assert_null(strstr(result.out, "warning"));
  result = RUN_COMMAND(run_quern_query, "text\nnone\n", "-i", dir, "--json", "--batch", "-");
  assert_string_equal(result.messages, "");
  assert_non_null(strstr(strstr(result.out, "\"warnings\":[") + 1, "\"warnings\":["));
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_index_of_other_versions_is_to_be_compacted),
      cmocka_unit_test(quern_query_warns_where_it_prints_warnings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
