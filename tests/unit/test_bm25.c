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
  double idf = qn__idf(1000, 10), scale = qn__score_scale(idf);
  for (uint32_t freq = 1; freq < 50; freq++)
    for (uint32_t length = freq; length < 40; length++) { /* lengths that a byte holds exactly */
      double k = 1.2 * (1.0 - 0.75 + 0.75 * length / 20.0);
      uint32_t found = qn__contribution((float)(idf * scale), freq, saturation.k[qn__length_to_byte(length)]);
      assert_true(fabs(found / scale - idf * freq / (freq + k)) < 1e-5);
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
    double scale = qn__score_scale(sum);
    uint64_t total = 0;
    for (uint32_t i = 0; i < n; i++)
      total += qn__contribution((float)(weights[i] * scale), 1, 0.0f);
    assert_true(total <= INT32_MAX);
    assert_true(scale * sum >= 0x1p29 || scale == 0x1p22);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(idf_falls_with_the_document_frequency_and_stays_positive),
      cmocka_unit_test(a_contribution_is_that_of_the_formula),
      cmocka_unit_test(contributions_of_a_query_fit_in_31_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
