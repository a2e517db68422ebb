/* SPDX-License-Identifier: MIT */
/* words.c: quern's words.  Finding the next word depends only on the text from the cursor on, which is what makes word
 * starts safe cuts.  Characters that cannot begin a word are skipped one by one; the segment of UAX #29 that begins
 * with one that can is cut down by quern's own rules.
 *
 * The fast path classifies 64 bytes at once into bit masks and takes runs of ASCII letters and digits; it leaves to the
 * slow path whatever holds or touches anything else that could join. */
#include "text/words.h"

#include "text/word_breaks.h"

#if QN_SSE2
#include <emmintrin.h>
#endif

#define BIT(name) QN__WB_BIT(QN__WB_##name)

enum {
  JOINERS =
      BIT(EXTEND_NUM_LET) | BIT(MID_LETTER) | BIT(MID_NUM_LET) | BIT(MID_NUM) | BIT(SINGLE_QUOTE) | BIT(DOUBLE_QUOTE),
  NARROW_SPACE = 0x202f, /* a thousands separator; UAX #29 joins it as it does the underscore */
  BLOCK = 64,            /* bytes that the fast path classifies at once */
};

/* --- The rules on top of UAX #29 ---------------------------------------------------------------------------------- */

static bool is_dot(uint32_t c) {
  return c == '.' || c == 0x2024 || c == 0xfe52 || c == 0xff0e;
}

static bool is_colon(uint32_t c) {
  return c == ':' || c == 0xfe13 || c == 0xfe55 || c == 0xff1a;
}

static bool is_thousands_separator(uint32_t c) {
  return c == ',' || c == '\'' || c == 0x2019 || c == 0x066c || c == 0xff0c || c == NARROW_SPACE;
}

/* The end of the combining marks and other ignored characters at `at`; stops at `limit`. */
static size_t marks_end(const char *text, size_t limit, size_t at) {
  while (at < limit) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_IGNORED) || c.end > limit)
      break;
    at = c.end;
  }
  return at;
}

/* The end of `U.S.` or `e.g`, two or more single letters with dots between them, at `start`; `start` if there is none.
 * The last dot may lie after the segment, which ends at `limit`. */
static size_t acronym_end(const char *text, size_t size, size_t limit, size_t start) {
  size_t end = start;
  unsigned letters = 0;
  for (size_t at = start; at < limit;) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & QN__WB_LETTERS) || c.properties & QN__IS_PAIR)
      break;
    size_t letter_end = marks_end(text, limit, c.end);
    qn__text_character after = {.code_point = 0};
    if (letter_end < size)
      after = qn__character_at(text, letter_end);
    bool dot = is_dot(after.code_point) && after.end - start <= QN__WORD_MAX;
    if (!dot && letter_end < limit)
      break;
    letters++;
    end = dot ? after.end : letter_end;
    if (!dot)
      break;
    at = marks_end(text, limit, after.end);
  }
  return letters >= 2 ? end : start;
}

/* The end of the digits at `at`; *n is how many they are. */
static size_t digits_end(const char *text, size_t limit, size_t at, unsigned *n) {
  for (*n = 0; at < limit; ++*n) {
    qn__text_character c = qn__character_at(text, at);
    if (!(c.bit & BIT(NUMERIC)))
      break;
    at = c.end;
  }
  return at;
}

/* The end of the last group of `5,864` or `1,234,567` at `start`; `start` if there is none. */
static size_t thousands_end(const char *text, size_t limit, size_t start) {
  unsigned n;
  size_t end = digits_end(text, limit, start, &n), last = start;
  if (n == 0 || n > 3)
    return start;
  while (end < limit) {
    qn__text_character c = qn__character_at(text, end);
    end = digits_end(text, limit, c.end, &n);
    if (!is_thousands_separator(c.code_point) || n != 3)
      break;
    last = end;
  }
  return last;
}

/* True if a joiner of UAX #29 joins here too; `previous` is the class before it. */
static bool may_join(const qn__text_character *joiner, uint32_t previous) {
  if (joiner->bit & BIT(EXTEND_NUM_LET))
    return false;
  if (previous & BIT(NUMERIC))
    return is_dot(joiner->code_point);
  return !is_dot(joiner->code_point) && !is_colon(joiner->code_point);
}

/* Where the word ends that begins a segment with joiners or pairs in it: after its last character that is not a joiner,
 * before the first place that splits. */
static size_t cut_segment(const char *text, size_t size, size_t start, size_t limit) {
  size_t end = acronym_end(text, size, limit, start);
  if (end > start)
    return end;
  end = thousands_end(text, limit, start);
  uint32_t previous = end > start ? BIT(NUMERIC) : BIT(OTHER);
  for (size_t at = end; at < limit;) {
    qn__text_character c = qn__character_at(text, at);
    if (c.properties & QN__IS_PAIR)
      break;
    if (c.bit & JOINERS) {
      if (!may_join(&c, previous))
        break;
      at = marks_end(text, limit, c.end);
      continue;
    }
    if (!(c.bit & QN__WB_IGNORED))
      previous = c.bit;
    at = end = c.end;
  }
  return end;
}

/* --- One word after another --------------------------------------------------------------------------------------- */

static bool is_ascii(const char *text, size_t size) {
  uint8_t all = 0;
  for (size_t i = 0; i < size; i++)
    all |= (uint8_t)text[i];
  return all < 0x80;
}

static qn__word word_of(size_t start, size_t end, qn__word_kind kind) {
  return (qn__word){(uint32_t)start, (uint32_t)(end - start) & 0xffffff, (uint8_t)kind};
}

/* A vowel or last consonant of Hangul that is written in its letters: the rest of a syllable. */
static bool is_syllable_rest(uint32_t c) {
  return (c >= 0x1160 && c <= 0x11ff) || (c >= 0xd7b0 && c <= 0xd7ff);
}

/* The end of a character of a script without spaces, which begins at `start`, with its marks. */
static size_t unspaced_end(const char *text, size_t size, size_t start) {
  enum { CHARACTER_MAX = QN__WORD_MAX / 2 };
  size_t limit = size - start > CHARACTER_MAX ? start + CHARACTER_MAX : size;
  size_t end = qn__character_at(text, start).end;
  while (end < limit) {
    qn__text_character c = qn__character_at(text, end);
    if (c.end > limit || !(c.bit & QN__WB_IGNORED || is_syllable_rest(c.code_point)))
      break;
    end = c.end;
  }
  return end;
}

/* A character and its marks, and the next such if it is of these scripts too.  The cursor moves by the first. */
static qn__word take_pair(const char *text, size_t size, size_t *cursor) {
  size_t start = *cursor;
  size_t end = unspaced_end(text, size, start);
  *cursor = end;
  if (end < size && qn__character_at(text, end).properties & QN__IS_PAIR)
    end = unspaced_end(text, size, end);
  return word_of(start, end, QN__WORD_PAIR);
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
    *word = take_pair(text, size, cursor);
    return true;
  }
  qn__word_segment segment = qn__word_segment_at(text, size, start, QN__WORD_MAX);
  size_t end = segment.end;
  if (segment.classes & JOINERS || segment.pairs)
    end = cut_segment(text, size, start, end);
  *word = word_of(start, end, is_ascii(text + start, end - start) ? QN__WORD_ASCII : QN__WORD_UNICODE);
  *cursor = end;
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
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

static uint64_t in_range(uint64_t bytes, unsigned first, unsigned last) {
  uint64_t low = bytes & EACH(0x7f);
  return (low + EACH(0x80 - first)) & ~(low + EACH(0x7f - last)) & ~bytes & EACH(0x80);
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
    m.alphanumeric |= gather_flags(in_range(bytes | EACH(0x20), 'a', 'z') | in_range(bytes, '0', '9')) << i;
    m.joiner |= gather_flags(joiner) << i;
    m.high |= gather_flags(bytes & EACH(0x80)) << i;
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
      words[n++] = (qn__word){(uint32_t)(base + start), (end - start) & 0xffffff, QN__WORD_ASCII};
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
