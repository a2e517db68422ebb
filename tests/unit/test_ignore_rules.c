/* SPDX-License-Identifier: MIT */
/* test_ignore_rules.c: lines of ignore files, and which of several files decides. */
#include "support/support.h"

#include "walk/ignore_rules.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void parse(qn__ignore_level *level, unsigned file, const char *text) {
  qn_error error;
  assert_ok(qn__ignore_level_parse(level, file, text, strlen(text), &error), error);
}

static qn__verdict verdict_of(const qn__ignore_level *level, const char *path) {
  const char *slash = strrchr(path, '/');
  const qn__walk_entry entry = {path, strlen(path), slash != NULL ? (size_t)(slash + 1 - path) : 0, false};
  return qn__ignore_verdict(level, &entry, NULL);
}

/* What one file says of a name. */
static qn__verdict verdict_by(const char *text, const char *name) {
  qn__ignore_level level;
  qn__ignore_level_init(&level, NULL, 0);
  parse(&level, QN__IGNORE_GIT, text);
  const qn__verdict verdict = verdict_of(&level, name);
  qn__ignore_level_clear(&level);
  return verdict;
}

static void blank_lines_and_comments_say_nothing(void **state) {
  (void)state;
  assert_int_equal(verdict_by("", "a"), QN__UNDECIDED);
  assert_int_equal(verdict_by("\n# a\n  \n#b\n\n", "#b"), QN__UNDECIDED);
  assert_int_equal(verdict_by("\\#b\n", "#b"), QN__UNWANTED);
}

static void spaces_at_the_end_are_left_out_unless_quoted(void **state) {
  (void)state;
  assert_int_equal(verdict_by("a  \n", "a"), QN__UNWANTED);
  assert_int_equal(verdict_by("a\\ \n", "a "), QN__UNWANTED);
  assert_int_equal(verdict_by("a\\  \n", "a "), QN__UNWANTED);
  assert_int_equal(verdict_by("a\\ \n", "a"), QN__UNDECIDED);
  assert_int_equal(verdict_by(" a\n", "a"), QN__UNDECIDED);
  assert_int_equal(verdict_by("a b\n", "a b"), QN__UNWANTED);
}

static void lines_end_in_lf_crlf_or_the_file(void **state) {
  (void)state;
  assert_int_equal(verdict_by("a\r\nb", "a"), QN__UNWANTED);
  assert_int_equal(verdict_by("a\r\nb", "b"), QN__UNWANTED);
  assert_int_equal(verdict_by("\xef\xbb\xbf"
                              "a\n",
                              "a"),
                   QN__UNWANTED);
}

static void the_deepest_file_decides(void **state) {
  (void)state;
  qn__ignore_level top, below;
  qn__ignore_level_init(&top, NULL, 0);
  qn__ignore_level_init(&below, &top, 2);
  parse(&top, QN__IGNORE_GIT, "*.o\n/b\nd/x\n");
  parse(&below, QN__IGNORE_GIT, "!a.o\n/x\n");
  assert_int_equal(verdict_of(&below, "d/a.o"), QN__WANTED);
  assert_int_equal(verdict_of(&below, "d/b.o"), QN__UNWANTED);
  assert_int_equal(verdict_of(&below, "d/b"), QN__UNDECIDED);
  assert_int_equal(verdict_of(&below, "d/x"), QN__UNWANTED);
  assert_int_equal(verdict_of(&top, "b"), QN__UNWANTED);
  qn__ignore_level_clear(&below);
  qn__ignore_level_clear(&top);
}

static void the_rule_that_decides_is_known(void **state) {
  (void)state;
  qn__ignore_level top, below;
  qn__ignore_source source;
  const qn__walk_entry entry = {"d/a.o", 5, 2, false}, other = {"d/b", 3, 2, false};
  qn__ignore_level_init(&top, NULL, 0);
  qn__ignore_level_init(&below, &top, 2);
  parse(&top, QN__IGNORE_GIT, "# objects\n\n*.o\r\n");
  parse(&below, QN__IGNORE_ANY, "b");
  assert_int_equal(qn__ignore_verdict(&below, &entry, &source), QN__UNWANTED);
  assert_string_equal(source.file, ".gitignore");
  assert_int_equal(source.rule->line, 3);
  assert_int_equal(source.start, 0);
  qn__ignore_verdict(&below, &other, &source);
  assert_string_equal(source.file, ".ignore");
  assert_int_equal(source.rule->line, 1);
  assert_int_equal(source.start, 2);
  assert_int_equal(qn__ignore_verdict(&top, &other, &source), QN__UNDECIDED);
  assert_null(source.rule);
  qn__ignore_level_clear(&below);
  qn__ignore_level_clear(&top);
}

static void one_kind_of_file_is_before_another(void **state) {
  (void)state;
  qn__ignore_level top, below;
  qn__ignore_level_init(&top, NULL, 0);
  qn__ignore_level_init(&below, &top, 2);
  parse(&top, QN__IGNORE_QUERN, "!a\n");
  parse(&top, QN__IGNORE_ANY, "a\nb\n");
  parse(&below, QN__IGNORE_GIT, "a\n!b\n!c\n");
  parse(&top, QN__IGNORE_EXCLUDE, "c\nd\n");
  assert_int_equal(verdict_of(&below, "d/a"), QN__WANTED);
  assert_int_equal(verdict_of(&below, "d/b"), QN__UNWANTED);
  assert_int_equal(verdict_of(&below, "d/c"), QN__WANTED);
  assert_int_equal(verdict_of(&below, "d/d"), QN__UNWANTED);
  qn__ignore_level_clear(&below);
  qn__ignore_level_clear(&top);
}

static void a_repository_keeps_away_rules_of_git_above_it(void **state) {
  (void)state;
  qn__ignore_level top, below;
  qn__ignore_level_init(&top, NULL, 0);
  qn__ignore_level_init(&below, &top, 2);
  assert_false(qn__ignore_level_decides(&below));
  below.is_repository = true;
  assert_true(qn__ignore_level_decides(&below));
  parse(&top, QN__IGNORE_GIT, "a\n");
  parse(&top, QN__IGNORE_ANY, "b\n");
  assert_int_equal(verdict_of(&below, "d/a"), QN__UNDECIDED);
  assert_int_equal(verdict_of(&below, "d/b"), QN__UNWANTED);
  qn__ignore_level_clear(&below);
  qn__ignore_level_clear(&top);
}

static qn_status read_level(const char *dir, qn_error *error) {
  qn__ignore_level level;
  qn__ignore_level_init(&level, NULL, 0);
  qn_status status = qn__ignore_level_read(&level, QN__IGNORE_GIT, dir, error);
  if (status == QN_OK)
    assert_int_equal(verdict_of(&level, "a"), qn__ignore_level_decides(&level) ? QN__UNWANTED : QN__UNDECIDED);
  qn__ignore_level_clear(&level);
  return status;
}

static void files_of_any_size_up_to_one_mebibyte_are_read(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, ".gitignore");
  static char text[(1 << 20) + 1];
  qn_error error;
  assert_ok(read_level(dir, &error), error); /* there is none */
  memset(text, '\n', sizeof text);
  text[(1 << 20) - 1] = 'a';
  write_file(path, text, 1 << 20);
  assert_ok(read_level(dir, &error), error);
  write_file(path, text, sizeof text);
  assert_int_equal(read_level(dir, &error), QN_TOO_LARGE);
  assert_non_null(strstr(error.message, "/.gitignore: more than 1 MiB of rules"));
  free(path);
  remove_tree(dir);
}

static void a_folder_of_that_name_has_no_rules(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, ".gitignore");
  qn_error error;
  assert_int_equal(mkdir(path, 0777), 0);
  assert_ok(read_level(dir, &error), error);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blank_lines_and_comments_say_nothing),
      cmocka_unit_test(spaces_at_the_end_are_left_out_unless_quoted),
      cmocka_unit_test(lines_end_in_lf_crlf_or_the_file),
      cmocka_unit_test(the_deepest_file_decides),
      cmocka_unit_test(the_rule_that_decides_is_known),
      cmocka_unit_test(one_kind_of_file_is_before_another),
      cmocka_unit_test(a_repository_keeps_away_rules_of_git_above_it),
      cmocka_unit_test(files_of_any_size_up_to_one_mebibyte_are_read),
      cmocka_unit_test(a_folder_of_that_name_has_no_rules),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
