/* SPDX-License-Identifier: MIT */
/* portability.h: the one place that knows the compiler and the processor.  GNU extensions appear here and nowhere else.
 */
#ifndef QN_CORE_BASE_PORTABILITY_H
#define QN_CORE_BASE_PORTABILITY_H

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define QN_LIKELY(x) __builtin_expect(!!(x), 1)
#define QN_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define QN_ALWAYS_INLINE static inline __attribute__((always_inline, unused))
#define QN_NOINLINE __attribute__((noinline))
#define QN_PRINTF(string, first) __attribute__((format(printf, string, first)))
#define QN_PREFETCH(address) __builtin_prefetch(address)
#if defined(__clang__)
#define QN_UNROLL _Pragma("clang loop unroll(full)")
#else
#define QN_UNROLL _Pragma("GCC unroll 16")
#endif
#else
#define QN_LIKELY(x) (x)
#define QN_UNLIKELY(x) (x)
#define QN_ALWAYS_INLINE static inline
#define QN_NOINLINE
#define QN_PRINTF(string, first)
#define QN_PREFETCH(address) ((void)(address))
#define QN_UNROLL
#endif

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define QN_BIG_ENDIAN 1
#else
#define QN_BIG_ENDIAN 0
#endif

#if defined(__SSE2__) && !defined(QN_PORTABLE) /* -DQN_PORTABLE: the plain loops, to test them */
#define QN_SSE2 1
#else
#define QN_SSE2 0
#endif

/* Little-endian numbers at any address. */
QN_ALWAYS_INLINE uint16_t qn__load_u16(const uint8_t *p) {
  uint16_t v;
  memcpy(&v, p, sizeof v);
#if QN_BIG_ENDIAN
  v = __builtin_bswap16(v);
#endif
  return v;
}

QN_ALWAYS_INLINE uint32_t qn__load_u32(const uint8_t *p) {
  uint32_t v;
  memcpy(&v, p, sizeof v);
#if QN_BIG_ENDIAN
  v = __builtin_bswap32(v);
#endif
  return v;
}

QN_ALWAYS_INLINE uint64_t qn__load_u64(const uint8_t *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
#if QN_BIG_ENDIAN
  v = __builtin_bswap64(v);
#endif
  return v;
}

QN_ALWAYS_INLINE void qn__store_u16(uint8_t *p, uint16_t v) {
#if QN_BIG_ENDIAN
  v = __builtin_bswap16(v);
#endif
  memcpy(p, &v, sizeof v);
}

QN_ALWAYS_INLINE void qn__store_u32(uint8_t *p, uint32_t v) {
#if QN_BIG_ENDIAN
  v = __builtin_bswap32(v);
#endif
  memcpy(p, &v, sizeof v);
}

QN_ALWAYS_INLINE void qn__store_u64(uint8_t *p, uint64_t v) {
#if QN_BIG_ENDIAN
  v = __builtin_bswap64(v);
#endif
  memcpy(p, &v, sizeof v);
}

/* Eight bytes as a number that orders as memcmp does. */
QN_ALWAYS_INLINE uint64_t qn__load_u64_be(const uint8_t *p) {
  uint64_t v;
  memcpy(&v, p, sizeof v);
#if !QN_BIG_ENDIAN
  v = __builtin_bswap64(v);
#endif
  return v;
}

/* Without an instruction for it, sums of neighbouring fields (Hacker's Delight, 5-1), spelled so that compilers do not
 * take them for a popcount and call their library. */
QN_ALWAYS_INLINE unsigned qn__popcount64(uint64_t v) {
#if defined(__POPCNT__) || !defined(__x86_64__)
  return (unsigned)__builtin_popcountll(v);
#else
  v -= v >> 1 & UINT64_C(0x5555555555555555);
  v = (v & UINT64_C(0x3333333333333333)) + (v >> 2 & UINT64_C(0x3333333333333333));
  v = (v & UINT64_C(0x0f0f0f0f0f0f0f0f)) + (v >> 4 & UINT64_C(0x0f0f0f0f0f0f0f0f));
  return (unsigned)(v * UINT64_C(0x0101010101010101) >> 56);
#endif
}

/* Index of the lowest set bit; v is not 0. */
QN_ALWAYS_INLINE unsigned qn__lowest_bit(uint64_t v) {
  return (unsigned)__builtin_ctzll(v);
}

/* Bits needed to write v: 0 for 0. */
QN_ALWAYS_INLINE unsigned qn__bit_width(uint64_t v) {
  return v ? 64u - (unsigned)__builtin_clzll(v) : 0u;
}

/* The upper xor the lower half of the product. */
QN_ALWAYS_INLINE uint64_t qn__multiply_mix(uint64_t a, uint64_t b) {
#ifdef __SIZEOF_INT128__
  __extension__ typedef unsigned __int128 u128;
  u128 product = (u128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
#else
  const uint64_t a0 = a & UINT32_MAX, a1 = a >> 32, b0 = b & UINT32_MAX, b1 = b >> 32;
  const uint64_t middle = a1 * b0 + (a0 * b0 >> 32), other = a0 * b1 + (middle & UINT32_MAX);
  return (a1 * b1 + (middle >> 32) + (other >> 32)) ^ a * b;
#endif
}

#endif
