/* SPDX-License-Identifier: MIT */
/* fold.c: what folding removes, script by script.
 *   Latin, Greek    all marks; letters with strokes and ligatures become plain letters
 *   Cyrillic        stress marks, and the dots of ё; й, ї, ў and their like are letters of their own
 *   Hebrew          points
 *   Arabic          vowel signs, the tatweel, the hamza on its carriers; Persian letters meet their Arabic twins
 *   India           what is spelled in two ways (fold_indic.h); signs that stand for a letter and a virama
 *   Han             simplified characters meet their traditional twins
 *   all             decimal digits become 0 to 9; skin tones of emoji
 * In other scripts marks are letters, or part of them, and stay. */
#include "text/fold.h"

#include <stdbool.h>
#include <utf8proc.h>

#include "text/characters.h"
#include "text/fold_indic.h"
#include "text/han_variants.h"
#include "text/utf8.h"

enum {
  FOLDED_SCRIPTS = 1 << QN__SCRIPT_LATIN | 1 << QN__SCRIPT_GREEK | 1 << QN__SCRIPT_CYRILLIC | 1 << QN__SCRIPT_HEBREW |
                   1 << QN__SCRIPT_ARABIC,
  MARKS_MAX = 18, /* no canonical decomposition is longer */
  FIRST_HAN = 0x3400,
  CHARACTER_ROOM = 8, /* bytes that a character may become */
  ALEF_WASLA = 0x0671,
  ALEF = 0x0627,
};

/* Letters that Unicode does not decompose. */
typedef struct replacement {
  uint16_t letter;
  char text[CHARACTER_ROOM];
} replacement;

static const replacement replacements[] = {
    {0x00df, "ss"},
    {0x00e6, "ae"},
    {0x00f0, "d"},
    {0x00f8, "o"},
    {0x00fe, "th"},
    {0x0111, "d"},
    {0x0127, "h"},
    {0x0131, "i"},
    {0x0142, "l"},
    {0x014b, "n"},
    {0x0153, "oe"},
    {0x0167, "t"},
    {0x0180, "b"},
    {0x01bf, "w"},
    {0x01e5, "g"},
    {0x0640, ""},
    {0x0649, "\u064a"},
    {ALEF_WASLA, "\u0627"},
    {0x06a9, "\u0643"},
    {0x06c1, "\u0647"},
    {0x06cc, "\u064a"},
    {0x06d2, "\u064a"},
    {0x09ce, "\u09a4\u09cd"},
    {0x0d7a, "\u0d23\u0d4d"},
    {0x0d7b, "\u0d28\u0d4d"},
    {0x0d7c, "\u0d30\u0d4d"},
    {0x0d7d, "\u0d32\u0d4d"},
    {0x0d7e, "\u0d33\u0d4d"},
    {0x0d7f, "\u0d15\u0d4d"},
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
  if (letter == 0x06c0) /* of Persian; Unicode takes it for one of Uyghur with a hamza */
    return 0x0647;
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

/* Writes what the character becomes at `out`, which has CHARACTER_ROOM; returns the bytes.  *drop_marks says, from
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

/* How many bytes there are before the first that is not ASCII. */
static size_t ascii_size(const char *text, size_t size) {
  size_t n = 0;
  while (n < size && (uint8_t)text[n] < 0x80)
    n++;
  return n;
}

size_t qn__fold(char *out, size_t capacity, const char *text, size_t size) {
  const size_t room = capacity < CHARACTER_ROOM ? 0 : capacity - CHARACTER_ROOM + 1;
  size_t n = ascii_size(text, size < room ? size : room);
  memcpy(out, text, n);
  bool drop_marks = n == 0 || (text[n - 1] >= 'a' && text[n - 1] <= 'z'); /* ASCII letters are Latin */
  for (size_t at = n; at < size && capacity - n >= CHARACTER_ROOM;) {
    unsigned step;
    uint32_t c = qn__utf8_decode(text + at, &step);
    at += step;
    if (c >= QN__INDIC_FIRST && c < QN__INDIC_END) {
      size_t used;
      c = qn__fold_indic(c, text + at, size - at, &used);
      at += used;
      if (c == 0)
        continue;
    }
    if (c >= 0x80) {
      n += fold_character(out + n, c, &drop_marks);
      continue;
    }
    out[n++] = (char)c;
    drop_marks = c >= 'a' && c <= 'z';
  }
  return n;
}

/* --- Marks apart from letters ------------------------------------------------------------------------------------ */

/* Letters with a stress mark that NFKC composes: Cyrillic with a grave, Latin with a double grave or inverted breve. */
static bool is_stressed(uint32_t c) {
  return c == 0x0450 || c == 0x045d || (c >= 0x0200 && c <= 0x0217);
}

size_t qn__drop_marks(char *out, size_t capacity, const char *text, size_t size) {
  enum { MARKED_SCRIPTS = 1 << QN__SCRIPT_LATIN | 1 << QN__SCRIPT_CYRILLIC | 1 << QN__SCRIPT_ARABIC };
  size_t n = 0;
  bool drop = false;
  unsigned step;
  for (size_t at = 0; at < size && capacity - n >= CHARACTER_ROOM; at += step) {
    uint32_t c = qn__utf8_decode(text + at, &step);
    if (c < 0x80) {
      out[n++] = (char)c;
      drop = c >= 'a' && c <= 'z';
      continue;
    }
    if (utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_MN) {
      n += drop ? 0 : qn__utf8_encode(out + n, c);
      continue;
    }
    qn__script script = qn__script_of(qn__character(c));
    drop = MARKED_SCRIPTS >> script & 1;
    if (is_stressed(c))
      c = without_marks(c, script);
    n += qn__utf8_encode(out + n, c == ALEF_WASLA ? ALEF : c);
  }
  return n;
}
