/* SPDX-License-Identifier: MIT */
/* test_snippet_cut.c: how a snippet is cut out of a decoded passage. */
#include "snippets/shown_text.h"
#include "support/cut_fixture.h"

#include <stdio.h>
#include <string.h>

/* Cuts; the text comes back with its highlights in brackets. */
static const char *cut(cut_fixture *f, qn_snippet *snippet) {
  static char shown[4096];
  qn_error error;
  size_t end;
  assert_ok(qn__cut_snippet(&f->arena, &f->cut, snippet, &end, &error), error);
  size_t size = 0, from = 0;
  for (size_t i = 0; i < snippet->n_highlights; i++) {
    qn_range range = snippet->highlights[i];
    assert_true(range.start >= from && range.end > range.start && range.end <= snippet->text.size);
    size +=
        (size_t)snprintf(shown + size, sizeof shown - size, "%.*s[%.*s]", (int)(range.start - from),
                         snippet->text.data + from, (int)(range.end - range.start), snippet->text.data + range.start);
    from = range.end;
  }
  snprintf(shown + size, sizeof shown - size, "%s", snippet->text.data + from);
  return shown;
}

static void a_short_text_is_shown_whole(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "  Two ships sailed.\n\tOne came back.\n", "ships back", 240);
  assert_string_equal(cut(&f, &snippet), "Two [ships] sailed. One came [back].");
  assert_int_equal(snippet.offset, 2);
  assert_true(snippet.starts_text && snippet.ends_text);
  cut_end(&f);
}

static void lines_are_kept_where_that_is_asked_for(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "  ships = 2;\n\tback = 1;\n\n\x0b\r back--;\n", "ships back", 240);
  assert_string_equal(cut(&f, &snippet), "[ships] = 2; [back] = 1; [back]--;");
  f.cut.keeps_lines = true;
  assert_string_equal(cut(&f, &snippet), "[ships] = 2;\n[back] = 1;\n[back]--;");
  cut_end(&f);
}

static void a_snippet_has_its_offset_in_the_text(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  const char *text = "A first sentence that is of no use to anyone at all. The second has a whale in it. "
                     "A third one follows, and it goes on for quite a while without an end.";
  cut_begin(&f, text, "whale", 58);
  assert_string_equal(cut(&f, &snippet), "The second has a [whale] in it.");
  assert_int_equal(snippet.offset, strstr(text, "The second") - text);
  assert_false(snippet.starts_text || snippet.ends_text);
  cut_end(&f);
}

static void a_common_word_is_marked_only_beside_another_match(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  const bool common[] = {true, true, false};
  cut_begin(&f, "The men of the quarry saw the lake; quarry the stone.", "the The quarry", 240);
  f.cut.leaves.common = common;
  assert_string_equal(cut(&f, &snippet), "The men of [the quarry] saw the lake; [quarry the] stone.");
  cut_end(&f);
  cut_begin(&f, "The men of the quarry saw the lake.", "the The quarry", 240);
  assert_string_equal(cut(&f, &snippet), "[The] men of [the] [quarry] saw [the] lake.");
  cut_end(&f);
}

static void a_match_over_a_line_break_is_shown_without_it(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "今日は天気がよ\r\n  いので、東\n京へ行っ\nた。\n大", "よ 東", 240);
  assert_string_equal(cut(&f, &snippet), "今日は天気が[よい]ので、[東京]へ行っ た。 大");
  cut_end(&f);
}

static void without_a_match_the_beginning_is_shown(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "Call me Ishmael. Some years ago, never mind how long precisely, I went to sea.", "", 40);
  assert_string_equal(cut(&f, &snippet), "Call me Ishmael. Some years ago, never");
  assert_true(snippet.starts_text && !snippet.ends_text);
  cut_end(&f);
}

static void text_without_words_is_shown_too(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "*** --- *** --- ***", "", 240);
  assert_string_equal(cut(&f, &snippet), "*** --- *** --- ***");
  cut_end(&f);
  cut_begin(&f, " \n ", "", 240);
  assert_string_equal(cut(&f, &snippet), "");
  cut_end(&f);
}

static void controls_and_blanks_become_single_spaces(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f,
            "red \t\r\n\x1b \x7f\xc2\x85green\xe2\x80\xa8"
            "blue",
            "red green blue", 240);
  assert_string_equal(cut(&f, &snippet), "[red] [green] [blue]");
  cut_end(&f);
}

static void rulers_are_not_shown(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "=====\nShips\n=====\n\nTwo ships sailed.\n\n   * * *  \n\nOne came back.\n─────────\n", "ships back",
            240);
  assert_string_equal(cut(&f, &snippet), "Ships Two [ships] sailed. One came [back].");
  assert_int_equal(snippet.offset, 6);
  assert_true(snippet.starts_text && snippet.ends_text);
  cut_end(&f);
  cut_begin(&f, "They are:\n\n    ships\n    -----\n    two", "ships", 240); /* code */
  assert_string_equal(cut(&f, &snippet), "They are: [ships] ----- two");
  cut_end(&f);
}

static void a_ruler_takes_no_room(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "Two ships sailed.\n--------------------\nOne came back.", "ships", 40);
  assert_string_equal(cut(&f, &snippet), "Two [ships] sailed. One came back.");
  cut_end(&f);
}

static void a_phrase_is_one_range_across_a_line_end(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "the rare\n   earth metals", "rare", 240);
  f.matches[0].words = 2;
  assert_string_equal(cut(&f, &snippet), "the [rare earth] metals");
  cut_end(&f);
}

static void pairs_that_overlap_are_one_range(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "這是無綫新聞的報道。", "無綫 綫新 新聞", 240);
  assert_string_equal(cut(&f, &snippet), "這是[無綫新聞]的報道。");
  cut_end(&f);
}

static void a_word_longer_than_a_snippet_is_divided_between_graphemes(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "ae\xcc\x81io\xcc\x81u", "a", 5); /* e and o with combining accents */
  assert_string_equal(cut(&f, &snippet), "[ae\xcc\x81i]");
  cut_end(&f);
  cut_begin(&f, "ae\xcc\x81io\xcc\x81u", "a", 6);
  assert_string_equal(cut(&f, &snippet), "[ae\xcc\x81io\xcc\x81]");
  cut_end(&f);
}

static void what_is_shown_already_is_not_shown_again(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  const char *text = "Whales sing. Ships sail.";
  cut_begin(&f, text, "Ships", 240);
  f.cut.min_offset = (size_t)(strstr(text, "sing.") + 5 - text);
  assert_string_equal(cut(&f, &snippet), "[Ships] sail.");
  f.cut.min_offset = (size_t)(strstr(text, "sail.") - text);
  assert_string_equal(cut(&f, &snippet), "");
  cut_end(&f);
}

static void without_a_match_it_begins_with_prose(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(
      &f, "Home\n12. May\nAll talks of the last ten years\r\n\nThe talks \"began.\" They went on for days, for weeks.",
      "", 40);
  assert_string_equal(cut(&f, &snippet), "The talks \"began.\" They went on for days");
  assert_false(snippet.starts_text);
  cut_end(&f);
  cut_begin(&f, "Salt and water and flour and nothing else than what is in the larder anyway", "", 40);
  assert_string_equal(cut(&f, &snippet), "Salt and water and flour and nothing");
  assert_true(snippet.starts_text);
  cut_end(&f);
}

/* The passage is a middle part: its words are numbered from its first, its edges are no ends of sentences. */
static void a_passage_inside_a_text_has_its_offset(void **state) {
  (void)state;
  cut_fixture f;
  qn_snippet snippet;
  cut_begin(&f, "into the sea, where whales swim. They", "whales", 240);
  f.passage.offset = 5000;
  f.passage.first_word = 900;
  f.passage.end_word = 907;
  f.passage.starts_text = f.passage.ends_text = false;
  f.matches[0].position += 900;
  f.cut.span = (qn__span){f.matches[0].position, f.matches[0].position, 0};
  assert_string_equal(cut(&f, &snippet), "into the sea, where [whales] swim.");
  assert_int_equal(snippet.offset, 5000);
  assert_false(snippet.starts_text || snippet.ends_text);
  cut_end(&f);
}

/* Only words at hand are marked; a phrase that goes on after them ends with the last. */
static void matches_outside_the_words_are_not_marked(void **state) {
  (void)state;
  const qn__word words[] = {{.offset = 10, .size = 3}, {.offset = 14, .size = 4}};
  const qn__word_run run = {words, 5, 2};
  const qn__match matches[] = {{104, 1, 0, 1, 0}, {105, 1, 0, 1, 0}, {106, 3, 1, 1, 0}, {107, 1, 0, 1, 0}};
  qn_range ranges[4];
  qn__cut cut = {.matches = matches, .n_matches = 4, .base = 100};
  assert_int_equal(qn__mark_matches(&cut, &run, ranges), 2);
  assert_true(ranges[0].start == 10 && ranges[0].end == 13);
  assert_true(ranges[1].start == 14 && ranges[1].end == 18);
  cut.base = 50;
  assert_int_equal(qn__mark_matches(&cut, &run, ranges), 0);
}

/* Whatever the text and the size: valid cuts, ranges in order and inside, never more than asked for. */
static void any_text_is_cut_within_bounds(void **state) {
  (void)state;
  static const char *const atoms[] = {"a",  "whale", " ",  "\n",   ". ", "é",    "e\xcc\x81",
                                      "新", "聞",    "。", "U.S.", "\t", "x1",   "👩‍👩‍👧",
                                      "()", "ไทย",   "\"", "Ab",   "-",  "9,999"};
  random_source random = random_start("cut", 11);
  for (int round = 0; round < 3000; round++) {
    char text[400] = "";
    for (uint32_t n = random_below(&random, 40); n > 0; n--)
      strcat(text, atoms[random_below(&random, sizeof atoms / sizeof *atoms)]);
    cut_fixture f;
    qn_snippet snippet;
    cut_begin(&f, text, round % 3 == 0 ? "" : round % 3 == 1 ? "a" : "新 9 U", 1 + random_below(&random, 60));
    assert_true(f.n_matches <= 64);
    if (f.n_matches > 1)
      f.cut.span.last = f.matches[random_below(&random, (uint32_t)f.n_matches)].position;
    cut(&f, &snippet);
    size_t chars = qn__shown_chars(snippet.text.data, 0, snippet.text.size);
    assert_true(chars <= f.cut.max_chars || snippet.text.size <= 30); /* one grapheme may be larger */
    assert_true(snippet.offset + snippet.text.size <= strlen(text));
    if (snippet.text.size > 0) {
      assert_memory_equal(snippet.text.data, text + snippet.offset, 1);
      assert_true((snippet.text.data[0] & 0xc0) != 0x80);
    }
    if (f.cut.has_span || strpbrk(text, "wxaU") != NULL)
      assert_true(snippet.text.size > 0);
    if (f.cut.has_span && f.cut.max_chars > 30)
      assert_true(snippet.n_highlights > 0);
    cut_end(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_short_text_is_shown_whole),
      cmocka_unit_test(lines_are_kept_where_that_is_asked_for),
      cmocka_unit_test(a_snippet_has_its_offset_in_the_text),
      cmocka_unit_test(a_common_word_is_marked_only_beside_another_match),
      cmocka_unit_test(a_match_over_a_line_break_is_shown_without_it),
      cmocka_unit_test(without_a_match_the_beginning_is_shown),
      cmocka_unit_test(text_without_words_is_shown_too),
      cmocka_unit_test(controls_and_blanks_become_single_spaces),
      cmocka_unit_test(rulers_are_not_shown),
      cmocka_unit_test(a_ruler_takes_no_room),
      cmocka_unit_test(a_phrase_is_one_range_across_a_line_end),
      cmocka_unit_test(pairs_that_overlap_are_one_range),
      cmocka_unit_test(a_word_longer_than_a_snippet_is_divided_between_graphemes),
      cmocka_unit_test(what_is_shown_already_is_not_shown_again),
      cmocka_unit_test(a_passage_inside_a_text_has_its_offset),
      cmocka_unit_test(without_a_match_it_begins_with_prose),
      cmocka_unit_test(matches_outside_the_words_are_not_marked),
      cmocka_unit_test(any_text_is_cut_within_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
