/* SPDX-License-Identifier: MIT */
/* test_writer.c: what qn_writer promises: which directories it takes, which settings, which articles it refuses, and
 * what a commit reports. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static qn_status try_open(const char *dir, const qn_writer_options *options, qn_error *error) {
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, options, error);
  qn_writer_close(writer);
  return status;
}

static void foreign_directories_stay_untouched(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "letter.txt"), *lock = path_in(dir, "lock");
  qn_writer_options options = quick_options();
  qn_error error;
  write_file(path, "Dear Ann", 8);
  assert_int_equal(try_open(dir, &options, &error), QN_NOT_EMPTY);
  assert_non_null(strstr(error.message, "letter.txt"));
  assert_int_not_equal(access(lock, F_OK), 0);
  char *manifest = path_in(dir, "manifest");
  unlink(path);
  write_file(manifest, "of a ship", 9);
  assert_int_equal(try_open(dir, &options, &error), QN_NOT_EMPTY);
  assert_int_not_equal(access(lock, F_OK), 0);
  free(path);
  free(lock);
  free(manifest);
  remove_tree(dir);
}

static void a_file_is_no_index(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *path = path_in(dir, "letter.txt");
  qn_writer_options options = quick_options();
  qn_error error;
  qn_index *index;
  write_file(path, "Dear Ann", 8);
  assert_int_equal(try_open(path, &options, &error), QN_NOT_EMPTY);
  assert_int_equal(qn_index_open(&index, (const char *const *)&path, 1, &error), QN_NO_INDEX);
  free(path);
  remove_tree(dir);
}

static void a_missing_directory_is_made(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *deep = path_in(dir, "a/b");
  qn_writer_options options = quick_options();
  qn_error error;
  options.must_exist = true;
  assert_int_equal(try_open(deep, &options, &error), QN_NO_INDEX);
  assert_int_not_equal(access(deep, F_OK), 0);
  options.must_exist = false;
  assert_ok(try_open(deep, &options, &error), error);
  qn_writer *writer = open_writer_in(deep, NULL);
  qn_commit_info done;
  assert_ok(qn_writer_commit(writer, &done, &error), error); /* nothing was added, but the index is made */
  assert_int_equal(done.generation, 1);
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.generation, 1);
  assert_int_equal(index_info(deep).n_articles, 0);
  qn_writer_close(writer);
  free(deep);
  remove_tree(dir);
}

static void what_a_crash_left_is_removed(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  commit_and_close(open_writer_in(dir, NULL));
  static const char *const names[] = {"segment0.tmp", "spool.tmp", "manifest.new",
                                      "0123456789abcdef0123456789abcdef.segment",
                                      "0123456789abcdef0123456789abcdef.7.deletes"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char *path = path_in(dir, names[i]);
    write_file(path, "left", 4);
    free(path);
  }
  qn_writer *writer = open_writer_in(dir, NULL);
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    char *path = path_in(dir, names[i]);
    assert_int_not_equal(access(path, F_OK), 0);
    free(path);
  }
  qn_writer_close(writer);
  remove_tree(dir);
}

/* A restored backup that lacks the manifest, say, or has an empty one. */
static void segments_without_a_manifest_are_kept(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *manifest = path_in(dir, "manifest");
  qn_writer_options options = quick_options();
  qn_error error;
  qn_index *index;
  size_t size;
  qn_writer *writer = open_writer_in(dir, NULL);
  add_plain(writer, "1", "kept");
  commit_and_close(writer);
  char *bytes = read_file(manifest, &size);
  for (int emptied = 0; emptied < 2; emptied++) {
    unlink(manifest);
    if (emptied)
      write_file(manifest, "", 0);
    assert_int_equal(qn_index_open(&index, (const char *const *)&dir, 1, &error), QN_DAMAGED);
    assert_int_equal(try_open(dir, &options, &error), QN_DAMAGED);
    assert_non_null(strstr(error.message, emptied ? "damaged" : "missing"));
  }
  write_file(manifest, bytes, size);
  assert_int_equal(index_info(dir).n_articles, 1);
  free(bytes);
  free(manifest);
  remove_tree(dir);
}

static void a_second_writer_is_locked_out(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer_options options = quick_options();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_int_equal(try_open(dir, &options, &error), QN_LOCKED);
  qn_writer_close(writer);
  assert_ok(try_open(dir, &options, &error), error);
  remove_tree(dir);
}

/* Called while a second writer waits: the first one closes. */
static bool close_first(void *context) {
  qn_writer **first = context;
  qn_writer_close(*first);
  *first = NULL;
  return false;
}

static bool is_cancelled(void *context) {
  (void)context;
  return true;
}

static void a_second_writer_may_wait(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer_options options = quick_options();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  options.lock_wait_s = 1e-6;
  assert_int_equal(try_open(dir, &options, &error), QN_LOCKED);
  options.lock_wait_s = 1e9;
  options.cancelled = is_cancelled;
  assert_int_equal(try_open(dir, &options, &error), QN_CANCELLED);
  options.cancelled = close_first;
  options.cancel_context = &writer;
  assert_ok(try_open(dir, &options, &error), error);
  assert_null(writer);
  remove_tree(dir);
}

static void settings_stay(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer;
  qn_writer_options options = quick_options();
  qn_error error;
  options.language = "german";
  options.title_weight = 3;
  writer = open_writer_in(dir, &options);
  commit_and_close(writer);
  assert_ok(try_open(dir, &options, &error), error);
  options.language = NULL;
  options.title_weight = 0;
  assert_ok(try_open(dir, &options, &error), error);
  options.title_weight = 2;
  assert_int_equal(try_open(dir, &options, &error), QN_MISMATCH);
  assert_non_null(strstr(error.message, "3"));
  assert_non_null(strstr(error.message, "2"));
  options.title_weight = 0;
  options.language = "fr";
  assert_int_equal(try_open(dir, &options, &error), QN_MISMATCH);
  assert_non_null(strstr(error.message, "de"));
  assert_non_null(strstr(error.message, "fr"));
  assert_int_equal(index_info(dir).title_weight, 3);
  remove_tree(dir);
}

static void impossible_options_are_refused(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer_options options = quick_options();
  options.language = "klingon";
  assert_int_equal(try_open(dir, &options, &error), QN_INVALID);
  options = quick_options();
  options.title_weight = 17;
  assert_int_equal(try_open(dir, &options, &error), QN_INVALID);
  options = quick_options();
  options.memory = 1000;
  assert_int_equal(try_open(dir, &options, &error), QN_INVALID);
  remove_tree(dir);
}

static void refused_articles_change_nothing(void **state) {
  (void)state;
  char *dir = make_temp_dir(), long_id[514];
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  memset(long_id, 'x', sizeof long_id);
  const qn_article refused[] = {
      {.text = string_of("no id")},
      {.id = {long_id, 513}},
      {.id = string_of("a"), .date = string_of("yesterday")},
      {.id = string_of("a"), .fields = string_of("{\"open\":")},
      {.id = string_of("a"), .fields = string_of("[1]")},
  };
  for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
    assert_int_equal(qn_writer_add(writer, &refused[i], &error), QN_BAD_INPUT);
  const qn_article longest = {.id = {long_id, 512}};
  assert_ok(qn_writer_add(writer, &longest, &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(index_info(dir).n_articles, 1);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void too_large_articles_name_the_memory(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer;
  qn_writer_options options = quick_options();
  qn_error error;
  options.memory = 48u << 20;
  writer = open_writer_in(dir, &options);
  size_t size = 20u << 20;
  char *text = malloc(size);
  memset(text, 'a', size);
  for (size_t i = 5; i < size; i += 6)
    text[i] = ' ';
  const qn_article article = {.id = string_of("large"), .text = {text, size}};
  assert_int_equal(qn_writer_add(writer, &article, &error), QN_TOO_LARGE);
  assert_non_null(strstr(error.message, "MiB"));
  add_plain(writer, "small", "fits");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(index_info(dir).n_articles, 1);
  qn_writer_close(writer);
  free(text);
  remove_tree(dir);
}

static void a_commit_reports_what_it_did(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  qn_commit_info done;
  add_plain(writer, "1", "one");
  add_plain(writer, "2",
            "tw\xff"
            "o");
  add_plain(writer, "1", "once more");
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.generation, 1);
  assert_int_equal(done.added, 3);
  assert_int_equal(done.replaced, 1);
  assert_int_equal(done.deleted, 0);
  assert_int_equal(done.text_bytes, 3 + 6 + 9);
  assert_int_equal(done.replaced_chars, 1);
  assert_true(done.written_bytes > 500);
  add_plain(writer, "2", "two again");
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  assert_int_equal(qn_writer_delete(writer, string_of("1"), &error), QN_NOT_FOUND);
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.generation, 2);
  assert_int_equal(done.added, 1);
  assert_int_equal(done.replaced, 1);
  assert_int_equal(done.deleted, 1);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void closing_drops_what_was_not_committed(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  add_plain(writer, "1", "one");
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  add_plain(writer, "2", "two");
  assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, 1);
  remove_tree(dir);
}

static void cancelling_is_final(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  bool cancel = false;
  qn_writer *writer;
  qn_writer_options options = quick_options();
  qn_error error;
  options.cancelled = flag_is_set;
  options.cancel_context = &cancel;
  writer = open_writer_in(dir, &options);
  add_plain(writer, "1", "one");
  cancel = true;
  assert_int_equal(qn_writer_commit(writer, NULL, &error), QN_CANCELLED);
  cancel = false;
  assert_int_equal(qn_writer_commit(writer, NULL, &error), QN_CANCELLED);
  qn_writer_close(writer);
  remove_tree(dir);
}

static void other_settings_cannot_be_merged(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  qn_writer *writer;
  qn_writer_options options = quick_options();
  qn_error error;
  options.title_weight = 5;
  writer = open_writer_in(other, &options);
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  add_plain(writer, "1", "one");
  assert_int_equal(qn_writer_merge(writer, other, &error), QN_MISMATCH);
  assert_int_equal(qn_writer_merge(writer, "/nonexistent", &error), QN_NO_INDEX);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  assert_int_equal(qn_writer_merge(writer, dir, &error), QN_INVALID);
  assert_int_equal(index_info(dir).n_articles, 1);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(other);
}

static void a_new_index_takes_the_settings_of_what_is_merged(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  qn_writer *writer;
  qn_writer_options options = quick_options();
  qn_error error;
  options.title_weight = 5;
  options.language = "de";
  writer = open_writer_in(other, &options);
  add_plain(writer, "1", "eins");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_merge(writer, other, &error), error);
  commit_and_close(writer);
  assert_int_equal(index_info(dir).title_weight, 5);
  assert_int_equal(index_info(dir).n_articles, 1);
  empty_directory(dir);
  options.title_weight = 3; /* is asked for, and stays */
  writer = open_writer_in(dir, &options);
  assert_int_equal(qn_writer_merge(writer, other, &error), QN_MISMATCH);
  qn_writer_close(writer);
  remove_tree(dir);
  remove_tree(other);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(foreign_directories_stay_untouched),
      cmocka_unit_test(a_file_is_no_index),
      cmocka_unit_test(a_missing_directory_is_made),
      cmocka_unit_test(what_a_crash_left_is_removed),
      cmocka_unit_test(segments_without_a_manifest_are_kept),
      cmocka_unit_test(a_second_writer_is_locked_out),
      cmocka_unit_test(a_second_writer_may_wait),
      cmocka_unit_test(settings_stay),
      cmocka_unit_test(impossible_options_are_refused),
      cmocka_unit_test(refused_articles_change_nothing),
      cmocka_unit_test(too_large_articles_name_the_memory),
      cmocka_unit_test(a_commit_reports_what_it_did),
      cmocka_unit_test(closing_drops_what_was_not_committed),
      cmocka_unit_test(cancelling_is_final),
      cmocka_unit_test(other_settings_cannot_be_merged),
      cmocka_unit_test(a_new_index_takes_the_settings_of_what_is_merged),
  };
  return cmocka_run_group_tests_name("writer", tests, NULL, NULL);
}
