/* SPDX-License-Identifier: MIT */
/* test_match_places.c: which bytes of a text are marked where a word was found by an extra term. */
#include "snippets/match_places.h"

#include <stdio.h>
#include <string.h>

#include "support/search_fixture.h"

/* Puts brackets around the ranges of a text. */
static const char *bracketed(qn_string text, const qn_range *ranges, size_t n) {
  static char out[2000];
  size_t size = 0, at = 0;
  for (size_t i = 0; i < n; i++) {
    size += (size_t)snprintf(out + size, sizeof out - size, "%.*s[%.*s]", (int)(ranges[i].start - at), text.data + at,
                             (int)(ranges[i].end - ranges[i].start), text.data + ranges[i].start);
    at = ranges[i].end;
  }
  snprintf(out + size, sizeof out - size, "%.*s", (int)(text.size - at), text.data + at);
  return out;
}

/* The text of an article, of which the query's words are in brackets; NULL: it is not found. */
static const char *marked_in(const char *language, const char *text, const char *query) {
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const qn_snippets *snippets;
  qn_snippet snippet;
  const qn_article article = {.id = string_of("1"), .text = string_of(text), .language = string_of(language)};
  search_fixture_open(&f, &article, 1, 0);
  assert_ok(search_for(&f, query, NULL, &hits, &error), error);
  const char *marked = NULL;
  if (hits.n_hits > 0) {
    assert_ok(qn_searcher_snippets(f.searcher, 0, NULL, &snippets, &error), error);
    assert_true(qn_snippets_get(snippets, 0, &snippet));
    marked = bracketed(snippet.text, snippet.highlights, snippet.n_highlights);
  }
  search_fixture_close(&f);
  return marked;
}

static void the_whole_of_a_compound_is_marked(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "the wi-fi here", "wifi"), "the [wi-fi] here");
  assert_string_equal(marked_in("en", "set http_proxy first", "httpproxy"), "set [http_proxy] first");
  assert_string_equal(marked_in("en", "a Ph.D. thesis", "PhD"), "a [Ph.D]. thesis");
  assert_string_equal(marked_in("en", "the wi-fi here", "fi"), "the wi-[fi] here");
  assert_string_equal(marked_in("en", "the wi-fi here", "+wi-fi"), "the [wi-fi] here");
  assert_string_equal(marked_in("en", "free wi-fi here", "\"free wifi\""), "[free wi-fi] here");
}

static void a_word_cut_at_a_line_end_is_marked_whole(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "some infor-\n  mation here", "information"), "some [infor- mation] here");
}

static void the_part_of_an_identifier_is_marked_alone(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "call getUserName now", "user"), "call get[User]Name now");
  assert_string_equal(marked_in("en", "call getUserName now", "name get"), "call [get]User[Name] now");
  assert_string_equal(marked_in("en", "call getUserName now", "getusername"), "call [getUserName] now");
  assert_string_equal(marked_in("en", "of python3.11 here", "python"), "of [python]3.11 here");
  assert_string_equal(marked_in("fr", "quand favoriteCouleur change", "couleurs"), "quand favorite[Couleur] change");
  assert_string_equal(marked_in("en", "all of l'\u00e9t\u00e9 long", "ete"), "all of l'[\u00e9t\u00e9] long");
}

static void parts_that_a_word_has_twice_are_marked_twice(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "at 10.0.0.1 now", "0"), "at 10.[0].[0].1 now");
  assert_string_equal(marked_in("en", "at 10.0.0.1 now", "10.0"), "at [10.0].0.1 now");
}

static void signs_are_marked_with_their_word(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "in C++ or C", "C++"), "in [C++] or C");
  assert_string_equal(marked_in("en", "in C++ or C", "C"), "in [C]++ or [C]");
}

static void words_that_a_pattern_stands_for_are_marked_in_these_forms_alone(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "university universe universities", "universit*"),
                      "[university] universe [universities]");
  assert_string_equal(marked_in("en", "photograph graphs telegraphy", "*graph*"), "[photograph] [graphs] [telegraphy]");
  assert_string_equal(marked_in("en", "grey and gray and greys", "re:/gr(a|e)y/"), "[grey] and [gray] and greys");
  assert_string_equal(marked_in("en", "women, woman and wombat", "wom?n"), "[women], [woman] and wombat");
  assert_string_equal(marked_in("en", "the caf\u00e9s, a Cafe", "cafe*"), "the [caf\u00e9s], a [Cafe]");
  assert_string_equal(marked_in("en", "call getUserName now", "use*"), "call get[User]Name now");
}

static void fuzzy_words_are_marked_in_their_own_forms_and_in_those_that_look_like_them(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "trade, trades, tirade; traders", "trade~1"),
                      "[trade], [trades], [tirade]; traders");
  assert_string_equal(marked_in("en", "talking of tlak", "talk~1"), "[talking] of [tlak]");
  assert_string_equal(marked_in("en", "talk, talkie, talkative", "talki*~"), "talk, [talkie], talkative");
  assert_string_equal(marked_in("en", "tide and tides -tidy", "tide~1 -moon"), "[tide] and [tides] -[tidy]");
}

static void phrases_with_patterns_are_marked_as_one(void **state) {
  (void)state;
  assert_string_equal(marked_in("en", "interest rates and interest", "\"interest rat*\""),
                      "[interest rates] and interest");
  assert_string_equal(marked_in("en", "the end of it, the odd of", "\"the * of\""), "[the end of] it, [the odd of]");
  assert_string_equal(marked_in("en", "rare erath, rare wood", "\"rare earth~1\""), "[rare erath], rare wood");
  assert_string_equal(marked_in("en", "rates of interest; all other rates", "rat* NEAR/1 interest"),
                      "[rates] of [interest]; all other rates");
  assert_string_equal(marked_in("en", "a motor cart, an auto", "auto SYN \"motor car*\""), "a [motor cart], an [auto]");
  assert_string_equal(marked_in("de", "die Netzger\u00e4te hier", "netz*"), "die [Netzger\u00e4te] hier");
}

static void a_character_alone_is_not_marked_with_the_next(void **state) {
  (void)state;
  assert_string_equal(marked_in("ja", "飲む水道水", "水"), "飲む[水]道[水]");
  assert_string_equal(marked_in("ja", "水\n道", "水"), "[水] 道");
  assert_string_equal(marked_in("ko", "서울에서", "서울"), "[서울]에서");
}

static void a_long_vowel_belongs_to_the_word_before(void **state) {
  (void)state;
  assert_string_equal(marked_in("ja", "新サーバーの名", "サーバー"), "新[サーバー]の名");
  assert_string_equal(marked_in("ja", "新サーバーの名", "サーバ"), "新[サーバー]の名");
}

static void other_languages_are_looked_at_as_their_articles_were(void **state) {
  (void)state;
  assert_string_equal(marked_in("de", "mein zuHaus-Plan", "häuser"), "mein zu[Haus]-Plan");
}

static void titles_are_marked_the_same(void **state) {
  (void)state;
  search_fixture f;
  qn_hits hits;
  qn_error error;
  const qn_range *ranges;
  size_t n;
  const qn_article article = {.id = string_of("1"), .title = string_of("My wi-fi, getUserName")};
  search_fixture_open(&f, &article, 1, 0);
  assert_ok(search_for(&f, "wifi user", NULL, &hits, &error), error);
  assert_ok(qn_searcher_title_highlights(f.searcher, 0, &ranges, &n, &error), error);
  assert_string_equal(bracketed(article.title, ranges, n), "My [wi-fi], get[User]Name");
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_whole_of_a_compound_is_marked),
      cmocka_unit_test(a_word_cut_at_a_line_end_is_marked_whole),
      cmocka_unit_test(the_part_of_an_identifier_is_marked_alone),
      cmocka_unit_test(parts_that_a_word_has_twice_are_marked_twice),
      cmocka_unit_test(signs_are_marked_with_their_word),
      cmocka_unit_test(words_that_a_pattern_stands_for_are_marked_in_these_forms_alone),
      cmocka_unit_test(fuzzy_words_are_marked_in_their_own_forms_and_in_those_that_look_like_them),
      cmocka_unit_test(phrases_with_patterns_are_marked_as_one),
      cmocka_unit_test(a_character_alone_is_not_marked_with_the_next),
      cmocka_unit_test(a_long_vowel_belongs_to_the_word_before),
      cmocka_unit_test(other_languages_are_looked_at_as_their_articles_were),
      cmocka_unit_test(titles_are_marked_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
