/* SPDX-License-Identifier: MIT */
/* test_word_reader.c: which articles of a window have a word, and how often and where one has it. */
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <string.h>

/* The first word of a query in a segment. */
static qn__word_reader *read_word(matcher_fixture *f, const char *text, uint32_t segment) {
  plan_query(f, text);
  open_matchers(f, segment);
  return &f->matched.words[0];
}

static uint32_t freq_of(qn__word_reader *word, uint32_t doc) {
  uint32_t freq = UINT32_MAX;
  qn_error error;
  assert_ok(qn__word_freq(word, doc, &freq, &error), error);
  return freq;
}

static const uint64_t *fill(qn__word_reader *word, uint32_t from, uint32_t end) {
  const qn__window window = {from, end};
  const uint64_t *bits = NULL;
  qn_error error;
  assert_ok(qn__word_fill(word, &window, &bits, &error), error);
  return bits;
}

static void check_bits(const matcher_fixture *f, const looked_for *wanted, uint32_t from, uint32_t end,
                       const uint64_t *bits) {
  for (uint32_t at = 0; at < QN__WINDOW_DOCS; at++) {
    bool expected = from + at < end && count_occurrences(&f->articles[0][from + at], wanted, NULL) > 0;
    assert_int_equal(bits[at / 64] >> (at % 64) & 1, expected);
  }
}

/* A frequent word has a bit set, a rare one a list without blocks, another some blocks. */
static void windows_may_be_left_out(void **state) {
  static const looked_for words[] = {
      {.words = {"the"}}, {.words = {"zebra"}}, {.words = {"earth"}}, {.words = {"7.25 7.5 7.125"}}};
  static const char *const texts[] = {"the", "zebra", "earth", "7"};
  matcher_fixture *f = *state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    qn__word_reader *word = read_word(f, texts[i], 0);
    check_bits(f, &words[i], 64, 128, fill(word, 64, 128));
    check_bits(f, &words[i], 128, 6400, fill(word, 128, 6400));
    check_bits(f, &words[i], 16384, 20000, fill(word, 16384, 20000));
  }
}

static void a_window_that_is_asked_for_again_is_kept(void **state) {
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "the", 0);
  uint64_t *first = (uint64_t *)(uintptr_t)fill(word, 0, 8192);
  first[0] = 5; /* would be lost if it was filled again */
  assert_ptr_equal(fill(word, 0, 8192), first);
  assert_int_equal(first[0], 5);
  fill(word, 8192, 16384);
  assert_int_not_equal(first[0], 5);
}

static void single_articles_do_not_disturb_windows(void **state) {
  static const looked_for wanted = {.words = {"earth"}};
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "earth", 0);
  fill(word, 0, 8192);
  freq_of(word, 19999);
  check_bits(f, &wanted, 8192, 16384, fill(word, 8192, 16384));
  for (uint32_t doc = 0; doc < 1000; doc++)
    assert_int_equal(freq_of(word, doc), count_occurrences(&f->articles[0][doc], &wanted, NULL));
}

/* A failed look-up has moved the lists on, and has found no article. */
static void earlier_articles_are_found_after_a_failed_look_up(void **state) {
  static const looked_for wanted = {.words = {"earth"}};
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "earth", 0);
  freq_of(word, 19999);
  word->doc = QN__NO_DOC;
  for (uint32_t doc = 0; doc < 1000; doc++)
    assert_int_equal(freq_of(word, doc), count_occurrences(&f->articles[0][doc], &wanted, NULL));
}

/* Places of an exact word count all forms; what is read there is in its own. */
static void the_place_of_an_exact_word_counts_all_forms(void **state) {
  const looked_for any_form = {.words = {"talk talks talked"}, .german = {"talk talks"}};
  const looked_for own_form = {.words = {"talks"}};
  static uint32_t expected[65536];
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "=talks", 0);
  assert_int_equal(word->lists->n_lists, 2); /* of the English and of the German articles */
  for (uint32_t doc = 0; doc < f->n_articles[0]; doc++) {
    qn__word_place place;
    qn__occurrences found;
    qn_error error;
    uint32_t n = count_occurrences(&f->articles[0][doc], &own_form, expected);
    assert_ok(qn__word_find(word, doc, &place, &error), error);
    assert_int_equal(place.place.count, count_occurrences(&f->articles[0][doc], &any_form, NULL));
    if (place.place.count == 0)
      continue;
    assert_ok(qn__word_place_read(&place, UINT32_MAX, &found, &error), error);
    assert_int_equal(found.n, n);
    assert_true(n == 0 || memcmp(found.positions, expected, n * sizeof *expected) == 0);
  }
}

static void articles_are_found_together_as_one_by_one(void **state) {
  enum { N = 100 };
  static const char *const texts[] = {"the", "zebra", "earth", "unknown", "talks"};
  matcher_fixture *f = *state;
  for (size_t i = 0; i < 5; i++) {
    qn__word_reader *word = read_word(f, texts[i], 0);
    qn__word_place places[N];
    uint32_t docs[N];
    qn_error error;
    freq_of(word, 19999); /* what was looked up before does not matter */
    for (uint32_t at = 0; at < N; at++)
      docs[at] = at * at;
    assert_ok(qn__word_find_each(word, docs, N, places, &error), error);
    for (uint32_t at = 0; at < N; at++)
      assert_int_equal(places[at].place.count, freq_of(word, docs[at]));
    assert_int_equal(freq_of(word, docs[0]), places[0].place.count);
  }
}

static void the_highest_saturation_is_that_of_all_lists(void **state) {
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "the", 0);
  assert_int_equal(word->lists->n_lists, 2);
  uint8_t first = word->lists->lists[0].max8, second = word->lists->lists[1].max8;
  assert_int_equal(qn__word_max_saturation(word), first > second ? first : second);
  assert_int_equal(qn__word_max_saturation(read_word(f, "7", 0)), 255);
  assert_int_equal(qn__word_max_saturation(read_word(f, "unknown", 0)), 0);
}

static void a_word_without_lists_is_nowhere(void **state) {
  matcher_fixture *f = *state;
  qn__word_reader *word = read_word(f, "unknown", 0);
  const uint64_t *bits = fill(word, 0, 8192);
  qn__word_place place;
  qn_error error;
  for (unsigned w = 0; w < QN__WINDOW_WORDS; w++)
    assert_true(bits[w] == 0);
  assert_int_equal(freq_of(word, 17), 0);
  assert_ok(qn__word_find(word, 17, &place, &error), error);
  assert_int_equal(place.place.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(windows_may_be_left_out),
      cmocka_unit_test(a_window_that_is_asked_for_again_is_kept),
      cmocka_unit_test(single_articles_do_not_disturb_windows),
      cmocka_unit_test(earlier_articles_are_found_after_a_failed_look_up),
      cmocka_unit_test(the_place_of_an_exact_word_counts_all_forms),
      cmocka_unit_test(articles_are_found_together_as_one_by_one),
      cmocka_unit_test(the_highest_saturation_is_that_of_all_lists),
      cmocka_unit_test(a_word_without_lists_is_nowhere),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
