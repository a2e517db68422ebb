/* SPDX-License-Identifier: MIT */
/* term_ends_read.c: finds terms by their last letters.  Partner: term_ends_write.c.
 * Bytes: index-data/FORMAT.md, "Term ends". */
#include "dictionary/term_ends.h"

#include "text/language.h"

enum { TRAILER_SIZE = 5, LETTER_BITS = 5, ALL_LETTERS_BITS = QN__TERM_END_LETTERS * LETTER_BITS };

/* The tag and the last letters as a number; 0 if they are not letters. */
static uint64_t end_number(const uint8_t *term, size_t size) {
  uint64_t number = term[0];
  for (unsigned i = 1; i <= QN__TERM_END_LETTERS; i++) {
    uint8_t letter = i < size ? term[size - i] : 'a' - 1;
    if (letter < 'a' - 1 || letter > 'z')
      return 0;
    number = number << LETTER_BITS | (uint64_t)(letter - ('a' - 1));
  }
  return number;
}

uint64_t qn__term_end_key(const void *term, size_t size) {
  const uint8_t *bytes = term;
  if (!qn__language_writes_compounds(bytes[0]) || size < 1 + QN__TERM_END_LEAST)
    return 0;
  for (size_t i = 1; i < size; i++)
    if (bytes[i] < 'a' || bytes[i] > 'z')
      return 0;
  return end_number(bytes, size);
}

qn_status qn__term_ends_open(qn__term_ends *ends, const qn__section *section, qn_error *error) {
  *ends = (qn__term_ends){.section = *section};
  if (section->size == 0)
    return QN_OK;
  const uint8_t *trailer = section->size < TRAILER_SIZE
                               ? NULL
                               : qn__section_bytes(section, section->size - TRAILER_SIZE, TRAILER_SIZE, error);
  if (trailer == NULL)
    return section->size < TRAILER_SIZE ? qn__section_damaged(section, section->data, "it is cut short", error)
                                        : QN_DAMAGED;
  uint64_t offset = 0;
  qn_status status = qn__packed_open(&ends->ordinals, section, &offset, qn__load_u32(trailer), trailer[4], error);
  if (status == QN_OK && offset != section->size - TRAILER_SIZE)
    status = qn__section_damaged(section, trailer, "the terms sorted by their ends are too many or too few", error);
  return status;
}

qn_status qn__term_ends_at(qn__terms_cursor *cursor, const qn__term_ends *ends, const qn__terms *terms, uint32_t i,
                           qn_error *error) {
  uint64_t ordinal;
  qn_status status = qn__packed_get(&ends->ordinals, &ends->section, i, &ordinal, error);
  if (status == QN_OK && ordinal >= terms->keys.n_keys)
    status = qn__section_damaged(&ends->section, ends->section.data, "a term does not exist", error);
  return status == QN_OK ? qn__terms_at(cursor, terms, ordinal, error) : status;
}

/* The first term whose number is not below the one wanted. */
static qn_status first_from(const qn__term_ends *ends, const qn__terms *terms, uint64_t wanted, uint32_t low,
                            uint32_t *out, qn_error *error) {
  uint32_t high = ends->ordinals.n;
  qn_status status = QN_OK;
  while (status == QN_OK && low < high) {
    uint32_t middle = low + (high - low) / 2;
    uint64_t ordinal;
    qn__keys_cursor cursor;
    status = qn__packed_get(&ends->ordinals, &ends->section, middle, &ordinal, error);
    if (status == QN_OK && ordinal >= terms->keys.n_keys)
      status = qn__section_damaged(&ends->section, ends->section.data, "a term does not exist", error);
    if (status == QN_OK)
      status = qn__keys_at(&cursor, &terms->keys, ordinal, error);
    if (status == QN_OK && end_number(cursor.key, cursor.size) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  *out = low;
  return status;
}

qn_status qn__term_ends_find(const qn__term_ends *ends, const qn__terms *terms, const char *letters, size_t size,
                             uint32_t *first, uint32_t *end, qn_error *error) {
  const uint64_t from = end_number((const uint8_t *)letters, size);
  const size_t n = size - 1 < QN__TERM_END_LETTERS ? size - 1 : QN__TERM_END_LETTERS;
  *first = *end = 0;
  if (ends->ordinals.n == 0 || from == 0)
    return QN_OK;
  qn_status status = first_from(ends, terms, from, 0, first, error);
  if (status == QN_OK)
    status = first_from(ends, terms, from + (UINT64_C(1) << (ALL_LETTERS_BITS - LETTER_BITS * n)), *first, end, error);
  return status;
}
