/* SPDX-License-Identifier: MIT */
/* utf8.c: finds the ends of valid runs; ASCII is skipped 16 or 8 bytes at a time.
 * What is invalid becomes U+FFFD per "maximal subpart", as Unicode recommends (chapter 3.9) and browsers do. */
#include "text/utf8.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

unsigned qn__utf8_encode(char *p, uint32_t code_point) {
  uint8_t *b = (uint8_t *)p;
  if (code_point < 0x80) {
    b[0] = (uint8_t)code_point;
    return 1;
  }
  if (code_point < 0x800) {
    b[0] = (uint8_t)(0xc0 | code_point >> 6);
    b[1] = (uint8_t)(0x80 | (code_point & 0x3f));
    return 2;
  }
  if (code_point < 0x10000) {
    b[0] = (uint8_t)(0xe0 | code_point >> 12);
    b[1] = (uint8_t)(0x80 | (code_point >> 6 & 0x3f));
    b[2] = (uint8_t)(0x80 | (code_point & 0x3f));
    return 3;
  }
  b[0] = (uint8_t)(0xf0 | code_point >> 18);
  b[1] = (uint8_t)(0x80 | (code_point >> 12 & 0x3f));
  b[2] = (uint8_t)(0x80 | (code_point >> 6 & 0x3f));
  b[3] = (uint8_t)(0x80 | (code_point & 0x3f));
  return 4;
}

/* The end of the bytes 0x01 to 0x7f that begin at `at`. */
static size_t ascii_end(const uint8_t *data, size_t size, size_t at) {
#if QN_SSE2
  for (; size - at >= 16; at += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(data + at));
    int odd = _mm_movemask_epi8(_mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, _mm_setzero_si128())));
    if (odd)
      return at + qn__lowest_bit((uint64_t)odd);
  }
#else
  const uint64_t low = UINT64_C(0x0101010101010101), high = low << 7;
  for (; size - at >= 8; at += 8) {
    uint64_t bytes = qn__load_u64(data + at);
    if ((bytes | (bytes - low)) & high)
      break;
  }
#endif
  while (at < size && data[at] - 1u < 0x7f)
    at++;
  return at;
}

/* The bytes at b[0..left), b[0] above 0x7f: the size of the character, or minus the size of the maximal invalid part.
 * The second byte's range keeps out overlong forms, surrogates and what lies above U+10FFFF. */
static int sequence_size(const uint8_t *b, size_t left) {
  uint8_t low = 0x80, high = 0xbf;
  int size;
  if (b[0] < 0xc2 || b[0] > 0xf4)
    return -1;
  if (b[0] < 0xe0) {
    size = 2;
  } else if (b[0] < 0xf0) {
    size = 3;
    low = b[0] == 0xe0 ? 0xa0 : 0x80;
    high = b[0] == 0xed ? 0x9f : 0xbf;
  } else {
    size = 4;
    low = b[0] == 0xf0 ? 0x90 : 0x80;
    high = b[0] == 0xf4 ? 0x8f : 0xbf;
  }
  for (int i = 1; i < size; i++) {
    if ((size_t)i == left || b[i] < low || b[i] > high)
      return -i;
    low = 0x80;
    high = 0xbf;
  }
  return size;
}

/* The end of the valid text that begins at `at`. */
static size_t valid_end(const uint8_t *data, size_t size, size_t at) {
  for (;;) {
    at = ascii_end(data, size, at);
    while (at < size && data[at] >= 0x80) {
      int step = sequence_size(data + at, size - at);
      if (step < 0)
        return at;
      at += (size_t)step;
    }
    if (at == size || data[at] == 0)
      return at;
  }
}

size_t qn__utf8_character(const char *data, size_t size) {
  const uint8_t *bytes = (const uint8_t *)data;
  if (size == 0 || bytes[0] < 0x80)
    return size > 0 && bytes[0] != 0;
  const int character = sequence_size(bytes, size);
  return character > 0 ? (size_t)character : 0;
}

bool qn__utf8_valid(const char *data, size_t size) {
  return valid_end((const uint8_t *)data, size, 0) == size;
}

size_t qn__utf8_repair(qn__buffer *out, const char *data, size_t size) {
  const uint8_t *bytes = (const uint8_t *)data;
  size_t replaced = 0;
  for (size_t at = 0; at < size;) {
    size_t end = valid_end(bytes, size, at);
    qn__buffer_bytes(out, bytes + at, end - at);
    if (end == size)
      break;
    at = end + (bytes[end] == 0 ? 1 : (size_t)-sequence_size(bytes + end, size - end));
    qn__buffer_bytes(out, "\xef\xbf\xbd", 3);
    replaced++;
  }
  return replaced;
}
