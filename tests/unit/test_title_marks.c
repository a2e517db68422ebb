/* SPDX-License-Identifier: MIT */
/* test_title_marks.c: highlights of titles, through the library's interface. */
#include "support/snippet_fixture.h"

static void the_words_of_the_query_are_marked(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "Whale songs", "A whale sings songs of the sea.");
  assert_string_equal(shown_title(&f, "title:whale sea"), "[Whale] songs");
  assert_string_equal(shown_title(&f, "song"), "Whale [songs]");
  assert_string_equal(shown_title(&f, "\"whale songs\""), "[Whale songs]");
  assert_string_equal(shown_title(&f, "sea"), "Whale songs");
  search_fixture_close(&f);
  snippet_fixture_open(&f, "無綫新聞", "這是無綫新聞的報道。");
  assert_string_equal(shown_title(&f, "新聞"), "無綫[新聞]");
  search_fixture_close(&f);
}

static void titles_of_any_weight_leave_the_text_where_it_is(void **state) {
  (void)state;
  for (unsigned weight = 1; weight <= 16; weight += 5) {
    search_fixture f;
    qn_article article = {
        .id = string_of("1"), .title = string_of("One two three"), .text = string_of("Four five six.")};
    search_fixture_open(&f, &article, 1, weight);
    assert_string_equal(shown_snippets(&f, "two five", 1, 240), "Four [five] six.");
    assert_string_equal(shown_title(&f, "two five"), "One [two] three");
    search_fixture_close(&f);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_words_of_the_query_are_marked),
      cmocka_unit_test(titles_of_any_weight_leave_the_text_where_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
