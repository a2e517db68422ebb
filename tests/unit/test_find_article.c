/* SPDX-License-Identifier: MIT */
/* test_find_article.c: the live article of an id is found in whatever segment of whatever directory it is. */
#include "plan/index.h"
#include "support/support.h"

#include <string.h>

typedef struct fixture {
  char *dirs[2];
  qn_index *index;
} fixture;

static void replace_and_delete(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  add_plain(writer, "b", "newer words");
  assert_ok(qn_writer_delete(writer, string_of("c"), &error), error);
  commit_and_close(writer);
}

/* The first directory has a, b (replaced), c (deleted), and the newer b; the second has d and its own c. */
static int set_up(void **state) {
  static fixture f;
  static const char *const others[] = {"v", "w", "x", "y",
                                       "z"}; /* more than are deleted, so that no merge drops these */
  const qn_article first[] = {{.id = {"a", 1}}, {.id = {"b", 1}}, {.id = {"c", 1}}};
  const qn_article second[] = {{.id = {"d", 1}}, {.id = {"c", 1}}};
  qn_error error;
  f = (fixture){.dirs = {make_temp_dir(), make_temp_dir()}};
  qn_writer *writer = open_writer_in(f.dirs[0], NULL);
  for (size_t i = 0; i < 3; i++)
    assert_ok(qn_writer_add(writer, &first[i], &error), error);
  for (size_t i = 0; i < 5; i++)
    add_plain(writer, others[i], "words");
  commit_and_close(writer);
  replace_and_delete(f.dirs[0]);
  assert_int_equal(index_info(f.dirs[0]).n_deleted, 2);
  add_articles(f.dirs[1], second, 2, NULL);
  assert_ok(qn_index_open(&f.index, (const char *const *)f.dirs, 2, &error), error);
  *state = &f;
  return 0;
}

static int tear_down(void **state) {
  fixture *f = *state;
  qn_index_close(f->index);
  remove_tree(f->dirs[0]);
  remove_tree(f->dirs[1]);
  return 0;
}

static uint64_t number_of(const fixture *f, const char *id) {
  uint64_t article = UINT64_MAX;
  qn_error error;
  assert_ok(qn_index_find(f->index, string_of(id), &article, &error), error);
  return article;
}

static void check_missing(const fixture *f, qn_string id) {
  uint64_t article = 17;
  qn_error error;
  assert_int_equal(qn_index_find(f->index, id, &article, &error), QN_NOT_FOUND);
  assert_int_equal(article, 17);
}

static void check_read(const fixture *f, const char *id, const char *text) {
  qn_searcher *searcher = NULL;
  qn_article article;
  qn_error error;
  assert_ok(qn_searcher_new(&searcher, f->index, &error), error);
  assert_ok(qn_searcher_article(searcher, number_of(f, id), &article, &error), error);
  assert_string_equal(article.id.data, id);
  assert_string_equal(article.text.data, text);
  qn_searcher_free(searcher);
}

static void an_article_is_found_in_any_segment_and_directory(void **state) {
  const fixture *f = *state;
  check_read(f, "a", "");
  check_read(f, "d", "");
  assert_int_equal(qn__index_locate(f->index, number_of(f, "a"))->directory, 0);
  assert_int_equal(qn__index_locate(f->index, number_of(f, "d"))->directory, 1);
}

static void of_a_replaced_article_the_newest_is_found(void **state) {
  check_read(*state, "b", "newer words");
}

static void a_deleted_article_is_found_where_another_directory_has_it(void **state) {
  const fixture *f = *state;
  assert_int_equal(qn__index_locate(f->index, number_of(f, "c"))->directory, 1);
}

static void an_unknown_id_is_not_found(void **state) {
  static char long_id[QN_ID_MAX + 1];
  memset(long_id, 'x', sizeof long_id);
  check_missing(*state, string_of("e"));
  check_missing(*state, string_of("aa"));
  check_missing(*state, string_of(""));
  check_missing(*state, (qn_string){long_id, sizeof long_id});
}

static void the_message_names_the_id(void **state) {
  const fixture *f = *state;
  uint64_t article;
  qn_error error;
  assert_int_equal(qn_index_find(f->index, string_of("nowhere"), &article, &error), QN_NOT_FOUND);
  assert_non_null(strstr(error.message, "nowhere"));
}

static void index_id_and_result_are_needed(void **state) {
  const fixture *f = *state;
  const qn_string none = {NULL, 0};
  uint64_t article;
  qn_error error;
  assert_int_equal(qn_index_find(NULL, string_of("a"), &article, &error), QN_INVALID);
  assert_int_equal(qn_index_find(f->index, string_of("a"), NULL, &error), QN_INVALID);
  assert_int_equal(qn_index_find(f->index, none, &article, &error), QN_INVALID);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_article_is_found_in_any_segment_and_directory),
      cmocka_unit_test(of_a_replaced_article_the_newest_is_found),
      cmocka_unit_test(a_deleted_article_is_found_where_another_directory_has_it),
      cmocka_unit_test(an_unknown_id_is_not_found),
      cmocka_unit_test(the_message_names_the_id),
      cmocka_unit_test(index_id_and_result_are_needed),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
