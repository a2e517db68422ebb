/* SPDX-License-Identifier: MIT */
/* test_snippet_cut.c: how a snippet is cut out of a decoded passage. */
#include "snippets/snippet_cut.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

typedef struct fixture {
  qn__arena arena;
  qn__passage passage;
  qn__match matches[64];
  size_t n_matches;
  qn__cut cut;
} fixture;

enum { BASE = 1000 }; /* position of the text's first word */

/* A whole text, with every word that begins with one of `stems` (separated by spaces) as a match. */
static void begin(fixture *f, const char *text, const char *stems, size_t max_size) {
  *f = (fixture){.passage = {{text, strlen(text)}, 0, 0, UINT32_MAX, true, true}};
  qn__arena_init(&f->arena);
  qn__word word;
  size_t cursor = 0;
  for (uint32_t i = 0; qn__scan_words(text, strlen(text), &cursor, &word, 1) == 1; i++) {
    uint32_t leaf = 0;
    for (const char *stem = stems; *stem != '\0'; leaf++) {
      size_t size = strcspn(stem, " ");
      if (size <= word.size && memcmp(stem, text + word.offset, size) == 0)
        f->matches[f->n_matches++] = (qn__match){BASE + i, 1, leaf, 1};
      stem += size + (stem[size] == ' ');
    }
  }
  f->cut = (qn__cut){.passage = &f->passage,
                     .matches = f->matches,
                     .n_matches = f->n_matches,
                     .base = BASE,
                     .has_span = f->n_matches > 0,
                     .max_size = max_size};
  if (f->n_matches > 0)
    f->cut.span = (qn__span){f->matches[0].position, f->matches[f->n_matches - 1].position};
}

/* Cuts; the text comes back with its highlights in brackets. */
static const char *cut(fixture *f, qn_snippet *snippet) {
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

static void end(fixture *f) {
  qn__arena_clear(&f->arena);
}

static void a_short_text_is_shown_whole(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "  Two ships sailed.\n\tOne came back.\n", "ships back", 240);
  assert_string_equal(cut(&f, &snippet), "Two [ships] sailed. One came [back].");
  assert_int_equal(snippet.offset, 2);
  assert_true(snippet.starts_text && snippet.ends_text);
  end(&f);
}

static void it_begins_with_the_sentence(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  const char *text = "A first sentence that is of no use to anyone at all. The second has a whale in it. "
                     "A third one follows, and it goes on for quite a while without an end.";
  begin(&f, text, "whale", 58);
  assert_string_equal(cut(&f, &snippet), "The second has a [whale] in it.");
  assert_int_equal(snippet.offset, strstr(text, "The second") - text);
  assert_false(snippet.starts_text || snippet.ends_text);
  end(&f);
}

static void a_long_sentence_is_cut_at_words(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f,
        "Not a single stop is to be found in this text which goes on and on (like some whales, they say) until "
        "at last it comes to rest somewhere far beyond what could be shown",
        "whale", 50);
  assert_string_equal(cut(&f, &snippet), "(like some [whales], they say) until at last it");
  end(&f);
}

static void a_repeated_word_does_not_break_a_sentence(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "Salt came first, and women boiled the sea for it. The salt paid for the church and for both of the mills.",
        "salt Salt", 64);
  f.matches[1].leaf = f.matches[0].leaf;
  assert_string_equal(cut(&f, &snippet), "[Salt] came first, and women boiled the sea for it.");
  end(&f);
}

static void an_abbreviation_ends_no_sentence(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f,
        "Something else entirely was said at some length before. He met U.S. Treasury officials and Mr. Li there. "
        "Then all of them went home again, which took the rest of that long day.",
        "officials", 80);
  assert_string_equal(cut(&f, &snippet), "He met U.S. Treasury [officials] and Mr. Li there.");
  end(&f);
}

static void near_the_end_it_grows_backwards(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "One is here, one is not. Two ships. Three whales sang. Four ended it.", "ended", 50);
  assert_string_equal(cut(&f, &snippet), "Two ships. Three whales sang. Four [ended] it.");
  assert_true(snippet.ends_text);
  end(&f);
}

static void without_a_match_the_beginning_is_shown(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "Call me Ishmael. Some years ago, never mind how long precisely, I went to sea.", "", 40);
  assert_string_equal(cut(&f, &snippet), "Call me Ishmael. Some years ago, never");
  assert_true(snippet.starts_text && !snippet.ends_text);
  end(&f);
}

static void text_without_words_is_shown_too(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "*** --- *** --- ***", "", 240);
  assert_string_equal(cut(&f, &snippet), "*** --- *** --- ***");
  end(&f);
  begin(&f, " \n ", "", 240);
  assert_string_equal(cut(&f, &snippet), "");
  end(&f);
}

static void controls_and_blanks_become_single_spaces(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f,
        "red \t\r\n\x1b \x7f\xc2\x85green\xe2\x80\xa8"
        "blue",
        "red green blue", 240);
  assert_string_equal(cut(&f, &snippet), "[red] [green] [blue]");
  end(&f);
}

static void a_phrase_is_one_range_across_a_line_end(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "the rare\n   earth metals", "rare", 240);
  f.matches[0].words = 2;
  assert_string_equal(cut(&f, &snippet), "the [rare earth] metals");
  end(&f);
}

static void pairs_that_overlap_are_one_range(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "這是無綫新聞的報道。", "無綫 綫新 新聞", 240);
  assert_string_equal(cut(&f, &snippet), "這是[無綫新聞]的報道。");
  end(&f);
}

static void a_word_longer_than_a_snippet_is_divided_between_graphemes(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "ae\xcc\x81io\xcc\x81u", "a", 5); /* e and o with combining accents */
  assert_string_equal(cut(&f, &snippet), "[ae\xcc\x81i]");
  end(&f);
  begin(&f, "ae\xcc\x81io\xcc\x81u", "a", 6);
  assert_string_equal(cut(&f, &snippet), "[ae\xcc\x81i]");
  end(&f);
}

static void what_is_shown_already_is_not_shown_again(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  const char *text = "Whales sing. Ships sail.";
  begin(&f, text, "Ships", 240);
  f.cut.min_offset = (size_t)(strstr(text, "sing.") + 5 - text);
  assert_string_equal(cut(&f, &snippet), "[Ships] sail.");
  f.cut.min_offset = (size_t)(strstr(text, "sail.") - text);
  assert_string_equal(cut(&f, &snippet), "");
  end(&f);
}

static void without_a_match_it_begins_with_prose(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f,
        "Home\n12. May\nAll talks of the last ten years\r\n\nThe talks \"began.\" They went on for days, for weeks.",
        "", 40);
  assert_string_equal(cut(&f, &snippet), "The talks \"began.\" They went on for days");
  assert_false(snippet.starts_text);
  end(&f);
  begin(&f, "Salt and water and flour and nothing else than what is in the larder anyway", "", 40);
  assert_string_equal(cut(&f, &snippet), "Salt and water and flour and nothing");
  assert_true(snippet.starts_text);
  end(&f);
}

/* The passage is a middle part: its words are numbered from its first, its edges are no ends of sentences. */
static void a_passage_inside_a_text_has_its_offset(void **state) {
  (void)state;
  fixture f;
  qn_snippet snippet;
  begin(&f, "into the sea, where whales swim. They", "whales", 240);
  f.passage.offset = 5000;
  f.passage.first_word = 900;
  f.passage.end_word = 907;
  f.passage.starts_text = f.passage.ends_text = false;
  f.matches[0].position += 900;
  f.cut.span = (qn__span){f.matches[0].position, f.matches[0].position};
  assert_string_equal(cut(&f, &snippet), "into the sea, where [whales] swim.");
  assert_int_equal(snippet.offset, 5000);
  assert_false(snippet.starts_text || snippet.ends_text);
  end(&f);
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
    fixture f;
    qn_snippet snippet;
    begin(&f, text, round % 3 == 0 ? "" : round % 3 == 1 ? "a" : "新 9 U", 1 + random_below(&random, 60));
    assert_true(f.n_matches <= 64);
    if (f.n_matches > 1)
      f.cut.span.last = f.matches[random_below(&random, (uint32_t)f.n_matches)].position;
    cut(&f, &snippet);
    assert_true(snippet.text.size <= f.cut.max_size || snippet.text.size <= 30); /* one grapheme may be larger */
    assert_true(snippet.offset + snippet.text.size <= strlen(text));
    if (snippet.text.size > 0) {
      assert_memory_equal(snippet.text.data, text + snippet.offset, 1);
      assert_true((snippet.text.data[0] & 0xc0) != 0x80);
    }
    if (f.cut.has_span || strpbrk(text, "wxaU") != NULL)
      assert_true(snippet.text.size > 0);
    if (f.cut.has_span && f.cut.max_size > 30)
      assert_true(snippet.n_highlights > 0);
    end(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_short_text_is_shown_whole),
      cmocka_unit_test(it_begins_with_the_sentence),
      cmocka_unit_test(a_long_sentence_is_cut_at_words),
      cmocka_unit_test(a_repeated_word_does_not_break_a_sentence),
      cmocka_unit_test(an_abbreviation_ends_no_sentence),
      cmocka_unit_test(near_the_end_it_grows_backwards),
      cmocka_unit_test(without_a_match_the_beginning_is_shown),
      cmocka_unit_test(text_without_words_is_shown_too),
      cmocka_unit_test(controls_and_blanks_become_single_spaces),
      cmocka_unit_test(a_phrase_is_one_range_across_a_line_end),
      cmocka_unit_test(pairs_that_overlap_are_one_range),
      cmocka_unit_test(a_word_longer_than_a_snippet_is_divided_between_graphemes),
      cmocka_unit_test(what_is_shown_already_is_not_shown_again),
      cmocka_unit_test(a_passage_inside_a_text_has_its_offset),
      cmocka_unit_test(without_a_match_it_begins_with_prose),
      cmocka_unit_test(any_text_is_cut_within_bounds),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
