/* SPDX-License-Identifier: MIT */
/* test_facet_tables.c: what a writer of tables gets. */
#include "tool/facet_tables.h"
#include "unit/printed_answer.h"

static void put_begin(qn__buffer *out, qn_string name, qn_string caption) {
  qn__buffer_print(out, "%.*s (%.*s)", (int)name.size, name.data, (int)caption.size, caption.data);
}

static void put_row(qn__buffer *out, qn_string value, uint64_t n_articles, uint64_t most) {
  qn__buffer_print(out, " %.*s %d/%d", (int)value.size, value.data, (int)n_articles, (int)most);
}

static void put_end(qn__buffer *out, uint64_t n_more) {
  qn__buffer_print(out, " +%d;", (int)n_more);
}

static void end_with_tables(const output *to, const search_answer *answer) {
  static const facet_writer tables = {put_begin, put_row, put_end};
  put_facet_tables(to, answer, &tables);
}

static void assert_tables(const char *query, const char *expected) {
  static const output_format format = {.name = "tables", .shows = SHOWS_TOTAL | SHOWS_FACETS, .end = end_with_tables};
  const char *items[] = {"topics", "date:year", "n\xff"};
  qn_facet facets[] = {{.column = "topics"}, {.column = "date", .by = QN_FACET_YEAR}, {.column = "topics"}};
  tool_options options = options_of("text");
  options.format = &format;
  options.limit = 0;
  options.facet = (cli_list){items, 3};
  options.facets = facets;
  assert_printed(&options, NULL, query, expected);
}

static void each_facet_is_a_table(void **state) {
  (void)state;
  assert_tables("salt", "topics (topics: 1 of 2 articles) x 1/1 +0;"
                        "date:year (date:year: 1 of 2 articles) 2025 1/1 +0;"
                        "n\xef\xbf\xbd (n\xef\xbf\xbd: 1 of 2 articles) x 1/1 +0;");
}

static void where_no_article_matches_there_is_no_table(void **state) {
  (void)state;
  assert_tables("absent", "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_facet_is_a_table),
      cmocka_unit_test(where_no_article_matches_there_is_no_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
