/* SPDX-License-Identifier: MIT */
/* test_parser.c: a query is understood as the manual says, whatever is wrong with it; its canonical text shows how. */
#include "support/parsed_query.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

static void check_warns(const char *text, const char *canonical, const char *warning) {
  check_query_with(NULL, text, canonical, warning);
}

static void check_all(const char *text, const char *canonical) {
  const qn_query_options options = query_options(QN_QUERY_SYNTAX, true, false);
  check_query_with(&options, text, canonical, NULL);
}

static void check_words(const char *text, const char *canonical) {
  const qn_query_options options = query_options(QN_QUERY_WORDS, false, false);
  check_query_with(&options, text, canonical, NULL);
}

/* --- operators ---------------------------------------------------------------------------------------------------- */

static void words_side_by_side_are_alternatives(void **state) {
  (void)state;
  check_query("rare", "rare");
  check_query("rare  earth", "rare earth");
  check_query("rare\tearth\nmetal", "rare earth metal");
  check_query("rare OR earth", "rare earth");
}

static void signs_and_operators_require_and_exclude(void **state) {
  (void)state;
  check_query("+rare earth", "+rare earth");
  check_query("rare -earth", "rare -earth");
  check_query("rare NOT earth", "rare -earth");
  check_query("rare AND NOT earth", "+rare -earth");
  check_query("+\"rare earth\" -\"in china\" export", "+\"rare earth\" -\"in china\" export");
}

static void operators_are_written_in_capitals(void **state) {
  (void)state;
  check_query("rare and not earth", "rare and not earth");
  check_query("rare Or earth", "rare Or earth");
}

static void other_spaces_separate_operators_too(void **state) {
  (void)state;
  check_query("rare\xc2\xa0-earth", "rare -earth"); /* no-break */
  check_query("北京　-大学", "北京 -大学");         /* ideographic */
}

static void not_binds_before_and_before_or(void **state) {
  (void)state;
  check_query("a AND b", "+a +b");
  check_query("a b AND c", "a (+b +c)");
  check_query("a AND b OR c AND d", "(+a +b) (+c +d)");
  check_query("NOT a AND b", "-a +b");
  check_query("(a OR b) AND c", "+(a b) +c");
  check_query("a (b AND c) d", "a (+b +c) d");
  check_query("AT&T AND b", "+\"AT&T\" +b");
  check_query("b AND AT&T c", "(+b +\"AT&T\") c");
}

static void a_plus_in_a_chain_requires_the_whole_chain(void **state) {
  (void)state;
  check_query("+a AND b c", "+a +b c");
  check_query("c a AND +b", "c +a +b");
}

static void two_exclusions_cancel_each_other(void **state) {
  (void)state;
  check_query("a NOT NOT b", "a b");
  check_query("a --b", "a b");
  check_query("a NOT -b", "a b");
}

static void a_scope_reaches_over_one_operand(void **state) {
  (void)state;
  check_query("title:talks x", "title:talks x");
  check_query("title:\"trade talks\" truce", "title:\"trade talks\" truce");
  check_query("title:(trade -talks) x", "(title:trade -title:talks) x");
  check_query("title:(a (b c)) x", "title:a title:b title:c x");
  check_query("+title:a -title:b c", "+title:a -title:b c");
  check_query("title:AND", "title:\"AND\"");
}

static void a_blank_after_a_field_is_a_slip(void **state) {
  (void)state;
  check_warns("title: a", "title:a", "the field title: at character 1 has a space after it; it is for what follows");
  check_warns("b Title:  \"a c\"", "b title:\"a c\"", "the field Title: at character 3 has a space after it");
  check_warns("cat lang: en", "cat lang:en", "has a space after it");
  check_warns("title:", "title", "the field title: at character 1 has nothing after it; it is searched as a word");
  check_warns("(title: ) a", "title a", "the field title: at character 2 has nothing after it");
  check_warns("title: OR a", "title a", "has nothing after it");
}

static void fields_are_written_in_any_case(void **state) {
  (void)state;
  check_query("Title:x TITLE:(a b)", "title:x title:a title:b");
  check_query("LANG:en x", "lang:en x");
  check_query("RE:/x/", "re:/x/");
}

static void an_equals_sign_makes_a_word_or_phrase_exact(void **state) {
  (void)state;
  check_query("=talks", "=talks");
  check_query("=\"trade talks\" truce", "=\"trade talks\" truce");
  check_query("+=a -=b =c d", "+=a -=b =c d");
  check_query("title:=talks title:=\"a b\"", "title:=talks title:=\"a b\"");
  check_query("title:(=a b)", "title:=a title:b");
  check_query("=a AND NOT =b", "+=a -=b");
  check_warns("=title:x", "=title =x", "the field title: at character 2 has no effect after a field or a =");
  check_warns("=lang:en", "=lang =en", "the field lang: at character 2");
  check_query("=AND", "=\"AND\"");
  check_warns("=\"a b", "=\"a b\"", "the quote opened at character 2 is not closed");
  check_query("-=a", "* -=a");
}

static void an_equals_sign_elsewhere_separates_words(void **state) {
  (void)state;
  check_query("a=b", "a b");
  check_query("==a", "a");
  check_warns("= a", "a", "what stands at character 1 has no word in it; it is left out");
  check_warns("a =", "a", "what stands at character 3 has no word in it");
  check_warns("=(a b)", "a b", "has no word in it");
  check_warns("(a =)", "a", "has no word in it");
  check_warns("=", "", "has no word in it");
}

/* --- filters ------------------------------------------------------------------------------------------------------ */

static void a_filter_takes_a_word_or_a_quoted_text(void **state) {
  (void)state;
  check_query("cat lang:en", "cat lang:en");
  check_query("lang:en-GB cat", "lang:en-GB cat");
  check_query("lang:\"en-GB\" cat", "lang:en-GB cat");
  check_query("lang:AND cat", "lang:\"AND\" cat");
  check_query("lang:-en cat", "lang:-en cat");
  check_query("(lang:en) cat", "lang:en cat");
  check_query("lang:title:x cat", "lang:\"title:x\" cat");
}

static void a_filter_restricts_what_stands_beside_it(void **state) {
  (void)state;
  check_query("+lang:en cat", "lang:en cat");
  check_query("lang:en AND cat", "lang:en +cat");
  check_query("lang:en lang:de", "lang:en lang:de");
  check_query("cat -lang:de", "cat -lang:de");
  check_query("cat NOT lang:de", "cat -lang:de");
  check_query("(lang:en cat) OR (lang:de katze)", "(lang:en cat) (lang:de katze)");
  check_all("lang:en cat dog", "lang:en +cat +dog");
}

static void or_beside_a_filter_makes_it_an_alternative(void **state) {
  (void)state;
  check_query("lang:en OR lang:de", "lang:en OR lang:de");
  check_query("lang:en OR cat", "lang:en OR cat");
  check_query("cat OR lang:en", "cat OR lang:en");
  check_query("(lang:en OR lang:de) cat", "(lang:en OR lang:de) cat");
  check_query("cat AND (lang:en OR lang:de)", "+cat (lang:en OR lang:de)");
}

static void a_filter_without_a_value_is_a_word(void **state) {
  (void)state;
  check_warns("lang:", "lang", "the field lang: at character 1 has nothing after it; it is searched as a word");
  check_warns("cat lang:", "cat lang", "has nothing after it");
  check_warns("(cat lang:)", "cat lang", "has nothing after it");
  check_words("lang:en", "lang en");
}

static void what_scores_has_no_effect_on_a_filter(void **state) {
  (void)state;
  check_warns("cat lang:en^2", "cat lang:en", "what stands after the filter at character 10 has no effect");
  check_warns("cat lang:\"en\"~2", "cat lang:en", "has no effect");
  check_warns("*^2", "*", "what stands after the * at character 1 has no effect");
}

static void a_boost_has_no_effect_on_what_is_excluded(void **state) {
  (void)state;
  check_warns("cat -dog^2", "cat -dog",
              "the boost at character 9 has no effect: what is excluded never scores; it is left out");
  check_warns("cat NOT \"a b\"^2", "cat -\"a b\"", "the boost at character 14 has no effect");
  check_warns("cat -(a b)^0.5", "cat -a -b", "the boost at character 11 has no effect");
  check_warns("cat -(a -b^2)", "cat -(a -b)", "the boost at character 11 has no effect");
  check_query("(cat -dog)^2", "cat^2 -dog");
  check_query("NOT -cat^2", "cat^2");
}

static void a_filter_without_a_value_before_an_operand_is_left_out(void **state) {
  (void)state;
  check_warns("lang:\"\" cat", "cat", "the filter at character 1 has no value after it; it is left out");
  check_warns("é lang:(cat)", "é cat", "the filter at character 3 has no value");
  check_warns("lang:=cat", "=cat", "the filter at character 1 has no value");
  check_warns("lang:\"\"", "", "the filter at character 1 has no value");
}

/* --- modes -------------------------------------------------------------------------------------------------------- */

static void all_requires_every_operand_of_a_sequence(void **state) {
  (void)state;
  check_all("a b c", "+a +b +c");
  check_all("a OR b", "a b");
  check_all("a b OR c", "(+a +b) c");
  check_all("a -b", "+a -b");
  check_all("(a b) c", "+a +b +c");
}

static void plain_words_have_no_operators(void **state) {
  (void)state;
  check_words("+a AND \"b c\" -(d)", "a \"AND\" b c d");
  check_words("title:x OR", "title x \"OR\"");
  check_words("=a title:=b", "a title b");
}

/* --- slips -------------------------------------------------------------------------------------------------------- */

static void what_is_opened_ends_with_the_query(void **state) {
  (void)state;
  check_warns("a \"b c", "a \"b c\"", "the quote opened at character 3 is not closed; it ends with the query");
  check_warns("(a b", "a b", "the parenthesis opened at character 1 is not closed; it ends with the query");
  check_warns("a) b", "a b", "the parenthesis at character 2 closes nothing; it is left out");
}

static void an_operator_without_a_word_is_left_out(void **state) {
  (void)state;
  check_warns("AND a", "a", "the operator at character 1 has no word before it; it is left out");
  check_warns("a AND", "a", "the AND at character 3 has no word after it; it is left out");
  check_warns("x a AND", "x a", "the AND at character 5 has no word after it");
  check_warns("a OR", "a", "the OR at character 3 has no word after it");
  check_warns("a OR AND b", "a b", "has no word");
  check_warns("a NOT", "a", "the operator at character 3 has no word after it");
  check_warns("é - a", "é a", "the - at character 3 stands alone; it is left out");
}

static void a_query_without_words_says_so(void **state) {
  (void)state;
  check_warns("", "", "no words");
  check_warns(" ", "", "no words");
  const char *text = "& ()";
  qn_query *query = parse_query(text, NULL);
  assert_string_equal(qn_query_warning(query, 2), "the query has no words");
  qn_query_free(query);
}

static void what_has_no_word_in_it_is_left_out(void **state) {
  (void)state;
  check_warns("a & b", "a b", "what stands at character 3 has no word in it; it is left out");
  check_warns("a !!! b", "a b", "what stands at character 3 has no word in it");
  check_warns("a () b", "a b", "the parenthesis opened at character 3 has nothing in it; it is left out");
  check_warns("a \"\" b", "a b", "the phrase at character 3 has no word in it; it is left out");
  check_warns("-& a", "a", "what stands at character 2 has no word in it");
  check_query("it's 5,864.6", "it's \"5,864.6\"");
  check_query("what? (yes!) a&b", "what yes a b");
}

static void signs_of_programming_languages_join_as_words_do(void **state) {
  (void)state;
  check_query("a && b || c", "(+a +b) c");
  check_query("a&&b", "a b");
  check_warns("a &&", "a", "the AND at character 3 has no word after it");
}

static void a_strict_query_reports_its_first_slip(void **state) {
  (void)state;
  const struct {
    const char *text;
    unsigned column;
    const char *message; /* what is wrong, and not how it would be repaired */
  } bad[] = {{"a \"b", 3, "the quote opened at character 3 is not closed"},
             {"(a", 1, "the parenthesis opened at character 1 is not closed"},
             {"é) b", 2, "the parenthesis at character 2 closes nothing"},
             {"a AND", 3, "the AND at character 3 has no word after it"},
             {"OR a", 1, "the operator at character 1 has no word before it"},
             {"a NOT", 3, "the operator at character 3 has no word after it"},
             {"a lang:\"\" OR", 3, "the filter at character 3 has no value after it"},
             {"a + b", 3, "the + at character 3 stands alone"}};
  const qn_query_options options = query_options(QN_QUERY_SYNTAX, false, true);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    qn_query *query = NULL;
    qn_error error;
    assert_int_equal(qn_query_parse(&query, bad[i].text, strlen(bad[i].text), &options, &error), QN_BAD_QUERY);
    assert_null(query);
    assert_int_equal(error.column, bad[i].column);
    assert_string_equal(error.message, bad[i].message);
  }
  check_query_with(&options, "+a -b \"c d\" (e OR f) lang:en", "+a -b \"c d\" e f lang:en", NULL);
}

/* --- limits ------------------------------------------------------------------------------------------------------- */

/* Many operands, each with its number between `prefix` and `suffix`, are cut after 1,024. */
static void check_ends_after_1024(const char *prefix, const char *suffix) {
  char last[16], beyond[16];
  snprintf(last, sizeof last, "%s1023", prefix);
  snprintf(beyond, sizeof beyond, "%s1024", prefix);
  qn__buffer text;
  qn__buffer_init(&text);
  for (int i = 0; i < 1100; i++)
    qn__buffer_print(&text, "%s%d%s ", prefix, i, suffix);
  qn__buffer_u8(&text, 0);
  qn_query *query = parse_query((const char *)text.data, NULL);
  assert_non_null(strstr(qn_query_warning(query, 0), "1,024 words"));
  assert_null(qn_query_warning(query, 1));
  assert_non_null(strstr(qn_query_text(query), last));
  assert_null(strstr(qn_query_text(query), beyond));
  qn_query_free(query);
  qn__buffer_clear(&text);
}

static void a_query_ends_after_1024_words(void **state) {
  (void)state;
  check_ends_after_1024("w", "");
  check_ends_after_1024("w*", "");
}

static void filters_and_regular_expressions_count_as_words(void **state) {
  (void)state;
  check_ends_after_1024("lang:w", "");
  check_ends_after_1024("re:/w", "/");
}

/* A text of `n` parts with `end` after them ends within the query, which is reported once. */
static void check_ends_within(const char *begin, const char *part, int n, const char *end,
                              const qn_query_options *options) {
  qn__buffer text;
  qn__buffer_init(&text);
  qn__buffer_bytes(&text, begin, strlen(begin));
  for (int i = 0; i < n; i++)
    qn__buffer_bytes(&text, part, strlen(part));
  qn__buffer_bytes(&text, end, strlen(end) + 1);
  qn_query *query = parse_query((const char *)text.data, options);
  unsigned n_found = 0;
  for (size_t i = 0; qn_query_warning(query, i) != NULL; i++)
    n_found += strstr(qn_query_warning(query, i), "1,024 words") != NULL;
  assert_int_equal(n_found, 1);
  assert_null(strstr(qn_query_text(query), "moon"));
  qn_query_free(query);
  qn__buffer_clear(&text);
}

static void what_is_beyond_1024_words_is_reported_once(void **state) {
  const qn_query_options words = query_options(QN_QUERY_WORDS, false, false);
  (void)state;
  check_ends_within("a ", "* ", 1030, "moon", NULL);
  check_ends_within("\"* ", "tide ", 1024, "moon\"", NULL); /* the gap that is dropped was one of the 1,024 */
  check_ends_within("\"sea* ", "tide ", 1030, "moon moon\"~2", NULL);
  check_ends_within("\"", "tide ", 1030, "moon moon\"~2", NULL);
  check_ends_within("", "tide*", 1030, "moon", &words); /* in which nothing is a mark */
  check_ends_within("re:/(", "tide-", 1030, "moon/", NULL);
}

static void parentheses_nested_too_deep_are_left_out(void **state) {
  (void)state;
  qn__buffer text;
  qn__buffer_init(&text);
  for (int i = 0; i < 100000; i++)
    qn__buffer_bytes(&text, "(+", 2);
  qn__buffer_bytes(&text, "x", 1);
  for (int i = 0; i < 100000; i++)
    qn__buffer_bytes(&text, ")", 1);
  qn__buffer_u8(&text, 0);
  qn_query *query = parse_query((const char *)text.data, NULL);
  assert_non_null(strstr(qn_query_warning(query, 0), "too deep"));
  assert_string_equal(qn_query_text(query), "x");
  qn_query_free(query);
  qn__buffer_clear(&text);
}

static void a_quote_inside_a_hebrew_acronym_is_part_of_it(void **state) {
  (void)state;
  check_query("צה\"ל", "\"צה\"ל\"");
  check_query("\"דובר צה\"ל\" a", "\"דובר צה\"ל\" a");
  check_query("צה\"ל \"בית לבן\"", "\"צה\"ל\" \"בית לבן\"");
  check_query("\"צה\"ל\"", "\"צה\"ל\"");
  check_query("(צה\"ל)", "\"צה\"ל\"");
}

static void a_quote_after_a_hebrew_prefix_opens_a_phrase_that_is_closed(void **state) {
  (void)state;
  check_query("ב\"הארץ\"", "ב הארץ");
  check_query("ה\"בית הלבן\" a", "ה \"בית הלבן\" a");
  check_query("(ה\"בית הלבן\")", "ה \"בית הלבן\"");
}

static void a_no_break_space_within_a_number_separates_nothing(void **state) {
  (void)state;
  check_query("10\u00a0000", "\"10\u00a0000\"");
  check_query("a\u00a0b", "a b");
}

static void sixteen_warnings_are_kept_and_the_others_counted(void **state) {
  (void)state;
  qn_query *query = parse_query("a ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) ) )", NULL);
  assert_non_null(strstr(qn_query_warning(query, 15), "at character 33 closes nothing"));
  assert_string_equal(qn_query_warning(query, 16), "4 more such warnings are left out, from character 35 on");
  assert_null(qn_query_warning(query, 17));
  qn_query_free(query);
}

/* --- names before colons ------------------------------------------------------------------------------------------ */

static void an_unknown_field_is_searched_as_words(void **state) {
  (void)state;
  check_warns(
      "foo:bar x", "foo bar x",
      "the field foo: at character 1 does not exist (there are title:, lang:, id:, path:); it is searched as a word");
  check_warns("x date:2020", "x date 2020", "the field date: at character 3 does not exist");
  check_warns("author:\"a b\"", "author \"a b\"", "the field author: at character 1 does not exist");
  check_warns("автор:толстой", "автор толстой", "the field автор: at character 1 does not exist");
  check_query("http://a.b 12:30 std::vector C:\\x mailto:a localhost:80 Note: a:b fe80:1:2",
              "http a.b 12 30 std vector C x mailto a localhost 80 Note a b fe80 1 2");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_side_by_side_are_alternatives),
      cmocka_unit_test(signs_and_operators_require_and_exclude),
      cmocka_unit_test(operators_are_written_in_capitals),
      cmocka_unit_test(other_spaces_separate_operators_too),
      cmocka_unit_test(not_binds_before_and_before_or),
      cmocka_unit_test(a_plus_in_a_chain_requires_the_whole_chain),
      cmocka_unit_test(two_exclusions_cancel_each_other),
      cmocka_unit_test(a_scope_reaches_over_one_operand),
      cmocka_unit_test(a_blank_after_a_field_is_a_slip),
      cmocka_unit_test(fields_are_written_in_any_case),
      cmocka_unit_test(an_equals_sign_makes_a_word_or_phrase_exact),
      cmocka_unit_test(an_equals_sign_elsewhere_separates_words),
      cmocka_unit_test(a_filter_takes_a_word_or_a_quoted_text),
      cmocka_unit_test(a_filter_restricts_what_stands_beside_it),
      cmocka_unit_test(or_beside_a_filter_makes_it_an_alternative),
      cmocka_unit_test(a_filter_without_a_value_is_a_word),
      cmocka_unit_test(what_scores_has_no_effect_on_a_filter),
      cmocka_unit_test(a_boost_has_no_effect_on_what_is_excluded),
      cmocka_unit_test(a_filter_without_a_value_before_an_operand_is_left_out),
      cmocka_unit_test(all_requires_every_operand_of_a_sequence),
      cmocka_unit_test(plain_words_have_no_operators),
      cmocka_unit_test(what_is_opened_ends_with_the_query),
      cmocka_unit_test(an_operator_without_a_word_is_left_out),
      cmocka_unit_test(a_query_without_words_says_so),
      cmocka_unit_test(what_has_no_word_in_it_is_left_out),
      cmocka_unit_test(signs_of_programming_languages_join_as_words_do),
      cmocka_unit_test(a_strict_query_reports_its_first_slip),
      cmocka_unit_test(a_query_ends_after_1024_words),
      cmocka_unit_test(filters_and_regular_expressions_count_as_words),
      cmocka_unit_test(what_is_beyond_1024_words_is_reported_once),
      cmocka_unit_test(parentheses_nested_too_deep_are_left_out),
      cmocka_unit_test(a_quote_inside_a_hebrew_acronym_is_part_of_it),
      cmocka_unit_test(a_quote_after_a_hebrew_prefix_opens_a_phrase_that_is_closed),
      cmocka_unit_test(a_no_break_space_within_a_number_separates_nothing),
      cmocka_unit_test(sixteen_warnings_are_kept_and_the_others_counted),
      cmocka_unit_test(an_unknown_field_is_searched_as_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
