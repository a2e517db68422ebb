/* SPDX-License-Identifier: MIT */
/* fold.c: what folding removes, script by script.
 *   Latin, Greek    all marks; letters with strokes and ligatures become plain letters
 *   Cyrillic        stress marks, and the dots of ё; й, ї, ў and their like are letters of their own
 *   Hebrew          points
 *   Arabic          vowel signs, the tatweel, the hamza on its carriers; Persian letters meet their Arabic twins
 *   Han             simplified characters meet their traditional twins
 *   all             decimal digits become 0 to 9; skin tones of emoji
 * In other scripts marks are letters, or part of them, and stay. */
#include "text/fold.h"

#include <stdbool.h>
#include <utf8proc.h>

#include "text/characters.h"
#include "text/han_variants.h"
#include "text/utf8.h"

enum {
  FOLDED_SCRIPTS = 1 << QN__SCRIPT_LATIN | 1 << QN__SCRIPT_GREEK | 1 << QN__SCRIPT_CYRILLIC | 1 << QN__SCRIPT_HEBREW |
                   1 << QN__SCRIPT_ARABIC,
  MARKS_MAX = 18, /* no canonical decomposition is longer */
  FIRST_HAN = 0x3400,
};

/* Letters that Unicode does not decompose. */
typedef struct replacement {
  uint16_t letter;
  char text[4];
} replacement;

static const replacement replacements[] = {
    {0x00df, "ss"}, {0x00e6, "ae"},       {0x00f0, "d"},        {0x00f8, "o"},        {0x00fe, "th"},
    {0x0111, "d"},  {0x0127, "h"},        {0x0131, "i"},        {0x0142, "l"},        {0x014b, "n"},
    {0x0153, "oe"}, {0x0167, "t"},        {0x0180, "b"},        {0x01bf, "w"},        {0x01e5, "g"},
    {0x0640, ""},   {0x0649, "\xd9\x8a"}, {0x06a9, "\xd9\x83"}, {0x06cc, "\xd9\x8a"},
};

static const char *find_replacement(uint32_t letter) {
  size_t low = 0, high = sizeof replacements / sizeof replacements[0];
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (replacements[middle].letter == letter)
      return replacements[middle].text;
    if (replacements[middle].letter < letter)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}

/* The base letter of a character of the folded scripts. */
static uint32_t without_marks(uint32_t letter, qn__script script) {
  utf8proc_int32_t parts[MARKS_MAX];
  int boundary = 0;
  if (script == QN__SCRIPT_CYRILLIC && letter != 0x0450 && letter != 0x0451 && letter != 0x045d)
    return letter;
  utf8proc_ssize_t n =
      utf8proc_decompose_char((utf8proc_int32_t)letter, parts, MARKS_MAX, UTF8PROC_DECOMPOSE, &boundary);
  return n > 0 && n <= MARKS_MAX ? (uint32_t)parts[0] : letter;
}

/* 0 to 9 for a decimal digit of any script, which Unicode keeps in rows of ten from ...0 or ...6. */
static uint32_t digit_value(uint32_t digit) {
  utf8proc_int32_t row = (utf8proc_int32_t)(digit & ~0xfu);
  return utf8proc_category(row) == UTF8PROC_CATEGORY_ND ? digit & 0xfu : (digit & 0xfu) - 6;
}

static bool is_skin_tone(uint32_t code_point) {
  return code_point >= 0x1f3fb && code_point <= 0x1f3ff;
}

/* Writes what the character becomes at `out`, which has room for 4 bytes; returns the bytes.  *drop_marks says, from
 * one character to the next, whether marks are to be dropped. */
static size_t fold_character(char *out, uint32_t c, bool *drop_marks) {
  utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
  if (category == UTF8PROC_CATEGORY_MN)
    return *drop_marks ? 0 : qn__utf8_encode(out, c);
  qn__script script = qn__script_of(qn__character(c));
  *drop_marks = FOLDED_SCRIPTS >> script & 1;
  if (category == UTF8PROC_CATEGORY_ND)
    return qn__utf8_encode(out, '0' + digit_value(c));
  if (is_skin_tone(c))
    return 0;
  if (*drop_marks)
    c = without_marks(c, script);
  const char *text = find_replacement(c);
  if (text == NULL)
    return qn__utf8_encode(out, c >= FIRST_HAN ? qn__han_representative(c) : c);
  size_t size = strlen(text);
  memcpy(out, text, size);
  return size;
}

size_t qn__fold(char *out, size_t capacity, const char *text, size_t size) {
  size_t n = 0;
  bool drop_marks = true; /* ASCII letters are Latin */
  for (size_t at = 0; at < size && capacity - n >= 4;) {
    unsigned step;
    uint32_t c = qn__utf8_decode(text + at, &step);
    at += step;
    if (c >= 0x80) {
      n += fold_character(out + n, c, &drop_marks);
      continue;
    }
    out[n++] = (char)c;
    drop_marks = c >= 'a' && c <= 'z';
  }
  return n;
}
