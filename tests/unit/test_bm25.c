/* SPDX-License-Identifier: MIT */
/* test_bm25.c: contributions are those of the formula, and sums of them stay within 31 bits. */
#include "plan/bm25.h"
#include "support/support.h"

#include <math.h>

static void idf_falls_with_the_document_frequency_and_stays_positive(void **state) {
  (void)state;
  assert_true(fabs(qn__idf(1000, 1) - log(1.0 + 999.5 / 1.5)) < 1e-12);
  assert_true(fabs(qn__idf(1000, 0) - log(1.0 + 1000.5 / 0.5)) < 1e-12);
  assert_true(qn__idf(1000, 1000) > 0.0);
  assert_true(qn__idf(1000, 5000) == qn__idf(1000, 1000)); /* of a prefix: more lists than articles */
  assert_true(qn__idf(0, 0) > 0.0);
}

static void a_contribution_is_that_of_the_formula(void **state) {
  (void)state;
  qn__saturation saturation;
  qn__saturation_init(&saturation, 1.2f, 0.75f, 20.0);
  double idf = qn__idf(1000, 10), scale = qn__score_scale(idf, 1.0);
  for (uint32_t freq = 1; freq < 50; freq++)
    for (uint32_t length = freq; length < 40; length++) { /* lengths that a byte holds exactly */
      double k = 1.2 * (1.0 - 0.75 + 0.75 * length / 20.0);
      uint32_t found = qn__contribution((float)(idf * scale), freq, saturation.k[qn__length_to_byte(length)]);
      assert_true(fabs(found / scale - idf * freq / (freq + k)) < 1e-5);
    }
}

/* Float rounds: of two frequencies, the higher may contribute less, by more the higher the weight is. */
static void no_lower_frequency_contributes_more_than_the_bound(void **state) {
  (void)state;
  for (float weight = 1e3f; weight < 0x1p31f; weight *= 7.3f)
    for (float k = 0.05f; k < 15.0f; k += 0.037f) {
      uint32_t highest = 0;
      for (uint32_t freq = 1; freq < 10000; freq++) {
        uint32_t contribution = qn__contribution(weight, freq, k);
        highest = contribution > highest ? contribution : highest;
        if (highest > qn__freq_bound(weight, freq, k))
          fail_msg("weight %g, k %g: frequency %u", (double)weight, (double)k, freq);
      }
    }
}

/* Most limits are close to the weight, where only high frequencies pass them. */
static void no_frequency_below_the_least_passes_the_limit(void **state) {
  random_source random = random_start("test_bm25: least", 3);
  (void)state;
  for (int round = 0; round < 50000; round++) {
    float weight = 1.0f + (float)random_skewed(&random, 30), k = 0.01f + (float)random_below(&random, 10000) / 1000.0f;
    int64_t limit = (int64_t)weight - 1 - (int64_t)(random_skewed(&random, 30) % (uint64_t)weight);
    uint32_t least = qn__least_freq(weight, limit, k);
    for (uint32_t freq = least > 200 ? least - 200 : 1; freq < least; freq++)
      assert_true((int64_t)qn__contribution(weight, freq, k) <= limit);
    if (least < 1000 && weight > 1e6f) /* else float cannot distinguish the saturations */
      assert_true((int64_t)qn__contribution(weight, 2 * least + 2, k) > limit);
  }
}

static void contributions_of_a_query_fit_in_31_bits(void **state) {
  (void)state;
  random_source random = random_start("test_bm25", 1);
  for (int round = 0; round < 2000; round++) {
    double weights[1024], sum = 0.0;
    uint32_t n = 1 + random_below(&random, 1024);
    for (uint32_t i = 0; i < n; i++) {
      weights[i] = (double)random_skewed(&random, 40) / 1e6;
      sum += weights[i];
    }
    double scale = qn__score_scale(sum, 1.0);
    uint64_t total = 0;
    for (uint32_t i = 0; i < n; i++)
      total += qn__contribution((float)(weights[i] * scale), 1, 0.0f);
    assert_true(total <= INT32_MAX);
    assert_true(scale * sum >= 0x1p29 || scale == 0x1p22);
  }
}

/* Contributions of weights that come close to the limit round up to more than it. */
static void contributions_that_round_up_fit_in_31_bits(void **state) {
  const double weight = (0x1p31 - 1.0) / 0x1p22 / 1024.0, scale = qn__score_scale(1024.0 * weight, 1.0);
  (void)state;
  assert_true(1024 * (uint64_t)qn__contribution((float)(weight * scale), 1, 0.0f) <= INT32_MAX);
}

/* Boosts that are all small leave weights as fine as they are without; those that are high leave them safe. */
static void boosts_change_the_scale_and_leave_scores_in_31_bits(void **state) {
  const double idf = qn__idf(1000000, 100);
  (void)state;
  assert_true(0.5 * idf * qn__score_scale(0.5 * idf, 0.5) == idf * qn__score_scale(idf, 1.0));
  assert_true(qn__score_scale(0.75 * idf, 0.75) == qn__score_scale(idf, 1.0));
  for (double boost = 1e-9; boost < 1e9; boost *= 3.7) {
    double weight = idf * boost, scale = qn__score_scale(1000 * weight, boost);
    uint64_t contribution = qn__contribution((float)(weight * scale), 1, 0.0f);
    assert_true(contribution > 1 << 20 && 1000 * contribution <= INT32_MAX);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(idf_falls_with_the_document_frequency_and_stays_positive),
      cmocka_unit_test(a_contribution_is_that_of_the_formula),
      cmocka_unit_test(no_lower_frequency_contributes_more_than_the_bound),
      cmocka_unit_test(no_frequency_below_the_least_passes_the_limit),
      cmocka_unit_test(contributions_of_a_query_fit_in_31_bits),
      cmocka_unit_test(contributions_that_round_up_fit_in_31_bits),
      cmocka_unit_test(boosts_change_the_scale_and_leave_scores_in_31_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
