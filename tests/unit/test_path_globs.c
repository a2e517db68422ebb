/* SPDX-License-Identifier: MIT */
/* test_path_globs.c: --glob and --exclude. */
#include "support/support.h"

#include "base/memory.h"
#include "walk/path_globs.h"

#include <string.h>

static void add(qn__path_globs *globs, const char *glob, bool excluded) {
  qn_error error;
  assert_ok(qn__path_globs_add(globs, glob, excluded, &error), error);
}

static qn__verdict verdict_of(const qn__path_globs *globs, const char *path, bool is_folder) {
  const char *slash = strrchr(path, '/');
  const qn__walk_entry entry = {path, strlen(path), slash != NULL ? (size_t)(slash + 1 - path) : 0, is_folder};
  return qn__path_globs_verdict(globs, &entry, 0);
}

static void a_glob_takes_files_and_leaves_out_all_others(void **state) {
  (void)state;
  qn__path_globs globs;
  qn__path_globs_init(&globs);
  add(&globs, "*.md", false);
  assert_int_equal(verdict_of(&globs, "a/b.md", false), QN__WANTED);
  assert_int_equal(verdict_of(&globs, "a/b.c", false), QN__UNWANTED);
  assert_int_equal(verdict_of(&globs, "a", true), QN__UNDECIDED);
  qn__path_globs_clear(&globs);
}

static void a_glob_with_an_exclamation_mark_leaves_out_only_that(void **state) {
  (void)state;
  qn__path_globs globs;
  qn__path_globs_init(&globs);
  add(&globs, "!*.md", false);
  add(&globs, "/build", true);
  assert_int_equal(verdict_of(&globs, "a/b.md", false), QN__UNWANTED);
  assert_int_equal(verdict_of(&globs, "a/b.c", false), QN__UNDECIDED);
  assert_int_equal(verdict_of(&globs, "build", true), QN__UNWANTED);
  assert_int_equal(verdict_of(&globs, "a/build", true), QN__UNDECIDED);
  qn__path_globs_clear(&globs);
}

static void the_last_glob_that_matches_decides(void **state) {
  (void)state;
  qn__path_globs globs;
  qn__path_globs_init(&globs);
  add(&globs, "*.md", false);
  add(&globs, "!R*", false);
  add(&globs, "README.md", false);
  assert_int_equal(verdict_of(&globs, "README.md", false), QN__WANTED);
  assert_int_equal(verdict_of(&globs, "RULES.md", false), QN__UNWANTED);
  qn__path_globs_clear(&globs);
}

static void braces_stand_for_each_of_their_parts(void **state) {
  (void)state;
  qn__path_globs globs;
  qn__path_globs_init(&globs);
  add(&globs, "{a,b{c,}}.{h,\\{}", false);
  assert_int_equal(qn__rule_list_size(&globs.rules), 6);
  static const char *const wanted[] = {"a.h", "bc.h", "b.h", "a.{", "bc.{", "b.{"};
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
    assert_int_equal(verdict_of(&globs, wanted[i], false), QN__WANTED);
  assert_int_equal(verdict_of(&globs, "c.h", false), QN__UNWANTED);
  qn__path_globs_clear(&globs);
}

static void assert_refused(const char *glob, const char *message) {
  qn__path_globs globs;
  qn_error error;
  qn__path_globs_init(&globs);
  assert_int_equal(qn__path_globs_add(&globs, glob, false, &error), QN_INVALID);
  assert_string_equal(error.message, message);
  qn__path_globs_clear(&globs);
}

static void wrong_globs_are_refused(void **state) {
  (void)state;
  assert_refused("", "a glob is empty");
  assert_refused("!", "a glob is empty");
  assert_refused("[a", "a [ lacks its ], or nothing follows a backslash");
  assert_refused("a{b,c", "a { lacks its }");
  assert_refused("{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}",
                 "the braces stand for too many globs");
}

static void reports_out_of_memory(void **state) {
  (void)state;
  qn_status status = QN_NO_MEMORY;
  for (long n = 0; status == QN_NO_MEMORY; n++) {
    qn__path_globs globs;
    qn_error error;
    qn__path_globs_init(&globs);
    qn__memory_fail_after(n);
    status = qn__path_globs_add(&globs, "{a,b}.{c,d}", false, &error);
    qn__memory_fail_after(-1);
    qn__path_globs_clear(&globs);
    assert_true(n < 100);
  }
  assert_int_equal(status, QN_OK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_glob_takes_files_and_leaves_out_all_others),
      cmocka_unit_test(a_glob_with_an_exclamation_mark_leaves_out_only_that),
      cmocka_unit_test(the_last_glob_that_matches_decides),
      cmocka_unit_test(braces_stand_for_each_of_their_parts),
      cmocka_unit_test(wrong_globs_are_refused),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
