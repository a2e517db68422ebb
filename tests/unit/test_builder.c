/* SPDX-License-Identifier: MIT */
/* test_builder.c: what goes into a segment under construction, what is taken out of it again, and what stops it.
 * test_builder_finish.c looks at how it becomes a file. */
#include "builder/builder.h"

#include "base/memory.h"
#include "builder/budget.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn__builder_options options_in(const char *dir) {
  return (qn__builder_options){
      .dir = dir, .settings = {QN__LANGUAGE_ENGLISH, 2}, .threads = 1, .memory = QN__MIN_MEMORY};
}

static qn__builder *begin(const char *dir) {
  const qn__builder_options options = options_in(dir);
  qn__builder *builder = NULL;
  qn_error error;
  assert_ok(qn__builder_new(&builder, &options, &error), error);
  return builder;
}

static void add(qn__builder *builder, const char *id, const char *text) {
  const qn_article article = {.id = string_of(id), .text = string_of(text)};
  qn_error error;
  assert_ok(qn__builder_add(builder, &article, &error), error);
}

static qn__manifest_entry finish(qn__builder *builder) {
  qn__manifest_entry entry;
  qn_error error;
  assert_ok(qn__builder_finish(builder, &entry, &error), error);
  return entry;
}

static void open_segment(qn__segment *segment, const char *dir, const char *name) {
  qn__view *view;
  qn_error error;
  char *path = qn__segment_path(dir, name);
  assert_ok(qn__view_open(&view, path, QN__FILE_SEGMENT, &error), error);
  assert_ok(qn__segment_open(segment, view, NULL, &error), error);
  free(path);
}

static void assert_text(const qn__segment *segment, uint32_t doc, const char *id, const char *text) {
  qn__store_reader *reader;
  qn_article head;
  qn_string found;
  qn_error error;
  assert_ok(qn__store_reader_new(&reader, &error), error);
  assert_ok(qn__store_head(&segment->store, reader, doc, &head, &error), error);
  assert_string_equal(head.id.data, id);
  assert_ok(qn__store_text(&segment->store, reader, doc, &found, &error), error);
  assert_string_equal(found.data, text);
  qn__store_reader_free(reader);
}

static bool has_id(const qn__segment *segment, const char *id) {
  uint32_t doc;
  bool found = false;
  qn_error error;
  assert_ok(qn__ids_find(&segment->ids, id, strlen(id), &doc, &found, &error), error);
  return found;
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

static void makes_a_segment_of_the_articles_in_order(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  qn__segment segment;
  add(builder, "b", "first");
  add(builder, "a", "second");
  qn__manifest_entry entry = finish(builder);
  qn__builder_free(builder);
  assert_int_equal(entry.n_docs, 2);
  assert_int_equal(entry.n_deleted, 0);
  assert_int_equal(entry.total_length, 2);
  open_segment(&segment, dir, entry.name);
  assert_text(&segment, 0, "b", "first");
  assert_text(&segment, 1, "a", "second");
  assert_int_equal(segment.view->size, entry.size);
  qn__segment_close(&segment);
  remove_tree(dir);
}

static void counts_what_was_added(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  qn__builder_counts counts;
  const qn_article article = {.id = string_of("1"), .title = string_of("title"), .text = string_of("te\xff\xfft")};
  qn_error error;
  assert_ok(qn__builder_add(builder, &article, &error), error);
  add(builder, "2", "four");
  qn__builder_get_counts(builder, &counts);
  assert_int_equal(counts.added, 2);
  assert_int_equal(counts.replaced, 0);
  assert_int_equal(counts.replaced_chars, 2);
  assert_int_equal(counts.text_bytes, 5 + 9 + 4); /* of the repaired texts */
  assert_int_equal(counts.written, 0);
  qn__builder_free(builder);
  remove_tree(dir);
}

static void a_refused_article_changes_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  qn__builder_counts counts;
  qn_error error;
  add(builder, "1", "text");
  assert_int_equal(qn__builder_add(builder, &(qn_article){.text = string_of("no id")}, &error), QN_BAD_INPUT);
  qn__builder_get_counts(builder, &counts);
  assert_int_equal(counts.added, 1);
  assert_int_equal(finish(builder).n_docs, 1);
  qn__builder_free(builder);
  remove_tree(dir);
}

/* An article of seven bytes a word, all different. */
static char *make_large_text(size_t n_words) {
  char *text = malloc(n_words * 8 + 1);
  for (size_t i = 0; i < n_words; i++)
    for (size_t k = 0, rest = i; k < 8; k++, rest /= 20)
      text[i * 8 + k] = k == 7 ? ' ' : (char)('a' + rest % 20);
  text[n_words * 8] = '\0';
  return text;
}

static void refuses_an_article_that_needs_more_memory_than_there_is(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *text = make_large_text(400000);
  qn__builder *builder = begin(dir);
  const qn_article article = {.id = string_of("large"), .text = string_of(text)};
  qn_error error;
  assert_int_equal(qn__builder_add(builder, &article, &error), QN_TOO_LARGE);
  assert_non_null(strstr(error.message, "large"));
  add(builder, "small", "text");
  assert_int_equal(finish(builder).n_docs, 1);
  qn__builder_free(builder);
  free(text);
  remove_tree(dir);
}

/* Larger than an ordinary one: nothing else may be in memory meanwhile. */
static void a_large_article_keeps_its_place(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *text = make_large_text(60000);
  qn__builder *builder = begin(dir);
  qn__segment segment;
  add(builder, "before", "short");
  add(builder, "large", text);
  add(builder, "after", "short too");
  qn__manifest_entry entry = finish(builder);
  qn__builder_free(builder);
  open_segment(&segment, dir, entry.name);
  assert_text(&segment, 0, "before", "short");
  assert_text(&segment, 1, "large", text);
  assert_text(&segment, 2, "after", "short too");
  assert_int_equal(entry.total_length, 60000 + 3);
  for (uint32_t doc = 0; doc < 3; doc++) {
    static const uint32_t lengths[] = {1, 60000, 2};
    uint32_t length = 0;
    qn_error error;
    assert_ok(qn__length(&segment.lengths, doc, &length, &error), error);
    assert_int_equal(length, lengths[doc]);
  }
  qn__segment_close(&segment);
  free(text);
  remove_tree(dir);
}

/* Enough text for a batch to train on and a second one, which is cut into parts. */
static void any_number_of_threads_makes_the_same_segment(void **state) {
  (void)state;
  char *text = make_large_text(2000), id[16], names[2][33];
  static const unsigned threads[] = {1, 3};
  for (unsigned t = 0; t < 2; t++) {
    char *dir = make_temp_dir();
    qn__builder_options options = options_in(dir);
    qn__builder *builder;
    qn_error error;
    options.threads = threads[t];
    options.memory = (size_t)QN__MIN_MEMORY * threads[t];
    assert_ok(qn__builder_new(&builder, &options, &error), error);
    for (unsigned i = 0; i < 1500; i++) {
      snprintf(id, sizeof id, "%u", i);
      add(builder, id, text + i % 100 * 8);
    }
    strcpy(names[t], finish(builder).name);
    qn__builder_free(builder);
    remove_tree(dir);
  }
  assert_string_equal(names[1], names[0]);
  free(text);
}

/* --- articles of a store ------------------------------------------------------------------------------------------ */

static void adds_the_live_articles_of_a_store(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const uint8_t dead[] = {1 << 1};
  qn__segment from, to;
  qn_error error;
  qn__builder *builder = begin(dir);
  add(builder, "1", "one");
  add(builder, "2", "two");
  add(builder, "3", "three");
  open_segment(&from, dir, finish(builder).name);
  qn__builder_free(builder);
  builder = begin(dir);
  add(builder, "0", "zero");
  assert_ok(qn__builder_add_stored(builder, &from.store, dead, &error), error);
  qn__manifest_entry entry = finish(builder);
  qn__builder_free(builder);
  assert_int_equal(entry.n_docs, 3);
  open_segment(&to, dir, entry.name);
  assert_text(&to, 0, "0", "zero");
  assert_text(&to, 1, "1", "one");
  assert_text(&to, 2, "3", "three");
  qn__segment_close(&to);
  builder = begin(dir);
  assert_ok(qn__builder_add_stored(builder, &from.store, NULL, &error), error);
  assert_int_equal(finish(builder).n_docs, 3);
  qn__builder_free(builder);
  qn__segment_close(&from);
  remove_tree(dir);
}

/* --- deleting ----------------------------------------------------------------------------------------------------- */

static void deletes_an_article_added_before(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  bool found = false;
  qn_error error;
  add(builder, "1", "one");
  add(builder, "2", "two");
  assert_ok(qn__builder_delete(builder, string_of("1"), &found, &error), error);
  assert_true(found);
  assert_ok(qn__builder_delete(builder, string_of("1"), &found, &error), error);
  assert_false(found);
  found = true;
  assert_ok(qn__builder_delete(builder, string_of("3"), &found, &error), error);
  assert_false(found);
  add(builder, "1", "one again"); /* a deleted article does not take the later one with it */
  assert_int_equal(finish(builder).n_docs, 2);
  qn__builder_free(builder);
  remove_tree(dir);
}

/* Of two of the same id, the last counts: it alone is there to be deleted. */
static void deletes_the_last_article_of_an_id(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  bool found = false;
  qn_error error;
  add(builder, "1", "one");
  add(builder, "1", "one again");
  add(builder, "2", "two");
  assert_ok(qn__builder_delete(builder, string_of("1"), &found, &error), error);
  assert_true(found);
  assert_int_equal(finish(builder).n_docs, 1);
  qn__builder_free(builder);
  remove_tree(dir);
}

/* A batch is handed over when it has enough text: the article is in a run then. */
static void deletes_an_article_of_an_earlier_batch(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *text = make_large_text(100000), id[16];
  qn__builder *builder = begin(dir);
  qn__segment segment;
  bool found = false;
  qn_error error;
  for (unsigned i = 0; i < 1400; i++) {
    snprintf(id, sizeof id, "%u", i);
    const qn_article article = {.id = string_of(id), .text = {text + i * 8, 16000}};
    assert_ok(qn__builder_add(builder, &article, &error), error);
  }
  assert_ok(qn__builder_delete(builder, string_of("7"), &found, &error), error);
  assert_true(found);
  assert_ok(qn__builder_delete(builder, string_of("7"), &found, &error), error);
  assert_false(found);
  assert_ok(qn__builder_delete(builder, string_of("none"), &found, &error), error);
  assert_false(found);
  assert_ok(qn__builder_delete(builder, string_of("1399"), &found, &error), error); /* of the open batch */
  assert_true(found);
  qn__manifest_entry entry = finish(builder);
  qn__builder_free(builder);
  assert_int_equal(entry.n_docs, 1398);
  open_segment(&segment, dir, entry.name);
  assert_false(has_id(&segment, "7"));
  assert_false(has_id(&segment, "1399"));
  assert_true(has_id(&segment, "1398"));
  qn__segment_close(&segment);
  free(text);
  remove_tree(dir);
}

/* --- what stops it ------------------------------------------------------------------------------------------------ */

static void freeing_leaves_no_file(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__builder *builder = begin(dir);
  add(builder, "1", "one");
  qn__builder_free(builder);
  assert_int_equal(count_entries(dir), 0);
  qn__builder_free(NULL);
  remove_tree(dir);
}

static void stops_when_it_is_cancelled(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  bool cancel = false;
  qn__builder_options options = options_in(dir);
  qn__builder *builder;
  qn__manifest_entry entry;
  qn_error error;
  options.cancel = (qn__cancel){flag_is_set, &cancel};
  assert_ok(qn__builder_new(&builder, &options, &error), error);
  add(builder, "1", "one");
  cancel = true;
  assert_int_equal(qn__builder_add(builder, &(qn_article){.id = string_of("2")}, &error), QN_CANCELLED);
  assert_int_equal(qn__builder_finish(builder, &entry, &error), QN_CANCELLED);
  qn__builder_free(builder);
  assert_int_equal(count_entries(dir), 0);
  remove_tree(dir);
}

static void reports_a_directory_that_does_not_exist(void **state) {
  (void)state;
  qn__builder *builder = begin("/nonexistent");
  qn__manifest_entry entry;
  qn_error error;
  add(builder, "1", "one");
  assert_int_equal(qn__builder_finish(builder, &entry, &error), QN_IO);
  assert_non_null(strstr(error.message, "/nonexistent"));
  qn__builder_free(builder);
}

/* Adds, deletes and finishes. */
static qn_status build(const char *dir, qn__manifest_entry *entry, qn_error *error) {
  const qn__builder_options options = options_in(dir);
  qn__builder *builder = NULL;
  const qn_article one = {.id = string_of("1"), .title = string_of("A title"), .text = string_of("and its text")},
                   two = {.id = string_of("2"), .text = string_of("texts"), .fields = string_of("{\"k\":\"v\"}")};
  bool found = false;
  qn_status status = qn__builder_new(&builder, &options, error);
  if (status == QN_OK)
    status = qn__builder_add(builder, &one, error);
  if (status == QN_OK)
    status = qn__builder_add(builder, &two, error);
  if (status == QN_OK)
    status = qn__builder_delete(builder, string_of("1"), &found, error);
  if (status == QN_OK)
    status = qn__builder_finish(builder, entry, error);
  if (status == QN_OK)
    assert_true(found);
  qn__builder_free(builder);
  return status;
}

static void reports_out_of_memory_at_any_request(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn__manifest_entry expected, entry;
  qn_error error;
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  assert_ok(build(dir, &expected, &error), error);
  empty_directory(dir);
  for (; status != QN_OK; n++) {
    qn__memory_fail_after(n);
    status = build(dir, &entry, &error);
    qn__memory_fail_after(-1);
    assert_int_equal(count_entries(dir), status == QN_OK);
    if (status != QN_OK)
      assert_int_equal(status, QN_NO_MEMORY);
  }
  assert_true(n > 50);
  assert_string_equal(entry.name, expected.name);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(makes_a_segment_of_the_articles_in_order),
      cmocka_unit_test(counts_what_was_added),
      cmocka_unit_test(a_refused_article_changes_nothing),
      cmocka_unit_test(refuses_an_article_that_needs_more_memory_than_there_is),
      cmocka_unit_test(a_large_article_keeps_its_place),
      cmocka_unit_test(any_number_of_threads_makes_the_same_segment),
      cmocka_unit_test(adds_the_live_articles_of_a_store),
      cmocka_unit_test(deletes_an_article_added_before),
      cmocka_unit_test(deletes_the_last_article_of_an_id),
      cmocka_unit_test(deletes_an_article_of_an_earlier_batch),
      cmocka_unit_test(freeing_leaves_no_file),
      cmocka_unit_test(stops_when_it_is_cancelled),
      cmocka_unit_test(reports_a_directory_that_does_not_exist),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests_name("builder", tests, NULL, NULL);
}
