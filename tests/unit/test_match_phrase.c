/* SPDX-License-Identifier: MIT */
/* test_match_phrase.c: a phrase is found where its words stand side by side. */
#include "match/match_phrase.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

static void a_phrase_is_found_where_its_words_stand_side_by_side(void **state) {
  const looked_for frequent = {.words = {"the", "talk talks talked"}, .german = {NULL, "talk talks"}};
  const looked_for rare = {.words = {"rare", "earth"}}, three = {.words = {"rare", "the", "earth"}};
  check_matcher(*state, "\"the talk\"", &frequent);
  check_matcher(*state, "\"rare earth\"", &rare);
  check_matcher(*state, "\"rare the earth\"", &three);
}

static void a_phrase_may_have_a_word_twice(void **state) {
  const looked_for twice = {.words = {"the", "the"}}, around = {.words = {"the", "rare", "the"}};
  check_matcher(*state, "\"the the\"", &twice);
  check_matcher(*state, "\"the rare the\"", &around);
}

static void an_exact_phrase_has_its_words_in_their_forms(void **state) {
  const looked_for wanted = {.words = {"the", "talks"}};
  check_matcher(*state, "=\"the talks\"", &wanted);
}

static void a_phrase_may_have_a_prefix(void **state) {
  const looked_for wanted = {.words = {"the", "7.25 7.5 7.125"}};
  check_matcher(*state, "\"the 7\"", &wanted);
}

static void a_phrase_with_an_unknown_word_is_found_nowhere(void **state) {
  const looked_for wanted = {.words = {"the", ""}};
  check_matcher(*state, "\"the unknown\"", &wanted);
}

/* Between the copies of a title, and between title and text, lies a gap. */
static void a_phrase_does_not_reach_from_the_title_into_the_text(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .title = string_of("earth rare"), .text = string_of("earth")},
      {.id = string_of("2"), .title = string_of("the"), .text = string_of("rare earth")},
  };
  const looked_for wanted = {.words = {"rare", "earth"}};
  matcher_fixture f;
  (void)state;
  matcher_fixture_begin(&f, "title and text");
  matcher_fixture_add(&f, articles, 2);
  matcher_fixture_open(&f);
  assert_int_equal(count_occurrences(&f.articles[0][0], &wanted, NULL), 0);
  check_matcher(&f, "\"rare earth\"", &wanted);
  matcher_fixture_end(&f);
}

static void the_last_character_of_a_run_keeps_its_place(void **state) {
  const qn_article articles[] = {
      {.id = string_of("1"), .text = string_of("北京大 tower")},
      {.id = string_of("2"), .text = string_of("北京 大 tower")},
      {.id = string_of("3"), .text = string_of("tower 北京大学")},
  };
  const uint32_t expected[] = {1, 0, 0};
  matcher_fixture f;
  qn_error error;
  (void)state;
  matcher_fixture_begin(&f, "runs");
  matcher_fixture_add(&f, articles, 3);
  matcher_fixture_open(&f);
  plan_query(&f, "\"北京大 tower\"");
  qn__matcher *matcher = open_matchers(&f, 0);
  for (uint32_t doc = 0; doc < 3; doc++) {
    uint32_t freq = UINT32_MAX;
    assert_ok(matcher->ops->freq(matcher, doc, 1, &freq, &error), error);
    assert_int_equal(freq, expected[doc]);
  }
  matcher_fixture_end(&f);
}

static void the_bits_are_those_of_articles_that_have_all_words(void **state) {
  const looked_for rare = {.words = {"rare"}}, earth = {.words = {"earth"}};
  matcher_fixture *f = *state;
  plan_query(f, "\"rare earth\"");
  qn__matcher *matcher = open_matchers(f, 1);
  const uint64_t *bits;
  qn_error error;
  f->matched.window = (qn__window){0, f->n_articles[1]};
  assert_ok(matcher->ops->fill(matcher, &bits, &error), error);
  for (uint32_t doc = 0; doc < f->n_articles[1]; doc++) {
    const known_article *article = &f->articles[1][doc];
    bool has_both = count_occurrences(article, &rare, NULL) > 0 && count_occurrences(article, &earth, NULL) > 0;
    assert_int_equal(bits[doc / 64] >> (doc % 64) & 1, has_both);
  }
}

static qn__matcher *match_alone(matcher_fixture *f, const char *text) {
  plan_query(f, text);
  return open_matchers(f, 0);
}

static void a_phrase_is_bounded_by_its_rarest_word(void **state) {
  qn__matcher *matcher = match_alone(*state, "trade");
  uint64_t docs = matcher->ops->max_docs(matcher);
  uint8_t rare = matcher->ops->max_saturation(matcher);
  matcher = match_alone(*state, "the");
  uint8_t frequent = matcher->ops->max_saturation(matcher);
  assert_true(rare < frequent && frequent < 255);
  matcher = match_alone(*state, "\"the trade the\"");
  assert_int_equal(matcher->ops->max_docs(matcher), docs);
  assert_int_equal(matcher->ops->max_saturation(matcher), rare);
}

/* qn__find_phrase, for the conjunction engine: places whose positions are known. */
static qn__phrase_word known_word(const uint32_t *positions, uint32_t n, uint32_t offset) {
  qn__phrase_word word = {.offset = offset};
  word.at.place.count = n;
  word.at.known = (qn__occurrences){positions, n, 0};
  return word;
}

static void the_start_of_a_phrase_is_never_before_the_article(void **state) {
  static const uint32_t first[] = {3, 9}, second[] = {0, 1, 4, 7};
  qn__phrase_word words[] = {known_word(second, 4, 2), known_word(first, 2, 0)};
  qn__arena arena;
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  qn__phrase_starts found = {.arena = &arena};
  assert_ok(qn__find_phrase(words, 2, 1, &found, &error), error);
  assert_int_equal(found.n, 0);
  words[0] = known_word(second, 2, 2); /* the rarer: 0 and 1 are before where the phrase could begin */
  words[1] = known_word(first, 2, 0);
  assert_ok(qn__find_phrase(words, 2, 1, &found, &error), error);
  assert_int_equal(found.n, 0);
  words[0] = known_word(second, 4, 1);
  words[1] = known_word(first, 2, 0);
  assert_ok(qn__find_phrase(words, 2, 1, &found, &error), error);
  assert_int_equal(found.n, 1);
  assert_int_equal(found.starts[0], 3);
  assert_int_equal(words[0].at.place.count, 2); /* the rarer is read first */
  qn__arena_clear(&arena);
}

static void a_phrase_that_is_found_too_rarely_is_found_nowhere(void **state) {
  static const uint32_t first[] = {0, 5, 9}, second[] = {1, 6, 11};
  qn__phrase_word words[] = {known_word(first, 3, 0), known_word(second, 3, 1)};
  qn__arena arena;
  qn_error error;
  (void)state;
  qn__arena_init(&arena);
  qn__phrase_starts found = {.arena = &arena};
  assert_ok(qn__find_phrase(words, 2, 2, &found, &error), error);
  assert_int_equal(found.n, 2);
  assert_ok(qn__find_phrase(words, 2, 3, &found, &error), error);
  assert_int_equal(found.n, 0);
  qn__arena_clear(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_phrase_is_found_where_its_words_stand_side_by_side),
      cmocka_unit_test(a_phrase_may_have_a_word_twice),
      cmocka_unit_test(an_exact_phrase_has_its_words_in_their_forms),
      cmocka_unit_test(a_phrase_may_have_a_prefix),
      cmocka_unit_test(a_phrase_with_an_unknown_word_is_found_nowhere),
      cmocka_unit_test(a_phrase_does_not_reach_from_the_title_into_the_text),
      cmocka_unit_test(the_last_character_of_a_run_keeps_its_place),
      cmocka_unit_test(the_bits_are_those_of_articles_that_have_all_words),
      cmocka_unit_test(a_phrase_is_bounded_by_its_rarest_word),
      cmocka_unit_test(the_start_of_a_phrase_is_never_before_the_article),
      cmocka_unit_test(a_phrase_that_is_found_too_rarely_is_found_nowhere),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
