/* SPDX-License-Identifier: MIT */
/* test_match_term.c: a word is found in all its forms, and its bounds are those of its lists. */
#include "support/matcher_fixture.h"
#include "support/support.h"

static void a_frequent_word_is_found(void **state) {
  const looked_for wanted = {.words = {"the"}};
  check_matcher(*state, "the", &wanted);
}

static void a_rare_word_is_found(void **state) {
  const looked_for wanted = {.words = {"zebra"}};
  check_matcher(*state, "zebra", &wanted);
}

static void a_word_is_found_in_all_its_forms(void **state) {
  const looked_for wanted = {.words = {"talk talks talked"}, .german = {"talk talks"}};
  check_matcher(*state, "talks", &wanted);
}

/* The German stemmer leaves `talked` as it is. */
static void a_word_is_found_in_the_forms_of_each_language(void **state) {
  const looked_for wanted = {.words = {"talk talks talked"}, .german = {"talked"}};
  check_matcher(*state, "talked", &wanted);
}

static void an_unknown_word_is_found_nowhere(void **state) {
  const looked_for wanted = {.words = {""}};
  check_matcher(*state, "unknown", &wanted);
}

static uint8_t highest_saturation(const matcher_fixture *f, uint32_t segment, const looked_for *wanted, uint64_t *n) {
  const qn__segment_meta *meta = &f->index->segments[segment].segment->meta;
  qn__saturation saturation;
  uint8_t highest = 0;
  qn__saturation_init(&saturation, meta->k1, meta->b, qn__segment_average(meta));
  for (uint32_t doc = 0; doc < f->n_articles[segment]; doc++) {
    const known_article *article = &f->articles[segment][doc];
    float freq = (float)count_occurrences(article, wanted, NULL);
    uint8_t found = qn__saturation_to_byte(qn__saturate(freq, saturation.k[qn__length_to_byte(article->length)]));
    *n += freq > 0.0f;
    highest = found > highest ? found : highest;
  }
  return highest;
}

static void the_bounds_of_a_word_are_exact(void **state) {
  matcher_fixture *f = *state;
  const looked_for wanted[] = {{.words = {"the"}}, {.words = {"zebra"}}, {.words = {"trade"}}};
  for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
    plan_query(f, wanted[i].words[0]);
    for (uint32_t segment = 0; segment < f->n_segments; segment++) {
      qn__matcher *matcher = open_matchers(f, segment);
      uint64_t n = 0;
      uint8_t highest = highest_saturation(f, segment, &wanted[i], &n);
      assert_int_equal(matcher->ops->max_saturation(matcher),
                       n == 1 ? 255 : highest); /* of one posting nothing is kept */
      assert_int_equal(matcher->ops->max_docs(matcher), n);
      assert_true(matcher->ops->exact_bits);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_frequent_word_is_found),
      cmocka_unit_test(a_rare_word_is_found),
      cmocka_unit_test(a_word_is_found_in_all_its_forms),
      cmocka_unit_test(a_word_is_found_in_the_forms_of_each_language),
      cmocka_unit_test(an_unknown_word_is_found_nowhere),
      cmocka_unit_test(the_bounds_of_a_word_are_exact),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
