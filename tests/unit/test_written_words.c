/* SPDX-License-Identifier: MIT */
/* test_written_words.c: words with marks, words near each other, quotes and dashes of all keyboards are understood as
 * the manual says. */
#include "support/parsed_query.h"
#include "support/support.h"

static void check_warns(const char *text, const char *canonical, const char *warning) {
  check_query_with(NULL, text, canonical, warning);
}

static void check_words(const char *text, const char *canonical) {
  const qn_query_options options = query_options(QN_QUERY_WORDS, false, false);
  check_query_with(&options, text, canonical, NULL);
}

/* --- words that stand for others ---------------------------------------------------------------------------------- */

static void stars_and_question_marks_stand_for_letters(void **state) {
  (void)state;
  check_query("gar* *age g*ge *arb* be*een", "gar* *age g*ge *arb* be*een");
  check_query("wom?n ?at gar?*", "wom?n ?at gar?*");
  check_query("why? really?! (what?)", "why really what");
  check_query("\"interest rate*\"", "\"interest rate*\"");
  check_query("\"the * of\" \"a * * b\"", "\"the * of\" \"a * * b\"");
  check_query("title:gar* +c* -d*", "title:gar* +c* -d*");
  check_query("user_na* foo-ba*", "user na* foo ba*");
  check_query("+foo-ba*", "\"foo-ba*\"");
  check_query("192.168.* 12*", "192.168.* 12*");
  check_query("=gar*", "gar*");
  check_query("http://a.de/b?c*", "http a de b c");
  check_words("gar* w?d", "gar w d");
}

static void a_star_that_changes_nothing_is_left_out(void **state) {
  (void)state;
  check_warns("北京*", "北京", "the * at character 3 changes nothing where it stands; it is left out");
  check_warns("\"rate *\"", "rate", "the * at character 7 changes nothing");
  check_warns("\"* rate\"", "rate", "the * at character 2 changes nothing");
  check_warns("\"a * b\"~3", "a NEAR/3 b", "the * at character 4 changes nothing");
}

static void what_is_around_a_star_that_is_left_out_is_read_without_it(void **state) {
  (void)state;
  check_warns("I.e:*", "I.e", "the * at character 5 changes nothing where it stands");
  check_warns("a_~3 b", "a b", "the ~ at character 3 stands after no word");
  check_warns("tides~9 a-*-b", "tides~2 a b", "the ~ at character 6 allows more than two other letters");
}

static void a_url_has_no_marks(void **state) {
  qn_query_options partial = QN_QUERY_OPTIONS_INIT;
  (void)state;
  check_words("http://a.b/c?d=e*", "http a.b c d e");
  check_query("\"http://a.b/c?d=e* tide~ * of\"", "\"http://a.b/c d=e  tide~1 * of\"");
  partial.partial = true;
  check_query_with(&partial, "+http://ab", "\"http //ab*~\"", NULL);
  check_query_with(&partial, "+http://ab/tides", "\"http //ab/tides*~\"", NULL);
}

static void a_tilde_finds_what_is_written_almost_so(void **state) {
  (void)state;
  check_query("cat~ horses~ cat~1 cat~2", "cat~1 horses~2 cat~1 cat~2");
  check_query("+cat-fish~ \"cat~ fish~2\"", "+\"cat-fish~1\" \"cat~1 fish~2\"");
  check_query("a~b ~c /~d", "a b c d");
  check_warns("ab~", "ab", "the ~ at character 3 stands after a word of one or two letters; it is left out");
  check_warns("cat~3", "cat~2", "the ~ at character 4 allows more than two other letters; ~2 is taken");
  check_warns("cat~0", "cat", "the ~0 at character 4 allows no other letters");
  check_warns("cat*s~", "cat*s", "the ~ at character 6 stands after a word with wildcards");
  check_warns("北京~", "北京", "the ~ at character 3 stands after a script without spaces");
}

static void a_star_and_a_tilde_are_a_word_that_may_go_on(void **state) {
  qn_query_options partial = QN_QUERY_OPTIONS_INIT;
  partial.partial = true;
  (void)state;
  check_query("rare ear*~", "rare ear*~");
  check_query_with(&partial, "rare ear", "rare ear*~", NULL);
  check_query_with(&partial, "title:ear", "title:ear*~", NULL);
  check_query_with(&partial, "\"rare ear", "\"rare ear*~\"", "is not closed");
  check_query_with(&partial, "wi-fi", "wi fi*~", NULL);
  static const char *const ended[] = {"rare ear ", "\"rare ear\"", "(rare ear)", "rare ear!", "rare =ear"};
  static const char *const same[] = {"rare ear", "\"rare ear\"", "rare ear", "rare ear", "rare =ear"};
  for (size_t i = 0; i < sizeof ended / sizeof ended[0]; i++)
    check_query_with(&partial, ended[i], same[i], NULL);
  partial.mode = QN_QUERY_WORDS;
  check_query_with(&partial, "+rare ear", "rare ear*~", NULL);
}

static void a_regular_expression_stands_between_slashes(void **state) {
  (void)state;
  check_query("re:/gr(a|e)y/ x", "re:/gr(a|e)y/ x");
  check_query("(re:/a+/) -c re:/b/^2", "re:/a+/ -c re:/b/^2");
  check_query("re:/a\\/b/", "re:/a\\/b/");
  check_query("re:/a/b/", "re:/a\\/b/");
  check_query("title:re:/a\"b/", "title:re:/a\"b/");
  check_query("re:/^a$/", "re:/^a$/");
  check_warns("re:/ab c", "re:/ab/ c",
              "the regular expression at character 1 has no / at its end; it ends before the next space");
  check_warns("re:/ab(c/ d", "ab c d",
              "the regular expression at character 7 has a ( that is not closed; its words are searched");
  check_words("re:/x/", "re x");
}

static void a_sign_before_a_word_with_a_tilde_is_left_out(void **state) {
  static const char warning[] = "has no effect before a word with ~; it is left out";
  (void)state;
  check_warns("=tides~", "tides~1", warning);
  check_warns("=rar*~", "rar*~", warning);
  check_warns("=\"tides~ moon\"", "\"tides~1 moon\"", warning);
  check_warns("=\"moon tides~\"~3", "=moon NEAR/3 tides~1", warning);
  check_warns("sea NEAR =tides~", "sea NEAR/10 tides~1", warning);
  check_warns("=*", "*", "the = at character 1 has no word or phrase after it; it is left out");
}

static void operators_after_a_field_are_reported(void **state) {
  (void)state;
  check_warns("title:-moon", "title:moon",
              "the sign at character 7 has no effect after a field or a =; it is left out");
  check_warns("title:+moon", "title:moon", "the sign at character 7");
  check_warns("=-moon", "=moon", "the sign at character 2");
  check_warns("title:=!moon", "title:=moon", "the sign at character 8");
  check_warns("title:lang:en", "title:lang title:en",
              "the field lang: at character 7 has no effect after a field or a =; it is searched as a word");
  check_warns("title:-\"a b\"", "title:\"a b\"", "the sign at character 7");
  check_warns("title:-=moon", "title:=moon", "the sign at character 7");
  check_warns("title:(a NEAR title:-b)", "title:(a NEAR/10 b)", "the sign at character 21");
  check_warns("title:- b", "b", "what stands at character 7 has no word in it");
  check_query("-title:moon title:re:/x/ lang:-en", "-title:moon title:re:/x/ lang:-en");
}

/* --- words near each other ---------------------------------------------------------------------------------------- */

static void words_near_each_other_stand_around_near_or_in_quotes(void **state) {
  (void)state;
  check_query("a NEAR/3 b", "a NEAR/3 b");
  check_query("a NEAR b", "a NEAR/10 b");
  check_query("a NEAR/0 b NEAR \"c d\" e", "a NEAR/0 b NEAR/0 \"c d\" e");
  check_query("\"a b-c d\"~5", "a NEAR/5 \"b-c\" NEAR/5 d");
  check_query("\"a b\"~ x", "a NEAR/10 b x");
  check_query("=\"a b\"~2 title:\"a b\"~2", "=a NEAR/2 =b title:(a NEAR/2 b)");
  check_query("+a NEAR/2 b* -c NEAR/2 =d", "+(a NEAR/2 b*) -(c NEAR/2 =d)");
  check_query("x AND a NEAR/2 b", "+x +(a NEAR/2 b)");
  check_query("title:(a NEAR/2 title:b)", "title:(a NEAR/2 b)");
  check_query("near a near/3 b", "near a near 3 b");
  check_query("a NEAR/x b", "a \"NEAR\" x b");
  check_words("a NEAR b", "a \"NEAR\" b");
}

static void what_near_cannot_join_is_a_slip(void **state) {
  (void)state;
  check_warns("NEAR a", "a", "the operator at character 1 has no word or phrase before it; it is left out");
  check_warns("a NEAR", "a", "NEAR at character 3 has no word or phrase after it; it is left out");
  check_warns("a NEAR (b c)", "a b c", "NEAR at character 3 has no word or phrase after it");
  check_warns("(a b) NEAR c", "a b c", "the operator at character 7 has no word or phrase before it");
  check_warns("a NEAR/1 b NEAR/2 c", "a NEAR/2 b NEAR/2 c",
              "NEAR at character 12 has another number than the NEAR before it; the greater one is taken");
  check_warns("a^2 NEAR b", "a NEAR/10 b", "what stands at character 2 has no meaning beside NEAR or SYN");
  check_warns("a NEAR \"b c\"~3", "a NEAR/10 \"b c\"", "what stands at character 13 has no meaning beside NEAR");
  check_warns("\"a\"~3", "a", "the ~ at character 3 stands after a single word; it is left out");
  check_warns("a NEAR/2000 b", "a NEAR/1000 b", "is above 1000; 1000 is taken");
}

static void synonyms_are_joined_as_well(void **state) {
  (void)state;
  check_query("car SYN auto SYN \"motor car\" x", "car SYN auto SYN \"motor car\" x");
  check_query("+title:(car SYN auto)", "title:(car SYN auto)");
  check_query("x (car SYN auto)^2", "x (car SYN auto)^2");
  check_warns("a NEAR b SYN c", "a NEAR/10 b c", "the operator at character 10 has no word or phrase before it");
}

/* --- what counts how much ----------------------------------------------------------------------------------------- */

static void a_boost_stands_after_what_it_is_for(void **state) {
  (void)state;
  check_query("a^2 \"b c\"^0.5 =d^3.25 title:e^10", "a^2 \"b c\"^0.5 =d^3.25 title:e^10");
  check_query("(a b^2)^3 (c)^2", "a^3 b^6 c^2");
  check_query("AT&T^2 wi-fi^2", "AT^2 T^2 wi-fi^2");
  check_query("a^1 b^1.0004", "a b");
  check_query("a^b x^2^3 ^4", "a b x 2 3 4");
  check_warns("a^", "a", "the ^ at character 2 has no number after it; it is left out");
  check_warns("a^0", "a^0.001", "the boost at character 2 is not from 0.001 to 1000; 0.001 is taken");
  check_warns("a^9999999999999", "a^1000", "1000 is taken");
  check_words("a^2", "a 2");
}

static void a_number_after_a_group_is_how_many_must_match(void **state) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  (void)state;
  check_query("(a b c)~2 d", "(a b c)~2 d");
  check_query("(a b c)~2^2", "(a^2 b^2 c^2)~2");
  options.min_match = 2;
  check_query_with(&options, "a b c", "(a b c)~2", NULL);
  check_query_with(&options, "a +b c d -e", "(a +b c d -e)~2", NULL);
  check_query_with(&options, "a b-c (d e)", "(a (b-c) (d e))~2", NULL);
  check_query_with(&options, "b-c", "b-c", NULL);
  check_query_with(&options, "(a b)", "a b", NULL);
  check_query_with(&options, "a", "a", NULL);
  check_query_with(&options, "a b", "+a +b", NULL);
  options.min_match_percent = 75;
  check_query_with(&options, "a b c d", "(a b c d)~3", NULL);
  check_query_with(&options, "a b c", "(a b c)~2", NULL);
  check_query_with(&options, "a", "a", NULL);
}

/* --- marks of keyboards and editors ------------------------------------------------------------------------------- */

static void quotes_of_all_languages_are_quotes(void **state) {
  (void)state;
  check_query("“a b” „c d“ «e f» »g h« ‹i j› 「k l」 ＂m n＂ ‘o p’ ‚q r‘",
              "\"a b\" \"c d\" \"e f\" \"g h\" \"i j\" \"k l\" \"m n\" \"o p\" \"q r\"");
  check_query("+“a b” -title:„c d“ =«e f»~2", "+\"a b\" -title:\"c d\" =e NEAR/2 =f");
  check_query("\"a b” c “d e\" f", "\"a b\" c \"d e\" f");
  check_query("it’s ’tis the dogs’ 8” ‘n x", "it’s tis the dogs 8 n x");
  check_query("彼は「東京都」と", "彼は \"東京都\" と");
  check_warns("“a b", "\"a b\"", "the quote opened at character 1 is not closed");
}

static void dashes_and_exclamation_marks_before_a_word_exclude(void **state) {
  (void)state;
  check_query("a –b −c －d !e ‐f", "a -b -c -d -e -f");
  check_query("a –\"b c\" !(d e) −title:f", "a -\"b c\" -d -e -title:f");
  check_query("a b! c–d 1−2", "a b c d 1 2");
  check_warns("a – b", "a b", "the - at character 3 stands alone; it is left out");
  check_warns("a ! b", "a b", "what stands at character 3 has no word in it");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stars_and_question_marks_stand_for_letters),
      cmocka_unit_test(a_star_that_changes_nothing_is_left_out),
      cmocka_unit_test(what_is_around_a_star_that_is_left_out_is_read_without_it),
      cmocka_unit_test(a_url_has_no_marks),
      cmocka_unit_test(a_tilde_finds_what_is_written_almost_so),
      cmocka_unit_test(a_star_and_a_tilde_are_a_word_that_may_go_on),
      cmocka_unit_test(a_regular_expression_stands_between_slashes),
      cmocka_unit_test(a_sign_before_a_word_with_a_tilde_is_left_out),
      cmocka_unit_test(operators_after_a_field_are_reported),
      cmocka_unit_test(words_near_each_other_stand_around_near_or_in_quotes),
      cmocka_unit_test(what_near_cannot_join_is_a_slip),
      cmocka_unit_test(synonyms_are_joined_as_well),
      cmocka_unit_test(a_boost_stands_after_what_it_is_for),
      cmocka_unit_test(a_number_after_a_group_is_how_many_must_match),
      cmocka_unit_test(quotes_of_all_languages_are_quotes),
      cmocka_unit_test(dashes_and_exclamation_marks_before_a_word_exclude),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
