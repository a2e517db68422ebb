/* SPDX-License-Identifier: MIT */
/* test_command_compact.c: one segment without deleted articles. */
#include "unit/run_command.h"

static void deleted_articles_are_gone(void **state) {
  (void)state;
  static const char *const texts[] = {"one", "two words", "three more words"};
  char *dir = index_of(texts, 3);
  RUN_COMMAND(command_add, "{\"id\":\"7\",\"text\":\"x\"}\n", "-i", dir, "-");
  RUN_COMMAND(command_delete, NULL, "-i", dir, "1");
  command_output result = RUN_COMMAND(command_compact, NULL, "-i", dir, "--no-sync", "--threads", "1");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "quern: compacted, "));
  const qn_index_info info = index_info(dir);
  assert_int_equal(info.n_articles, 3);
  assert_int_equal(info.n_deleted, 0);
  assert_int_equal(info.n_segments, 1);
  remove_tree(dir);
}

static void no_index_is_made(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  assert_int_equal(RUN_COMMAND(command_compact, NULL, "-i", dir).exit, EXIT_NO_INDEX);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(deleted_articles_are_gone),
      cmocka_unit_test(no_index_is_made),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
