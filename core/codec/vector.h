/* SPDX-License-Identifier: MIT */
/* vector.h: eight 16-bit lanes, and looks at several numbers at once.  SSE2 where the compiler targets it, plain loops
 * (which compilers vectorise) elsewhere; the results are the same. */
#ifndef QN_CORE_CODEC_VECTOR_H
#define QN_CORE_CODEC_VECTOR_H

#include "base/portability.h"

#if QN_SSE2
#include <emmintrin.h>

typedef __m128i qn__lanes;

QN_ALWAYS_INLINE qn__lanes qn__lanes_fill(uint16_t value) {
  return _mm_set1_epi16((short)value);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_load(const uint8_t *p) {
  return _mm_loadu_si128((const __m128i *)(const void *)p);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_load_native(const uint16_t *p) {
  return _mm_loadu_si128((const __m128i *)(const void *)p);
}
QN_ALWAYS_INLINE void qn__lanes_store_native(uint16_t *p, qn__lanes a) {
  _mm_storeu_si128((__m128i *)(void *)p, a);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_and(qn__lanes a, qn__lanes b) {
  return _mm_and_si128(a, b);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_or(qn__lanes a, qn__lanes b) {
  return _mm_or_si128(a, b);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_shift_left(qn__lanes a, unsigned bits) {
  return _mm_slli_epi16(a, (int)bits);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_shift_right(qn__lanes a, unsigned bits) {
  return _mm_srli_epi16(a, (int)bits);
}
/* a - b, 0 where that would be negative. */
QN_ALWAYS_INLINE qn__lanes qn__lanes_excess(qn__lanes a, qn__lanes b) {
  return _mm_subs_epu16(a, b);
}
QN_ALWAYS_INLINE int qn__lanes_all_zero(qn__lanes a) {
  return _mm_movemask_epi8(_mm_cmpeq_epi8(a, _mm_setzero_si128())) == 0xffff;
}
/* a + b, 65,535 where that would be more. */
QN_ALWAYS_INLINE qn__lanes qn__lanes_add_limited(qn__lanes a, qn__lanes b) {
  return _mm_adds_epu16(a, b);
}
/* Each lane becomes the sum of itself and those before it, so limited. */
QN_ALWAYS_INLINE qn__lanes qn__lanes_prefix_sum_limited(qn__lanes a) {
  a = _mm_adds_epu16(a, _mm_slli_si128(a, 2));
  a = _mm_adds_epu16(a, _mm_slli_si128(a, 4));
  return _mm_adds_epu16(a, _mm_slli_si128(a, 8));
}
/* Every lane becomes the last one. */
QN_ALWAYS_INLINE qn__lanes qn__lanes_spread_last(qn__lanes a) {
  a = _mm_shufflehi_epi16(a, 0xff);
  return _mm_unpackhi_epi64(a, a);
}
/* base + lane, as 32 bits. */
QN_ALWAYS_INLINE void qn__lanes_widen(uint32_t *p, qn__lanes a, uint32_t base) {
  const __m128i zero = _mm_setzero_si128(), bases = _mm_set1_epi32((int)base);
  _mm_storeu_si128((__m128i *)(void *)p, _mm_add_epi32(_mm_unpacklo_epi16(a, zero), bases));
  _mm_storeu_si128((__m128i *)(void *)(p + 4), _mm_add_epi32(_mm_unpackhi_epi16(a, zero), bases));
}

/* Whether any of n numbers is the one wanted. */
QN_ALWAYS_INLINE int qn__any_equal(const uint32_t *p, uint32_t n, uint32_t wanted) {
  if (n < 4)
    return (n > 0 && p[0] == wanted) | (n > 1 && p[1] == wanted) | (n > 2 && p[2] == wanted);
  const __m128i wanteds = _mm_set1_epi32((int)wanted);
  __m128i any = _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)(p + n - 4)), wanteds);
  for (uint32_t i = 0; i + 4 < n; i += 4)
    any = _mm_or_si128(any, _mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(const void *)(p + i)), wanteds));
  return _mm_movemask_epi8(any) != 0;
}

/* Which of 16 numbers are above the limit: bit i for the i-th. */
QN_ALWAYS_INLINE uint32_t qn__which_above(const int32_t *p, int32_t limit) {
  const __m128i limits = _mm_set1_epi32(limit);
  __m128i fours[4];
  for (unsigned i = 0; i < 4; i++)
    fours[i] = _mm_cmpgt_epi32(_mm_loadu_si128((const __m128i *)(const void *)(p + i * 4)), limits);
  __m128i low = _mm_packs_epi32(fours[0], fours[1]), high = _mm_packs_epi32(fours[2], fours[3]);
  return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high));
}

#else

typedef struct qn__lanes {
  uint16_t lane[8];
} qn__lanes;

#define QN_EACH_LANE(expression)                                                                                       \
  qn__lanes result;                                                                                                    \
  for (unsigned i = 0; i < 8; i++)                                                                                     \
    result.lane[i] = (uint16_t)(expression);                                                                           \
  return result

QN_ALWAYS_INLINE qn__lanes qn__lanes_fill(uint16_t value) {
  QN_EACH_LANE(value);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_load(const uint8_t *p) {
  QN_EACH_LANE(qn__load_u16(p + i * 2));
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_load_native(const uint16_t *p) {
  QN_EACH_LANE(p[i]);
}
QN_ALWAYS_INLINE void qn__lanes_store_native(uint16_t *p, qn__lanes a) {
  memcpy(p, a.lane, sizeof a.lane);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_and(qn__lanes a, qn__lanes b) {
  QN_EACH_LANE(a.lane[i] & b.lane[i]);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_or(qn__lanes a, qn__lanes b) {
  QN_EACH_LANE(a.lane[i] | b.lane[i]);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_shift_left(qn__lanes a, unsigned bits) {
  QN_EACH_LANE(a.lane[i] << bits);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_shift_right(qn__lanes a, unsigned bits) {
  QN_EACH_LANE(a.lane[i] >> bits);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_excess(qn__lanes a, qn__lanes b) {
  QN_EACH_LANE(a.lane[i] > b.lane[i] ? a.lane[i] - b.lane[i] : 0);
}
QN_ALWAYS_INLINE int qn__lanes_all_zero(qn__lanes a) {
  unsigned any = 0;
  for (unsigned i = 0; i < 8; i++)
    any |= a.lane[i];
  return any == 0;
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_add_limited(qn__lanes a, qn__lanes b) {
  QN_EACH_LANE(a.lane[i] + b.lane[i] > UINT16_MAX ? UINT16_MAX : a.lane[i] + b.lane[i]);
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_prefix_sum_limited(qn__lanes a) {
  for (unsigned i = 1; i < 8; i++)
    a.lane[i] = (uint16_t)(a.lane[i] + a.lane[i - 1] > UINT16_MAX ? UINT16_MAX : a.lane[i] + a.lane[i - 1]);
  return a;
}
QN_ALWAYS_INLINE qn__lanes qn__lanes_spread_last(qn__lanes a) {
  return qn__lanes_fill(a.lane[7]);
}
QN_ALWAYS_INLINE void qn__lanes_widen(uint32_t *p, qn__lanes a, uint32_t base) {
  for (unsigned i = 0; i < 8; i++)
    p[i] = base + a.lane[i];
}
QN_ALWAYS_INLINE int qn__any_equal(const uint32_t *p, uint32_t n, uint32_t wanted) {
  int any = 0;
  for (; n > 0; n--, p++)
    any |= *p == wanted;
  return any;
}
QN_ALWAYS_INLINE uint32_t qn__which_above(const int32_t *p, int32_t limit) {
  uint32_t above = 0;
  for (unsigned i = 0; i < 16; i++)
    above |= (uint32_t)(p[i] > limit) << i;
  return above;
}

#undef QN_EACH_LANE
#endif
#endif
