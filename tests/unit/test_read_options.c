/* SPDX-License-Identifier: MIT */
/* test_read_options.c: the options that say how files are read. */
#include "unit/run_command.h"

#include "tool/read_options.h"

static read_options options;

static cli_exit run_reading(int argc, char **argv) {
  invocation call = {.syntax = {"read", "", .groups = {{read_option_rows, N_READ_OPTIONS, &options}}}};
  options = (read_options){.map = NULL};
  qn_error error;
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (read_options_complete(&options, &error) != QN_OK)
    return cli_usage_error(&call.syntax, "%s", error.message);
  warn_of_replaced_input(&options, call.dir);
  return EXIT_DONE;
}

static void a_mapping_is_read(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_reading, NULL, "-i", "dir", "--map", "text=body").exit, EXIT_DONE);
  assert_string_equal(options.reading.map->paths[QN__ROLE_TEXT], "body");
  assert_int_equal(RUN_COMMAND(run_reading, NULL, "-i", "dir", "--id", "a", "-").exit, EXIT_DONE);
  assert_null(options.reading.map);
  assert_string_equal(options.reading.id, "a");
}

static void a_wrong_mapping_is_refused(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_reading, NULL, "-i", "dir", "--map", "body").exit, EXIT_USAGE);
}

static void an_unknown_charset_is_refused(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(run_reading, NULL, "-i", "dir", "--charset", "latin1").exit, EXIT_DONE);
  assert_non_null(strstr(RUN_COMMAND(run_reading, NULL, "-i", "dir", "--charset", "klingon").messages,
                         "--charset: the charset \"klingon\" is unknown"));
}

static void names_are_for_standard_input(void **state) {
  (void)state;
  RUN_COMMAND(run_reading, NULL, "-i", "dir", "-");
  assert_null(input_option_given(&options));
  RUN_COMMAND(run_reading, NULL, "-i", "dir", "--title", "a", "-");
  assert_string_equal(input_option_given(&options), "--title");
  RUN_COMMAND(run_reading, NULL, "-i", "dir", "--title", "a", "--id", "a", "-");
  assert_string_equal(input_option_given(&options), "--id");
}

/* Those that change what is read of a file. */
static void what_changes_the_reading_changes_its_hash(void **state) {
  (void)state;
  static const char *const values[][2] = {{"--charset", "latin1"}, {"--map", "text=body"}, {"--records", "text=body"},
                                          {"--lang", "latin1"},    {"--format", "html"},   {"--format", "text"}};
  enum { N = sizeof values / sizeof *values };
  uint64_t hashes[N + 1] = {0};
  for (size_t i = 0; i < N; i++) {
    RUN_COMMAND(run_reading, NULL, "-i", "dir", values[i][0], values[i][1]);
    hashes[i + 1] = hash_read_options(&options);
    for (size_t j = 0; j <= i; j++)
      assert_int_not_equal(hashes[i + 1], hashes[j]);
  }
  assert_string_equal(read_options_format(&options)->name, "text");
  RUN_COMMAND(run_reading, NULL, "-i", "dir", "--base", "x", "--defaults", "--id", "i");
  assert_int_equal(hash_read_options(&options), 0);
  assert_null(read_options_format(&options));
}

static void input_without_a_name_is_noted(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_add(writer, &(qn_article){.id = string_of("-"), .text = string_of("a")}, &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
  assert_non_null(strstr(RUN_COMMAND(run_reading, NULL, "-i", dir).messages, "takes the place of the article"));
  assert_string_equal(RUN_COMMAND(run_reading, NULL, "-i", dir, "--id", "b", "-").messages, "");
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_mapping_is_read),
      cmocka_unit_test(a_wrong_mapping_is_refused),
      cmocka_unit_test(an_unknown_charset_is_refused),
      cmocka_unit_test(names_are_for_standard_input),
      cmocka_unit_test(what_changes_the_reading_changes_its_hash),
      cmocka_unit_test(input_without_a_name_is_noted),
  };
  return cmocka_run_group_tests_name("read_options", tests, NULL, NULL);
}
