/* SPDX-License-Identifier: MIT */
/* test_snippets.c: snippets and title highlights of articles in an index, through the library's interface. */
#include "base/memory.h"
#include "support/search_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void open_text(search_fixture *f, const char *title, const char *text) {
  qn_article article = {.id = string_of("1"), .title = string_of(title), .text = string_of(text)};
  search_fixture_open(f, &article, 1, 0);
}

/* Text with its ranges in brackets. */
static void bracket(char *to, size_t room, qn_string text, const qn_range *ranges, size_t n_ranges) {
  size_t size = strlen(to), from = 0;
  for (size_t i = 0; i < n_ranges; i++) {
    assert_true(ranges[i].start >= from && ranges[i].end > ranges[i].start && ranges[i].end <= text.size);
    size += (size_t)snprintf(to + size, room - size, "%.*s[%.*s]", (int)(ranges[i].start - from), text.data + from,
                             (int)(ranges[i].end - ranges[i].start), text.data + ranges[i].start);
    from = ranges[i].end;
  }
  snprintf(to + size, room - size, "%.*s", (int)(text.size - from), text.data + from);
}

/* The snippets of the first hit, joined by " | ". */
static const char *snippets(search_fixture *f, const char *query, size_t max_snippets, size_t max_chars) {
  static char shown[8192];
  qn_error error;
  shown[0] = '\0';
  assert_int_equal(count_hits(f, query), 1);
  const qn_snippet_options options = snippet_options(max_snippets, max_chars);
  const qn_snippets *found;
  qn_snippet snippet;
  assert_ok(qn_searcher_snippets(f->searcher, 0, &options, &found, &error), error);
  for (size_t i = 0; qn_snippets_get(found, i, &snippet); i++) {
    if (i > 0)
      strcat(shown, " | ");
    bracket(shown, sizeof shown, snippet.text, snippet.highlights, snippet.n_highlights);
  }
  return shown;
}

static const char *title(search_fixture *f, const char *query) {
  static char shown[1024];
  qn_error error;
  shown[0] = '\0';
  assert_int_equal(count_hits(f, query), 1);
  qn_hit hit;
  qn_article article;
  const qn_range *ranges;
  size_t n;
  qn_searcher_hit(f->searcher, 0, &hit);
  assert_ok(qn_searcher_article(f->searcher, hit.article, &article, &error), error);
  assert_ok(qn_searcher_title_highlights(f->searcher, 0, &ranges, &n, &error), error);
  bracket(shown, sizeof shown, article.title, ranges, n);
  return shown;
}

static const char harbour[] =
    "The harbour wall was built in nine years. Its stones came from the island, one boat at a time.\n\n"
    "Fishing paid for it, and so did salt. When the herring came the whole town went down to the quay, and the boats "
    "lay so deep that children thought they were sinking. That is how the old people see it.\n\n"
    "Today the lighthouse is a museum. A café sells herring rolls to visitors who come by train, and no one has "
    "rowed out to the island with a stone in thirty years.\n";

static void the_best_passage_is_shown(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "A harbour town", harbour);
  assert_string_equal(snippets(&f, "herring boats", 1, 120),
                      "When the [herring] came the whole town went down to the quay, and the [boats] lay so deep that "
                      "children thought they were");
  assert_string_equal(snippets(&f, "cafe", 1, 60), "A [café] sells herring rolls to visitors who come by train,");
  search_fixture_close(&f);
}

static void several_passages_come_in_the_texts_order(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "A harbour town", harbour);
  assert_string_equal(snippets(&f, "museum stones children", 3, 60),
                      "Its [stones] came from the island, one boat at a time. | so deep that [children] thought they "
                      "were sinking. | Today the lighthouse is a [museum].");
  search_fixture_close(&f);
}

static void a_passage_that_the_text_has_twice_is_shown_once(void **state) {
  (void)state;
#define AWAY "Nothing of that is here, and nothing comes of it, as far as anyone has ever been able to find out. "
  search_fixture f;
  open_text(&f, "", "The stone fell.\n\n" AWAY AWAY "\n\nThe stone fell.\n\n" AWAY AWAY "\n\nA stone rose.\n\n" AWAY);
  assert_string_equal(snippets(&f, "stone", 2, 20), "The [stone] fell. | A [stone] rose.");
  assert_string_equal(snippets(&f, "stone", 3, 20), "The [stone] fell. | A [stone] rose.");
  search_fixture_close(&f);
}

static void a_phrase_is_marked_as_one_and_its_words_alone_are_not(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "", "Rare birds saw the earth. The rare earth metals are not rare.");
  assert_string_equal(snippets(&f, "\"rare earth\"", 1, 240),
                      "Rare birds saw the earth. The [rare earth] metals are not rare.");
  assert_string_equal(snippets(&f, "rare earth", 1, 240),
                      "[Rare] birds saw the [earth]. The [rare] [earth] metals are not [rare].");
  search_fixture_close(&f);
}

static void exact_words_are_marked_in_their_form(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "Whale songs", "A whale sings songs, and sang a song.");
  assert_string_equal(snippets(&f, "=sings song", 1, 240), "A whale [sings] [songs], and sang a [song].");
  assert_string_equal(snippets(&f, "=song sings", 1, 240), "A whale [sings] songs, and sang a [song].");
  assert_string_equal(snippets(&f, "=\"sings songs\"", 1, 240), "A whale [sings songs], and sang a song.");
  search_fixture_close(&f);
}

static void what_is_excluded_or_sought_in_the_title_is_not_marked_beside_others(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "Whale songs", "A whale sings songs of the sea.");
  assert_string_equal(snippets(&f, "sea -ship", 1, 240), "A whale sings songs of the [sea].");
  assert_string_equal(snippets(&f, "title:whale sea", 1, 240), "A whale sings songs of the [sea].");
  assert_string_equal(snippets(&f, "title:whale", 1, 240), "A [whale] sings songs of the sea.");
  assert_string_equal(title(&f, "title:whale sea"), "[Whale] songs");
  assert_string_equal(title(&f, "song"), "Whale [songs]");
  assert_string_equal(title(&f, "\"whale songs\""), "[Whale songs]");
  assert_string_equal(title(&f, "sea"), "Whale songs");
  search_fixture_close(&f);
}

static void a_match_in_the_title_alone_shows_the_beginning(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "Lighthouse keeping", harbour);
  assert_string_equal(snippets(&f, "keeping", 2, 50), "The harbour wall was built in nine years.");
  search_fixture_close(&f);
  open_text(&f, "Nothing to say", "");
  assert_string_equal(snippets(&f, "nothing", 2, 50), "");
  search_fixture_close(&f);
}

static void titles_of_any_weight_leave_the_text_where_it_is(void **state) {
  (void)state;
  for (unsigned weight = 1; weight <= 16; weight += 5) {
    search_fixture f;
    qn_article article = {
        .id = string_of("1"), .title = string_of("One two three"), .text = string_of("Four five six.")};
    search_fixture_open(&f, &article, 1, weight);
    assert_string_equal(snippets(&f, "two five", 1, 240), "Four [five] six.");
    assert_string_equal(title(&f, "two five"), "One [two] three");
    search_fixture_close(&f);
  }
}

static void characters_without_spaces_are_marked_as_runs(void **state) {
  (void)state;
  search_fixture f;
  open_text(&f, "無綫新聞", "這是無綫新聞的報道。天氣很好。");
  assert_string_equal(snippets(&f, "無綫新聞", 1, 240), "這是[無綫新聞]的報道。天氣很好。");
  assert_string_equal(title(&f, "新聞"), "無綫[新聞]");
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
  open_text(&f, "A long one", text);
  assert_string_equal(snippets(&f, "narwhal", 1, 80),
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

#define STORM "The storm hit the coast at noon, and two ferries stayed in the old port all day long. "
#define BETWEEN                                                                                                        \
  "Nothing of this was known in the capital, where people went to work as on any other day, and came back in the "     \
  "evening without an umbrella. The sky was no concern of theirs, on that day or on any other one, "                   \
  "since it was blue there from one end to the other. "
#define LATER "In the evening the storm left the coast again, and one of the ferries put to sea. "

#define FOUR_STORMS                                                                                                    \
  "One storm came in spring. " BETWEEN "Two was the storm of the summer. " BETWEEN                                     \
  "Three hours long a storm went on. " BETWEEN "Four ships were lost in that storm. "

/* The snippets of the article with an id among the hits of the query before. */
static const qn_snippets *snippets_for(search_fixture *f, size_t n_hits, const char *id,
                                       const qn_snippet_options *options) {
  const qn_snippets *found = NULL;
  qn_error error;
  for (size_t i = 0; i < n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f->searcher, hit.article, &article, &error), error);
    if (strcmp(article.id.data, id) != 0)
      continue;
    assert_ok(qn_searcher_snippets(f->searcher, i, options, &found, &error), error);
  }
  assert_non_null(found);
  return found;
}

static qn_string shown_for(search_fixture *f, size_t n_hits, const char *id, bool differ) {
  qn_snippet_options options = snippet_options(1, 120);
  options.differ = differ;
  qn_snippet snippet;
  assert_true(qn_snippets_get(snippets_for(f, n_hits, id, &options), 0, &snippet));
  return snippet.text;
}

/* The first words of its snippets, that differ. */
static const char *first_words_for(search_fixture *f, size_t n_hits, const char *id, size_t max_snippets) {
  static char shown[200];
  qn_snippet_options options = snippet_options(max_snippets, 60);
  options.differ = true;
  const qn_snippets *found = snippets_for(f, n_hits, id, &options);
  qn_snippet snippet;
  size_t size = 0;
  shown[0] = '\0';
  for (size_t i = 0; qn_snippets_get(found, i, &snippet); i++)
    size += (size_t)sprintf(shown + size, "%s%.*s", i > 0 ? " " : "", (int)strcspn(snippet.text.data, " "),
                            snippet.text.data);
  return shown;
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

static void several_passages_of_near_duplicates_differ(void **state) {
  (void)state;
  static const char *const texts[] = {FOUR_STORMS, FOUR_STORMS "It was a Monday.", FOUR_STORMS "It was a Friday."};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 3);
  assert_int_equal(count_hits(&f, "storm"), 3);
  for (int again = 0; again < 2; again++) {
    assert_string_equal(first_words_for(&f, 3, "1", 2), "One Two");
    assert_string_equal(first_words_for(&f, 3, "2", 2), "Three Four");
  }
  assert_string_equal(first_words_for(&f, 3, "3", 2), "One Two"); /* all are shown: those that come first */
  assert_int_equal(count_hits(&f, "storm"), 3);
  assert_string_equal(first_words_for(&f, 3, "1", 3), "One Two Three");
  assert_string_equal(first_words_for(&f, 3, "2", 3), "Two Three Four"); /* in the order of the text */
  search_fixture_close(&f);
}

static void of_several_passages_those_that_are_better_stay(void **state) {
  (void)state;
  static const char text[] = "One storm came in spring. " BETWEEN "Two ships in the storm of the summer. " BETWEEN
                             "Three hours long a storm went on. ";
  static const char *const texts[] = {text, text};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 2);
  assert_int_equal(count_hits(&f, "ships storm"), 2);
  assert_string_equal(first_words_for(&f, 2, "1", 2), "One Two");
  assert_string_equal(first_words_for(&f, 2, "2", 2), "Two Three");
  search_fixture_close(&f);
}

static void no_passage_is_shown_twice_instead_of_a_known_one(void **state) {
  (void)state;
  static const char *const texts[] = {"One storm came in spring. " BETWEEN,
                                      "One storm came in spring. " BETWEEN "Two was the storm of the summer. " BETWEEN
                                      "Two was the storm of the summer. "};
  search_fixture f;
  search_fixture_open_texts(&f, texts, 2);
  assert_int_equal(count_hits(&f, "storm"), 2);
  assert_string_equal(first_words_for(&f, 2, "1", 2), "One");
  assert_string_equal(first_words_for(&f, 2, "2", 2), "One Two");
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
  open_text(&f, "",
            "They asked for the name TomCruise.com to be given back. " BETWEEN
            "At last the name was his and Tom had it for as long as he lived. " BETWEEN);
  assert_string_equal(snippets(&f, "tom", 1, 100),
                      "At last the name was his and [Tom] had it for as long as he lived.");
  search_fixture_close(&f);
  open_text(&f, "", "They asked for the name TomCruise.com to be given back. " BETWEEN);
  assert_string_equal(snippets(&f, "tom", 1, 100), "They asked for the name [Tom]Cruise.com to be given back.");
  search_fixture_close(&f);
}

static void impossible_calls_are_refused(void **state) {
  (void)state;
  qn_error error;
  search_fixture f;
  open_text(&f, "One", "two");
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
  open_text(&f, "A harbour town", harbour);
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
  assert_string_equal(snippets(&f, "museum", 1, 60), "Today the lighthouse is a [museum].");
  search_fixture_close(&f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_best_passage_is_shown),
      cmocka_unit_test(several_passages_come_in_the_texts_order),
      cmocka_unit_test(a_passage_that_the_text_has_twice_is_shown_once),
      cmocka_unit_test(a_phrase_is_marked_as_one_and_its_words_alone_are_not),
      cmocka_unit_test(exact_words_are_marked_in_their_form),
      cmocka_unit_test(what_is_excluded_or_sought_in_the_title_is_not_marked_beside_others),
      cmocka_unit_test(a_match_in_the_title_alone_shows_the_beginning),
      cmocka_unit_test(titles_of_any_weight_leave_the_text_where_it_is),
      cmocka_unit_test(characters_without_spaces_are_marked_as_runs),
      cmocka_unit_test(a_long_text_is_shown_where_the_words_are),
      cmocka_unit_test(near_duplicates_show_different_passages),
      cmocka_unit_test(each_keeps_its_own_when_all_have_been_asked),
      cmocka_unit_test(a_passage_that_is_not_as_good_is_not_shown_instead),
      cmocka_unit_test(more_passages_are_looked_at_where_the_best_are_shown),
      cmocka_unit_test(several_passages_of_near_duplicates_differ),
      cmocka_unit_test(of_several_passages_those_that_are_better_stay),
      cmocka_unit_test(no_passage_is_shown_twice_instead_of_a_known_one),
      cmocka_unit_test(boilerplate_loses_against_what_an_article_says),
      cmocka_unit_test(the_first_hits_learn_what_the_others_have),
      cmocka_unit_test(a_whole_word_is_shown_rather_than_a_part_of_one),
      cmocka_unit_test(impossible_calls_are_refused),
      cmocka_unit_test(reports_out_of_memory_at_any_request_and_goes_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
