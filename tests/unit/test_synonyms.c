/* SPDX-License-Identifier: MIT */
/* test_synonyms.c: synonyms in Solr's format are read, refused with the line at fault, and stand in queries. */
#include "base/memory.h"
#include "support/parsed_query.h"
#include "support/support.h"

#include "language/synonyms.h"

#include <string.h>

static qn_synonyms *read_synonyms(const char *text) {
  qn_synonyms *synonyms = NULL;
  qn_error error;
  assert_ok(qn_synonyms_parse(&synonyms, text, strlen(text), &error), error);
  return synonyms;
}

/* A query with these synonyms has this canonical text. */
static void check(const char *rules, const char *text, const char *canonical) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_synonyms *synonyms = read_synonyms(rules);
  options.synonyms = synonyms;
  check_query_with(&options, text, canonical, NULL);
  qn_synonyms_free(synonyms);
}

static void words_with_commas_between_stand_for_each_other(void **state) {
  static const char rules[] = "car, auto, motor car\n";
  (void)state;
  check(rules, "car", "car SYN auto SYN \"motor car\"");
  check(rules, "auto x", "car SYN auto SYN \"motor car\" x");
  check(rules, "bicycle", "bicycle");
}

static void what_is_before_an_arrow_stands_for_what_is_after_it(void **state) {
  static const char rules[] = "tv, telly => television\nsea => sea, ocean\n";
  (void)state;
  check(rules, "tv telly", "television television");
  check(rules, "television", "television");
  check(rules, "sea", "sea SYN ocean");
}

static void words_are_looked_up_in_any_case_and_without_punctuation(void **state) {
  static const char rules[] = "\xc3\x9c"
                              "ber, over\n";
  (void)state;
  check(rules, "OVER",
        "\xc3\x9c"
        "ber SYN over");
  check(rules,
        "\xc3\xbc"
        "ber,",
        "\xc3\x9c"
        "ber SYN over");
  check("stra\xc3\x9f"
        "e, road\n",
        "STRASSE",
        "stra\xc3\x9f"
        "e SYN road");
  check("\xef\xbb\xbf"
        "car, auto\n",
        "car", "car SYN auto");
}

static void synonyms_without_room_are_reported_once(void **state) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_synonyms *synonyms = read_synonyms("car, motor car, auto mobile, motor wagon\n");
  qn_query *query;
  qn_error error;
  char text[4096] = "car";
  (void)state;
  for (size_t i = 0; i < QN__QUERY_MAX_WORDS - 2; i++)
    strcat(text, " x");
  options.synonyms = synonyms;
  memmove(text, text + 4, strlen(text + 4) + 1);
  strcat(text, " car");
  assert_ok(qn_query_parse(&query, text, strlen(text), &options, &error), error);
  assert_non_null(strstr(qn_query_warning(query, 0), "has more synonyms than there is room for"));
  assert_null(qn_query_warning(query, 1));
  qn_query_free(query);
  qn_synonyms_free(synonyms);
}

static void words_side_by_side_have_synonyms_the_longest_first(void **state) {
  static const char rules[] = "new york, nyc\nnew york city => nyc\nnew => fresh\n";
  (void)state;
  check(rules, "new york pizza", "\"new york\" SYN nyc pizza");
  check(rules, "pizza new york city", "pizza nyc");
  check(rules, "new", "fresh");
  check(rules, "new +york", "fresh +york");
  check(rules, "+new york", "+fresh york");
  check(rules, "new AND york", "+fresh +york");
  check(rules, "pizza AND new york", "+pizza +(\"new york\" SYN nyc)");
  check(rules, "title:new york", "title:fresh york");
  check(rules, "title:(new york)", "title:(\"new york\" SYN nyc)");
  check(rules, "new york*", "fresh york*");
}

static void only_plain_words_have_synonyms(void **state) {
  static const char rules[] = "car, auto\n";
  (void)state;
  check(rules, "=car", "=car");
  check(rules, "\"car\"", "car");
  check(rules, "car* car~1", "car* car~1");
  check(rules, "car NEAR/2 x", "car NEAR/2 x");
  check(rules, "+car^2 -car", "+(car SYN auto)^2 -(car SYN auto)");
}

static void a_word_that_is_being_typed_has_none_yet(void **state) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_synonyms *synonyms = read_synonyms("car, auto\n");
  (void)state;
  options.synonyms = synonyms;
  options.partial = true;
  check_query_with(&options, "car", "car*~", NULL);
  check_query_with(&options, "car x", "car SYN auto x*~", NULL);
  options.partial = false;
  options.mode = QN_QUERY_WORDS;
  check_query_with(&options, "+car", "car SYN auto", NULL);
  qn_synonyms_free(synonyms);
}

static void comments_escapes_and_blanks_are_read(void **state) {
  (void)state;
  check("# car, auto\n\n  \t\r\n", "car", "car");
  check("  car ,\tmotor   car \r\n", "car", "car SYN \"motor car\"");
  check("AT\\&T, a\\,b, c\\=>d", "AT&T", "\"AT&T\" SYN \"a,b\" SYN \"c=>d\"");
}

static void rules_for_the_same_word_add_up(void **state) {
  (void)state;
  check("car, auto\ncar, wagon\n", "car", "car SYN auto SYN wagon");
}

static void a_fault_names_its_line_and_column(void **state) {
  static const struct {
    const char *rules, *message;
  } bad[] = {
      {"a, b\nc,, d\n", "line 2, column 3 of the synonyms: a word is missing; write words with commas between them"},
      {"a => b => c\n", "line 1, column 8 of the synonyms: there is a second =>"},
      {"=> b\n", "line 1, column 1 of the synonyms: a word is missing; write words with commas between them"},
      {"\xc3\xa9 =>\n", "line 1, column 5 of the synonyms: a word is missing; write words with commas between them"},
      {"a b c d e f g h i, x\n",
       "line 1, column 1 of the synonyms: what has synonyms is too long; it has at most 8 words and 512 bytes"},
      {"a, b\n# caf\xe9\n", "line 2, column 6 of the synonyms: this is not UTF-8; write the file as UTF-8"}};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    qn_synonyms *synonyms = NULL;
    qn_error error;
    assert_int_equal(qn_synonyms_parse(&synonyms, bad[i].rules, strlen(bad[i].rules), &error), QN_BAD_INPUT);
    assert_null(synonyms);
    assert_string_equal(error.message, bad[i].message);
  }
}

static void reports_out_of_memory_at_any_request(void **state) {
  static const char rules[] = "car, auto\ntv => television\n";
  qn_synonyms *synonyms = NULL;
  qn_status status = QN_NO_MEMORY;
  (void)state;
  for (long n = 0; status != QN_OK; n++) {
    qn_error error;
    qn__memory_fail_after(n);
    status = qn_synonyms_parse(&synonyms, rules, strlen(rules), &error);
    qn__memory_fail_after(-1);
    assert_true(status == QN_OK || status == QN_NO_MEMORY);
  }
  qn_synonyms_free(synonyms);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_with_commas_between_stand_for_each_other),
      cmocka_unit_test(what_is_before_an_arrow_stands_for_what_is_after_it),
      cmocka_unit_test(words_are_looked_up_in_any_case_and_without_punctuation),
      cmocka_unit_test(synonyms_without_room_are_reported_once),
      cmocka_unit_test(words_side_by_side_have_synonyms_the_longest_first),
      cmocka_unit_test(only_plain_words_have_synonyms),
      cmocka_unit_test(a_word_that_is_being_typed_has_none_yet),
      cmocka_unit_test(comments_escapes_and_blanks_are_read),
      cmocka_unit_test(rules_for_the_same_word_add_up),
      cmocka_unit_test(a_fault_names_its_line_and_column),
      cmocka_unit_test(reports_out_of_memory_at_any_request),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
