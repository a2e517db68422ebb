/* SPDX-License-Identifier: MIT */
/* store_word_codes_read.c: opens a dictionary and reads texts that are written in its codes, or as they are.
 * Partners: store_codebook_write.c, store_word_codes_write.c.  Bytes: index-data/FORMAT.md, "Store dictionary". */
#include "store/store_word_codes.h"

#include "text/characters.h"
#include "text/utf8.h"

enum {
  TRAILER_SIZE = 8,
  SHORT_CODES_AHEAD = (QN__WORD_CODES_2_FROM << 8) - QN__WORD_CODES_1, /* how far a code of two bytes, read as a number,
                                                                          is ahead of its entry's */
};

qn_status qn__store_dictionary_open(qn__store_dictionary *dictionary, const qn__section *section, qn_error *error) {
  *dictionary = (qn__store_dictionary){.section = *section};
  if (section->size == 0)
    return QN_OK;
  if (section->size < TRAILER_SIZE)
    return qn__section_damaged(section, section->data, "the dictionary of words is cut short", error);
  const uint8_t *trailer = qn__section_bytes(section, section->size - TRAILER_SIZE, TRAILER_SIZE, error);
  if (trailer == NULL)
    return QN_DAMAGED;
  dictionary->n_entries = qn__load_u32(trailer);
  dictionary->texts_size = qn__load_u32(trailer + 4);
  if (dictionary->n_entries > QN__DICTIONARY_ENTRIES_MAX || dictionary->n_entries < QN__WORD_CODES_1 ||
      dictionary->texts_size + (uint64_t)dictionary->n_entries * 4 + TRAILER_SIZE != section->size)
    return qn__section_damaged(section, trailer, "the dictionary's parts do not add up to its size", error);
  return QN_OK;
}

static qn_status decode_plain(const qn__store_dictionary *dictionary, qn__coded_text coded, qn__decoded_text *target,
                              qn_error *error) {
  size_t size = coded.size < target->stop ? coded.size : target->stop;
  if (size > target->room)
    return qn__section_damaged(&dictionary->section, dictionary->section.data, "a text is longer than it should be",
                               error);
  memcpy(target->text, coded.bytes, size);
  target->written = size;
  return QN_OK;
}

/* The least number that the first two bytes of a code, read as one, have if they are not an entry's code of one or two
 * bytes. */
static uint32_t short_codes_limit(uint32_t n_entries) {
  return n_entries < QN__WORD_CODES_1 + QN__WORD_CODES_2 ? n_entries + SHORT_CODES_AHEAD : QN__WORD_CODES_3_FROM << 8;
}

/* The end of a code of one or two bytes, and its entry; NULL if it is longer or has none.  Whether it has one byte or
 * two is not a branch, since nothing predicts it; as the next code waits for it, it is found from the first alone. */
QN_ALWAYS_INLINE const uint8_t *read_short_code(const uint8_t *code, uint32_t limit, uint32_t *index) {
  const uint32_t first = code[0], two = first << 8 | code[1], longer = first / QN__WORD_CODES_2_FROM; /* 0 or 1 */
  *index = longer ? two - SHORT_CODES_AHEAD : two >> 8;
  return two < limit ? code + 1 + longer : NULL;
}

/* The entry of the code at *code, which is not an escape; moves after it.  False: there is no such entry.  Up to
 * QN__DECODE_SLACK bytes after the codes may be touched. */
QN_ALWAYS_INLINE bool read_entry(const uint8_t *entries, uint32_t n_entries, const uint8_t **code, uint32_t *entry) {
  const uint8_t *const at = *code;
  uint32_t index;
  *code = read_short_code(at, short_codes_limit(n_entries), &index);
  if (QN_UNLIKELY(*code == NULL)) {
    if (at[0] < QN__WORD_CODES_3_FROM)
      return false;
    index = (uint32_t)(at[0] - QN__WORD_CODES_3_FROM) << 16 | (uint32_t)at[1] << 8 | at[2];
    index += QN__WORD_CODES_1 + QN__WORD_CODES_2;
    *code = at + 3;
    if (QN_UNLIKELY(index >= n_entries))
      return false;
  }
  *entry = qn__load_u32(entries + (size_t)index * 4);
  return true;
}

/* One unit as it is read. */
typedef struct unit {
  const uint8_t *text;
  uint32_t size;
  bool is_word, escaped;
} unit;

/* Reads the unit at *code and moves after it; false if it has no meaning. */
QN_ALWAYS_INLINE bool read_unit(const qn__store_dictionary *dictionary, const uint8_t *texts, const uint8_t **code,
                                const uint8_t *end, unit *out) {
  const uint8_t *at = *code;
  uint32_t entry;
  out->escaped = *at >= QN__WORD_CODE_ESCAPE;
  if (QN_UNLIKELY(out->escaped)) {
    *out = (unit){at + 2, at[1], *at == QN__WORD_CODE_ESCAPE, true};
    *code = out->text + out->size;
    return *code <= end;
  }
  if (QN_UNLIKELY(!read_entry(texts + dictionary->texts_size, dictionary->n_entries, code, &entry)))
    return false;
  out->is_word = entry & 1;
  out->size = qn__entry_size(entry);
  out->text = texts + qn__entry_offset(entry);
  return qn__entry_offset(entry) + out->size <= dictionary->texts_size;
}

/* False if the codes are damaged.  Codes and text may be touched beyond their ends by QN__DECODE_SLACK. */
static bool decode_codes(const qn__store_dictionary *dictionary, const uint8_t *texts, qn__coded_text coded,
                         qn__decoded_text *target) {
  const uint8_t *code = coded.bytes, *end = coded.bytes + coded.size;
  char *to = target->text, *const limit = to + target->room;
  const char *stop = target->stop <= target->room ? to + target->stop : limit + 1;
  bool after_word = false;
  uint32_t left = target->n_words;
  while (code < end && to < stop && left > 0) {
    unit next;
    if (QN_UNLIKELY(!read_unit(dictionary, texts, &code, end, &next)))
      return false;
    if (QN_UNLIKELY(next.escaped && next.size > (size_t)(limit - to)))
      return false;
    *to = ' ';
    to += after_word & next.is_word;
    memcpy(to, next.text, next.escaped ? next.size : QN__DICTIONARY_TEXT_MAX);
    to += next.size;
    left -= next.is_word;
    after_word = next.is_word;
    if (QN_UNLIKELY(to > limit))
      return false;
  }
  target->n_words = left;
  target->written = (size_t)(to - target->text);
  return code <= end;
}

/* The dictionary; NULL and an error if it is damaged.  Verified as a whole: the first text that is read pays for it,
 * some 50 us. */
static const uint8_t *dictionary_texts(const qn__store_dictionary *dictionary, qn_error *error) {
  return qn__section_bytes(&dictionary->section, 0, dictionary->section.size, error);
}

static qn_status meaningless(const qn__store_dictionary *dictionary, qn_error *error) {
  return qn__section_damaged(&dictionary->section, dictionary->section.data,
                             "a text is written with codes that have no meaning", error);
}

qn_status qn__store_decode(const qn__store_dictionary *dictionary, qn__coded_text coded, qn__decoded_text *target,
                           qn_error *error) {
  if (dictionary->n_entries == 0)
    return decode_plain(dictionary, coded, target, error);
  const uint8_t *texts = dictionary_texts(dictionary, error);
  if (texts == NULL)
    return QN_DAMAGED;
  return decode_codes(dictionary, texts, coded, target) ? QN_OK : meaningless(dictionary, error);
}

/* Whether a unit that is not marked as a word is still one: one that touches the word before it. */
QN_ALWAYS_INLINE bool touches(const uint8_t *text, uint32_t size) {
  if (text[0] < 0x80)
    return qn__character(text[0]) & QN__IS_WORD;
  unsigned n;
  return qn__utf8_valid((const char *)text, size) &&
         qn__character(qn__utf8_decode((const char *)text, &n)) & QN__IS_WORD;
}

/* How far a text has been passed over, and the last place before it from which the rest may be decoded. */
typedef struct passing {
  const uint8_t *code, *start;
  size_t bytes, start_bytes;
  uint32_t words, start_words;
  bool after_word;
} passing;

QN_ALWAYS_INLINE void pass_unit(passing *p, bool is_word, uint32_t size, const uint8_t *end) {
  if (p->after_word && is_word) {
    p->start = p->code;
    p->start_bytes = ++p->bytes;
    p->start_words = p->words;
  }
  p->code = end;
  p->bytes += size;
  p->after_word = is_word;
}

/* How many units surely begin before the codes end and before so many words and bytes are passed over: one at least. */
static size_t units_within(const passing *p, const uint8_t *end, uint32_t n_words, size_t n_bytes) {
  const size_t by_codes = (size_t)(end - p->code - 1) / 2 + 1, by_words = (size_t)(n_words - p->words) + 1,
               by_bytes = (n_bytes - p->bytes - 2) / QN__DECODE_GROWTH + 1;
  const size_t n = by_codes < by_words ? by_codes : by_words;
  return n < by_bytes ? n : by_bytes;
}

/* Nearly all units have codes of one or two bytes, and are passed over without asking after each whether to stop.
 * Most are words, whose texts are not looked at. */
static bool skip_codes(const qn__store_dictionary *dictionary, const uint8_t *texts, qn__coded_text coded,
                       uint32_t n_words, size_t n_bytes, qn__store_skipped *skipped) {
  const uint8_t *const end = coded.bytes + coded.size, *const entries = texts + dictionary->texts_size;
  const uint32_t limit = short_codes_limit(dictionary->n_entries), texts_size = dictionary->texts_size;
  passing p = {.code = coded.bytes, .start = coded.bytes};
  while (p.code < end && p.words <= n_words && p.bytes + 1 < n_bytes) {
    const uint8_t *after;
    uint32_t index;
    size_t left = units_within(&p, end, n_words, n_bytes);
    while (left > 0 && (after = read_short_code(p.code, limit, &index)) != NULL) {
      const uint32_t entry = qn__load_u32(entries + (size_t)index * 4), size = qn__entry_size(entry);
      left--;
      if (QN_LIKELY(entry & 1)) {
        pass_unit(&p, true, size, after);
        p.words++;
        continue;
      }
      if (QN_UNLIKELY(qn__entry_offset(entry) + size > texts_size))
        return false;
      pass_unit(&p, false, size, after);
      p.words += touches(texts + qn__entry_offset(entry), size);
    }
    if (left == 0)
      continue;
    unit next;
    after = p.code;
    if (QN_UNLIKELY(!read_unit(dictionary, texts, &after, end, &next)))
      return false;
    if (QN_UNLIKELY(next.escaped && next.size == QN__WORD_CODE_ESCAPE_MAX && !(p.after_word && next.is_word)))
      break; /* may go on in the next unit, in the middle of a character */
    pass_unit(&p, next.is_word, next.size, after);
    p.words += next.is_word || touches(next.text, next.size);
  }
  *skipped = (qn__store_skipped){(size_t)(p.start - coded.bytes), p.start_bytes, p.start_words};
  return true;
}

qn_status qn__store_skip(const qn__store_dictionary *dictionary, qn__coded_text coded, uint32_t n_words, size_t n_bytes,
                         qn__store_skipped *skipped, qn_error *error) {
  *skipped = (qn__store_skipped){0, 0, 0};
  if (dictionary->n_entries == 0 || n_words == 0)
    return QN_OK;
  const uint8_t *texts = dictionary_texts(dictionary, error);
  if (texts == NULL)
    return QN_DAMAGED;
  return skip_codes(dictionary, texts, coded, n_words, n_bytes, skipped) ? QN_OK : meaningless(dictionary, error);
}
