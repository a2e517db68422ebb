/* SPDX-License-Identifier: MIT */
/* test_sketch.c: near-duplicates have sketches that are near, and other texts have not; a text of few words is near to
 * its equal only. */
#include "builder/sketch.h"

#include "columns/sketches.h"
#include "reference/reference_sketch.h"
#include "support/support.h"

#include <string.h>

enum { WORDS = 400, ROUNDS = 300 };

/* Words are numbers, whose hashes are random. */
typedef struct text {
  uint32_t title[WORDS], words[WORDS];
  size_t n_title, n;
} text;

static qn__lexicon_form forms[1 << 12];
enum { N_FORMS = sizeof forms / sizeof forms[0] };

static text draw_text(random_source *random, size_t n_title, size_t n) {
  text drawn = {.n_title = n_title, .n = n};
  for (size_t i = 0; i < n_title; i++)
    drawn.title[i] = random_below(random, N_FORMS);
  for (size_t i = 0; i < n; i++)
    drawn.words[i] = random_below(random, N_FORMS);
  return drawn;
}

static uint64_t sketch_of(const text *of) {
  return qn__sketch_of(forms, (qn__form_list){of->title, of->n_title}, (qn__form_list){of->words, of->n});
}

static bool are_near(const text *a, const text *b) {
  return qn__sketches_near(sketch_of(a), sketch_of(b));
}

static void sketches_are_those_of_the_document(void **state) {
  (void)state;
  random_source random = random_start("sketches of words", 9);
  for (int round = 0; round < ROUNDS; round++) {
    text drawn = draw_text(&random, random_below(&random, 4), random_below(&random, round % 2 ? 40 : WORDS));
    uint32_t hashes[2 * WORDS];
    for (size_t i = 0; i < drawn.n_title; i++)
      hashes[i] = forms[drawn.title[i]].hash;
    for (size_t i = 0; i < drawn.n; i++)
      hashes[drawn.n_title + i] = forms[drawn.words[i]].hash;
    assert_true(sketch_of(&drawn) == reference_sketch(hashes, drawn.n_title, drawn.n));
  }
}

static void only_an_article_without_words_has_none(void **state) {
  (void)state;
  const text empty = {.n = 0}, title = {.n_title = 1, .title = {7}}, word = {.n = 1, .words = {7}};
  assert_true(sketch_of(&empty) == 0);
  assert_true(sketch_of(&title) != 0);
  assert_true(sketch_of(&title) == sketch_of(&word));
}

static void a_text_with_few_changes_is_near(void **state) {
  (void)state;
  random_source random = random_start("few changes", 10);
  for (int round = 0; round < ROUNDS; round++) {
    const text of = draw_text(&random, 3, WORDS);
    text changed = of;
    for (int i = 0; i < 2; i++)
      changed.words[random_below(&random, WORDS)] = 0;
    assert_true(are_near(&of, &changed));
    changed = of;
    changed.n -= 10; /* the end is missing */
    assert_true(are_near(&of, &changed));
    memmove(changed.words, of.words + 10, (WORDS - 10) * sizeof of.words[0]); /* or the beginning */
    assert_true(are_near(&of, &changed));
  }
}

static void other_texts_are_not_near(void **state) {
  (void)state;
  random_source random = random_start("other texts", 11);
  for (int round = 0; round < ROUNDS; round++) {
    const size_t n = QN__SKETCH_WORDS + random_below(&random, WORDS - QN__SKETCH_WORDS);
    const text a = draw_text(&random, 0, n);
    text b = draw_text(&random, 0, n);
    assert_false(are_near(&a, &b));
    memcpy(b.words, a.words, n / 8 * sizeof a.words[0]); /* nor if they share an eighth */
    assert_false(are_near(&a, &b));
  }
}

static void words_in_another_order_are_another_text(void **state) {
  (void)state;
  random_source random = random_start("another order", 12);
  const text of = draw_text(&random, 0, WORDS);
  text turned = of;
  for (size_t i = 0; i < WORDS; i++)
    turned.words[i] = of.words[WORDS - 1 - i];
  assert_false(are_near(&of, &turned));
}

static void a_title_counts_in_a_short_text_alone(void **state) {
  (void)state;
  random_source random = random_start("titles", 13);
  for (size_t n = 1; n < 2 * QN__SKETCH_WORDS; n++) {
    const text of = draw_text(&random, 2, n);
    text other = of;
    assert_true(sketch_of(&of) == sketch_of(&other));
    other.title[0] ^= 1;
    assert_int_equal(are_near(&of, &other), n >= QN__SKETCH_WORDS);
    other = of;
    other.words[n / 2] ^= 1; /* one word of a short text makes another one */
    if (n < QN__SKETCH_WORDS)
      assert_false(are_near(&of, &other));
  }
}

static void a_text_of_one_word_over_and_over_has_a_sketch(void **state) {
  (void)state;
  text of = {.n = WORDS}, other = {.n = WORDS - 1};
  assert_true(are_near(&of, &other));
  for (size_t i = 0; i < WORDS; i++)
    other.words[i] = 1;
  assert_false(are_near(&of, &other));
}

int main(void) {
  random_source random = random_start("hashes of words", 14);
  for (size_t i = 0; i < N_FORMS; i++)
    forms[i].hash = (uint32_t)random_next(&random);
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sketches_are_those_of_the_document),
      cmocka_unit_test(only_an_article_without_words_has_none),
      cmocka_unit_test(a_text_with_few_changes_is_near),
      cmocka_unit_test(other_texts_are_not_near),
      cmocka_unit_test(words_in_another_order_are_another_text),
      cmocka_unit_test(a_title_counts_in_a_short_text_alone),
      cmocka_unit_test(a_text_of_one_word_over_and_over_has_a_sketch),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
