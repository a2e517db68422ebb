/* SPDX-License-Identifier: MIT */
/* test_index_duplicates.c: articles with the text of another one are counted, over segments and without the deleted. */
#include "base/memory.h"
#include "support/search_fixture.h"

static const char *const texts[] = {"one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                                    "fifteen sixteen",
                                    "alone",
                                    "One two three four five six seven eight nine ten eleven twelve thirteen fourteen "
                                    "fifteen, sixteen!",
                                    "twice",
                                    "",
                                    "twice",
                                    "",
                                    "twice"};
enum { N = sizeof texts / sizeof texts[0] };

static uint64_t count(const char *const *dirs, size_t n) {
  qn_index *index;
  uint64_t found = 77;
  qn_error error;
  assert_ok(qn_index_open(&index, dirs, n, &error), error);
  assert_ok(qn_index_count_duplicates(index, &found, &error), error);
  qn_index_close(index);
  return found;
}

static void an_article_counts_if_another_has_its_text(void **state) {
  search_fixture f, other;
  qn_error error;
  (void)state;
  search_fixture_open_texts(&f, texts, N);
  search_fixture_open_texts(&other, texts, N);
  const char *const dirs[] = {f.dir, other.dir};
  assert_int_equal(count(dirs, 1), 3);
  assert_int_equal(count(dirs, 2), 3 + N - 2); /* the articles without words have no equal */
  qn_writer *writer = open_writer_in(f.dir, NULL);
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn_writer_delete(writer, string_of("4"), &error), error);
  commit_and_close(writer);
  assert_int_equal(count(dirs, 1), 1);
  search_fixture_close(&other);
  search_fixture_close(&f);
}

static void an_empty_index_has_none(void **state) {
  char *dir = make_temp_dir();
  const char *const dirs[] = {dir};
  (void)state;
  commit_and_close(open_writer_in(dir, NULL));
  assert_int_equal(count(dirs, 1), 0);
  remove_tree(dir);
}

static void reports_out_of_memory_and_what_is_missing(void **state) {
  search_fixture f;
  uint64_t found = 77;
  (void)state;
  search_fixture_open_texts(&f, texts, N);
  assert_int_equal(qn_index_count_duplicates(NULL, &found, NULL), QN_INVALID);
  assert_int_equal(qn_index_count_duplicates(f.index, NULL, NULL), QN_INVALID);
  qn__memory_fail_after(0);
  const qn_status status = qn_index_count_duplicates(f.index, &found, NULL);
  qn__memory_fail_after(-1);
  assert_int_equal(status, QN_NO_MEMORY);
  assert_int_equal(found, 77);
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_counts_if_another_has_its_text),
      cmocka_unit_test(an_empty_index_has_none),
      cmocka_unit_test(reports_out_of_memory_and_what_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
