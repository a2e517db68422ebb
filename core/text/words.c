/* SPDX-License-Identifier: MIT */
/* words.c: one word after another.  Finding the next word depends only on the text from the cursor on, which is what
 * makes word starts safe cuts.  Characters that cannot begin a word are skipped one by one; where a word ends that one
 * begins say word_rules.c and, for scripts without spaces, unspaced.c.
 *
 * The fast path classifies 64 bytes at once into bit masks and takes runs of ASCII letters and digits; it leaves to the
 * slow path whatever holds or touches anything else that could join. */
#include "text/words.h"

#include "text/ascii_runs.h"
#include "text/unspaced.h"
#include "text/word_breaks.h"
#include "text/word_rules.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

enum { BLOCK = 64 }; /* bytes that the fast path classifies at once */

/* --- One word after another --------------------------------------------------------------------------------------- */

static bool is_ascii(const char *text, size_t size) {
  uint8_t all = 0;
  for (size_t i = 0; i < size; i++)
    all |= (uint8_t)text[i];
  return all < 0x80;
}

static qn__word word_of(size_t start, size_t end, qn__word_kind kind) {
  return (qn__word){(uint32_t)start, (uint16_t)(end - start), (uint8_t)kind};
}

/* Takes the word at the cursor, or moves the cursor past a character that begins none. */
static bool take_word(const char *text, size_t size, size_t *cursor, qn__word *word) {
  size_t start = *cursor;
  qn__text_character c = qn__character_at(text, start);
  if (!(c.properties & QN__IS_WORD)) {
    *cursor = c.end;
    return false;
  }
  if (c.properties & QN__IS_PAIR) {
    size_t end = qn__find_pair_end(text, size, start, cursor);
    *word = word_of(start, end, QN__WORD_PAIR);
    return true;
  }
  *cursor = qn__find_word_end(text, size, start);
  *word = word_of(start, *cursor, is_ascii(text + start, *cursor - start) ? QN__WORD_ASCII : QN__WORD_UNICODE);
  return true;
}

size_t qn__scan_words_slow(const char *text, size_t size, size_t *cursor, qn__word *words, size_t max) {
  size_t n = 0;
  while (n < max && *cursor < size)
    n += take_word(text, size, cursor, &words[n]);
  return n;
}

/* --- The fast path ------------------------------------------------------------------------------------------------ */

/* A bit for each of 64 bytes. */
typedef struct masks {
  uint64_t alphanumeric, joiner, high; /* joiner: . , ' */
} masks;

#if QN_SSE2
static uint64_t in_range(__m128i bytes, char first, char count) {
  __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  __m128i inside = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(count - 1))), above);
  return (uint64_t)_mm_movemask_epi8(inside);
}

static masks classify(const uint8_t *block) {
  masks m = {0, 0, 0};
  for (unsigned i = 0; i < BLOCK; i += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + i));
    __m128i lower = _mm_or_si128(bytes, _mm_set1_epi8(0x20));
    __m128i joiner =
        _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(','))),
                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')));
    m.alphanumeric |= (in_range(lower, 'a', 26) | in_range(bytes, '0', 10)) << i;
    m.joiner |= (uint64_t)_mm_movemask_epi8(joiner) << i;
    m.high |= (uint64_t)_mm_movemask_epi8(bytes) << i;
  }
  return m;
}
#else
/* Eight bytes in one number, each compared on its own in its lower seven bits; the answer is in its high bit. */
static uint64_t in_range(uint64_t bytes, unsigned first, unsigned last) {
  uint64_t low = bytes & QN__EACH(0x7f);
  return (low + QN__EACH(0x80 - first)) & ~(low + QN__EACH(0x7f - last)) & ~bytes & QN__EACH(0x80);
}

/* The eight high bits. */
static uint64_t gather_flags(uint64_t flags) {
  return (flags >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

static masks classify(const uint8_t *block) {
  masks m = {0, 0, 0};
  for (unsigned i = 0; i < BLOCK; i += 8) {
    uint64_t bytes = qn__load_u64(block + i);
    uint64_t joiner = in_range(bytes, '.', '.') | in_range(bytes, ',', ',') | in_range(bytes, '\'', '\'');
    m.alphanumeric |= gather_flags(in_range(bytes | QN__EACH(0x20), 'a', 'z') | in_range(bytes, '0', '9')) << i;
    m.joiner |= gather_flags(joiner) << i;
    m.high |= gather_flags(bytes & QN__EACH(0x80)) << i;
  }
  return m;
}
#endif

static masks classify_at(const char *text, size_t size, size_t at) {
  if (size - at >= BLOCK)
    return classify((const uint8_t *)text + at);
  uint8_t block[BLOCK] = {0};
  memcpy(block, text + at, size - at);
  return classify(block);
}

/* Words that begin in the 64 bytes at *cursor. */
static size_t scan_block(const char *text, size_t size, size_t *cursor, qn__word *words, size_t max) {
  const size_t base = *cursor;
  const masks m = classify_at(text, size, base);
  const uint64_t starts = m.alphanumeric | m.high;
  /* Where a run ends and may join on: before bytes above 0x7f, and before a joiner that more follows (what follows the
   * block is not known: it may). */
  const uint64_t open = m.high | (m.joiner & (starts >> 1 | (uint64_t)1 << (BLOCK - 1)));
  size_t n = 0;
  unsigned at = 0;
  while (n < max) {
    uint64_t ahead = at < BLOCK ? starts >> at << at : 0;
    if (ahead == 0) {
      *cursor = size - base < BLOCK ? size : base + BLOCK;
      return n;
    }
    unsigned start = qn__lowest_bit(ahead);
    uint64_t ends = ~m.alphanumeric >> start << start;
    if (QN_UNLIKELY(ends == 0 && start > 0)) {
      *cursor = base + start; /* runs out of the block: begin a block with it */
      return n;
    }
    unsigned end = ends ? qn__lowest_bit(ends) : 0;
    if (QN_LIKELY(ends && !(open >> end & 1))) {
      words[n++] = (qn__word){(uint32_t)(base + start), (uint16_t)(end - start), QN__WORD_ASCII};
      at = end;
      continue;
    }
    *cursor = base + start;
    n += take_word(text, size, cursor, &words[n]);
    if (*cursor - base >= BLOCK)
      return n;
    at = (unsigned)(*cursor - base);
  }
  *cursor = base + at;
  return n;
}

size_t qn__scan_words(const char *text, size_t size, size_t *cursor, qn__word *words, size_t max) {
  size_t n = 0;
  while (n < max && *cursor < size) {
    if ((uint8_t)text[*cursor] >= 0x80)
      n += take_word(text, size, cursor, &words[n]);
    else
      n += scan_block(text, size, cursor, words + n, max - n);
  }
  return n;
}

/* --- Words that are only counted ---------------------------------------------------------------------------------- */

/* Passes over the words that end in the 64 bytes at *cursor; *n are their number.  False: there are more than `max`, or
 * some that may join, or one that fills all bytes. */
static bool skip_block(const char *text, size_t *cursor, size_t max, size_t *n) {
  const masks m = classify((const uint8_t *)text + *cursor);
  const uint64_t starts = m.alphanumeric & ~(m.alphanumeric << 1), ends = ~m.alphanumeric & m.alphanumeric << 1;
  const uint64_t open = m.joiner & (m.alphanumeric >> 1 | (uint64_t)1 << (BLOCK - 1));
  const bool goes_on = m.alphanumeric >> (BLOCK - 1);
  *n = qn__popcount64(starts) - goes_on;
  if (m.high != 0 || (ends & open) != 0 || m.alphanumeric == UINT64_MAX || *n > max)
    return false;
  *cursor += goes_on ? qn__bit_width(starts) - 1 : BLOCK; /* before the last word that begins */
  return true;
}

size_t qn__skip_words(const char *text, size_t size, size_t *cursor, size_t max) {
  enum { BATCH = 16 };
  qn__word passed[BATCH];
  size_t n = 0, found = 1;
  while (n < max && found > 0) {
    while (size - *cursor >= BLOCK && skip_block(text, cursor, max - n, &found))
      n += found;
    found = qn__scan_words(text, size, cursor, passed, max - n < BATCH ? max - n : BATCH);
    n += found;
  }
  return n;
}
