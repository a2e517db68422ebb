/* SPDX-License-Identifier: MIT */
/* letters.c: what analyze.c and fold.c do with words, done with single letters. */
#include "text/letters.h"

#include "text/fold.h"
#include "text/utf8.h"

#include <utf8proc.h>

enum { FIRST_HAN = 0x3400 };

size_t qn__caseless_letters(uint32_t out[QN__LETTERS_MAX], uint32_t c) {
  const utf8proc_option_t options =
      UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  utf8proc_int32_t letters[QN__LETTERS_MAX + 1];
  out[0] = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  if (c < 0x80)
    return 1;
  int boundary = 0;
  utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, letters, QN__LETTERS_MAX, options, &boundary);
  if (n > 0 && n <= QN__LETTERS_MAX)
    n = utf8proc_normalize_utf32(letters, n, options);
  if (n <= 0 || n > QN__LETTERS_MAX)
    return 1;
  for (utf8proc_ssize_t i = 0; i < n; i++)
    out[i] = (uint32_t)letters[i];
  return (size_t)n;
}

static bool has_bare_letters(uint32_t c) {
  return c >= 0x80 && c < FIRST_HAN && utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_ND;
}

static bool is_mark(uint32_t c) {
  return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN;
}

/* Marks that stand alone in a form: those of India and the Far East are parts of letters, others may be left out. */
static bool is_left_out(uint32_t c) {
  return c < 0x0900 || (c >= 0x1ab0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff);
}

size_t qn__bare_letters(uint32_t out[QN__BARE_MAX], uint32_t c) {
  enum { ROOM = 16 };
  char letter[4], folded[ROOM];
  out[0] = c;
  if (!has_bare_letters(c))
    return 1;
  if (is_mark(c))
    return !is_left_out(c);
  const size_t size = qn__fold(folded, ROOM, letter, qn__utf8_encode(letter, c));
  size_t n = 0;
  for (size_t at = 0; at < size && n < QN__BARE_MAX; n++) {
    unsigned step;
    out[n] = qn__utf8_decode(folded + at, &step);
    at += step;
  }
  return n;
}

/* --- Where marked letters are ------------------------------------------------------------------------------------- */

typedef struct letter_range {
  uint32_t first, last;
} letter_range;

/* Letters, and where those with marks are. */
static const struct {
  letter_range bare, marked[2];
} marked_ranges[] = {
    {{'a', 'z'}, {{0xc0, 0x24f}, {0x1e00, 0x1eff}}},
    {{0x370, 0x3ff}, {{0x370, 0x3ff}, {0x1f00, 0x1fff}}},
    {{0x430, 0x45f}, {{0x450, 0x45d}}},
    {{0x620, 0x6ff}, {{0x620, 0x6ff}}},
};

/* Where marks are that may be left out. */
static const letter_range mark_ranges[] = {
    {0x300, 0x36f}, {0x483, 0x487}, {0x591, 0x5c7},   {0x610, 0x61a},   {0x640, 0x640},  {0x64b, 0x65f}, {0x670, 0x670},
    {0x6d6, 0x6ed}, {0x711, 0x711}, {0x730, 0x74a},   {0x7a6, 0x7b0},   {0x7eb, 0x7fd},  {0x816, 0x82d}, {0x859, 0x85b},
    {0x898, 0x89f}, {0x8ca, 0x8ff}, {0x1ab0, 0x1ace}, {0x1b00, 0x1dff}, {0x20d0, 0x20f0}};

static uint32_t next_in_range(letter_range range, uint32_t after) {
  if (range.last <= after)
    return 0;
  return after < range.first ? range.first : after + 1;
}

/* Letters of India are replaced by others of their block. */
static uint32_t next_in_block(uint32_t first, uint32_t last, uint32_t after) {
  enum { INDIC_FIRST = 0x900, INDIC_LAST = 0xd7f, BLOCK = 0x80 };
  if (last < INDIC_FIRST || first > INDIC_LAST)
    return 0;
  const letter_range blocks = {first < INDIC_FIRST ? INDIC_FIRST : first / BLOCK * BLOCK,
                               last > INDIC_LAST ? INDIC_LAST : last / BLOCK * BLOCK + BLOCK - 1};
  return next_in_range(blocks, after);
}

static uint32_t lower_of(uint32_t a, uint32_t b) {
  return a == 0 || (b != 0 && b < a) ? b : a;
}

uint32_t qn__next_marked_letter(uint32_t first, uint32_t last, uint32_t after) {
  uint32_t next = next_in_block(first, last, after);
  for (size_t row = 0; row < sizeof marked_ranges / sizeof marked_ranges[0]; row++)
    if (last >= marked_ranges[row].bare.first && first <= marked_ranges[row].bare.last)
      for (size_t i = 0; i < 2; i++)
        next = lower_of(next, next_in_range(marked_ranges[row].marked[i], after));
  return next;
}

uint32_t qn__next_mark(uint32_t after) {
  uint32_t next = 0;
  for (size_t i = 0; i < sizeof mark_ranges / sizeof mark_ranges[0] && next == 0; i++)
    next = next_in_range(mark_ranges[i], after);
  return next;
}
