/* SPDX-License-Identifier: MIT */
/* test_index_sources.c: an index lists its roots and sources, in order. */
#include "unit/source_files.h"

#include <stdio.h>

typedef struct listed {
  char text[300];
  int most; /* before the visitor wants no more */
} listed;

static bool list_root_text(void *context, const qn_root *root) {
  listed *list = context;
  strcat(list->text, root->path.data);
  strcat(list->text, "=");
  strcat(list->text, root->name.data);
  strcat(list->text, root->whole ? "! " : " ");
  return --list->most > 0;
}

static bool list_source_name(void *context, const qn_source *source) {
  listed *list = context;
  strcat(list->text, source->path.data);
  strcat(list->text, "<");
  strcat(list->text, source->root.data);
  strcat(list->text, " ");
  assert_int_equal(source->n_articles, 1);
  return --list->most > 0;
}

static void roots_and_sources_are_listed_until_the_visitor_ends_it(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_index *index;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n/deep", "d");
  assert_ok(qn_writer_put_root(writer, qn_string_of("/"), qn_string_of(""), false, &error), error);
  put_root_at(writer, "/empty", "e");
  GIVE(writer, "/n/deep/x", "2");
  GIVE(writer, "/n/a", "1");
  commit_and_close(writer);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  listed roots = {.most = 9}, sources = {.most = 9}, first = {.most = 1};
  assert_ok(qn_index_each_root(index, list_root_text, &roots, &error), error);
  assert_string_equal(roots.text, "/= /empty=e! /n/deep=d! ");
  assert_ok(qn_index_each_source(index, list_source_name, &sources, &error), error);
  assert_string_equal(sources.text, "/n/a</ /n/deep/x</n/deep ");
  assert_ok(qn_index_each_source(index, list_source_name, &first, &error), error);
  assert_string_equal(first.text, "/n/a</ ");
  qn_index_close(index);
  remove_tree(dir);
}

static void a_later_commit_takes_them_away(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  qn_index *index;
  qn_error error;
  listed list = {.most = 9};
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "");
  GIVE(writer, "/n/a", "1");
  commit_and_close(writer);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  writer = open_writer_in(dir, NULL);
  GIVE(writer, "/n/b", "2");
  commit_and_close(writer);
  assert_int_equal(qn_index_each_source(index, list_source_name, &list, &error), QN_NOT_FOUND);
  qn_index_close(index);
  remove_tree(dir);
}

static bool list_directory(void *context, const qn_source *source) {
  strncat(context, source->directory == 0 ? "0 " : "1 ", 3);
  strcat(context, source->path.data);
  strcat(context, " ");
  return true;
}

static void a_source_says_which_directory_has_it(void **state) {
  (void)state;
  char *dirs[] = {make_temp_dir(), make_temp_dir()}, list[100] = "";
  qn_index *index;
  qn_error error;
  for (size_t i = 0; i < 2; i++) {
    qn_writer *writer = open_writer_in(dirs[i], NULL);
    put_root_at(writer, "/n", "n");
    GIVE(writer, "/n/a", "1");
    commit_and_close(writer);
  }
  assert_ok(qn_index_open(&index, (const char *const *)dirs, 2, &error), error);
  assert_ok(qn_index_each_source(index, list_directory, list, &error), error);
  assert_string_equal(list, "0 /n/a 1 /n/a ");
  qn_index_close(index);
  remove_tree(dirs[0]);
  remove_tree(dirs[1]);
}

static void sources_are_found_by_name_in_all_directories(void **state) {
  (void)state;
  char *dirs[] = {make_temp_dir(), make_temp_dir()}, list[100] = "";
  const qn_string names[] = {qn_string_of("n/none"), qn_string_of("n/a"), qn_string_of("n/c")};
  qn_index *index;
  qn_error error;
  for (size_t i = 0; i < 2; i++) {
    qn_writer *writer = open_writer_in(dirs[i], NULL);
    put_root_at(writer, "/n", "n");
    GIVE(writer, "/n/a", "1");
    GIVE(writer, "/n/b", "2");
    if (i == 1)
      GIVE(writer, "/n/c", "3");
    commit_and_close(writer);
  }
  assert_ok(qn_index_open(&index, (const char *const *)dirs, 2, &error), error);
  assert_ok(qn_index_find_sources(index, names, 3, list_directory, list, &error), error);
  assert_string_equal(list, "0 /n/a 1 /n/a 1 /n/c ");
  assert_ok(qn_index_find_sources(index, NULL, 0, list_directory, list, &error), error);
  assert_string_equal(list, "0 /n/a 1 /n/a 1 /n/c ");
  qn_index_close(index);
  remove_tree(dirs[0]);
  remove_tree(dirs[1]);
}

static bool list_giver(void *context, const qn_source *source, size_t i, uint64_t number) {
  char text[60];
  snprintf(text, sizeof text, "%zu:%s#%d ", i, source->path.data, (int)number);
  strcat(context, text);
  return strlen(context) < 30;
}

static void the_sources_that_gave_articles_are_found_by_their_ids(void **state) {
  (void)state;
  char *dir = make_temp_dir(), list[100] = "";
  const qn_string ids[] = {qn_string_of("3"), qn_string_of("none"), qn_string_of("2"), qn_string_of("3")};
  qn_index *index;
  qn_error error;
  qn_writer *writer = open_writer_in(dir, NULL);
  put_root_at(writer, "/n", "n");
  GIVE(writer, "/n/a", "1", "2");
  GIVE(writer, "/n/b", "3");
  GIVE(writer, "/n/c", "4", "5", "3");
  commit_and_close(writer);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  assert_ok(qn_index_find_givers(index, ids, 4, list_giver, list, &error), error);
  assert_string_equal(list, "2:/n/a#2 0:/n/b#1 0:/n/c#3 ");
  list[0] = '\0';
  assert_ok(qn_index_find_givers(index, ids, 0, list_giver, list, &error), error);
  assert_string_equal(list, "");
  strcat(list, "the visitor wants no more than one ");
  assert_ok(qn_index_find_givers(index, ids, 4, list_giver, list, &error), error);
  assert_string_equal(list, "the visitor wants no more than one 2:/n/a#2 ");
  qn_index_close(index);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(roots_and_sources_are_listed_until_the_visitor_ends_it),
      cmocka_unit_test(a_later_commit_takes_them_away),
      cmocka_unit_test(a_source_says_which_directory_has_it),
      cmocka_unit_test(sources_are_found_by_name_in_all_directories),
      cmocka_unit_test(the_sources_that_gave_articles_are_found_by_their_ids),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
