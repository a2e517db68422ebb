/* SPDX-License-Identifier: MIT */
/* test_parser.c: queries are understood as the manual says; the canonical spelling shows how. */
#include "language/query.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

static qn_query *parse_with(const char *text, size_t size, qn_query_options options) {
  qn_query *query = NULL;
  qn_error error;
  assert_ok(qn_query_parse(&query, text, size, &options, &error), error);
  return query;
}

static void check_with(qn_query_options options, const char *text, const char *spelling, const char *warning) {
  qn_query *query = parse_with(text, strlen(text), options);
  const char *first = qn_query_warning(query, 0);
  if (strcmp(qn_query_text(query), spelling) != 0)
    fail_msg("%s is understood as %s, not as %s", text, qn_query_text(query), spelling);
  if (warning == NULL && first != NULL)
    fail_msg("%s warns: %s", text, first);
  if (warning != NULL && (first == NULL || strstr(first, warning) == NULL))
    fail_msg("%s warns: %s; not: %s", text, first == NULL ? "(nothing)" : first, warning);
  qn_query_free(query);
}

static void check(const char *text, const char *spelling) {
  check_with((qn_query_options)QN_QUERY_OPTIONS_INIT, text, spelling, NULL);
}

static void check_warns(const char *text, const char *spelling, const char *warning) {
  check_with((qn_query_options)QN_QUERY_OPTIONS_INIT, text, spelling, warning);
}

static void check_all(const char *text, const char *spelling) {
  check_with(query_options(QN_QUERY_SYNTAX, true, false), text, spelling, NULL);
}

static void check_words(const char *text, const char *spelling) {
  check_with(query_options(QN_QUERY_WORDS, false, false), text, spelling, NULL);
}

static void test_words_and_operators(void **state) {
  (void)state;
  check("rare", "rare");
  check("rare  earth", "rare earth");
  check("rare OR earth", "rare earth");
  check("+rare earth", "+rare earth");
  check("rare -earth", "rare -earth");
  check("rare NOT earth", "rare -earth");
  check("rare AND NOT earth", "+rare -earth");
  check("rare and not earth", "rare and not earth");
  check("\"rare earth\"", "\"rare earth\"");
  check("+\"rare earth\" -\"in china\" export", "+\"rare earth\" -\"in china\" export");
  check("-(a b) c", "-a -b c");
  check("-(a AND b) c", "-(+a +b) c");
}

static void test_precedence(void **state) {
  (void)state;
  check("a AND b", "+a +b");
  check("a b AND c", "a (+b +c)");
  check("a AND b OR c AND d", "(+a +b) (+c +d)");
  check("NOT a AND b", "-a +b");
  check("(a OR b) AND c", "+(a b) +c");
  check("(a OR (b OR c)) d", "a b c d");
  check("a AND (b AND (c AND d))", "+a +b +c +d");
  check("+(a) +(b)", "+a +b");
  check("+a AND b c", "+a +b c");
  check("a (b AND c) d", "a (+b +c) d");
}

static void test_not_of_not(void **state) {
  (void)state;
  check("a AND (NOT b)", "+a -b");
  check("a (NOT b)", "a -b");
  check("a NOT NOT b", "a b");
  check("a -(-b)", "a +b");
  check("a -(-b -c)", "a +(b c)");
  check("a -(-(b AND c))", "a +b +c");
}

static void test_titles(void **state) {
  (void)state;
  check("title:talks", "title:talks");
  check("title:\"trade talks\" truce", "title:\"trade talks\" truce");
  check("title:(trade -talks) x", "(title:trade -title:talks) x");
  check("+title:a -title:b c", "+title:a -title:b c");
  check("title:AND", "title:\"AND\"");
}

static void test_exact_words(void **state) {
  (void)state;
  check("=talks", "=talks");
  check("=\"trade talks\" truce", "=\"trade talks\" truce");
  check("+=a -=b =c d", "+=a -=b =c d");
  check("title:=talks title:=\"a b\"", "title:=talks title:=\"a b\"");
  check("title:(=a b)", "title:=a title:b");
  check("=a AND NOT =b", "+=a -=b");
  check("=title:x", "=title =x");
  check("=AND", "=\"AND\"");
  check("=AT&T", "=AT =T");
  check("+=AT&T", "=\"AT&T\"");
  check("=北京大学", "=\"北京大学\"");
  check("=中华人民共和国", "=中华 =华人 =人民 =民共 =共和 =和国");
  check("a=b", "a b"); /* an = that is none */
  check("= a", "a");
  check("a =", "a");
  check("==a", "a");
  check("=(a b)", "a b");
  check("(a =)", "a");
  check_words("=a title:=b", "a title b");
  check_warns("=\"a b", "=\"a b\"", "the quote opened at character 2 is not closed");
  check_warns("=", "", "no words");
  check_warns("-=a", "", "only excludes");
}

static void test_words_of_several_tokens(void **state) {
  (void)state;
  check("cross-examination", "cross examination");
  check("+cross-examination", "\"cross-examination\"");
  check("cross-examination AND b", "+\"cross-examination\" +b");
  check("b -cross-examination", "b -\"cross-examination\"");
  check("\"cross-examination of\"", "\"cross-examination of\"");
  check_all("cross-examination b", "+\"cross-examination\" +b");
  check("AT&T", "AT T");
}

static void test_scripts_without_spaces(void **state) {
  (void)state;
  check("京", "京");
  check("北京", "北京");
  check("北京大学", "\"北京大学\"");
  check("中华人民共和", "\"中华人民共和\"");
  check("中华人民共和国", "中华 华人 人民 民共 共和 和国");
  check("+中华人民共和国 x", "+(中华 华人 人民 民共 共和 和国) x");
  check("\"中华人民共和国\"", "\"中华人民共和国\"");
  check("北京　大学", "北京 大学");
}

static const qn__query_node *only_item(const qn_query *query) {
  assert_non_null(query->root);
  assert_non_null(query->root->items);
  assert_null(query->root->items->next);
  return query->root->items;
}

/* The last character of a run keeps its place and is not looked for. */
static void test_offsets_in_phrases(void **state) {
  (void)state;
  const char *text = "\"北京大 tower 京\"";
  qn_query *query = parse_with(text, strlen(text), (qn_query_options)QN_QUERY_OPTIONS_INIT);
  const qn__query_node *phrase = only_item(query);
  const uint32_t offsets[] = {0, 1, 3, 4};
  assert_int_equal(phrase->n_words, 4);
  for (uint32_t i = 0; i < 4; i++)
    assert_int_equal(phrase->words[i].offset, offsets[i]);
  assert_int_equal(phrase->words[1].op, QN__TERM);
  assert_int_equal(phrase->words[3].op, QN__PREFIX);
  qn_query_free(query);
}

static void test_all(void **state) {
  (void)state;
  check_all("a b c", "+a +b +c");
  check_all("a OR b", "a b");
  check_all("a b OR c", "(+a +b) c");
  check_all("a -b", "+a -b");
  check_all("(a b) c", "+a +b +c");
}

static void test_words_mode(void **state) {
  (void)state;
  check_words("+a AND \"b c\" -(d)", "a \"AND\" b c d");
  check_words("title:x OR", "title x \"OR\"");
}

static void test_slips_are_repaired(void **state) {
  (void)state;
  check_warns("a \"b c", "a \"b c\"", "the quote opened at character 3 is not closed; it ends with the query");
  check_warns("(a b", "a b", "the parenthesis opened at character 1 is not closed; it ends with the query");
  check_warns("a) b", "a b", "the parenthesis at character 2 closes nothing; it is left out");
  check_warns("AND a", "a", "the operator at character 1 has no word before it; it is left out");
  check_warns("a AND", "a", "the AND at character 3 has no word after it; it is left out");
  check_warns("x a AND", "x a", "the AND at character 5 has no word after it");
  check_warns("a OR", "a", "the OR at character 3 has no word after it");
  check_warns("a OR AND b", "a b", "has no word");
  check_warns("a NOT", "a", "the operator at character 3 has no word after it");
  check_warns("é - a", "é a", "the - at character 3 stands alone; it is left out");
  check_warns("", "", "no words");
  check_warns("& ()", "", "no words");
  check_warns("-a", "", "only excludes");
  check_warns("NOT (a OR b)", "", "only excludes");
}

static void test_no_slip(void **state) {
  (void)state;
  check("a & b", "a b");
  check("a () b", "a b");
  check("a \"\" b", "a b");
  check("it's 5,864.6", "it's \"5,864.6\"");
}

static void test_strict(void **state) {
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
             {"a + b", 3, "the + at character 3 stands alone"}};
  qn_query_options options = query_options(QN_QUERY_SYNTAX, false, true);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    qn_query *query = NULL;
    qn_error error;
    assert_int_equal(qn_query_parse(&query, bad[i].text, strlen(bad[i].text), &options, &error), QN_BAD_QUERY);
    assert_null(query);
    assert_int_equal(error.column, bad[i].column);
    assert_string_equal(error.message, bad[i].message);
  }
  check_with(options, "+a -b \"c d\" (e OR f)", "+a -b \"c d\" e f", NULL);
}

static void test_limits(void **state) {
  (void)state;
  qn__buffer text;
  qn__buffer_init(&text);
  for (int i = 0; i < 1100; i++)
    qn__buffer_print(&text, "w%d ", i);
  qn_query *query = parse_with((const char *)text.data, text.size, (qn_query_options)QN_QUERY_OPTIONS_INIT);
  assert_non_null(strstr(qn_query_warning(query, 0), "1,024 words"));
  assert_null(qn_query_warning(query, 1));
  assert_non_null(strstr(qn_query_text(query), "w1023"));
  assert_null(strstr(qn_query_text(query), "w1024"));
  qn_query_free(query);

  qn__buffer_reset(&text);
  for (int i = 0; i < 100000; i++)
    qn__buffer_bytes(&text, "(+", 2);
  qn__buffer_bytes(&text, "x", 1);
  for (int i = 0; i < 100000; i++)
    qn__buffer_bytes(&text, ")", 1);
  query = parse_with((const char *)text.data, text.size, (qn_query_options)QN_QUERY_OPTIONS_INIT);
  assert_non_null(strstr(qn_query_warning(query, 0), "too deep"));
  assert_string_equal(qn_query_text(query), "x");
  qn_query_free(query);
  qn__buffer_clear(&text);
}

/* Anything at all parses, and its spelling parses to the same. */
static void test_random_text(void **state) {
  (void)state;
  static const char *const pieces[] = {"a",     "b",      "\"",    "(",    ")", "+",  "-",   " ",      " ",    "AND",
                                       " AND ", "OR",     " NOT ", "c",    "&", "'",  ".",   "京",     "北京", "x1",
                                       "\n",    "title:", "é",     "\xff", ":", "\0", "OR ", "中文字", " OR ", "="};
  random_source random = random_start("test_query_parse", 7);
  for (int round = 0; round < 20000; round++) {
    qn__buffer text;
    qn__buffer_init(&text);
    for (uint32_t n = random_below(&random, 20); n > 0; n--) {
      const char *piece = pieces[random_below(&random, sizeof pieces / sizeof pieces[0])];
      qn__buffer_bytes(&text, piece, *piece == '\0' ? 1 : strlen(piece));
    }
    qn_query_mode mode = random_below(&random, 8) == 0 ? QN_QUERY_WORDS : QN_QUERY_SYNTAX;
    qn_query_options options = query_options(mode, random_below(&random, 4) == 0, false);
    qn_query *query = parse_with((const char *)text.data, text.size, options);
    const char *spelling = qn_query_text(query);
    qn_query *again = parse_with(spelling, strlen(spelling), (qn_query_options)QN_QUERY_OPTIONS_INIT);
    if (strcmp(qn_query_text(again), spelling) != 0)
      fail_msg("%.*s is spelled %s, which is spelled %s", (int)text.size, (const char *)text.data, spelling,
               qn_query_text(again));
    assert_true(*spelling == '\0' || qn_query_warning(again, 0) == NULL);
    qn_query_free(again);
    qn_query_free(query);
    qn__buffer_clear(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_and_operators),
      cmocka_unit_test(test_precedence),
      cmocka_unit_test(test_not_of_not),
      cmocka_unit_test(test_titles),
      cmocka_unit_test(test_exact_words),
      cmocka_unit_test(test_words_of_several_tokens),
      cmocka_unit_test(test_scripts_without_spaces),
      cmocka_unit_test(test_offsets_in_phrases),
      cmocka_unit_test(test_all),
      cmocka_unit_test(test_words_mode),
      cmocka_unit_test(test_slips_are_repaired),
      cmocka_unit_test(test_no_slip),
      cmocka_unit_test(test_strict),
      cmocka_unit_test(test_limits),
      cmocka_unit_test(test_random_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
