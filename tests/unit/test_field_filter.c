/* SPDX-License-Identifier: MIT */
/* test_field_filter.c: a filter on a name asks the columns whose type its value can be; the caller hears why nothing is
 * found. */
#include "plan/plan.h"
#include "support/filter_fixture.h"

#include <string.h>

static const filtered_row rows[] = {{"a", "2025-06-09", "{\"price\":10,\"year\":1987,\"topic\":\"cocoa\"}"},
                                    {"b", NULL, "{\"year\":\"1987\",\"when\":true}"}};

static search_fixture fixture;
static qn__arena arena;
static qn__plan plan;

static int set_up(void **state) {
  (void)state;
  filter_fixture_open(&fixture, rows, 2);
  qn__arena_init(&arena);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  qn__arena_clear(&arena);
  search_fixture_close(&fixture);
  return 0;
}

/* The types that a filter asks, as bits. */
static unsigned types_asked(const char *column, const char *value) {
  const qn_filter filter = {column, value, false};
  const qn__query_node node = qn__filter_node(&filter);
  qn__plan_leaf leaves[QN__FIELD_LEAVES];
  uint32_t n = 0;
  unsigned types = 0;
  qn_error error;
  plan = (qn__plan){.index = fixture.index};
  assert_int_equal(node.op, QN__FIELD);
  assert_ok(qn__field_leaves(&plan, &node, 0, leaves, &n, &arena, &error), error);
  for (uint32_t i = 0; i < n; i++) {
    types |= 1u << leaves[i].type;
    assert_int_equal(leaves[i].op, leaves[i].type == QN__COLUMN_KEYWORD ? QN__KEYWORD : QN__RANGE);
    assert_string_equal(leaves[i].column, column);
    assert_string_equal(leaves[i].value, value);
  }
  return types;
}

enum { DATES = 1 << QN__COLUMN_DATE, NUMBERS = 1 << QN__COLUMN_NUMBER, KEYWORDS = 1 << QN__COLUMN_KEYWORD };

static void the_columns_of_the_name_are_asked(void **state) {
  (void)state;
  assert_int_equal(types_asked("price", "10..20"), NUMBERS);
  assert_int_equal(types_asked("date", "2025"), DATES);
  assert_int_equal(types_asked("topic", "1987"), KEYWORDS);
  assert_int_equal(types_asked("year", "1987"), NUMBERS | KEYWORDS);
  assert_int_equal(types_asked("year", "last"), KEYWORDS);
  assert_null(plan.warnings);
}

static void assert_warned(const char *column, const char *value, const char *part) {
  types_asked(column, value);
  if (plan.warnings == NULL || strstr(plan.warnings->text, part) == NULL || plan.warnings->next != NULL)
    fail_msg("%s:%s: %s", column, value, plan.warnings == NULL ? "no warning" : plan.warnings->text);
}

static void what_finds_nothing_is_reported(void **state) {
  (void)state;
  assert_warned("colour", "red", "no article has a field colour");
  assert_warned("price", "cheap", "price has numbers, and cheap is neither one nor a range of them");
  assert_warned("price", "10..x", "price has numbers");
  assert_warned("date", "10", "date has dates, and 10 is none");
  assert_warned("price", "20..10", "price:20..10 ends before it begins");
  assert_warned("date", "2025..2024", "ends before it begins");
}

static void a_search_reports_its_filters(void **state) {
  const qn_filter filters[] = {{"colour", "red", true}, {"price", "x", false}};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  (void)state;
  options.filters = filters;
  options.n_filters = 2;
  assert_ok(search_for(&fixture, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.total, 0);
  assert_non_null(strstr(qn_searcher_warning(fixture.searcher, 0), "colour"));
  assert_non_null(strstr(qn_searcher_warning(fixture.searcher, 1), "price"));
  assert_null(qn_searcher_warning(fixture.searcher, 2));
  options.n_filters = 1;
  assert_ok(search_for(&fixture, "cat", &options, &hits, &error), error);
  assert_int_equal(hits.total, 2);
  assert_ok(search_for(&fixture, "cat", NULL, &hits, &error), error);
  assert_null(qn_searcher_warning(fixture.searcher, 0));
}

static void filters_without_a_column_or_value_are_refused(void **state) {
  const qn_filter filters[] = {{NULL, "red", false}, {"price", NULL, false}};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  qn_error error;
  (void)state;
  options.n_filters = 1;
  for (size_t i = 0; i < 3; i++) {
    options.filters = i < 2 ? &filters[i] : NULL;
    assert_int_equal(search_for(&fixture, "cat", &options, &hits, &error), QN_INVALID);
  }
}

static void names_of_the_syntax_are_no_columns(void **state) {
  static const struct {
    const char *name;
    qn__operator op;
  } names[] = {{"lang", QN__LANGUAGE}, {"id", QN__ID}, {"path", QN__PATH}, {"lan", QN__FIELD}, {"ids", QN__FIELD}};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    const qn_filter filter = {names[i].name, "x", false};
    assert_int_equal(qn__filter_node(&filter).op, names[i].op);
  }
}

static void a_long_warning_is_whole(void **state) {
  char value[600];
  (void)state;
  memset(value, 'v', sizeof value);
  value[sizeof value - 1] = '\0';
  assert_warned("colour", value, "no article has a field colour");
  assert_non_null(strstr(plan.warnings->text, value));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_columns_of_the_name_are_asked),
      cmocka_unit_test(what_finds_nothing_is_reported),
      cmocka_unit_test(a_search_reports_its_filters),
      cmocka_unit_test(filters_without_a_column_or_value_are_refused),
      cmocka_unit_test(names_of_the_syntax_are_no_columns),
      cmocka_unit_test(a_long_warning_is_whole),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
