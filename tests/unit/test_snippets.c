/* SPDX-License-Identifier: MIT */
/* test_snippets.c: snippets and title highlights of articles in an index, through the library's interface. */
#include "base/memory.h"
#include "support/snippet_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void the_best_passage_is_shown(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "A harbour town", snippet_harbour);
  assert_string_equal(shown_snippets(&f, "herring boats", 1, 120),
                      "When the [herring] came the whole town went down to the quay, and the [boats] lay so deep that "
                      "children thought they were");
  assert_string_equal(shown_snippets(&f, "cafe", 1, 60), "A [café] sells herring rolls to visitors who come by train,");
  search_fixture_close(&f);
}

static void a_phrase_is_marked_as_one_and_its_words_alone_are_not(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "", "Rare birds saw the earth. The rare earth metals are not rare.");
  assert_string_equal(shown_snippets(&f, "\"rare earth\"", 1, 240),
                      "Rare birds saw the earth. The [rare earth] metals are not rare.");
  assert_string_equal(shown_snippets(&f, "rare earth", 1, 240),
                      "[Rare] birds saw the [earth]. The [rare] [earth] metals are not [rare].");
  search_fixture_close(&f);
}

static void exact_words_are_marked_in_their_form(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "Whale songs", "A whale sings songs, and sang a song.");
  assert_string_equal(shown_snippets(&f, "=sings song", 1, 240), "A whale [sings] [songs], and sang a [song].");
  assert_string_equal(shown_snippets(&f, "=song sings", 1, 240), "A whale [sings] songs, and sang a [song].");
  assert_string_equal(shown_snippets(&f, "=\"sings songs\"", 1, 240), "A whale [sings songs], and sang a song.");
  search_fixture_close(&f);
}

static void what_is_excluded_or_sought_in_the_title_is_not_marked_beside_others(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "Whale songs", "A whale sings songs of the sea.");
  assert_string_equal(shown_snippets(&f, "sea -ship", 1, 240), "A whale sings songs of the [sea].");
  assert_string_equal(shown_snippets(&f, "title:whale sea", 1, 240), "A whale sings songs of the [sea].");
  assert_string_equal(shown_snippets(&f, "title:whale", 1, 240), "A [whale] sings songs of the sea.");
  search_fixture_close(&f);
}

static void a_match_in_the_title_alone_shows_the_beginning(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "Lighthouse keeping", snippet_harbour);
  assert_string_equal(shown_snippets(&f, "keeping", 2, 50), "The harbour wall was built in nine years.");
  search_fixture_close(&f);
  snippet_fixture_open(&f, "Nothing to say", "");
  assert_string_equal(shown_snippets(&f, "nothing", 2, 50), "");
  search_fixture_close(&f);
}

static void characters_without_spaces_are_marked_as_runs(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "無綫新聞", "這是無綫新聞的報道。天氣很好。");
  assert_string_equal(shown_snippets(&f, "無綫新聞", 1, 240), "這是[無綫新聞]的報道。天氣很好。");
  search_fixture_close(&f);
}

/* Many pieces: what is shown lies far inside, and its offset is right. */
static void a_long_text_is_shown_where_the_words_are(void **state) {
  (void)state;
  qn_error error;
  enum { SENTENCES = 20000 };
  char *text = malloc(SENTENCES * 40 + 200);
  size_t size = 0;
  for (int i = 0; i < SENTENCES; i++)
    size +=
        (size_t)sprintf(text + size, i == 14000 ? "Here the %d narwhals surfaced. " : "Line %d says nothing new. ", i);
  search_fixture f;
  snippet_fixture_open(&f, "A long one", text);
  assert_string_equal(shown_snippets(&f, "narwhal", 1, 80),
                      "Here the 14000 [narwhals] surfaced. Line 14001 says nothing new.");
  const qn_snippets *found;
  qn_snippet snippet;
  const qn_snippet_options options = snippet_options(1, 80);
  assert_ok(qn_searcher_snippets(f.searcher, 0, &options, &found, &error), error);
  assert_true(qn_snippets_get(found, 0, &snippet));
  assert_int_equal(snippet.offset, strstr(text, "Here the") - text);
  assert_false(snippet.starts_text || snippet.ends_text);
  assert_int_equal(count_hits(&f, "19999"), 1);
  assert_ok(qn_searcher_snippets(f.searcher, 0, &options, &found, &error), error);
  assert_true(qn_snippets_get(found, 0, &snippet));
  assert_true(snippet.ends_text);
  search_fixture_close(&f);
  free(text);
}

/* --- several hits ------------------------------------------------------------------------------------------------- */

static qn_string shown_for(search_fixture *f, size_t n_hits, const char *id, bool differ) {
  qn_snippet_options options = snippet_options(1, 120);
  options.differ = differ;
  qn_snippet snippet;
  assert_true(qn_snippets_get(snippets_of(f, n_hits, id, &options), 0, &snippet));
  return snippet.text;
}

static void near_duplicates_show_different_passages(void **state) {
  (void)state;
  static const char *const texts[] = {STORM BETWEEN LATER, STORM BETWEEN LATER "It was a Monday."};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 2);
  for (int again = 0; again < 2; again++) {
    assert_int_equal(count_hits(&f, "storm coast ferries"), 2);
    for (int i = 0; i < 2; i++) { /* asked again, each shows the same */
      assert_memory_equal(shown_for(&f, 2, "1", true).data, "The storm hit", 13);
      assert_memory_equal(shown_for(&f, 2, "2", true).data, "In the evening the storm", 24);
    }
    assert_memory_equal(shown_for(&f, 2, "2", false).data, "The storm hit", 13);
  }
  assert_int_equal(count_hits(&f, "storm coast ferries"), 2); /* another search, another answer */
  assert_memory_equal(shown_for(&f, 2, "2", true).data, "The storm hit", 13);
  search_fixture_close(&f);
}

static void each_keeps_its_own_when_all_have_been_asked(void **state) {
  (void)state;
  static const char *const texts[] = {STORM BETWEEN LATER, STORM BETWEEN LATER "It was a Monday.",
                                      STORM BETWEEN LATER "It was a Friday."};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 3);
  assert_int_equal(count_hits(&f, "storm coast ferries"), 3);
  for (int i = 0; i < 2; i++) {
    assert_memory_equal(shown_for(&f, 3, "1", true).data, "The storm hit", 13);
    assert_memory_equal(shown_for(&f, 3, "2", true).data, "In the evening the storm", 24);
    assert_memory_equal(shown_for(&f, 3, "3", true).data, "The storm hit", 13); /* of both the better one */
  }
  search_fixture_close(&f);
}

static void a_passage_that_is_not_as_good_is_not_shown_instead(void **state) {
  (void)state;
  static const char *const texts[] = {STORM BETWEEN LATER, STORM BETWEEN LATER "It was a Monday."};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 2);
  assert_int_equal(count_hits(&f, "storm noon ferries"), 2);
  assert_memory_equal(shown_for(&f, 2, "1", true).data, "The storm hit", 13);
  assert_memory_equal(shown_for(&f, 2, "2", true).data, "The storm hit", 13);
  search_fixture_close(&f);
}

static void more_passages_are_looked_at_where_the_best_are_shown(void **state) {
  (void)state;
  static const char *const texts[] = {FOUR_STORMS, FOUR_STORMS, FOUR_STORMS, FOUR_STORMS};
  static const char *const starts[] = {"One ", "Two ", "Thre", "Four"};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 4);
  assert_int_equal(count_hits(&f, "storm"), 4);
  for (size_t i = 0; i < 4; i++) {
    const char id[] = {(char)('1' + i), '\0'};
    assert_memory_equal(shown_for(&f, 4, id, true).data, starts[i], 4);
  }
  search_fixture_close(&f);
}

/* What three hits have is left to them, even for a passage that shows somewhat less. */
static void boilerplate_loses_against_what_an_article_says(void **state) {
  (void)state;
#define NOTICE "You may copy, sell and change this under the terms of the licence as it was published before. "
  static const char *const texts[] = {NOTICE BETWEEN "Whales: it counts them.",
                                      NOTICE BETWEEN "Ships: you may sell it.", NOTICE BETWEEN "Salt: weighed.",
                                      NOTICE BETWEEN "The terms of trade, as they change from year to year."};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 4);
  assert_int_equal(count_hits(&f, "+terms +change published"), 4);
  for (size_t i = 0; i < 3; i++) {
    const char id[] = {(char)('1' + i), '\0'};
    assert_memory_equal(shown_for(&f, 4, id, true).data, "You may", 7);
  }
  assert_memory_equal(shown_for(&f, 4, "4", true).data, "The terms of trade", 18);
  search_fixture_close(&f);
}

/* What is an article's own is found when all have been asked. */
static void the_first_hits_learn_what_the_others_have(void **state) {
  (void)state;
  static const char *const texts[] = {
      NOTICE BETWEEN "Roads change, and so do all of the terms of use that were, as they say, at last published.",
      NOTICE BETWEEN "Ships: you may sell it.", NOTICE BETWEEN "Salt: weighed."};
  const qn_snippets *found = NULL;
  qn_error error;
  qn_snippet_options options = snippet_options(1, 120);
  search_fixture f;
  search_fixture_open_texts(&f, texts, 3);
  assert_int_equal(count_hits(&f, "+terms +change published"), 3);
  for (size_t i = 0; i < 3; i++) {
    const char id[] = {(char)('1' + i), '\0'};
    assert_memory_equal(shown_for(&f, 3, id, true).data, "You may", 7);
  }
  assert_memory_equal(shown_for(&f, 3, "1", true).data, "Roads change", 12);
  assert_memory_equal(shown_for(&f, 3, "2", true).data, "You may", 7);
  assert_ok(qn_searcher_snippets(f.searcher, 0, &options, &found, &error), error);
  assert_false(qn_snippets_shared(found)); /* it was not to differ */
  options.differ = true;
  size_t n_shared = 0;
  for (size_t i = 0; i < 3; i++) {
    assert_ok(qn_searcher_snippets(f.searcher, i, &options, &found, &error), error);
    n_shared += qn_snippets_shared(found);
  }
  assert_int_equal(n_shared, 2);
  search_fixture_close(&f);
}

static void a_whole_word_is_shown_rather_than_a_part_of_one(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "",
                       "They asked for the name TomCruise.com to be given back. " BETWEEN
                       "At last the name was his and Tom had it for as long as he lived. " BETWEEN);
  assert_string_equal(shown_snippets(&f, "tom", 1, 100),
                      "At last the name was his and [Tom] had it for as long as he lived.");
  search_fixture_close(&f);
  snippet_fixture_open(&f, "", "They asked for the name TomCruise.com to be given back. " BETWEEN);
  assert_string_equal(shown_snippets(&f, "tom", 1, 100), "They asked for the name [Tom]Cruise.com to be given back.");
  search_fixture_close(&f);
}

static void impossible_calls_are_refused(void **state) {
  (void)state;
  qn_error error;
  search_fixture f;
  snippet_fixture_open(&f, "One", "two");
  assert_int_equal(count_hits(&f, "two"), 1);
  const qn_snippets *found;
  qn_snippet snippet;
  const qn_range *ranges;
  size_t n;
  qn_snippet_options options = QN_SNIPPET_OPTIONS_INIT;
  assert_int_equal(qn_searcher_snippets(f.searcher, 1, &options, &found, NULL), QN_INVALID);
  assert_int_equal(qn_searcher_title_highlights(f.searcher, 1, &ranges, &n, NULL), QN_INVALID);
  options.size = 0;
  assert_int_equal(qn_searcher_snippets(f.searcher, 0, &options, &found, NULL), QN_INVALID);
  options = snippet_options(SIZE_MAX, SIZE_MAX);
  assert_ok(qn_searcher_snippets(f.searcher, 0, &options, &found, &error), error);
  assert_int_equal(qn_snippets_count(found), 1);
  assert_false(qn_snippets_get(found, 1, &snippet));
  assert_null(snippet.text.data);
  search_fixture_close(&f);
}

/* A failed request is reported, and the searcher goes on. */
static void reports_out_of_memory_at_any_request_and_goes_on(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "A harbour town", snippet_harbour);
  assert_int_equal(count_hits(&f, "town herring boats museum"), 1);
  qn_snippet_options options = snippet_options(3, 60);
  options.differ = true;
  const qn_snippets *found;
  const qn_range *ranges;
  size_t n;
  bool failed = true;
  for (long after = 0; failed; after++) {
    qn__memory_fail_after(after);
    qn_status cut = qn_searcher_snippets(f.searcher, 0, &options, &found, NULL);
    qn_status marked = qn_searcher_title_highlights(f.searcher, 0, &ranges, &n, NULL);
    qn__memory_fail_after(-1);
    failed = cut != QN_OK || marked != QN_OK;
    assert_true(cut == QN_OK || cut == QN_NO_MEMORY);
    assert_true(marked == QN_OK || marked == QN_NO_MEMORY);
    assert_true(after < 1000);
  }
  assert_int_equal(n, 1);
  assert_string_equal(shown_snippets(&f, "museum", 1, 60), "Today the lighthouse is a [museum].");
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_best_passage_is_shown),
      cmocka_unit_test(a_phrase_is_marked_as_one_and_its_words_alone_are_not),
      cmocka_unit_test(exact_words_are_marked_in_their_form),
      cmocka_unit_test(what_is_excluded_or_sought_in_the_title_is_not_marked_beside_others),
      cmocka_unit_test(a_match_in_the_title_alone_shows_the_beginning),
      cmocka_unit_test(characters_without_spaces_are_marked_as_runs),
      cmocka_unit_test(a_long_text_is_shown_where_the_words_are),
      cmocka_unit_test(near_duplicates_show_different_passages),
      cmocka_unit_test(each_keeps_its_own_when_all_have_been_asked),
      cmocka_unit_test(a_passage_that_is_not_as_good_is_not_shown_instead),
      cmocka_unit_test(more_passages_are_looked_at_where_the_best_are_shown),
      cmocka_unit_test(boilerplate_loses_against_what_an_article_says),
      cmocka_unit_test(the_first_hits_learn_what_the_others_have),
      cmocka_unit_test(a_whole_word_is_shown_rather_than_a_part_of_one),
      cmocka_unit_test(impossible_calls_are_refused),
      cmocka_unit_test(reports_out_of_memory_at_any_request_and_goes_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
