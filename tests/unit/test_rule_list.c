/* SPDX-License-Identifier: MIT */
/* test_rule_list.c: the last rule that matches decides. */
#include "support/support.h"

#include "base/memory.h"
#include "walk/rule_list.h"

#include <string.h>

static qn__verdict ask(const char *const *patterns, size_t n, const char *path) {
  qn__rule_list list;
  qn_error error;
  qn__rule_list_init(&list);
  for (size_t i = 0; i < n; i++)
    assert_ok(qn__rule_list_add(&list, patterns[i], strlen(patterns[i]), (uint32_t)i, &error), error);
  assert_int_equal(qn__rule_list_size(&list), n);
  const size_t size = strlen(path);
  const bool is_folder = size > 0 && path[size - 1] == '/';
  qn__walk_entry entry = {path, size - is_folder, 0, is_folder};
  for (size_t i = 0; i < entry.size; i++)
    if (path[i] == '/')
      entry.name = i + 1;
  const qn__verdict verdict = qn__rule_verdict(qn__rule_list_find(&list, &entry, 0));
  qn__rule_list_clear(&list);
  return verdict;
}

#define ASK(path, ...)                                                                                                 \
  ask((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), path)

static void a_pattern_without_a_slash_is_for_names(void **state) {
  (void)state;
  assert_int_equal(ASK("a/b/x.o", "*.o"), QN__UNWANTED);
  assert_int_equal(ASK("a/frotz", "frotz"), QN__UNWANTED);
  assert_int_equal(ASK("frotz/a", "frotz"), QN__UNDECIDED);
}

static void a_pattern_with_a_slash_is_for_the_whole_path(void **state) {
  (void)state;
  assert_int_equal(ASK("doc/frotz", "doc/frotz"), QN__UNWANTED);
  assert_int_equal(ASK("a/doc/frotz", "doc/frotz"), QN__UNDECIDED);
  assert_int_equal(ASK("frotz", "/frotz"), QN__UNWANTED);
  assert_int_equal(ASK("a/frotz", "/frotz"), QN__UNDECIDED);
}

static void a_slash_at_the_end_is_for_folders(void **state) {
  (void)state;
  assert_int_equal(ASK("a/frotz/", "frotz/"), QN__UNWANTED);
  assert_int_equal(ASK("a/frotz", "frotz/"), QN__UNDECIDED);
  assert_int_equal(ASK("a/doc/frotz/", "doc/frotz/"), QN__UNDECIDED);
}

static void the_last_one_that_matches_decides(void **state) {
  (void)state;
  assert_int_equal(ASK("a.html", "*.html", "!a.html"), QN__WANTED);
  assert_int_equal(ASK("a.html", "!a.html", "*.html"), QN__UNWANTED);
  assert_int_equal(ASK("b.html", "*.html", "!a.html"), QN__UNWANTED);
  assert_int_equal(ASK("!a", "\\!a"), QN__UNWANTED);
  assert_int_equal(ASK("a", "/", "!", "//"), QN__UNDECIDED);
}

static void reports_out_of_memory(void **state) {
  (void)state;
  qn__rule_list list;
  qn_error error;
  qn__rule_list_init(&list);
  qn__memory_fail_after(0);
  qn_status status = qn__rule_list_add(&list, "a", 1, 1, &error);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  qn__rule_list_clear(&list);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_pattern_without_a_slash_is_for_names),
      cmocka_unit_test(a_pattern_with_a_slash_is_for_the_whole_path),
      cmocka_unit_test(a_slash_at_the_end_is_for_folders),
      cmocka_unit_test(the_last_one_that_matches_decides),
      cmocka_unit_test(reports_out_of_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
