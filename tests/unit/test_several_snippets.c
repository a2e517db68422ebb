/* SPDX-License-Identifier: MIT */
/* test_several_snippets.c: several passages of an article, through the library's interface. */
#include "support/snippet_fixture.h"

#include <stdio.h>
#include <string.h>

static void several_passages_come_in_the_texts_order(void **state) {
  (void)state;
  search_fixture f;
  snippet_fixture_open(&f, "A harbour town", snippet_harbour);
  assert_string_equal(shown_snippets(&f, "museum stones children", 3, 60),
                      "Its [stones] came from the island, one boat at a time. | deep that [children] thought they "
                      "were sinking. | Today the lighthouse is a [museum].");
  search_fixture_close(&f);
}

static void a_passage_that_the_text_has_twice_is_shown_once(void **state) {
  (void)state;
#define AWAY "Nothing of that is here, and nothing comes of it, as far as anyone has ever been able to find out. "
  search_fixture f;
  snippet_fixture_open(
      &f, "", "The stone fell.\n\n" AWAY AWAY "\n\nThe stone fell.\n\n" AWAY AWAY "\n\nA stone rose.\n\n" AWAY);
  assert_string_equal(shown_snippets(&f, "stone", 2, 20), "The [stone] fell. | A [stone] rose.");
  assert_string_equal(shown_snippets(&f, "stone", 3, 20), "The [stone] fell. | A [stone] rose.");
  search_fixture_close(&f);
}

/* The first words of its snippets, that differ. */
static const char *first_words_for(search_fixture *f, size_t n_hits, const char *id, size_t max_snippets) {
  static char shown[200];
  qn_snippet_options options = snippet_options(max_snippets, 60);
  options.differ = true;
  const qn_snippets *found = snippets_of(f, n_hits, id, &options);
  qn_snippet snippet;
  size_t size = 0;
  shown[0] = '\0';
  for (size_t i = 0; qn_snippets_get(found, i, &snippet); i++)
    size += (size_t)sprintf(shown + size, "%s%.*s", i > 0 ? " " : "", (int)strcspn(snippet.text.data, " "),
                            snippet.text.data);
  return shown;
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

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(several_passages_come_in_the_texts_order),
      cmocka_unit_test(a_passage_that_the_text_has_twice_is_shown_once),
      cmocka_unit_test(several_passages_of_near_duplicates_differ),
      cmocka_unit_test(of_several_passages_those_that_are_better_stay),
      cmocka_unit_test(no_passage_is_shown_twice_instead_of_a_known_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
