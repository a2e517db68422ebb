/* SPDX-License-Identifier: MIT */
/* test_repository.c: the rules above a folder. */
#include "base/memory.h"
#include "unit/folder_tree.h"
#include "walk/repository.h"

#include <stdio.h>

static char *make_repository(void) {
  char *dir = make_temp_dir();
  make_file_of(dir, ".gitignore", "outside\n");
  make_folder(dir, "r");
  make_folder(dir, "r/.git");
  make_folder(dir, "r/.git/info");
  make_file_of(dir, "r/.git/info/exclude", "excluded\n");
  make_file_of(dir, "r/.gitignore", "/a/b/anchored\n*.o\n");
  make_folder(dir, "r/a");
  make_file_of(dir, "r/a/.ignore", "b/x\n");
  make_folder(dir, "r/a/b");
  make_file_of(dir, "r/a/b/.gitignore", "own\n"); /* which the walk itself reads */
  return dir;
}

static void fail_problem(void *context, const char *message) {
  (void)context;
  fail_msg("%s", message);
}

/* What the rules above the folder say of a file in it. */
static qn__verdict verdict_of(const char *dir, const char *folder, const char *name) {
  qn__repository repository;
  qn__buffer below;
  qn_error error;
  char *path = path_in(dir, folder);
  qn__repository_init(&repository, fail_problem, NULL);
  qn__buffer_init(&below);
  assert_ok(qn__repository_find(&repository, path, &below, &error), error);
  const size_t start = below.size + (below.size > 0);
  qn__buffer_print(&below, "%s%s", below.size > 0 ? "/" : "", name);
  const qn__walk_entry entry = {(const char *)below.data, below.size, start, false};
  const qn__verdict verdict = qn__ignore_verdict(repository.rules, &entry, NULL);
  qn__buffer_clear(&below);
  qn__repository_clear(&repository);
  free(path);
  return verdict;
}

static void rules_up_to_the_root_decide(void **state) {
  (void)state;
  char *dir = make_repository();
  assert_int_equal(verdict_of(dir, "r/a/b", "anchored"), QN__UNWANTED);
  assert_int_equal(verdict_of(dir, "r/a/b/", "main.o"), QN__UNWANTED);
  assert_int_equal(verdict_of(dir, "r/a/b", "x"), QN__UNWANTED);
  assert_int_equal(verdict_of(dir, "r/a/b", "excluded"), QN__UNWANTED);
  assert_int_equal(verdict_of(dir, "r/a/b", "own"), QN__UNDECIDED);
  assert_int_equal(verdict_of(dir, "r/a/b", "outside"), QN__UNDECIDED);
  assert_int_equal(verdict_of(dir, "r/a", "x"), QN__UNDECIDED);
  remove_tree(dir);
}

static void a_root_and_what_is_in_no_repository_have_no_rules_above(void **state) {
  (void)state;
  char *dir = make_repository();
  assert_int_equal(verdict_of(dir, "r", "main.o"), QN__UNDECIDED);
  assert_int_equal(verdict_of(dir, ".", "outside"), QN__UNDECIDED);
  remove_tree(dir);
}

static void note_problem(void *context, const char *message) {
  snprintf(context, 1000, "%s", message);
}

static void a_file_of_rules_that_is_too_large_is_reported_and_the_others_count(void **state) {
  (void)state;
  const size_t size = (1 << 20) + 1;
  char *dir = make_repository(), *path = path_in(dir, "r/a/b"), *rules = path_in(dir, "r/a/.gitignore");
  char *text = malloc(size), found[1000] = "", *real;
  qn__repository repository;
  qn__buffer below;
  qn_error error;
  memset(text, '\n', size);
  write_file(rules, text, size);
  real = realpath(rules, NULL);
  qn__repository_init(&repository, note_problem, found);
  qn__buffer_init(&below);
  assert_ok(qn__repository_find(&repository, path, &below, &error), error);
  assert_int_equal(strncmp(found, real, strlen(real)), 0);
  assert_string_equal(found + strlen(real), ": more than 1 MiB of rules");
  const qn__walk_entry entry = {"a/b/x", 5, 4, false};
  assert_int_equal(qn__ignore_verdict(repository.rules, &entry, NULL), QN__UNWANTED);
  qn__buffer_clear(&below);
  qn__repository_clear(&repository);
  free(real);
  free(text);
  free(rules);
  free(path);
  remove_tree(dir);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  char *dir = make_repository(), *path = path_in(dir, "r/a/b");
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status == QN_NO_MEMORY; n++) {
    qn__repository repository;
    qn__buffer below;
    qn_error error;
    qn__repository_init(&repository, fail_problem, NULL);
    qn__buffer_init(&below);
    qn__memory_fail_after(n);
    status = qn__repository_find(&repository, path, &below, &error);
    qn__memory_fail_after(-1);
    qn__repository_clear(&repository);
    qn__buffer_clear(&below);
    assert_true(n < 100);
  }
  assert_int_equal(status, QN_OK);
  free(path);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rules_up_to_the_root_decide),
      cmocka_unit_test(a_root_and_what_is_in_no_repository_have_no_rules_above),
      cmocka_unit_test(a_file_of_rules_that_is_too_large_is_reported_and_the_others_count),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
