/* SPDX-License-Identifier: MIT */
/* test_added_words.c: words that are added to a query are optional, and what was asked stays as it was. */
#include "base/memory.h"
#include "language/query.h"
#include "support/parsed_query.h"
#include "support/support.h"

static const qn__added_word words[] = {{"moon", 4, 500},  {"Sea", 3, 2000},    {"wi-fi", 5, 1000}, {"", 0, 1000},
                                       {"千年", 6, 1500}, {"千年前", 9, 1000}, {"千", 3, 1000}};

static qn_status add(qn_query **out, const char *text, qn_error *error) {
  *out = parse_query(text, NULL);
  return qn__query_add_words(*out, words, sizeof words / sizeof *words, error);
}

static void check_added(const char *text, const char *expected) {
  qn_query *query;
  qn_error error;
  assert_ok(add(&query, text, &error), error);
  assert_string_equal(qn_query_text(query), expected);
  qn_query_free(query);
}

/* What is not one word is left out: two parts, three characters, and one, which is looked for as a prefix. */
static void words_are_added_as_optional_ones(void **state) {
  (void)state;
  check_added("tide", "tide moon^0.5 Sea^2 千年^1.5");
  check_added("\"spring tide\" x", "\"spring tide\" x moon^0.5 Sea^2 千年^1.5");
}

static void what_is_required_or_excluded_stays_so(void **state) {
  (void)state;
  check_added("+tide -x", "+tide -x moon^0.5 Sea^2 千年^1.5");
  check_added("tide AND ebb", "+tide +ebb moon^0.5 Sea^2 千年^1.5");
  check_added("lang:en tide -id:a", "tide lang:en -id:a moon^0.5 Sea^2 千年^1.5");
}

static void a_group_that_counts_is_required(void **state) {
  (void)state;
  check_added("(tide ebb flood)~2", "+(tide ebb flood)~2 moon^0.5 Sea^2 千年^1.5");
}

static void only_what_is_added_is_marked(void **state) {
  qn_query *query;
  qn_error error;
  (void)state;
  assert_ok(add(&query, "moon tide", &error), error);
  unsigned n = 0;
  for (const qn__query_node *item = query->root->items; item != NULL; item = item->next, n++)
    assert_int_equal(item->added, n >= 2);
  assert_int_equal(n, 5);
  qn_query_free(query);
}

static void reports_out_of_memory_at_any_request(void **state) {
  qn_status status = QN_NO_MEMORY;
  long n = 0;
  (void)state;
  for (; status != QN_OK; n++) {
    qn_query *query = parse_query("(tide ebb flood)~2 lang:en", NULL);
    qn_error error;
    qn__memory_fail_after(n);
    status = qn__query_add_words(query, words, 4, &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
    qn_query_free(query);
  }
  assert_true(n > 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_are_added_as_optional_ones),     cmocka_unit_test(what_is_required_or_excluded_stays_so),
      cmocka_unit_test(a_group_that_counts_is_required),      cmocka_unit_test(only_what_is_added_is_marked),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
