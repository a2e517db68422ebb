/* SPDX-License-Identifier: MIT */
/* saturation.c: lengths as bytes, K by length byte, bounds as bytes. */
#include "codec/saturation.h"

#include <math.h>

/* The codes above the exact ones: a 3-bit mantissa and an exponent, as Lucene's SmallFloat.longToInt4. */
enum { EXACT_CODES = 24 };

static uint32_t to_float_code(uint32_t value) {
  unsigned bits = qn__bit_width(value);
  if (bits < 4)
    return value;
  unsigned shift = bits - 4;
  return (value >> shift & 7) | (shift + 1) << 3;
}

static uint32_t from_float_code(uint32_t code) {
  uint32_t exponent = code >> 3, mantissa = code & 7;
  return exponent == 0 ? mantissa : (mantissa | 8) << (exponent - 1);
}

uint8_t qn__length_to_byte(uint32_t length) {
  if (length < EXACT_CODES)
    return (uint8_t)length;
  if (length > INT32_MAX)
    length = INT32_MAX;
  return (uint8_t)(EXACT_CODES + to_float_code(length - EXACT_CODES));
}

uint32_t qn__byte_to_length(uint8_t byte) {
  return byte < EXACT_CODES ? byte : EXACT_CODES + from_float_code(byte - (uint32_t)EXACT_CODES);
}

static double saturation_k(double k1, double b, double average, uint8_t byte) {
  return k1 * (1.0 - b + b * qn__byte_to_length(byte) / average);
}

void qn__saturation_init(qn__saturation *saturation, float k1, float b, double average) {
  saturation->k1 = k1;
  saturation->b = b;
  saturation->average = average > 0 ? average : 1.0;
  for (unsigned i = 0; i < 256; i++)
    saturation->k[i] = (float)saturation_k((double)k1, (double)b, saturation->average, (uint8_t)i);
}

uint8_t qn__saturation_to_byte(float value) {
  /* The slack covers the rounding of the contributions that the bound will be held against. */
  double scaled = ceil((double)value * 255.0 * (1.0 + 1e-6));
  return scaled >= 255.0 ? 255 : (uint8_t)scaled;
}

float qn__saturation_rescale(float k1, float b, double average, const qn__saturation *now, uint8_t min_byte,
                             uint8_t max_byte) {
  /* K_now / K_stated is a quotient of two linear functions of the length, hence monotone: its least value is at an end.
   * f/(f + K_now) <= f/(f + r*K_stated) for r no larger than that. */
  double least = INFINITY;
  const uint8_t ends[2] = {min_byte, max_byte};
  for (unsigned i = 0; i < 2; i++) {
    double k_now = saturation_k((double)now->k1, (double)now->b, now->average, ends[i]);
    double k_stated = saturation_k((double)k1, (double)b, average, ends[i]);
    if (k_stated <= 0)
      continue; /* a saturation of 1 is its own bound */
    double ratio = k_now / k_stated;
    if (ratio < least)
      least = ratio;
  }
  return isinf(least) ? 0.0f : (float)(least * (1.0 - 1e-6));
}
