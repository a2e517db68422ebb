/* SPDX-License-Identifier: MIT */
/* test_source_calls.c: what a writer keeps of the files that articles come from. */
#include "unit/source_files.h"

#include <stdio.h>

static void articles_that_a_source_gives_no_longer_go(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/notes", "notes");
  GIVE(writer, "/notes/a", "a1", "a2", "a3");
  GIVE(writer, "/notes/b", "b");
  commit_and_close(writer);
  assert_ids(dir, "a1 a2 a3 b ");
  assert_sources(dir, "/notes/a /notes/b ");
  writer = open_writer_in(dir, NULL);
  GIVE(writer, "/notes/a", "a3", "a1");
  commit_and_close(writer);
  assert_ids(dir, "b a3 a1 ");
  remove_tree(dir);
}

static void an_article_that_another_source_gives_stays_and_that_source_is_read_again(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "x", "y");
  GIVE(writer, "/n/b", "y");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_delete_source(writer, qn_string_of("/n/a"), &error), error);
  assert_int_equal(qn_writer_delete_source(writer, qn_string_of("/n/a"), &error), QN_NOT_FOUND);
  commit_and_close(writer);
  assert_ids(dir, "y ");
  assert_sources(dir, "/n/b? ");
  remove_tree(dir);
}

static void an_article_that_is_added_since_stays(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "x", "y");
  assert_ok(qn_writer_delete_source(writer, qn_string_of("/n/a"), &error), error);
  const qn_article article = {.id = qn_string_of("x"), .text = qn_string_of("again")};
  assert_ok(qn_writer_add(writer, &article, &error), error);
  commit_and_close(writer);
  assert_ids(dir, "x ");
  assert_sources(dir, "");
  remove_tree(dir);
}

static void a_source_that_was_not_put_keeps_all_and_is_read_again(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "x", "y");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_begin_source(writer, qn_string_of("/n/a"), &error), error);
  const qn_article article = {.id = qn_string_of("z"), .text = qn_string_of("new")};
  assert_ok(qn_writer_add(writer, &article, &error), error);
  GIVE(writer, "/n/b", "b");
  commit_and_close(writer);
  assert_ids(dir, "x y z b ");
  assert_sources(dir, "/n/a? /n/b ");
  writer = open_writer_in(dir, NULL);
  GIVE(writer, "/n/a", "z");
  commit_and_close(writer);
  assert_ids(dir, "b z ");
  remove_tree(dir);
}

static uint64_t generation_of(const char *dir) {
  return index_info(dir).generation;
}

static void a_record_that_differs_in_the_time_of_reading_alone_is_not_worth_a_commit(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "x");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  qn_source source = source_at("/n/a", 1);
  source.read++;
  put_root_at(writer, "/n", "other");
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  commit_and_close(writer);
  assert_int_equal(generation_of(dir), 1);
  writer = open_writer_in(dir, NULL);
  source.modified++;
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  commit_and_close(writer);
  assert_int_equal(generation_of(dir), 2);
  assert_ids(dir, "x ");
  remove_tree(dir);
}

static bool join_id(void *context, qn_string id) {
  assert_int_equal(strlen(id.data), id.size);
  strcat(context, id.data);
  strcat(context, " ");
  return true;
}

static void a_source_that_moves_keeps_its_articles(void **state) {
  (void)state;
  char *dir = make_temp_dir(), ids[100] = "";
  qn_error error;
  const qn_source *found;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "n");
  put_root_at(writer, "/m", "m");
  GIVE(writer, "/n/a", "n/a#1", "x");
  GIVE(writer, "/m/b", "y");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_find_file(writer, &found, 7, 1, &error), error);
  assert_int_equal(qn_writer_find_file(writer, &found, 7, 2, &error), QN_NOT_FOUND);
  assert_ok(qn_writer_move_source(writer, qn_string_of("/n/a"), qn_string_of("/m/b"), &error), error);
  assert_int_equal(qn_writer_find_source(writer, &found, qn_string_of("/n/a"), &error), QN_NOT_FOUND);
  assert_ok(qn_writer_find_source(writer, &found, qn_string_of("/m/b"), &error), error);
  assert_int_equal(found->n_articles, 2);
  assert_string_equal(found->name.data, "m");
  assert_ok(qn_writer_each_source_id(writer, qn_string_of("/m/b"), join_id, ids, &error), error);
  assert_string_equal(ids, "n/a#1 x ");
  commit_and_close(writer);
  assert_ids(dir, "n/a#1 x ");
  assert_sources(dir, "/m/b ");
  remove_tree(dir);
}

static bool check_followed(void *context, const qn_source *source) {
  const qn_source *expected = context;
  assert_int_equal(source->followed, expected->followed);
  assert_int_equal(source->bytes, expected->bytes);
  assert_int_equal(source->n_lines, expected->n_lines);
  assert_int_equal(source->n_given, expected->n_given);
  assert_int_equal(source->n_articles, expected->n_articles);
  return true;
}

static void assert_followed(qn_writer *writer, qn_source expected) {
  qn_error error;
  assert_ok(qn_writer_each_source(writer, check_followed, &expected, &error), error);
}

static void a_source_that_is_followed_leaves_its_articles_alone(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/log", "x", "y");
  commit_and_close(writer);
  const qn_source followed = {
      .path = qn_string_of("/n/log"), .read = 1, .bytes = 7, .followed = true, .n_lines = 2, .n_given = 300};
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_put_source(writer, &followed, &error), error);
  commit_and_close(writer);
  assert_ids(dir, "x y ");
  writer = open_writer_in(dir, NULL);
  assert_followed(writer, followed);
  assert_ok(qn_writer_delete_source(writer, followed.path, &error), error);
  commit_and_close(writer);
  assert_ids(dir, "x y ");
  assert_sources(dir, "");
  remove_tree(dir);
}

static void a_source_that_is_followed_may_be_read_as_a_whole_again(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  const qn_source followed = {.path = qn_string_of("/n/log"), .read = 1, .followed = true, .n_lines = 2};
  assert_ok(qn_writer_put_source(writer, &followed, &error), error);
  GIVE(writer, "/n/log", "x");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_followed(writer, (qn_source){.bytes = 10, .n_articles = 1});
  GIVE(writer, "/n/log", "y");
  commit_and_close(writer);
  assert_ids(dir, "y ");
  remove_tree(dir);
}

static void paths_are_absolute_and_in_a_root(void **state) {
  (void)state;
  static const char *const wrong[] = {"", "a", "/a/", "/elsewhere", "/n", "/nn/a"};
  char *dir = make_temp_dir();
  qn_error error;
  const qn_root *root;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  put_root_at(writer, "/n/deep", "d");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const qn_source source = source_at(wrong[i], 1);
    assert_int_equal(qn_writer_put_source(writer, &source, &error), QN_INVALID);
  }
  assert_int_equal(qn_writer_put_source(writer, NULL, &error), QN_INVALID);
  assert_int_equal(qn_writer_begin_source(writer, qn_string_of("/x"), &error), QN_INVALID);
  assert_int_equal(qn_writer_put_root(writer, qn_string_of("n"), qn_string_of(""), true, &error), QN_INVALID);
  assert_ok(qn_writer_find_root(writer, &root, qn_string_of("/n/deep/a"), &error), error);
  assert_string_equal(root->name.data, "d");
  assert_ok(qn_writer_find_root(writer, &root, qn_string_of("/n/deeper"), &error), error);
  assert_string_equal(root->path.data, "/n");
  assert_int_equal(qn_writer_find_root(writer, &root, qn_string_of("/m"), &error), QN_NOT_FOUND);
  GIVE(writer, "/n/a", "x");
  commit_and_close(writer);
  assert_sources(dir, "/n/a ");
  remove_tree(dir);
}

static bool list_root_text(void *context, const qn_root *root) {
  char *out = context;
  sprintf(out + strlen(out), "%s%s(%.*s) ", root->path.data, root->whole ? "/**" : "", (int)root->options.size,
          root->options.data);
  return true;
}

static void assert_roots(const char *dir, const char *expected) {
  char roots[1000] = "";
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_root(index, list_root_text, roots, &error), error);
  qn_index_close(index);
  assert_string_equal(roots, expected);
}

static void a_root_has_the_options_that_were_set_last(void **state) {
  (void)state;
  const qn_string n = qn_string_of("/n");
  char *dir = make_temp_dir();
  qn_error error;
  const qn_root *root;
  qn_writer *writer = open_writer_in(dir, NULL);
  assert_int_equal(qn_writer_set_root_options(writer, n, qn_string_of("x"), &error), QN_NOT_FOUND);
  put_root_at(writer, "/n", "");
  assert_ok(qn_writer_set_root_options(writer, n, qn_string_of("first"), &error), error);
  assert_ok(qn_writer_set_root_options(writer, n, qn_string_of("second"), &error), error);
  commit_and_close(writer);
  assert_roots(dir, "/n/**(second) ");
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_set_root_options(writer, n, qn_string_of("second"), &error), error);
  put_root_at(writer, "/n", "");
  assert_ok(qn_writer_find_root(writer, &root, qn_string_of("/n/a"), &error), error);
  assert_string_equal(root->options.data, "second");
  char roots[100] = "";
  assert_ok(qn_writer_each_root(writer, list_root_text, roots, &error), error);
  assert_string_equal(roots, "/n/**(second) ");
  commit_and_close(writer);
  assert_int_equal(generation_of(dir), 1);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_set_root_options(writer, n, qn_string_of(""), &error), error);
  commit_and_close(writer);
  assert_roots(dir, "/n/**() ");
  remove_tree(dir);
}

static void a_root_that_is_forgotten_keeps_its_sources(void **state) {
  (void)state;
  const qn_string n = qn_string_of("/n"), m = qn_string_of("/m");
  char *dir = make_temp_dir();
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  put_root_at(writer, "/m", "");
  assert_ok(qn_writer_set_root_options(writer, n, qn_string_of("x"), &error), error);
  GIVE(writer, "/n/a", "a");
  commit_and_close(writer);
  writer = open_writer_in(dir, NULL);
  assert_ok(qn_writer_forget_root(writer, n, &error), error);
  assert_ok(qn_writer_forget_root(writer, m, &error), error);
  assert_int_equal(qn_writer_forget_root(writer, qn_string_of("/o"), &error), QN_NOT_FOUND);
  commit_and_close(writer);
  assert_roots(dir, "/n() ");
  assert_sources(dir, "/n/a ");
  assert_ids(dir, "a ");
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(articles_that_a_source_gives_no_longer_go),
      cmocka_unit_test(an_article_that_another_source_gives_stays_and_that_source_is_read_again),
      cmocka_unit_test(an_article_that_is_added_since_stays),
      cmocka_unit_test(a_source_that_was_not_put_keeps_all_and_is_read_again),
      cmocka_unit_test(a_record_that_differs_in_the_time_of_reading_alone_is_not_worth_a_commit),
      cmocka_unit_test(a_source_that_moves_keeps_its_articles),
      cmocka_unit_test(a_source_that_is_followed_leaves_its_articles_alone),
      cmocka_unit_test(a_source_that_is_followed_may_be_read_as_a_whole_again),
      cmocka_unit_test(paths_are_absolute_and_in_a_root),
      cmocka_unit_test(a_root_has_the_options_that_were_set_last),
      cmocka_unit_test(a_root_that_is_forgotten_keeps_its_sources),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
