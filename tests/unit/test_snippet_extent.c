/* SPDX-License-Identifier: MIT */
/* test_snippet_extent.c: where a snippet begins and ends in its passage. */
#include "snippets/shown_text.h"
#include "snippets/snippet_extent.h"
#include "support/cut_fixture.h"
#include "text/boundaries.h"

#include <stdio.h>
#include <string.h>

static qn_range choose(cut_fixture *f) {
  qn_error error;
  qn_range extent;
  assert_ok(qn__choose_extent(&f->arena, &f->cut, &f->run, &extent, &error), error);
  return extent;
}

/* The chosen part of the passage, without the blanks after it. */
static const char *extent_of(cut_fixture *f) {
  static char shown[1024];
  qn_range extent = choose(f);
  assert_true(extent.start <= extent.end && extent.end <= f->passage.text.size);
  while (extent.end > extent.start && (unsigned char)f->passage.text.data[extent.end - 1] <= ' ')
    extent.end--;
  snprintf(shown, sizeof shown, "%.*s", (int)(extent.end - extent.start), f->passage.text.data + extent.start);
  return shown;
}

/* What is shown of a text, of whose words those that begin with `stems` are matches. */
static void check(const char *text, const char *stems, size_t max_chars, const char *expected) {
  cut_fixture f;
  cut_begin(&f, text, stems, max_chars);
  assert_string_equal(extent_of(&f), expected);
  cut_end(&f);
}

/* --- with matches ------------------------------------------------------------------------------------------------ */

static void a_short_text_is_shown_whole(void **state) {
  (void)state;
  check("Two ships sailed.\n\tOne came back.", "ships back", 240, "Two ships sailed.\n\tOne came back.");
}

static void begins_with_the_sentence_of_the_match(void **state) {
  (void)state;
  check("A first sentence that is of no use to anyone at all. The second has a whale in it. "
        "A third one follows, and it goes on for quite a while without an end.",
        "whale", 58, "The second has a whale in it.");
  check("It was late. We saw the whale and then went home again, all of us, and slept until it was light.", "whale", 60,
        "We saw the whale and then went home again, all of us, and");
  check("  The whale sang here. And then it went on and on and on without an end.", "whale", 30,
        "The whale sang here.");
}

/* Prose on both sides of a heading makes it worth more. */
static void what_fills_a_snippet_keeps_the_match(void **state) {
  (void)state;
  check("We slept well on that day.\n\nWhales\n\nIt rained. In the morning we left, and it was a long way to go from "
        "there, over the hills and along the rivers and then by train, to the next town and the sea.",
        "Whale", 120, "We slept well on that day.\n\nWhales\n\nIt rained.");
}

/* The emptier a snippet of whole sentences is, the less it takes to break another one. */
static void a_sentence_is_broken_for_less_where_there_is_room(void **state) {
  (void)state;
#define RAIN "Then the rain came, for the first time in all of that summer, which had been a hot and very dry one."
  const char *words = "ship boat whale gull seal rain";
  check("A ship, a boat, a whale, a gull and a seal came by. " RAIN, words, 100,
        "A ship, a boat, a whale, a gull and a seal came by. Then the rain came, for the first time in all of");
  check("A ship, a boat, a whale, a gull and a seal came by early on that evening. " RAIN, words, 100,
        "A ship, a boat, a whale, a gull and a seal came by early on that evening.");
}

/* A few words say too little: some of the next sentence is shown with them, whatever it says. */
static void no_sentence_is_broken_to_show_nothing(void **state) {
  (void)state;
  check("We saw the whale and went home again. " RAIN, "whale", 100, "We saw the whale and went home again.");
  check("We saw the whale. " RAIN, "whale", 100,
        "We saw the whale. Then the rain came, for the first time in all of that summer, which had been a hot");
}

static void a_long_sentence_is_cut_at_words(void **state) {
  (void)state;
  check("Not a single stop is to be found in this text which goes on and on (like some whales, they say) until "
        "at last it comes to rest somewhere far beyond what could be shown",
        "whale", 54, "(like some whales, they say) until at last it comes to");
  check("It was so late on that day that we saw the whale (white and large), which went on and on and on until it was "
        "light",
        "whale", 30, "the whale (white and large),");
}

static void begins_within_a_sentence_if_that_shows_more(void **state) {
  (void)state;
  check("When it was late and the rain had come at last we saw the whale, the ship, the boats and the gulls. "
        "It was the last whale of that year and of the next.",
        "whale ship boats gulls", 60, "we saw the whale, the ship, the boats and the gulls.");
  check("When it was late and the rain had come at last we saw the whale and the ship. The boats came in. "
        "And then it was night and no one was there any more to see them.",
        "whale ship boats", 60, "we saw the whale and the ship. The boats came in.");
}

static void a_repeated_word_does_not_break_a_sentence(void **state) {
  (void)state;
  cut_fixture f;
  cut_begin(&f,
            "Salt came first, and women boiled the sea for it. The salt paid for the church and for both of the mills.",
            "salt Salt", 64);
  f.matches[1].leaf = f.matches[0].leaf;
  assert_string_equal(extent_of(&f), "Salt came first, and women boiled the sea for it.");
  cut_end(&f);
}

/* Twice, and closer together, is not more. */
static void a_sentence_is_broken_for_another_word_only(void **state) {
  (void)state;
  check("The whale saw the ship at noon. And a whale, a ship, a whale and a ship came " RAIN, "whale ship", 100,
        "The whale saw the ship at noon.");
}

static void a_heading_that_shows_more_than_prose_is_shown(void **state) {
  (void)state;
  check("Ships, boats and whales of the bay\n\nIn the morning everyone had gone away from there but for the gulls.",
        "Ships boats gulls", 72, "Ships, boats and whales of the bay");
}

/* A menu has every word of a site; headings that are as short count as little. */
static void a_menu_that_shows_more_than_prose_is_not_shown(void **state) {
  (void)state;
  check("In the morning the ships went away, and the gulls with them.\n\nwhales\n\nships and boats\n\ngulls\n\nports",
        "whales ships gulls ports", 62, "In the morning the ships went away, and the gulls with them.");
}

static void an_abbreviation_ends_no_sentence(void **state) {
  (void)state;
  check("Something else entirely was said at some length before. He met U.S. Treasury officials and Mr. Li there. "
        "Then all of them went home again, which took the rest of that long day.",
        "officials", 80, "He met U.S. Treasury officials and Mr. Li there.");
  check("It weighs approx. 12 tons, today and on any other day of the week.", "weighs", 20, "It weighs approx. 12");
}

static void ends_with_a_sentence_only_if_that_fills_half_of_it(void **state) {
  (void)state;
  const char *text = "The whale. And then a long and slow sentence followed that no one could hear the end of, ever.";
  check(text, "whale", 19, "The whale.");
  check(text, "whale", 44, "The whale. And then a long and slow sentence");
}

static void ends_with_no_sentence_that_leaves_out_a_match(void **state) {
  (void)state;
  const char *text = "The whale sang and swam. A ship came in and went on and on and on, on and on and on.";
  check(text, "whale", 40, "The whale sang and swam.");
  check(text, "whale ship", 40, "The whale sang and swam. A ship came in");
}

static void a_heading_is_followed_and_nothing_is_before_it(void **state) {
  (void)state;
  check(
      "This is the end of what was said.\n\nKnown bugs:\n\n* The whole thing may fail in some functions, which is so.",
      "Known bugs", 80, "Known bugs:\n\n* The whole thing may fail in some functions, which is so.");
  check("The whale sang and swam there.\n\nShips and boats\n\nA second whale came in and sang along with it for long.",
        "whale boats", 60, "Ships and boats\n\nA second whale came in and sang along with");
}

static void near_the_end_of_the_text_it_grows_backwards(void **state) {
  (void)state;
  check("One is here, one is not. Two ships. Three whales sang. Four ended it.", "ended", 50,
        "Two ships. Three whales sang. Four ended it.");
  check("One is here. Two ships sail.", "ships", 240, "One is here. Two ships sail.");
}

static void a_word_longer_than_a_snippet_is_divided_between_graphemes(void **state) {
  (void)state;
  check("ae\xcc\x81io\xcc\x81u", "a", 5, "ae\xcc\x81i"); /* e and o with combining accents */
  check("ae\xcc\x81io\xcc\x81u", "a", 6, "ae\xcc\x81io\xcc\x81");
  check("e\xcc\x81\xcc\x82\xcc\x83u", "e", 3, "e\xcc\x81\xcc\x82\xcc\x83"); /* one grapheme is shown in any case */
}

static void text_that_is_shown_already_is_not_shown_again(void **state) {
  (void)state;
  cut_fixture f;
  const char *text = "Whales sing. Ships sail.";
  cut_begin(&f, text, "Ships", 240);
  f.cut.min_offset = (size_t)(strstr(text, "sing.") + 5 - text);
  assert_string_equal(extent_of(&f), "Ships sail.");
  assert_true(f.cut.worth > 0);
  f.cut.min_offset = (size_t)(strstr(text, "sail.") - text);
  qn_range extent = choose(&f);
  assert_true(extent.start == 0 && extent.end == 0);
  assert_int_equal(f.cut.worth, 0);
  cut_end(&f);
}

/* --- without matches ---------------------------------------------------------------------------------------------- */

static void without_a_match_the_beginning_is_shown(void **state) {
  (void)state;
  check("Call me Ishmael. Some years ago, never mind how long precisely, I went to sea.", "", 40,
        "Call me Ishmael. Some years ago, never");
  check("Salt and water and flour and nothing else than what is in the larder anyway", "", 40,
        "Salt and water and flour and nothing");
}

static void headings_and_menus_before_the_first_prose_are_passed_over(void **state) {
  (void)state;
  check("Home\n12. May\nAll talks of the last ten years\r\n\nThe talks \"began.\" They went on for days, for weeks.",
        "", 40, "The talks \"began.\" They went on for days");
  check("Go home.\nThe talks began on a day in May. They went on for days, for weeks.", "", 40,
        "The talks began on a day in May.");
  check("Home\nThe talks \"began on a day in May.\"\nThey went on for days, for weeks.", "", 40,
        "The talks \"began on a day in May.\"");
}

static void a_line_that_the_passage_cuts_off_may_be_prose(void **state) {
  (void)state;
  cut_fixture f;
  cut_begin(&f, "Home\nThe talks went on for days and for weeks, and then for", "", 40);
  assert_string_equal(extent_of(&f), "Home\nThe talks went on for days and for");
  f.passage.ends_text = false;
  assert_string_equal(extent_of(&f), "The talks went on for days and for weeks");
  cut_end(&f);
}

static void prose_that_is_too_far_away_is_not_looked_for(void **state) {
  (void)state;
  check("One heading of this page\nAnother heading of this page\nA third heading of the page\nAnd here at last it "
        "begins.",
        "", 20, "One heading of this");
}

static void a_text_without_words_is_shown_too(void **state) {
  (void)state;
  check("*** --- *** --- ***", "", 240, "*** --- *** --- ***");
  check(" \n ", "", 240, "");
  check("", "", 240, "");
}

/* --- a part of a text --------------------------------------------------------------------------------------------- */

/* Its edges are no ends of sentences, and its words are numbered from its first. */
static void the_edges_of_a_passage_are_not_sentence_ends(void **state) {
  (void)state;
  cut_fixture f;
  cut_begin(&f, "into the sea where whales swim. They are seen there once", "whales", 40);
  f.passage.offset = 5000;
  f.passage.starts_text = f.passage.ends_text = false;
  f.run.first = 900;
  f.matches[0].position += 900;
  f.cut.span = (qn__span){f.matches[0].position, f.matches[0].position, 0};
  assert_string_equal(extent_of(&f), "where whales swim. They are seen there");
  f.passage.starts_text = true; /* now it is a sentence from its first word on */
  assert_string_equal(extent_of(&f), "into the sea where whales swim.");
  cut_end(&f);
}

static void what_is_shown_already_is_counted_in_the_text_and_not_in_the_passage(void **state) {
  (void)state;
  cut_fixture f;
  const char *text = "whales sing there. Ships sail.";
  cut_begin(&f, text, "Ships", 240);
  f.passage.offset = 5000;
  f.passage.starts_text = false;
  f.cut.min_offset = 5000 + (size_t)(strstr(text, "there.") + 6 - text);
  assert_string_equal(extent_of(&f), "Ships sail.");
  cut_end(&f);
}

static bool shows_a_match(const cut_fixture *f, qn_range extent) {
  bool shown = false;
  for (size_t i = 0; i < f->n_matches && !shown; i++) {
    const qn__word *word = &f->words[f->matches[i].position - CUT_BASE];
    shown = extent.start <= word->offset && extent.end > word->offset;
  }
  return shown;
}

/* Whatever the text and the size: whole graphemes, no more than asked for, and a match if there is room for one. */
static void any_extent_is_whole_graphemes_with_a_match(void **state) {
  (void)state;
  static const char *const atoms[] = {
      "a",  "whale", " ",  "\n", ". ", "é",     "e\xcc\x81", "新", "聞", "。", "U.S.", "\t", "x1", "👩‍👩‍👧",
      "()", "ไทย",   "\"", "Ab", "-",  "9,999", "……",        "«"};
  random_source random = random_start("extent", 12);
  for (int round = 0; round < 4000; round++) {
    char text[400] = "";
    cut_fixture f;
    for (uint32_t n = random_below(&random, 40); n > 0; n--)
      strcat(text, atoms[random_below(&random, sizeof atoms / sizeof *atoms)]);
    size_t size = strlen(text);
    cut_begin(&f, text, round % 2 == 0 ? "whale" : "新 9 U", 1 + random_below(&random, 60));
    qn_range extent = choose(&f);
    assert_true(extent.start <= extent.end && extent.end <= size);
    assert_int_equal(qn__grapheme_floor(text, size, extent.start), extent.start);
    assert_int_equal(qn__grapheme_floor(text, size, extent.end), extent.end);
    if (f.n_matches > 0 && f.cut.max_chars > 30)
      assert_true(shows_a_match(&f, extent));
    size_t chars = qn__shown_chars(text, extent.start, extent.end);
    assert_true(chars <= f.cut.max_chars || extent.end - extent.start <= 30); /* one grapheme may be larger */
    cut_end(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_short_text_is_shown_whole),
      cmocka_unit_test(begins_with_the_sentence_of_the_match),
      cmocka_unit_test(what_fills_a_snippet_keeps_the_match),
      cmocka_unit_test(a_sentence_is_broken_for_less_where_there_is_room),
      cmocka_unit_test(no_sentence_is_broken_to_show_nothing),
      cmocka_unit_test(a_long_sentence_is_cut_at_words),
      cmocka_unit_test(begins_within_a_sentence_if_that_shows_more),
      cmocka_unit_test(a_repeated_word_does_not_break_a_sentence),
      cmocka_unit_test(a_sentence_is_broken_for_another_word_only),
      cmocka_unit_test(a_heading_that_shows_more_than_prose_is_shown),
      cmocka_unit_test(a_menu_that_shows_more_than_prose_is_not_shown),
      cmocka_unit_test(an_abbreviation_ends_no_sentence),
      cmocka_unit_test(ends_with_a_sentence_only_if_that_fills_half_of_it),
      cmocka_unit_test(ends_with_no_sentence_that_leaves_out_a_match),
      cmocka_unit_test(a_heading_is_followed_and_nothing_is_before_it),
      cmocka_unit_test(near_the_end_of_the_text_it_grows_backwards),
      cmocka_unit_test(a_word_longer_than_a_snippet_is_divided_between_graphemes),
      cmocka_unit_test(text_that_is_shown_already_is_not_shown_again),
      cmocka_unit_test(without_a_match_the_beginning_is_shown),
      cmocka_unit_test(headings_and_menus_before_the_first_prose_are_passed_over),
      cmocka_unit_test(a_line_that_the_passage_cuts_off_may_be_prose),
      cmocka_unit_test(prose_that_is_too_far_away_is_not_looked_for),
      cmocka_unit_test(a_text_without_words_is_shown_too),
      cmocka_unit_test(the_edges_of_a_passage_are_not_sentence_ends),
      cmocka_unit_test(what_is_shown_already_is_counted_in_the_text_and_not_in_the_passage),
      cmocka_unit_test(any_extent_is_whole_graphemes_with_a_match),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
