/* SPDX-License-Identifier: MIT */
/* fold_indic.c: one spelling for what readers of Hindi and its neighbours spell in two.
 *   nasal          a nasal consonant without vowel before a consonant of its own row is the anusvara: हिन्दी, हिंदी
 *   chandrabindu   the anusvara, in Devanagari and Gujarati: हँस, हंस
 *   nukta          dropped in Devanagari, where it is often left out: ज़िला, जिला
 * The scripts have blocks of 128 characters in one order, that of ISCII, so that an offset in the block says what a
 * letter is.  Bengali keeps its nasals and nuktas, which are never exchanged there. */
#include "text/fold_indic.h"

#include <stdbool.h>

#include "text/utf8.h"

/* Offsets in a block. */
enum {
  CHANDRABINDU = 0x01,
  ANUSVARA = 0x02,
  FIRST_CONSONANT = 0x15, /* five rows of five; the last of each is the row's nasal */
  ROW = 5,
  CONSONANTS_OF_ROWS = 5 * ROW,
  DENTAL_NASAL = 0x28,
  PALATAL_SIBILANT = 0x36,
  DENTAL_SIBILANT = 0x38,
  NUKTA = 0x3c,
  VIRAMA = 0x4d,
  DEVANAGARI = 0x0900,
  GUJARATI = 0x0a80,
};

static bool has_two_nasals(uint32_t block) {
  return block == DEVANAGARI || block == GUJARATI || block == 0x0b00 || block == 0x0c00 || block == 0x0c80;
}

/* The consonant's place in the rows, or CONSONANTS_OF_ROWS.  U+0929 and its like, letters with a nukta, have been
 * inserted after the dental row. */
static uint32_t place_of(uint32_t offset) {
  uint32_t place = offset - FIRST_CONSONANT;
  if (offset > DENTAL_NASAL + 1)
    place--;
  return offset < FIRST_CONSONANT || offset == DENTAL_NASAL + 1 || place > CONSONANTS_OF_ROWS ? CONSONANTS_OF_ROWS
                                                                                              : place;
}

/* True if people write the anusvara for this nasal, which has no vowel, before that consonant. */
static bool is_anusvara(uint32_t nasal, uint32_t consonant) {
  uint32_t place = place_of(consonant), own = place_of(nasal);
  if (own >= CONSONANTS_OF_ROWS || own % ROW != ROW - 1)
    return false;
  bool stop = place < CONSONANTS_OF_ROWS && place % ROW != ROW - 1;
  if (nasal == DENTAL_NASAL)
    return stop || (consonant >= PALATAL_SIBILANT && consonant <= DENTAL_SIBILANT);
  return stop && place / ROW == own / ROW;
}

/* The character at `text`, as an offset in the block; 0 if it is of none. */
static uint32_t offset_at(const char *text, size_t size, uint32_t block, unsigned *step) {
  if (size == 0)
    return 0;
  uint32_t c = qn__utf8_decode(text, step);
  return c >= block && c < block + 0x80 ? c - block : 0;
}

uint32_t qn__fold_indic(uint32_t c, const char *next, size_t size, size_t *used) {
  uint32_t block = c & ~0x7fu, offset = c - block;
  bool indian_nasals = block == DEVANAGARI || block == GUJARATI;
  unsigned virama, consonant;
  *used = 0;
  if (indian_nasals && offset == CHANDRABINDU)
    return block + ANUSVARA;
  if (block == DEVANAGARI && offset == NUKTA)
    return 0;
  if (block == DEVANAGARI && (offset == 0x29 || offset == 0x31 || offset == 0x34))
    return c - 1;
  if (has_two_nasals(block) && offset_at(next, size, block, &virama) == VIRAMA &&
      is_anusvara(offset, offset_at(next + virama, size - virama, block, &consonant))) {
    *used = virama;
    return block + ANUSVARA;
  }
  return c;
}
