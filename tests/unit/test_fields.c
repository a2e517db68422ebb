/* SPDX-License-Identifier: MIT */
/* test_fields.c: which names before a colon are fields, and which are reported because they look like one. */
#include "language/fields.h"
#include "support/support.h"

#include <stdio.h>

static qn__operator field_of(const char *text) {
  return qn__field_at(text, strlen(text)).op;
}

static void fields_are_found_in_any_case(void **state) {
  (void)state;
  assert_int_equal(field_of("title:x"), QN__TITLE);
  assert_int_equal(field_of("Title:x"), QN__TITLE);
  assert_int_equal(field_of("LANG:"), QN__LANGUAGE);
  assert_int_equal(qn__field_at("title:x", 7).size, 6);
}

static void what_is_only_like_a_field_is_none(void **state) {
  static const char *const others[] = {"titles:x", "title", "subtitle:x", "title :x", ":x", "*", "NEAR", ""};
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_int_equal(field_of(others[i]), QN__GROUP);
  assert_int_equal(qn__field_at("title:", 5).op, QN__GROUP); /* the text ends before the colon */
}

static void a_regular_expression_is_named_like_a_field(void **state) {
  static const char *const none[] = {"re:", "re:/", "re: /x/", "re://x", "re:/ x", "ре:/x/"};
  const char *text = "RE:/x/";
  (void)state;
  assert_ptr_equal(qn__regex_at(text, text + 6), text + 4);
  for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
    assert_null(qn__regex_at(none[i], none[i] + strlen(none[i])));
}

/* Whether a word, which `rest` follows, is reported as an unknown field. */
static bool is_reported(const char *word, const char *rest) {
  char text[100];
  qn_query query = {.root = NULL};
  qn__slips slips;
  qn__arena_init(&query.arena);
  const int size = snprintf(text, sizeof text, "%s%s", word, rest);
  qn__slips_begin(&slips, &query, text, (size_t)size, false, NULL);
  qn__field_report(&slips, false, text, text + strlen(word), text + size);
  const bool reported = slips.n > 0;
  qn__arena_clear(&query.arena);
  qn__buffer_clear(&query.warnings);
  qn__buffer_clear(&query.warning_columns);
  return reported;
}

static void letters_before_a_colon_and_a_value_are_an_unknown_field(void **state) {
  (void)state;
  assert_true(is_reported("date:2020..", ""));
  assert_true(is_reported("topics:crude", " oil"));
  assert_true(is_reported("user_name:", "\"a b\""));
  assert_true(is_reported("site:", "(a b)"));
  assert_true(is_reported("автор:x", ""));
  assert_true(is_reported("in-title:x", ""));
}

static void addresses_times_paths_and_scopes_are_no_fields(void **state) {
  static const char *const others[] = {"http://a.b",  "file:///x", "12:30",      "std::vector",  "C:\\x",
                                       "C:x",         "a.c:12",    "mailto:a@b", "localhost:80", "fe80:1:2",
                                       "00:1a:2b:cd", "ab:cd:ef",  ":x",         "10.0.0.1:80",  "北京:x"};
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (is_reported(others[i], ""))
      fail_msg("%s is taken for a field", others[i]);
  assert_false(is_reported("Note:", " x"));
  assert_false(is_reported("Note:", ""));
  assert_false(is_reported("(see:", ")"));
}

/* A column of numbers whose name is "Price", and one of dates and numbers, "année". */
static qn_status find_column(const void *context, qn_string name, qn__query_column *out, qn_error *error) {
  const unsigned *n_asked = context;
  (void)error;
  assert_non_null(n_asked);
  *out = (qn__query_column){.has_numbers = false};
  if (name.size == 5 && memcmp(name.data + 1, "rice", 4) == 0)
    *out = (qn__query_column){.name = {"Price", 5}, .has_numbers = true};
  if (name.size == 6 && memcmp(name.data, "ann\u00e9e", 6) == 0)
    *out = (qn__query_column){.name = {"ann\u00e9e", 6}, .has_numbers = true, .has_dates = true};
  return QN_OK;
}

static const unsigned any = 0;
static const qn__query_columns columns = {find_column, &any};

static qn__field column_of(const char *text) {
  qn__slips slips = {.status = QN_OK};
  const size_t size = strlen(text);
  return qn__field_or_column_at(&slips, &columns, text, text + size, text + size);
}

static void columns_are_fields_where_they_exist(void **state) {
  static const char *const others[] = {"cost:5",    "price", "price::x", "price://x",
                                       "price:\\x", "12:30", "-rice:5",  "a*b:5"};
  (void)state;
  const qn__field field = column_of("price:10");
  assert_int_equal(field.op, QN__FIELD);
  assert_int_equal(field.size, 6);
  assert_string_equal(field.column.name.data, "Price");
  assert_int_equal(column_of("ann\u00e9e:10").op, QN__FIELD);
  assert_int_equal(column_of("price:/x").op, QN__FIELD);
  assert_int_equal(column_of("1rice:5").op, QN__FIELD);
  assert_int_equal(column_of("title:x").op, QN__TITLE);
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    if (column_of(others[i]).op != QN__GROUP)
      fail_msg("%s is taken for a column", others[i]);
}

static bool fits(bool dates, bool numbers, bool keywords, const char *value) {
  const qn__query_column column = {.has_dates = dates, .has_numbers = numbers, .has_keywords = keywords};
  qn_query query = {.root = NULL};
  qn__slips slips = {.query = &query};
  qn__arena_init(&query.arena);
  const bool fit = qn__value_fault(&slips, &column, value, strlen(value)) == NULL;
  qn__arena_clear(&query.arena);
  return fit;
}

static void values_are_of_the_type_of_their_column(void **state) {
  (void)state;
  assert_true(fits(false, true, false, "10..20") && fits(false, true, false, ">=.5"));
  assert_false(fits(false, true, false, "cheap") || fits(false, true, false, "2025-06"));
  assert_true(fits(true, false, false, "2025-06..") && fits(true, false, false, "7d"));
  assert_false(fits(true, false, false, "yesterdayish") || fits(true, false, false, "10"));
  assert_true(fits(true, true, false, "10") && fits(true, true, false, "today"));
  assert_false(fits(true, true, false, "x"));
  assert_true(fits(true, true, true, "x"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields_are_found_in_any_case),
      cmocka_unit_test(what_is_only_like_a_field_is_none),
      cmocka_unit_test(a_regular_expression_is_named_like_a_field),
      cmocka_unit_test(letters_before_a_colon_and_a_value_are_an_unknown_field),
      cmocka_unit_test(addresses_times_paths_and_scopes_are_no_fields),
      cmocka_unit_test(columns_are_fields_where_they_exist),
      cmocka_unit_test(values_are_of_the_type_of_their_column),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
