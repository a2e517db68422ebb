/* SPDX-License-Identifier: MIT */
/* test_command_add.c: articles from files, and what is reported about them. */
#include "articles/language_detection.h"
#include "unit/folder_tree.h"
#include "unit/run_command.h"

static char *export_of(const char *index) {
  return RUN_COMMAND(command_export, NULL, "-i", index).out;
}

static void adds_from_standard_input(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  command_output result = RUN_COMMAND(command_add, "{\"id\":\"7\",\"text\":\"words\"}\n", "-i", dir, "--no-sync", "-");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(result.out, "");
  assert_non_null(strstr(result.messages, "quern: 1 article added in "));
  assert_string_equal(export_of(dir), "{\"id\":\"7\",\"title\":\"\",\"text\":\"words\"}\n");
  remove_tree(dir);
}

static void a_refused_article_skips_only_itself(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  command_output result =
      RUN_COMMAND(command_add, "{\"id\":\"7\",\"text\":\"a\"}\n{\"id\":\n{\"id\":\"8\",\"text\":\"b\"}\n", "-i", dir,
                  "--no-sync", "-");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "quern: standard input:2:7: broken JSON"));
  assert_non_null(strstr(result.messages, "2 articles added, 1 failed"));
  assert_int_equal(index_info(dir).n_articles, 2);
  remove_tree(dir);
}

static void assert_too_large(size_t size, const char *message) {
  char *dir = make_temp_dir(), *file = path_in(dir, "large.txt"), *index = path_in(dir, "index");
  char *text = malloc(size);
  assert_non_null(text);
  for (size_t i = 0; i < size; i++)
    text[i] = i % 6 == 5 ? ' ' : (char)('a' + i * 7 % 26);
  write_file(file, text, size);
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index, "--no-sync", "--memory", "48M", file);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, message));
  free(text);
  free(file);
  free(index);
  remove_tree(dir);
}

/* Too large to read, or for the index. */
static void an_article_that_needs_more_memory_names_the_option(void **state) {
  (void)state;
  assert_too_large(40 << 20, "give it more memory (--memory)\n");
  assert_too_large(12 << 20, "MiB, seven eighths of --memory\n");
}

static void paths_can_come_from_a_list(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index"), *file = path_in(dir, "a b.txt"), list[300];
  write_file(file, "words", 5);
  snprintf(list, sizeof list, "\n%s\n", file);
  assert_int_equal(RUN_COMMAND(command_add, list, "-i", index, "--files-from", "-").exit, EXIT_DONE);
  assert_int_equal(index_info(index).n_articles, 1);
  free(file);
  free(index);
  remove_tree(dir);
}

static void each_of_many_commits_counts(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *input = "{\"id\":\"1\",\"text\":\"a\"}\n{\"id\":\"2\",\"text\":\"b\"}\n{\"id\":\"1\",\"text\":\"c\"}\n";
  command_output result = RUN_COMMAND(command_add, input, "-i", dir, "--no-sync", "--commit-every", "1", "-");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(strstr(result.messages, "2 articles added, 1 changed"));
  assert_true(index_info(dir).generation >= 3);
  remove_tree(dir);
}

static void a_language_is_for_a_new_index_or_for_the_articles(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  RUN_COMMAND(command_add, "{\"id\":\"1\",\"text\":\"a\"}\n", "-i", dir, "--lang", "de", "-");
  assert_string_equal(export_of(dir), "{\"id\":\"1\",\"title\":\"\",\"text\":\"a\"}\n");
  RUN_COMMAND(command_add, "{\"id\":\"1\",\"text\":\"b\"}\n", "-i", dir, "--lang", "fr", "-");
  assert_string_equal(export_of(dir), "{\"id\":\"1\",\"title\":\"\",\"lang\":\"fr\",\"text\":\"b\"}\n");
  remove_tree(dir);
}

static const char unnamed[] = "{\"id\":\"1\",\"text\":\"Die Mühle steht am Fluss, und ihr Rad dreht sich nicht.\"}\n"
                              "{\"id\":\"2\",\"text\":\"Die Mühle steht am Fluss, sagt er.\",\"lang\":\"nl\"}\n"
                              "{\"id\":\"3\",\"text\":\"1987\"}\n";

static void a_language_is_detected_for_articles_that_name_none(void **state) {
  (void)state;
  qn_error error;
  if (qn__detection_check(&error) != QN_OK)
    skip();
  char *dir = make_temp_dir();
  command_output result = RUN_COMMAND(command_add, unnamed, "-i", dir, "--lang", "auto", "-");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_non_null(
      strstr(result.messages, "3 articles added, 1 taken as the index's default language, as none was detected in"));
  char *exported = export_of(dir);
  assert_non_null(strstr(exported, "\"id\":\"1\",\"title\":\"\",\"lang\":\"de\""));
  assert_non_null(strstr(exported, "\"id\":\"2\",\"title\":\"\",\"lang\":\"nl\""));
  assert_non_null(strstr(exported, "\"id\":\"3\",\"title\":\"\",\"text\""));
  assert_string_equal(index_info(dir).language, "en");
  remove_tree(dir);
}

static void detection_leaves_the_default_language(void **state) {
  (void)state;
  qn_error error;
  if (qn__detection_check(&error) != QN_OK)
    skip();
  char *dir = make_temp_dir();
  RUN_COMMAND(command_add, "{\"id\":\"1\",\"text\":\"a\"}\n", "-i", dir, "--lang", "fr", "-");
  command_output result = RUN_COMMAND(command_add, unnamed, "-i", dir, "--lang", "auto", "-");
  assert_int_equal(result.exit, EXIT_DONE);
  assert_string_equal(index_info(dir).language, "fr");
  remove_tree(dir);
}

static char *folder_of_files(void) {
  char *dir = make_temp_dir();
  make_file_of(dir, "a.txt", "some words");
  make_file_of(dir, "b.pdf", "%PDF-1.7\n");
  make_file_of(dir, "c.txt", "");
  make_link(dir, "d", "a.txt");
  return dir;
}

static void binary_files_are_skipped_in_a_folder_and_refused_by_name(void **state) {
  (void)state;
  char *dir = folder_of_files(), *index = make_temp_dir(), *pdf = path_in(dir, "b.pdf");
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index, dir);
  assert_int_equal(result.exit, EXIT_DONE);
  assert_int_equal(
      strncmp(result.messages, "quern: 1 article added, 3 skipped (1 PDF document, 1 empty, 1 link) in ", 70), 0);
  result = RUN_COMMAND(command_add, NULL, "-i", index, dir, pdf);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_non_null(strstr(result.messages, "b.pdf: this is a PDF document, not text; `pdftotext` makes a text of it\n"));
  assert_non_null(strstr(result.messages, "quern: 0 articles added, 1 unchanged, "));
  assert_non_null(strstr(result.messages, ", 1 failed in "));

  free(pdf);
  remove_tree(dir);
  remove_tree(index);
}

static void little_or_much_is_said_on_request(void **state) {
  (void)state;
  char *dir = folder_of_files(), *index = make_temp_dir();
  assert_string_equal(RUN_COMMAND(command_add, NULL, "-i", index, "--quiet", dir).messages, "");
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index, "-v", "--force", dir);
  assert_non_null(strstr(result.messages, "/b.pdf: this is a PDF document, not text; "));
  assert_non_null(strstr(result.messages, "/c.txt: empty, nothing to index\n"));
  assert_non_null(strstr(result.messages, "/d: a symbolic link (--follow, or name it)\n"));
  assert_non_null(strstr(result.messages, "quern: by part: "));
  result = RUN_COMMAND(command_add, NULL, "-i", index, "-q", "no/such/file", dir);
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_string_equal(result.messages, "quern: no/such/file: there is no such file or folder\n");
  remove_tree(dir);
  remove_tree(index);
}

static void a_mistyped_path_makes_no_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *index = path_in(dir, "index");
  command_output result = RUN_COMMAND(command_add, NULL, "-i", index, "no/such/file");
  assert_int_equal(result.exit, EXIT_NEGATIVE);
  assert_string_equal(result.messages, "quern: no/such/file: there is no such file or folder\n");
  assert_false(has_entry(dir, "index"));
  free(index);
  remove_tree(dir);
}

static void zero_bytes_end_the_paths_of_a_file_alone(void **state) {
  (void)state;
  command_output result = RUN_COMMAND(command_add, NULL, "-i", "dir", "--null", "-");
  assert_int_equal(result.exit, EXIT_USAGE);
  assert_non_null(strstr(result.messages, "-0 (--null) is for --files-from, which names the file of paths\n"));
}

/* Leak checkers see what is not released. */
static void options_of_folders_are_released_however_it_ends(void **state) {
  (void)state;
  assert_int_equal(RUN_COMMAND(command_add, NULL, "--glob", "*.md", "--type-list").exit, EXIT_DONE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "--glob", "*.md", "--mistyped").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "--exclude", "*.o", "-0", "a").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "--type", "md", "--charset", "none such", "a").exit, EXIT_USAGE);
}

static void other_settings_are_refused_as_usage(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *input = "{\"id\":\"1\",\"text\":\"a\"}\n";
  RUN_COMMAND(command_add, input, "-i", dir, "-");
  assert_int_equal(RUN_COMMAND(command_add, input, "-i", dir, "--title-weight", "5", "-").exit, EXIT_USAGE);
  assert_int_equal(RUN_COMMAND(command_add, NULL, "-i", dir).exit, EXIT_USAGE);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(adds_from_standard_input),
      cmocka_unit_test(a_refused_article_skips_only_itself),
      cmocka_unit_test(an_article_that_needs_more_memory_names_the_option),
      cmocka_unit_test(binary_files_are_skipped_in_a_folder_and_refused_by_name),
      cmocka_unit_test(little_or_much_is_said_on_request),
      cmocka_unit_test(a_mistyped_path_makes_no_index),
      cmocka_unit_test(paths_can_come_from_a_list),
      cmocka_unit_test(each_of_many_commits_counts),
      cmocka_unit_test(a_language_is_for_a_new_index_or_for_the_articles),
      cmocka_unit_test(a_language_is_detected_for_articles_that_name_none),
      cmocka_unit_test(detection_leaves_the_default_language),
      cmocka_unit_test(zero_bytes_end_the_paths_of_a_file_alone),
      cmocka_unit_test(options_of_folders_are_released_however_it_ends),
      cmocka_unit_test(other_settings_are_refused_as_usage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
