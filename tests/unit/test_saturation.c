/* SPDX-License-Identifier: MIT */
/* test_saturation.c: lengths as bytes are Lucene's, and a bound stays a bound when it is rounded to a byte or carried
 * over to other parameters. */
#include "codec/saturation.h"

#include "support/support.h"

#include <math.h>

static void short_lengths_are_exact(void **state) {
  (void)state;
  for (uint32_t length = 0; length < 40; length++)
    assert_int_equal(qn__byte_to_length(qn__length_to_byte(length)), length);
  assert_int_equal(qn__byte_to_length(qn__length_to_byte(41)), 40);
}

/* Values of Lucene's SmallFloat.intToByte4. */
static void bytes_are_those_of_lucene(void **state) {
  (void)state;
  static const struct {
    uint32_t length;
    uint8_t byte;
  } cases[] = {{0, 0}, {23, 23}, {39, 39}, {40, 40}, {55, 47}, {56, 48}, {100, 57}, {1000, 87}, {INT32_MAX, 255}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_int_equal(qn__length_to_byte(cases[i].length), cases[i].byte);
  assert_int_equal(qn__length_to_byte(UINT32_MAX), 255);
}

static void a_byte_stands_for_the_smallest_of_its_lengths(void **state) {
  (void)state;
  for (unsigned byte = 0; byte < 256; byte++) {
    uint32_t length = qn__byte_to_length((uint8_t)byte);
    assert_int_equal(qn__length_to_byte(length), byte);
    if (byte > 0) {
      assert_int_equal(qn__length_to_byte(length - 1), byte - 1);
      assert_true(length > qn__byte_to_length((uint8_t)(byte - 1)));
    }
  }
}

/* --- saturation --------------------------------------------------------------------------------------------------- */

static void k_follows_the_formula(void **state) {
  (void)state;
  qn__saturation saturation;
  qn__saturation_init(&saturation, 1.5f, 0.5f, 20);
  for (unsigned byte = 0; byte < 256; byte++) {
    double expected = 1.5 * (0.5 + 0.5 * qn__byte_to_length((uint8_t)byte) / 20);
    assert_true(fabs((double)saturation.k[byte] - expected) <= expected * 1e-6);
  }
  qn__saturation_init(&saturation, 1.5f, 0.5f, 0); /* an index without words */
  assert_true(saturation.average > 0);
  assert_true(fabs((double)qn__saturate(2, 2) - 0.5) < 1e-9);
}

static void a_bound_is_not_below_its_value(void **state) {
  (void)state;
  for (unsigned i = 0; i <= 25500; i++) {
    float value = (float)i / 25500.0f;
    uint8_t byte = qn__saturation_to_byte(value);
    assert_true((double)value <= byte / 255.0);
    if (byte > 0)
      assert_true((double)value > (byte - 1) / 255.0 * (1 - 1e-5)); /* nor a whole step above */
  }
  assert_int_equal(qn__saturation_to_byte(0), 0);
  assert_int_equal(qn__saturation_to_byte(1), 255);
}

/* For all lengths of a range and any frequency: the bound at other parameters is one. */
static void a_rescaled_bound_holds(void **state) {
  (void)state;
  static const struct {
    float k1, b;
    double average;
  } cases[] = {{1.2f, 0.75f, 100}, {0.5f, 0.0f, 30}, {2.0f, 1.0f, 1000}, {1.2f, 0.75f, 5}, {0.0f, 0.5f, 100}};
  enum { N = sizeof cases / sizeof cases[0], LEAST = 10, MOST = 90 };
  for (unsigned from = 0; from < N; from++)
    for (unsigned to = 0; to < N; to++) {
      qn__saturation stated, now;
      qn__saturation_init(&stated, cases[from].k1, cases[from].b, cases[from].average);
      qn__saturation_init(&now, cases[to].k1, cases[to].b, cases[to].average);
      float r = qn__saturation_rescale(cases[from].k1, cases[from].b, cases[from].average, &now, LEAST, MOST);
      for (unsigned byte = LEAST; byte <= MOST; byte++)
        for (float freq = 1; freq < 2000; freq *= 3) {
          float bound = qn__saturate(freq, stated.k[byte]), found = qn__saturate(freq, now.k[byte]);
          assert_true((double)found <= (double)(bound / (bound + (1 - bound) * r)) * (1 + 1e-6));
        }
    }
}

static void rescaling_to_the_same_parameters_keeps_the_bound(void **state) {
  (void)state;
  qn__saturation now;
  qn__saturation_init(&now, 1.2f, 0.75f, 100);
  float r = qn__saturation_rescale(1.2f, 0.75f, 100, &now, 0, 255);
  assert_true(r <= 1.0f && r > 0.99999f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(short_lengths_are_exact),
      cmocka_unit_test(bytes_are_those_of_lucene),
      cmocka_unit_test(a_byte_stands_for_the_smallest_of_its_lengths),
      cmocka_unit_test(k_follows_the_formula),
      cmocka_unit_test(a_bound_is_not_below_its_value),
      cmocka_unit_test(a_rescaled_bound_holds),
      cmocka_unit_test(rescaling_to_the_same_parameters_keeps_the_bound),
  };
  return cmocka_run_group_tests_name("saturation", tests, NULL, NULL);
}
