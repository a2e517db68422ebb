/* SPDX-License-Identifier: MIT */
/* saturation.h: how much of its weight a word earns with a frequency and a length: f / (f + K), the saturation of BM25
 * (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), K = k1 * (1 - b + b * length / average).
 * The writer bounds blocks with it and the searcher scores with it: one file, so that a bound is a bound.
 * Lengths count as one byte, rounded as Lucene's SmallFloat.intToByte4 rounds. */
#ifndef QN_CORE_CODEC_SATURATION_H
#define QN_CORE_CODEC_SATURATION_H

#include "base/portability.h"

#define QN__DEFAULT_K1 1.2f
#define QN__DEFAULT_B 0.75f

/* Length to byte, exact up to 39, then three significant bits and more; byte to the smallest length it stands for. */
uint8_t qn__length_to_byte(uint32_t length);
uint32_t qn__byte_to_length(uint8_t byte);

/* K for each length byte. */
typedef struct qn__saturation {
  float k1, b;
  double average; /* of the exact lengths */
  float k[256];
} qn__saturation;

void qn__saturation_init(qn__saturation *saturation, float k1, float b, double average);

QN_ALWAYS_INLINE float qn__saturate(float freq, float k) {
  return freq / (freq + k);
}

/* A saturation rounded up to a byte: value <= byte / 255. */
uint8_t qn__saturation_to_byte(float value);

/* A factor r such that for every length byte in [min, max], a bound m on saturations under k1, b and average becomes
 * the bound m / (m + (1 - m) * r) under `now`. */
float qn__saturation_rescale(float k1, float b, double average, const qn__saturation *now, uint8_t min_byte,
                             uint8_t max_byte);

#endif
