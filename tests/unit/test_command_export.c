/* SPDX-License-Identifier: MIT */
/* test_command_export.c: what is exported can be added again. */
#include "unit/run_command.h"

static void every_part_is_exported(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const qn_article article = {.id = string_of("a\"b"),
                              .title = string_of("T\x1b"),
                              .text = string_of("x\r\ny"),
                              .url = string_of("u"),
                              .date = string_of("2025-06"),
                              .language = string_of("de"),
                              .fields = string_of("{\"n\":1}")};
  add_articles(dir, &article, 1, NULL);
  command_output result = RUN_COMMAND(command_export, NULL, "-i", dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out,
                      "{\"id\":\"a\\\"b\",\"title\":\"T\\u001b\",\"url\":\"u\",\"date\":\"2025-06\",\"lang\":\"de\","
                      "\"text\":\"x\\r\\ny\",\"n\":1}\n");
  remove_tree(dir);
}

static void an_export_added_again_gives_the_same_export(void **state) {
  (void)state;
  static const char *const texts[] = {"one", "two words", "Straße\t\"3\""};
  char *dir = index_of(texts, 3), *copy = make_temp_dir();
  char *exported = strdup(RUN_COMMAND(command_export, NULL, "-i", dir).out);
  assert_int_equal(RUN_COMMAND(command_add, exported, "-i", copy, "-").exit, EXIT_DONE);
  assert_string_equal(RUN_COMMAND(command_export, NULL, "-i", copy).out, exported);
  free(exported);
  remove_tree(dir);
  remove_tree(copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_part_is_exported),
      cmocka_unit_test(an_export_added_again_gives_the_same_export),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
