/* SPDX-License-Identifier: MIT */
/* test_builder_finish.c: a segment is a function of its live articles: those that were replaced or deleted leave no
 * trace in its bytes, and a failure leaves no file. */
#include "base/file.h"
#include "builder/budget.h"
#include "builder/builder.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn__builder *begin(const char *dir) {
  const qn__builder_options options = {
      .dir = dir, .settings = {QN__LANGUAGE_ENGLISH, 2}, .threads = 1, .memory = QN__MIN_MEMORY};
  qn__builder *builder = NULL;
  qn_error error;
  assert_ok(qn__builder_new(&builder, &options, &error), error);
  return builder;
}

static void add(qn__builder *builder, const char *id, const char *text) {
  const qn_article article = {.id = string_of(id), .title = string_of(id), .text = string_of(text)};
  qn_error error;
  assert_ok(qn__builder_add(builder, &article, &error), error);
}

static void take_back(qn__builder *builder, const char *id) {
  bool found = false;
  qn_error error;
  assert_ok(qn__builder_delete(builder, string_of(id), &found, &error), error);
  assert_true(found);
}

/* Finishes and frees the builder. */
static qn__manifest_entry finish(qn__builder *builder, qn__builder_counts *counts) {
  qn__manifest_entry entry;
  qn_error error;
  assert_ok(qn__builder_finish(builder, &entry, &error), error);
  qn__builder_get_counts(builder, counts);
  qn__builder_free(builder);
  return entry;
}

static void assert_file(const char *dir, const qn__manifest_entry *entry) {
  char *path = qn__segment_path(dir, entry->name);
  size_t size;
  char *bytes = read_file(path, &size);
  assert_int_equal(size, entry->size);
  free(bytes);
  free(path);
}

static void no_problem(void *context, const char *problem) {
  (void)context;
  fail_msg("%s", problem);
}

static void the_file_has_its_name_and_passes_the_check(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  qn__builder_counts counts;
  qn__view *view;
  qn__segment segment;
  char name[33];
  qn_error error;
  add(builder, "1", "walks and walked");
  add(builder, "2", "walks");
  qn__manifest_entry entry = finish(builder, &counts);
  assert_int_equal(count_entries(dir), 1);
  assert_file(dir, &entry);
  char *path = qn__segment_path(dir, entry.name);
  assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
  qn__view_name(view, name);
  assert_string_equal(name, entry.name);
  assert_ok(qn__segment_open(&segment, view, NULL, &error), error);
  assert_ok(qn__segment_check(&segment, no_problem, NULL, &error), error);
  assert_int_equal(segment.meta.n_docs, 2);
  assert_int_equal(segment.meta.total_length, 2 * 2 + 4);
  assert_int_equal(segment.meta.text_bytes, 2 + 16 + 5);
  assert_int_equal(segment.meta.languages[QN__LANGUAGE_ENGLISH], 2);
  assert_int_equal(segment.meta.min_length_byte, 3);
  assert_int_equal(segment.meta.max_length_byte, 5);
  assert_true(counts.written >= entry.size);
  assert_int_equal(counts.replaced, 0);
  qn__segment_close(&segment);
  free(path);
  remove_tree(dir);
}

/* Lists that are long enough for bounds and best postings, which depend on the lengths of the articles. */
static void long_lists_pass_the_check(void **state) {
  (void)state;
  char *dir = make_temp_dir(), text[64 * 5 + 1], id[16];
  qn__builder *builder = begin(dir);
  qn__builder_counts counts;
  qn__view *view;
  qn__segment segment;
  qn_error error;
  for (unsigned i = 0; i < 300; i++) {
    text[0] = '\0';
    for (unsigned k = 0; k <= i % 64; k++)
      strcat(text, k % 3 ? "tea " : "teas ");
    snprintf(id, sizeof id, "%u", i);
    add(builder, id, text);
  }
  qn__manifest_entry entry = finish(builder, &counts);
  char *path = qn__segment_path(dir, entry.name);
  assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__segment_open(&segment, view, NULL, &error), error);
  assert_ok(qn__segment_check(&segment, no_problem, NULL, &error), error);
  qn__segment_close(&segment);
  free(path);
  remove_tree(dir);
}

static void without_articles_there_is_no_file(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder_counts counts;
  assert_int_equal(finish(begin(dir), &counts).n_docs, 0);
  assert_int_equal(count_entries(dir), 0);
  qn__builder *builder = begin(dir);
  add(builder, "1", "text");
  add(builder, "2", "text");
  take_back(builder, "2");
  take_back(builder, "1");
  assert_int_equal(finish(builder, &counts).n_docs, 0);
  assert_int_equal(count_entries(dir), 0);
  assert_int_equal(counts.added, 2);
  assert_int_equal(counts.written, 0);
  remove_tree(dir);
}

/* The segment of "b" and a new "a". */
static qn__manifest_entry build_plain(const char *dir, qn__builder_counts *counts) {
  qn__builder *builder = begin(dir);
  add(builder, "b", "second text");
  add(builder, "a", "third text");
  return finish(builder, counts);
}

static void a_replaced_article_leaves_no_trace(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder_counts plain_counts, counts;
  qn__manifest_entry plain = build_plain(dir, &plain_counts);
  empty_directory(dir);
  qn__builder *builder = begin(dir);
  add(builder, "a", "first text, which has words of its own");
  add(builder, "b", "second text");
  add(builder, "a", "third text");
  qn__manifest_entry entry = finish(builder, &counts);
  assert_string_equal(entry.name, plain.name);
  assert_int_equal(entry.n_docs, 2);
  assert_int_equal(entry.size, plain.size);
  assert_int_equal(entry.total_length, plain.total_length);
  assert_int_equal(counts.added, 3);
  assert_int_equal(counts.replaced, 1);
  assert_true(counts.written > plain_counts.written); /* it was built twice */
  assert_int_equal(count_entries(dir), 1);
  assert_file(dir, &entry);
  remove_tree(dir);
}

static void a_deleted_article_leaves_no_trace(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder_counts counts;
  qn__manifest_entry plain = build_plain(dir, &counts);
  empty_directory(dir);
  qn__builder *builder = begin(dir);
  add(builder, "b", "second text");
  add(builder, "c", "a text that goes");
  add(builder, "a", "third text");
  take_back(builder, "c");
  qn__manifest_entry entry = finish(builder, &counts);
  assert_string_equal(entry.name, plain.name);
  assert_int_equal(counts.replaced, 0);
  assert_int_equal(count_entries(dir), 1);
  remove_tree(dir);
}

static void each_replacement_counts_once(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  qn__builder_counts counts;
  for (unsigned i = 0; i < 5; i++)
    add(builder, "a", "text");
  add(builder, "b", "text");
  take_back(builder, "b");
  add(builder, "b", "text again"); /* replaces none: it was deleted */
  assert_int_equal(finish(builder, &counts).n_docs, 2);
  assert_int_equal(counts.replaced, 4);
  remove_tree(dir);
}

static void what_a_crash_left_is_written_over(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *left = path_in(dir, "segment0.tmp");
  qn__builder_counts counts;
  write_file(left, "left", 4);
  qn__manifest_entry entry = build_plain(dir, &counts);
  assert_file(dir, &entry);
  assert_int_equal(count_entries(dir), 1);
  free(left);
  remove_tree(dir);
}

/* A directory of the file's name is in the way. */
static void a_file_that_cannot_be_named_is_removed(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder_counts counts;
  qn__manifest_entry entry = build_plain(dir, &counts), failed;
  empty_directory(dir);
  char *in_the_way = qn__segment_path(dir, entry.name), *deep = path_in(in_the_way, "deep");
  qn_error error;
  assert_ok(qn__make_directories(deep, &error), error);
  qn__builder *builder = begin(dir);
  add(builder, "b", "second text");
  add(builder, "a", "third text");
  assert_int_equal(qn__builder_finish(builder, &failed, &error), QN_IO);
  qn__builder_free(builder);
  assert_false(has_entry(dir, "segment0.tmp"));
  assert_int_equal(count_entries(dir), 1);
  free(deep);
  free(in_the_way);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_file_has_its_name_and_passes_the_check),
      cmocka_unit_test(long_lists_pass_the_check),
      cmocka_unit_test(without_articles_there_is_no_file),
      cmocka_unit_test(a_replaced_article_leaves_no_trace),
      cmocka_unit_test(a_deleted_article_leaves_no_trace),
      cmocka_unit_test(each_replacement_counts_once),
      cmocka_unit_test(what_a_crash_left_is_written_over),
      cmocka_unit_test(a_file_that_cannot_be_named_is_removed),
  };
  return cmocka_run_group_tests_name("finishing a segment", tests, NULL, NULL);
}
