/* SPDX-License-Identifier: MIT */
/* test_merge_policy.c: eight segments of a size become one, but larger ones between them, and the limit of what one
 * commit may merge, are respected; merging keeps the order of the articles. */
#include "writer/writer.h"

#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 100, MIDDLE = 5000, LARGE = 40000 }; /* bytes of text: three tiers */

/* Commits an article of about so many bytes. */
static void commit_article(qn_writer *writer, const char *id, size_t size) {
  char *text = malloc(size + 1);
  qn_error error;
  memset(text, 'x', size);
  for (size_t i = 7; i < size; i += 8)
    text[i] = ' ';
  text[size] = '\0';
  add_plain(writer, id, text);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  free(text);
}

/* Commits articles of these sizes, with the ids "1", "2"... */
static qn_writer *open_segments(const char *dir, const size_t *sizes, size_t n) {
  qn_writer *writer = open_writer_in(dir, NULL);
  char id[24];
  for (size_t i = 0; i < n; i++) {
    snprintf(id, sizeof id, "%zu", i + 1);
    commit_article(writer, id, sizes[i]);
  }
  return writer;
}

static void assert_ids(const char *dir, const char *expected) {
  char *ids = index_ids(dir);
  assert_string_equal(ids, expected);
  free(ids);
}

static void the_eighth_segment_of_a_size_merges_all(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 7);
  assert_int_equal(writer->n_segments, 7);
  commit_article(writer, "8", SMALL);
  assert_int_equal(writer->n_segments, 1);
  assert_int_equal(writer->segments[0].entry.n_docs, 8);
  commit_article(writer, "9", SMALL);
  assert_int_equal(writer->n_segments, 2);
  qn_writer_close(writer);
  assert_ids(dir, "1 2 3 4 5 6 7 8 9 ");
  remove_tree(dir);
}

static void segments_below_4_kib_are_of_one_size(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 4095, 10, 3000, 100, 2000, 1000, 50};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 8);
  assert_int_equal(writer->n_segments, 1);
  qn_writer_close(writer);
  assert_ids(dir, "1 2 3 4 5 6 7 8 ");
  remove_tree(dir);
}

static void smaller_segments_between_are_merged_with_them(void **state) {
  (void)state;
  static const size_t sizes[] = {MIDDLE, MIDDLE, SMALL, MIDDLE, MIDDLE, MIDDLE, SMALL, MIDDLE, MIDDLE};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 9);
  assert_int_equal(writer->n_segments, 9);
  commit_article(writer, "10", MIDDLE);
  assert_int_equal(writer->n_segments, 1);
  qn_writer_close(writer);
  assert_ids(dir, "1 2 3 4 5 6 7 8 9 10 ");
  remove_tree(dir);
}

static void a_larger_segment_parts_its_neighbours(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL, LARGE, SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 9);
  assert_int_equal(writer->n_segments, 9); /* eight small ones, but not side by side */
  qn_writer_close(writer);
  assert_ids(dir, "1 2 3 4 5 6 7 8 9 ");
  remove_tree(dir);
}

static void a_segment_with_most_articles_deleted_is_rewritten(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (const char *id = "abcd"; *id != '\0'; id++)
    add_plain(writer, (const char[]){*id, '\0'}, "text");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error);
  assert_ok(qn_writer_delete(writer, string_of("c"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(writer->segments[0].entry.n_docs, 4); /* half of them is not most */
  assert_ok(qn_writer_delete(writer, string_of("d"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(writer->segments[0].entry.n_docs, 1);
  assert_int_equal(writer->segments[0].entry.n_deleted, 0);
  qn_writer_close(writer);
  assert_ids(dir, "b ");
  remove_tree(dir);
}

/* What a commit may merge: eight times what it added, or 64 MiB where that is more. */
static void a_commit_merges_no_more_than_it_may(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  const uint64_t each = UINT64_C(9) << 20;
  qn_writer *writer = open_segments(dir, sizes, 7);
  add_plain(writer, "8", "text");
  uint64_t added;
  qn_error error;
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  for (size_t i = 0; i < 8; i++) /* as if they were larger: 72 MiB together */
    writer->segments[i].file.meta.text_bytes = each;
  assert_ok(qn__writer_follow_merge_policy(writer, each - 1, &error), error);
  assert_int_equal(writer->n_segments, 8);
  assert_ok(qn__writer_follow_merge_policy(writer, each, &error), error);
  assert_int_equal(writer->n_segments, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void small_merges_are_always_allowed(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 7);
  add_plain(writer, "8", "text");
  uint64_t added;
  qn_error error;
  assert_ok(qn__writer_end_segment(writer, &added, &error), error);
  for (size_t i = 0; i < 8; i++)
    writer->segments[i].file.meta.text_bytes = UINT64_C(8) << 20; /* 64 MiB together */
  assert_ok(qn__writer_follow_merge_policy(writer, 0, &error), error);
  assert_int_equal(writer->n_segments, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void what_was_merged_counts_against_the_limit(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  for (const char *id = "abcdefgh"; *id != '\0'; id++) {
    add_plain(writer, (const char[]){*id, '\0'}, "text");
    if (*id == 'd' || *id == 'h')
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
  }
  for (const char *id = "abcefg"; *id != '\0'; id++)
    assert_ok(qn_writer_delete(writer, (qn_string){id, 1}, &error), error);
  for (size_t i = 0; i < 2; i++)
    writer->segments[i].file.meta.text_bytes = UINT64_C(160) << 20; /* 40 MiB of them live */
  assert_ok(qn__writer_follow_merge_policy(writer, 0, &error), error);
  assert_int_equal(writer->segments[0].entry.n_docs, 1);
  assert_int_equal(writer->segments[1].entry.n_docs, 4);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* A sanitizer reports the conversion if the count is not limited. */
static void a_corrupt_count_of_text_is_more_than_any_commit_may_merge(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 7);
  writer->segments[3].file.meta.text_bytes = UINT64_MAX;
  commit_article(writer, "8", SMALL);
  assert_int_equal(writer->n_segments, 8);
  qn_writer_close(writer);
  assert_ids(dir, "1 2 3 4 5 6 7 8 ");
  remove_tree(dir);
}

/* --- merging ------------------------------------------------------------------------------------------------------ */

static void what_is_merged_keeps_its_place(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 4);
  qn_error error;
  assert_ok(qn__writer_merge_segments(writer, 1, 3, NULL, &error), error);
  assert_int_equal(writer->n_segments, 3);
  assert_int_equal(writer->segments[1].entry.n_docs, 2);
  assert_true(writer->done.written_bytes >= writer->segments[1].entry.size);
  commit_and_close(writer);
  assert_ids(dir, "1 2 3 4 ");
  remove_tree(dir);
}

static void dead_articles_are_left_out(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL, SMALL};
  char *dir = make_temp_dir();
  qn_writer *writer = open_segments(dir, sizes, 3);
  qn_error error;
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_ok(qn__writer_merge_segments(writer, 0, 2, NULL, &error), error);
  assert_int_equal(writer->n_segments, 2);
  assert_int_equal(writer->segments[0].entry.n_docs, 1);
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  assert_ok(qn__writer_merge_segments(writer, 0, 1, NULL, &error), error); /* leaves nothing */
  assert_int_equal(writer->n_segments, 1);
  commit_and_close(writer);
  assert_ids(dir, "3 ");
  remove_tree(dir);
}

static void a_merge_that_is_cancelled_changes_nothing(void **state) {
  (void)state;
  static const size_t sizes[] = {SMALL, SMALL};
  char *dir = make_temp_dir();
  bool cancel = false;
  qn_writer *writer = open_segments(dir, sizes, 2);
  qn_error error;
  size_t n = count_entries(dir);
  writer->options.cancel = (qn__cancel){flag_is_set, &cancel};
  cancel = true;
  assert_int_equal(qn__writer_merge_segments(writer, 0, 2, NULL, &error), QN_CANCELLED);
  assert_int_equal(writer->n_segments, 2);
  assert_false(writer->changed);
  assert_int_equal(count_entries(dir), n);
  qn_writer_close(writer);
  assert_ids(dir, "1 2 ");
  remove_tree(dir);
}

/* --- damage ------------------------------------------------------------------------------------------------------- */

/* Words that hardly compress: the article's text begins in the first chunk of the file, the tables are in others. */
static void commit_noise(qn_writer *writer, random_source *random, const char *id) {
  enum { SIZE = 60000 };
  char *text = malloc(SIZE + 1);
  qn_error error;
  for (size_t i = 0; i < SIZE; i++)
    text[i] = i % 9 == 8 ? ' ' : (char)('a' + random_below(random, 26));
  text[SIZE] = '\0';
  add_plain(writer, id, text);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  free(text);
}

/* Seven commits, of which the one in the middle is damaged in its text. */
static char *make_damaged(random_source *random, char damaged[33]) {
  char *dir = make_temp_dir(), id[2] = "a";
  qn_writer *writer = open_writer_in(dir, NULL);
  for (; id[0] <= 'g'; id[0]++)
    commit_noise(writer, random, id);
  assert_int_equal(writer->n_segments, 7);
  strcpy(damaged, writer->segments[3].entry.name);
  qn_writer_close(writer);
  char *path = qn__segment_path(dir, damaged);
  damage_file(path, 1000);
  free(path);
  return dir;
}

static void a_damaged_segment_is_left_alone_and_reported(void **state) {
  (void)state;
  random_source random = random_start("damaged merge", 71);
  char name[33], *dir = make_damaged(&random, name), id[2] = "h";
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_commit_info done;
  qn_error error;
  for (; id[0] <= 'p'; id[0]++) {
    commit_noise(writer, &random, id);
    assert_ok(qn_writer_commit(writer, &done, &error), error);
    assert_int_equal(done.damaged_segments, 1); /* the eighth segment of the tier tried to merge it */
    assert_non_null(strstr(done.damage, name));
  }
  assert_int_equal(writer->n_segments, 9); /* three, the damaged one, eight in one, and four more */
  assert_string_equal(writer->segments[3].entry.name, name);
  assert_int_equal(writer->segments[4].entry.n_docs, 8);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 16);
  remove_tree(dir);
}

static void compacting_a_damaged_index_fails_and_changes_nothing(void **state) {
  (void)state;
  random_source random = random_start("damaged compact", 72);
  char name[33], *dir = make_damaged(&random, name);
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_int_equal(qn_writer_compact(writer, NULL, &error), QN_DAMAGED);
  assert_non_null(strstr(error.message, name));
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).generation, 7);
  assert_int_equal(index_info(dir).n_segments, 7);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_eighth_segment_of_a_size_merges_all),
      cmocka_unit_test(segments_below_4_kib_are_of_one_size),
      cmocka_unit_test(smaller_segments_between_are_merged_with_them),
      cmocka_unit_test(a_larger_segment_parts_its_neighbours),
      cmocka_unit_test(a_segment_with_most_articles_deleted_is_rewritten),
      cmocka_unit_test(a_commit_merges_no_more_than_it_may),
      cmocka_unit_test(small_merges_are_always_allowed),
      cmocka_unit_test(what_was_merged_counts_against_the_limit),
      cmocka_unit_test(a_corrupt_count_of_text_is_more_than_any_commit_may_merge),
      cmocka_unit_test(what_is_merged_keeps_its_place),
      cmocka_unit_test(dead_articles_are_left_out),
      cmocka_unit_test(a_merge_that_is_cancelled_changes_nothing),
      cmocka_unit_test(a_damaged_segment_is_left_alone_and_reported),
      cmocka_unit_test(compacting_a_damaged_index_fails_and_changes_nothing),
  };
  return cmocka_run_group_tests_name("merge policy", tests, NULL, NULL);
}
