/* SPDX-License-Identifier: MIT */
/* test_index.c: opening one directory or several, seeing new commits, and what an index says about itself. */
#include "plan/index.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static qn_index *open_index(const char *const *dirs, size_t n) {
  qn_index *index = NULL;
  qn_error error;
  assert_ok(qn_index_open(&index, dirs, n, &error), error);
  return index;
}

static void add_one(const char *dir, const char *id, const char *lang, unsigned title_weight) {
  qn_article article = {.id = string_of(id), .text = string_of("some words"), .language = string_of(lang)};
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = 1;
  options.title_weight = title_weight;
  add_articles(dir, &article, 1, &options);
}

static void a_directory_without_an_index_is_named(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  qn_index *index = NULL;
  qn_error error;
  assert_int_equal(qn_index_open(&index, dirs, 1, &error), QN_NO_INDEX);
  assert_non_null(strstr(error.message, dir));
  assert_int_equal(qn_index_open(&index, dirs, 0, &error), QN_INVALID);
  assert_null(index);
  remove_tree(dir);
}

static void an_index_is_not_opened_twice_at_once(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *same = path_in(dir, ".");
  const char *dirs[] = {dir, same};
  qn_index *index = NULL;
  qn_error error;
  add_one(dir, "1", "en", 0);
  assert_int_equal(qn_index_open(&index, dirs, 2, &error), QN_INVALID);
  assert_non_null(strstr(error.message, same));
  assert_null(index);
  free(same);
  remove_tree(dir);
}

static void a_refreshed_index_sees_new_commits_and_the_old_one_does_not(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  qn_index_info before, after;
  qn_error error;
  add_one(dir, "1", "en", 0);
  qn_index *old = open_index(dirs, 1), *new = NULL;
  add_one(dir, "2", "en", 0);
  assert_ok(qn_index_refresh(&new, old, &error), error);
  qn_index_get_info(old, &before);
  qn_index_get_info(new, &after);
  assert_int_equal(before.n_articles, 1);
  assert_int_equal(after.n_articles, 2);
  assert_true(after.generation > before.generation);
  qn_index_close(old);
  qn_index_get_info(new, &after);
  assert_int_equal(after.n_articles, 2);
  qn_index_close(new);
  remove_tree(dir);
}

static bool note_id(void *context, const qn_article *article) {
  char *ids = context;
  strncat(ids, article->id.data, article->id.size);
  assert_string_equal(article->text.data, "some words");
  return strlen(ids) < 4;
}

static void note_language(void *context, const char *language, uint64_t n) {
  char *seen = context;
  strcat(seen, language);
  strcat(seen, n == 1 ? "1 " : n == 2 ? "2 " : "more ");
}

static void languages_are_counted_by_name_those_without_a_number_as_others(void **state) {
  (void)state;
  char *dir = make_temp_dir(), seen[64] = "";
  const char *dirs[] = {dir};
  add_one(dir, "1", "tlh", 0);
  add_one(dir, "2", "ja", 0);
  add_one(dir, "3", "pl", 0);
  add_one(dir, "4", "", 0);
  qn_index *index = open_index(dirs, 1);
  qn_index_each_language(index, note_language, seen);
  assert_string_equal(seen, "en1 pl1 ja1 other1 ");
  assert_int_equal(index->n_analyses, 4); /* the last one's words are those of "none" */
  qn_index_close(index);
  remove_tree(dir);
}

static void add_bytes(void *context, const char *part, uint64_t bytes) {
  assert_true(strlen(part) > 0);
  *(uint64_t *)context += bytes;
}

static void several_directories_are_one_index(void **state) {
  (void)state;
  char *a = make_temp_dir(), *b = make_temp_dir();
  const char *dirs[] = {a, b};
  char ids[16] = "", seen[64] = "";
  qn_index_info info;
  uint64_t bytes = 0;
  qn_error error;
  add_one(a, "1", "en", 0);
  add_one(b, "2", "de", 0);
  add_one(b, "3", "en", 0);
  qn_index *index = open_index(dirs, 2);
  qn_index_get_info(index, &info);
  assert_int_equal(info.n_articles, 3);
  assert_int_equal(info.n_tokens, 6);
  assert_int_equal(info.title_weight, 2);
  assert_string_equal(info.language, "en");
  assert_ok(qn_index_each_article(index, note_id, ids, &error), error);
  assert_string_equal(ids, "123");
  qn_index_each_language(index, note_language, seen);
  assert_true(strcmp(seen, "en2 de1 ") == 0 || strcmp(seen, "de1 en2 ") == 0);
  assert_ok(qn_index_each_part(index, add_bytes, &bytes, &error), error);
  assert_true(bytes > 0 && bytes <= info.disk_bytes);
  assert_int_equal(index->segments[0].directory, 0);
  assert_int_equal(qn__index_locate(index, 1)->directory, 1);
  assert_null(qn__index_locate(index, 3));
  qn_index_close(index);
  remove_tree(a);
  remove_tree(b);
}

static void directories_of_other_title_weights_are_not_searched_as_one(void **state) {
  (void)state;
  char *a = make_temp_dir(), *b = make_temp_dir();
  const char *dirs[] = {a, b};
  qn_index *index = NULL;
  qn_error error;
  add_one(a, "1", "en", 2);
  add_one(b, "2", "en", 5);
  assert_int_equal(qn_index_open(&index, dirs, 2, &error), QN_MISMATCH);
  assert_non_null(strstr(error.message, a));
  assert_non_null(strstr(error.message, b));
  remove_tree(a);
  remove_tree(b);
}

static bool stop_at_once(void *context, const qn_article *article) {
  (void)article;
  ++*(int *)context;
  return false;
}

static void deleted_articles_are_not_visited(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *dirs[] = {dir}, *const texts[] = {"some words", "some words", "some words"};
  char ids[16] = "";
  int visits = 0;
  qn_writer *writer = NULL;
  qn_error error;
  add_texts(dir, texts, 3);
  assert_ok(qn_writer_open(&writer, dir, NULL, &error), error);
  assert_ok(qn_writer_delete(writer, string_of("2"), &error), error);
  assert_ok(qn_writer_commit(writer, NULL, &error), error);
  qn_writer_close(writer);
  qn_index *index = open_index(dirs, 1);
  assert_ok(qn_index_each_article(index, note_id, ids, &error), error);
  assert_string_equal(ids, "13");
  assert_ok(qn_index_each_article(index, stop_at_once, &visits, &error), error);
  assert_int_equal(visits, 1);
  ids[0] = '\0';
  assert_ok(qn_index_each_readable_article(index, note_id, NULL, ids, &error), error);
  assert_string_equal(ids, "13");
  assert_ok(qn_index_each_readable_article(index, stop_at_once, NULL, &visits, &error), error);
  assert_int_equal(visits, 2);
  qn_index_close(index);
  remove_tree(dir);
}

static void note_problem(void *context, const char *problem) {
  char *seen = context;
  snprintf(seen, 200, "%s", problem);
}

/* Makes a second segment of `dir` of the segment of the index in `from`. */
static void adopt_segment(const char *dir, const char *from) {
  qn__manifest manifest, other;
  qn__manifest_entry entries[2];
  uint64_t written = 0;
  size_t size = 0;
  char name[64];
  qn_error error;
  assert_ok(qn__manifest_read(&manifest, dir, &error), error);
  assert_ok(qn__manifest_read(&other, from, &error), error);
  entries[0] = manifest.entries[0];
  entries[1] = other.entries[0];
  snprintf(name, sizeof name, "%s" QN__SEGMENT_SUFFIX, entries[1].name);
  char *source = path_in(from, name), *target = path_in(dir, name), *bytes = read_file(source, &size);
  write_file(target, bytes, size);
  qn__manifest both = manifest;
  both.generation++;
  both.entries = entries;
  both.n_entries = 2;
  qn__directory directory;
  assert_ok(qn__directory_open(&directory, dir, &error), error);
  assert_ok(qn__manifest_commit(&both, &directory, true, &written, &error), error);
  qn__directory_close(&directory);
  qn__manifest_clear(&manifest);
  qn__manifest_clear(&other);
  free(bytes);
  free(source);
  free(target);
}

static void a_check_reports_two_live_articles_of_one_id(void **state) {
  (void)state;
  char *dir = make_temp_dir(), *other = make_temp_dir();
  const char *dirs[] = {dir}, *const texts[] = {"other words"};
  char problem[200] = "";
  qn_error error;
  add_one(dir, "1", "en", 0);
  add_texts(other, texts, 1); /* the id is "1" too */
  qn_index *index = open_index(dirs, 1);
  assert_ok(qn_index_check(index, note_problem, problem, &error), error);
  assert_string_equal(problem, "");
  qn_index_close(index);
  adopt_segment(dir, other);
  index = open_index(dirs, 1);
  assert_int_equal(qn_index_check(index, note_problem, problem, &error), QN_DAMAGED);
  assert_non_null(strstr(problem, "two live articles have the id 1"));
  qn_index_close(index);
  remove_tree(dir);
  remove_tree(other);
}

/* The problems are reported to no one, and the status still says that there are some. */
static void a_check_needs_no_report(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  const char *dirs[] = {dir};
  enum { SIZE = 200000 };
  char *text = malloc(SIZE);
  random_source random = random_start("test_index", 4);
  for (size_t i = 0; i + 1 < SIZE; i++)
    text[i] = i % 8 == 7 ? ' ' : (char)('a' + random_below(&random, 26));
  text[SIZE - 1] = '\0';
  add_texts(dir, (const char *const[]){text}, 1);
  free(text);
  qn_index *index = open_index(dirs, 1);
  qn_error error;
  assert_ok(qn_index_check(index, NULL, NULL, &error), error);
  char *path = qn__segment_path(dir, index->snapshots[0]->manifest.entries[0].name);
  qn_index_close(index);
  size_t size;
  char *bytes = read_file(path, &size);
  bytes[40000] ^= 1; /* of the text: not read when the index is opened */
  write_file(path, bytes, size);
  index = open_index(dirs, 1);
  assert_int_equal(qn_index_check(index, NULL, NULL, &error), QN_DAMAGED);
  qn_index_close(index);
  free(path);
  free(bytes);
  remove_tree(dir);
}

static void a_directory_has_a_name(void **state) {
  (void)state;
  const char *const dirs[] = {"x", ""}, *const missing[] = {NULL};
  qn_index *index;
  qn_error error;
  assert_int_equal(qn_index_open(&index, dirs, 2, &error), QN_INVALID);
  assert_string_equal(error.message, "no directory is given for the index");
  assert_int_equal(qn_index_open(&index, missing, 1, &error), QN_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_directory_has_a_name),
      cmocka_unit_test(a_directory_without_an_index_is_named),
      cmocka_unit_test(an_index_is_not_opened_twice_at_once),
      cmocka_unit_test(a_refreshed_index_sees_new_commits_and_the_old_one_does_not),
      cmocka_unit_test(languages_are_counted_by_name_those_without_a_number_as_others),
      cmocka_unit_test(several_directories_are_one_index),
      cmocka_unit_test(directories_of_other_title_weights_are_not_searched_as_one),
      cmocka_unit_test(deleted_articles_are_not_visited),
      cmocka_unit_test(a_check_needs_no_report),
      cmocka_unit_test(a_check_reports_two_live_articles_of_one_id),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
