/* SPDX-License-Identifier: MIT */
/* test_index_upgrade.c: an index that other versions of Unicode and of the stemmers made is added to, merged and
 * brought up to date; what is stored in it is read without a stemmer. */
#include <string.h>

#include "support/index_files.h"
#include "support/other_versions.h"
#include "support/versioned_index.h"

static void compact(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  qn_writer_close(writer);
}

static void check_same_files(const char *a, const char *b) {
  index_files files[2];
  index_files_read(&files[0], a);
  index_files_read(&files[1], b);
  const index_file *segment = NULL;
  for (size_t i = 0; i < files[0].n; i++)
    if (index_file_is_segment(&files[0].files[i]))
      segment = &files[0].files[i];
  assert_non_null(segment);
  assert_non_null(index_files_find(&files[1], segment->name)); /* by its content hash */
  index_files_clear(&files[0]);
  index_files_clear(&files[1]);
}

static void compacting_makes_the_segment_that_the_own_versions_make(void **state) {
  vocabulary *v = *state;
  char *old = make_temp_dir(), *own = make_temp_dir();
  const random_source random = v->random;
  add_part(old, v, OLD_VERSIONS, 0);
  v->random = random;
  add_part(own, v, 0, 0);
  compact(old);
  compact(own);
  assert_int_equal(index_info(old).n_foreign_segments, 0);
  check_same_files(old, own);
  remove_tree(old);
  remove_tree(own);
}

/* It has nothing else to do in an index of one segment. */
static void compacting_one_foreign_segment_makes_it_again(void **state) {
  char *dir = make_temp_dir();
  (void)state;
  other_versions_set(OLD_VERSIONS);
  add_texts(dir, (const char *const[]){"houses talked"}, 1);
  other_versions_set(0);
  assert_int_equal(index_info(dir).n_foreign_segments, 1);
  compact(dir);
  assert_int_equal(index_info(dir).n_foreign_segments, 0);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void count_version(void *context, const qn_index_version *version) {
  uint64_t *n = context;
  n[version->is_foreign] += version->n_segments;
  n[2] += version->n_articles;
  assert_int_equal(strlen(version->fingerprint), 8);
}

static void what_is_added_has_the_own_versions(void **state) {
  char *dir = make_temp_dir();
  qn_index *index = NULL;
  uint64_t n[3] = {0};
  qn_error error;
  const unsigned next = add_part(dir, *state, OLD_VERSIONS, 0);
  add_part(dir, *state, 0, next);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  qn_index_each_version(index, count_version, n);
  assert_int_equal(n[true], PART_COMMITS);
  assert_int_equal(n[false], PART_COMMITS);
  assert_int_equal(n[2], 2 * next);
  qn_index_close(index);
  remove_tree(dir);
}

/* Eight segments of a tier become one, whichever versions made them. */
static void merges_of_commits_bring_segments_up_to_date(void **state) {
  char *dir = make_temp_dir();
  (void)state;
  for (unsigned i = 0; i < 8; i++) {
    char id[2] = {(char)('0' + i), '\0'};
    other_versions_set(i < 7 ? OLD_VERSIONS : 0);
    qn_writer *writer = open_writer_in(dir, NULL);
    add_plain(writer, id, "houses talked");
    commit_and_close(writer);
  }
  other_versions_set(0);
  assert_int_equal(index_info(dir).n_segments, 1);
  assert_int_equal(index_info(dir).n_foreign_segments, 0);
  assert_int_equal(index_info(dir).n_articles, 8);
  remove_tree(dir);
}

static void merging_indexes_takes_foreign_segments_over(void **state) {
  vocabulary *v = *state;
  char *old = make_temp_dir(), *own = make_temp_dir();
  qn_error error;
  add_part(old, v, OLD_VERSIONS, 0);
  qn_writer *writer = open_writer_in(own, NULL);
  assert_ok(qn_writer_merge(writer, old, &error), error);
  commit_and_close(writer);
  assert_int_equal(index_info(own).n_foreign_segments, PART_COMMITS);
  check_same_answers(all_answers(v, old, OLD_VERSIONS), all_answers(v, own, OWN_VERSIONS));
  remove_tree(old);
  remove_tree(own);
}

/* --- Without any stemmer ------------------------------------------------------------------------------------------ */

static bool count_article(void *context, const qn_article *article) {
  assert_true(article->text.size > 0);
  ++*(unsigned *)context;
  return true;
}

static void reading_what_is_stored_needs_no_stemmer(void **state) {
  char *dir = make_temp_dir();
  qn_index *index = NULL;
  unsigned n = 0;
  qn_error error;
  const unsigned all = add_part(dir, *state, 0, 0);
  other_versions_set_none();
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_index_each_article(index, count_article, &n, &error), error);
  assert_int_equal(n, all - 1); /* one was deleted */
  n = 0;
  assert_ok(qn_index_each_readable_article(index, count_article, NULL, &n, &error), error);
  assert_int_equal(n, all - 1);
  assert_ok(qn_index_check(index, NULL, NULL, &error), error);
  qn_index_close(index);
  assert_int_equal(index_info(dir).n_foreign_segments, PART_COMMITS);
  other_versions_set(0);
  remove_tree(dir);
}

int main(void) {
  static vocabulary v;
  make_vocabulary(&v);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_prestate(compacting_makes_the_segment_that_the_own_versions_make, &v),
      cmocka_unit_test_prestate(compacting_one_foreign_segment_makes_it_again, &v),
      cmocka_unit_test_prestate(what_is_added_has_the_own_versions, &v),
      cmocka_unit_test_prestate(merges_of_commits_bring_segments_up_to_date, &v),
      cmocka_unit_test_prestate(merging_indexes_takes_foreign_segments_over, &v),
      cmocka_unit_test_prestate(reading_what_is_stored_needs_no_stemmer, &v),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
