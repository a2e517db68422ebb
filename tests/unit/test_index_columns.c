/* SPDX-License-Identifier: MIT */
/* test_index_columns.c: the columns of an index with their values, of live articles, over all segments. */
#include "support/filter_fixture.h"

#include <stdio.h>
#include <string.h>

typedef struct listing {
  char text[2000];
} listing;

static void put_value(char *out, const qn_value *value) {
  if (value->type == QN_VALUE_KEYWORD)
    sprintf(out, "%s", value->keyword.data);
  else if (value->type == QN_VALUE_NUMBER)
    sprintf(out, "%g", value->number);
  else
    sprintf(out, "%lld", (long long)value->seconds);
}

static void list_column(void *context, const qn_column *column) {
  listing *list = context;
  char least[100], greatest[100];
  put_value(least, &column->least);
  put_value(greatest, &column->greatest);
  assert_int_equal(strlen(column->name.data), column->name.size);
  assert_int_equal(column->least.type, column->type);
  sprintf(list->text + strlen(list->text), "%s/%d: %u articles, %u values, %s to %s\n", column->name.data, column->type,
          (unsigned)column->n_articles, (unsigned)column->n_distinct, least, greatest);
}

static const filtered_row rows[] = {
    {"a", "1970-01-02", "{\"n\":[1,1,2],\"k\":[\"x\",\"y\"]}"},
    {"b", "1970-01-01T00:00:01", "{\"n\":2,\"k\":\"x\"}"},
    {"c", NULL, "{\"n\":\"x\",\"rare\":7}"},
    {"d", NULL, "{\"k\":\"a\",\"other\":true}"},
};

static void columns_are_listed_with_their_values(void **state) {
  search_fixture f;
  listing list = {""};
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  assert_ok(qn_index_each_column(f.index, list_column, &list, &error), error);
  assert_string_equal(list.text, "date/1: 2 articles, 2 values, 1 to 86400\n"
                                 "k/3: 3 articles, 3 values, a to y\n"
                                 "lang/3: 4 articles, 1 values, en to en\n"
                                 "n/2: 2 articles, 2 values, 1 to 2\n"
                                 "n/3: 1 articles, 1 values, x to x\n"
                                 "other/3: 1 articles, 1 values, true to true\n"
                                 "rare/2: 1 articles, 1 values, 7 to 7\n");
  assert_int_equal(qn_index_each_column(NULL, list_column, &list, &error), QN_INVALID);
  search_fixture_close(&f);
}

static void deleted_articles_do_not_count(void **state) {
  search_fixture f;
  listing list = {""};
  qn_index *index;
  qn_error error;
  (void)state;
  filter_fixture_open(&f, rows, 4);
  qn_writer *writer = open_writer_in(f.dir, NULL);
  assert_ok(qn_writer_delete(writer, string_of("a"), &error), error);
  assert_ok(qn_writer_delete(writer, string_of("c"), &error), error);
  commit_and_close(writer);
  const char *const dirs[] = {f.dir};
  assert_ok(qn_index_open(&index, dirs, 1, &error), error);
  assert_ok(qn_index_each_column(index, list_column, &list, &error), error);
  assert_string_equal(list.text, "date/1: 1 articles, 1 values, 1 to 1\n"
                                 "k/3: 2 articles, 2 values, a to x\n"
                                 "lang/3: 2 articles, 1 values, en to en\n"
                                 "n/2: 1 articles, 1 values, 2 to 2\n"
                                 "other/3: 1 articles, 1 values, true to true\n");
  qn_index_close(index);
  search_fixture_close(&f);
}

static void an_index_without_fields_has_that_of_languages(void **state) {
  static const char *const texts[] = {"cat"};
  search_fixture f;
  listing list = {""};
  qn_error error;
  (void)state;
  search_fixture_open_texts(&f, texts, 1);
  assert_ok(qn_index_each_column(f.index, list_column, &list, &error), error);
  assert_string_equal(list.text, "lang/3: 1 articles, 1 values, en to en\n");
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(columns_are_listed_with_their_values),
      cmocka_unit_test(deleted_articles_do_not_count),
      cmocka_unit_test(an_index_without_fields_has_that_of_languages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
