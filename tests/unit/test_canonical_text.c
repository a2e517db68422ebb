/* SPDX-License-Identifier: MIT */
/* test_canonical_text.c: a query's canonical text parses to the same tree. */
#include "support/parsed_query.h"
#include "support/query_tree.h"
#include "support/support.h"

#include <string.h>

static void words_of_letters_and_digits_stand_for_themselves(void **state) {
  (void)state;
  check_query("\"rare\"", "rare");
  check_query("b2b", "b2b");
  check_query("it's", "it's");
  check_query("5864.6", "5864.6");
  check_query("Zürich 北京", "Zürich 北京");
}

static void other_words_are_quoted(void **state) {
  (void)state;
  check_query("5,864", "\"5,864\"");
  check_query("\"C+\"", "\"C+\"");
  check_query("\"C$\"", "C"); /* signs that no word has are left out */
  check_query("+a:b", "\"a:b\"");
  check_query("\"snake_case\"", "\"snake_case\"");
  check_query("\"天気がよ\n いので\"", "\"天気がよいので\"");
}

static void a_pair_needs_no_quotes_for_its_line_break(void **state) {
  (void)state;
  check_query("\"\u5317\n\u4eac\"", "\u5317\u4eac");
}

static void words_with_a_dot_between_stay_apart(void **state) {
  (void)state;
  check_query("+U.S_", "US \"U S\"");
}

static void operators_as_words_are_quoted(void **state) {
  (void)state;
  check_query("\"OR\"", "\"OR\"");
  check_query("\"AND\" \"NOT\" \"ORE\"", "\"AND\" \"NOT\" ORE");
  check_query("lang:OR a", "lang:\"OR\" a");
}

static void phrases_keep_what_stands_between_their_words(void **state) {
  (void)state;
  check_query("\"rare,  earth!\"", "\"rare,  earth\"");
  check_query("\"rare\tearth\"", "\"rare earth\""); /* but for control characters */
  check_query("lang:\"a\tb\" c", "lang:\"a b\" c");
}

static void quotes_in_plain_words_become_spaces(void **state) {
  const qn_query_options options = query_options(QN_QUERY_WORDS, true, false);
  (void)state;
  check_query_with(&options, "a\"b", "\"a b\"", NULL);
}

static void scopes_stand_before_exact_signs(void **state) {
  (void)state;
  check_query("title:=a", "title:=a");
  check_query("-title:=\"a b\" c", "-title:=\"a b\" c");
}

static void or_is_written_beside_optional_filters_only(void **state) {
  (void)state;
  check_query("a OR b", "a b");
  check_query("a OR b OR lang:en", "a b OR lang:en");
  check_query("a OR lang:en OR b", "a OR lang:en OR b");
  check_query("lang:de a OR lang:en", "a OR lang:en lang:de"); /* together, so that OR can stand between them */
  check_query("lang:en a", "lang:en a");
  check_query("a OR (lang:en lang:de)", "a OR (lang:en lang:de)");
  check_query("(lang:en a) OR (lang:de b)", "(lang:en a) (lang:de b)");
}

/* --- random queries ----------------------------------------------------------------------------------------------- */

static void draw_query(random_source *random, qn__buffer *text) {
  static const char *const pieces[] = {"a",         "b",         "\"",
                                       "(",         ")",         "+",
                                       "-",         " ",         " ",
                                       "AND",       " AND ",     "OR",
                                       " NOT ",     "c",         "&",
                                       "'",         ".",         "京",
                                       "北京",      "x1",        "\n",
                                       "é",         "title:",    "\xff",
                                       ":",         "OR ",       "中文字",
                                       " OR ",      "=",         "lang:",
                                       " lang:en ", " lang:de ", "lang:\"en-GB\"",
                                       "5,864",     "א",         "ב",
                                       "א\"ב",      "カーカー",  "\r\n",
                                       "1",         "\u00a0",    "234",
                                       "*",         "?",         "~",
                                       "~2",        "^2",        "^",
                                       " NEAR ",    "NEAR/3 ",   " SYN ",
                                       "re:/",      "/",         "“",
                                       "”",         "„",         "«",
                                       "»",         "「",        "」",
                                       "‘",         "’",         " * ",
                                       ")~2",       "–",         "!",
                                       " && ",      "||",        "word",
                                       "foo:",      "\u2003"};
  for (uint32_t n = random_below(random, 24); n > 0; n--) {
    const char *piece = pieces[random_below(random, sizeof pieces / sizeof pieces[0])];
    qn__buffer_bytes(text, piece, strlen(piece));
  }
  qn__buffer_u8(text, 0);
}

static void any_query_has_the_tree_of_its_canonical_text(void **state) {
  random_source random = random_start("test_canonical_text", 7);
  (void)state;
  for (int round = 0; round < 30000; round++) {
    qn__buffer text;
    qn__buffer_init(&text);
    draw_query(&random, &text);
    qn_query_mode mode = random_below(&random, 8) == 0 ? QN_QUERY_WORDS : QN_QUERY_SYNTAX;
    const qn_query_options options = query_options(mode, random_below(&random, 4) == 0, false);
    qn_query *query = parse_query((const char *)text.data, &options);
    const char *canonical = qn_query_text(query);
    qn_query *again = parse_query(canonical, NULL);
    if (strcmp(qn_query_text(again), canonical) != 0)
      fail_msg("%s becomes %s, which becomes %s", (const char *)text.data, canonical, qn_query_text(again));
    if (!same_queries(query, again))
      fail_msg("%s becomes %s, which has another tree", (const char *)text.data, canonical);
    if (*canonical != '\0' && qn_query_warning(again, 0) != NULL)
      fail_msg("%s becomes %s, which warns: %s", (const char *)text.data, canonical, qn_query_warning(again, 0));
    qn_query_free(again);
    qn_query_free(query);
    qn__buffer_clear(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_of_letters_and_digits_stand_for_themselves),
      cmocka_unit_test(other_words_are_quoted),
      cmocka_unit_test(a_pair_needs_no_quotes_for_its_line_break),
      cmocka_unit_test(words_with_a_dot_between_stay_apart),
      cmocka_unit_test(operators_as_words_are_quoted),
      cmocka_unit_test(phrases_keep_what_stands_between_their_words),
      cmocka_unit_test(quotes_in_plain_words_become_spaces),
      cmocka_unit_test(scopes_stand_before_exact_signs),
      cmocka_unit_test(or_is_written_beside_optional_filters_only),
      cmocka_unit_test(any_query_has_the_tree_of_its_canonical_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
