/* SPDX-License-Identifier: MIT */
/* test_index_versions.c: an index says which versions of Unicode and of the stemmers made its segments. */
#include "support/foreign_index.h"
#include "support/support.h"

#include <string.h>

enum { VERSIONS_MAX = 8 };

typedef struct listed_versions {
  qn_index_version all[VERSIONS_MAX];
  char fingerprints[VERSIONS_MAX][9];
  size_t n;
} listed_versions;

static void list_version(void *context, const qn_index_version *version) {
  listed_versions *listed = context;
  assert_true(listed->n < VERSIONS_MAX);
  assert_int_equal(strspn(version->fingerprint, "0123456789abcdef"), 8);
  memcpy(listed->fingerprints[listed->n], version->fingerprint, 9);
  listed->all[listed->n++] = *version;
}

static listed_versions versions_of(const char *dir) {
  listed_versions listed = {.n = 0};
  qn_index *index = NULL;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  qn_index_each_version(index, list_version, &listed);
  qn_index_close(index);
  return listed;
}

static void add_one(const char *dir, const char *id, const char *language) {
  const qn_article article = {.id = string_of(id), .text = string_of("Some words."), .language = string_of(language)};
  add_articles(dir, &article, 1, NULL);
}

static void segments_of_the_same_versions_are_counted_together(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_one(dir, "1", "en");
  add_one(dir, "2", "en");
  add_one(dir, "3", "de"); /* other stemmers, and so another fingerprint */
  const listed_versions listed = versions_of(dir);
  assert_int_equal(listed.n, 2);
  assert_int_equal(listed.all[0].n_segments, 2);
  assert_int_equal(listed.all[0].n_articles, 2);
  assert_int_equal(listed.all[1].n_segments, 1);
  assert_false(listed.all[0].is_foreign || listed.all[1].is_foreign);
  assert_string_not_equal(listed.fingerprints[0], listed.fingerprints[1]);
  assert_int_equal(index_info(dir).n_foreign_segments, 0);
  remove_tree(dir);
}

static void other_versions_are_foreign(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_one(dir, "1", "en");
  make_index_foreign(dir);
  add_one(dir, "2", "en");
  const listed_versions listed = versions_of(dir);
  assert_int_equal(listed.n, 2);
  assert_true(listed.all[0].is_foreign);
  assert_false(listed.all[1].is_foreign);
  assert_int_equal(index_info(dir).n_foreign_segments, 1);
  remove_tree(dir);
}

static void an_empty_index_has_no_versions(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  add_texts(dir, NULL, 0);
  assert_int_equal(versions_of(dir).n, 0);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(segments_of_the_same_versions_are_counted_together),
      cmocka_unit_test(other_versions_are_foreign),
      cmocka_unit_test(an_empty_index_has_no_versions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
