/* SPDX-License-Identifier: MIT */
/* store_word_codes_write.c: writes texts as they are or in the codes of a dictionary.
 * Partner: store_word_codes_read.c.  Bytes: index-data/FORMAT.md, "Store dictionary". */
#include "store/store_word_codes.h"

enum { AHEAD = 8 }; /* words between asking for a word's slot and looking there */

void qn__coder_init(qn__coder *coder, const qn__store_codebook *codebook) {
  *coder = (qn__coder){.codebook = codebook};
}

void qn__coder_clear(qn__coder *coder) {
  qn__buffer_clear(&coder->coded);
}

void qn__coder_text(qn__coder *coder, qn_string text) {
  coder->text = text.size > 0 ? text.data : ""; /* no text may have no address */
  coder->end = coder->text + text.size;
  qn__coder_part(coder, 0);
}

void qn__coder_part(qn__coder *coder, uint32_t next) {
  coder->next = next;
  coder->after_word = false;
}

static void put_escaped(qn__buffer *coded, const char *unit, uint32_t size, bool is_word) {
  while (size > 0) {
    uint32_t n = size < QN__WORD_CODE_ESCAPE_MAX ? size : QN__WORD_CODE_ESCAPE_MAX;
    qn__buffer_u8(coded, is_word ? QN__WORD_CODE_ESCAPE : QN__WORD_CODE_ESCAPE_OTHER);
    qn__buffer_u8(coded, (uint8_t)n);
    qn__buffer_bytes(coded, unit, n);
    unit += n;
    size -= n;
  }
}

static bool is_unit(const qn__store_codebook *codebook, const qn__code_slot *slot, uint64_t key, const char *unit,
                    uint32_t size, bool is_word) {
  if (slot->key != key || (slot->entry & 63) != ((size - 1) << 1 | is_word))
    return false;
  return size <= 8 || memcmp(codebook->texts.data + qn__entry_offset(slot->entry), unit, size) == 0;
}

/* The code of a unit as its slot has it; 0 if it is not in the dictionary.  `end`: see qn__unit_key. */
static uint32_t find_code(const qn__store_codebook *codebook, const char *unit, uint32_t size, bool is_word,
                          const char *end) {
  if (size > QN__DICTIONARY_TEXT_MAX)
    return 0;
  uint64_t key = qn__unit_key(unit, size, end);
  for (size_t i = qn__unit_home(codebook, key, is_word);; i = (i + 1) & codebook->mask) {
    const qn__code_slot *slot = &codebook->slots[i];
    if (slot->code == 0 || is_unit(codebook, slot, key, unit, size, is_word))
      return slot->code;
  }
}

uint32_t qn__store_word_code(const qn__store_codebook *codebook, const char *word, uint32_t size) {
  uint32_t code = find_code(codebook, word, size, true, word + size);
  return code == 0 ? QN__WORD_CODE_NONE : code;
}

void qn__store_prefetch_code(const qn__store_codebook *codebook, const char *word, uint32_t size) {
  uint64_t key = qn__unit_key(word, size, word + size);
  QN_PREFETCH(&codebook->slots[qn__unit_home(codebook, key, true)]);
}

QN_ALWAYS_INLINE void put_code(qn__buffer *coded, uint32_t code) {
  if (QN_UNLIKELY(coded->capacity - coded->size < 4) && qn__buffer_reserve(coded, 4) == NULL)
    return;
  qn__store_u32(coded->data + coded->size, code);
  coded->size += code >> 24;
}

static void put_unit(qn__coder *coder, const char *unit, uint32_t size, bool is_word) {
  uint32_t code = find_code(coder->codebook, unit, size, is_word, coder->end);
  if (QN_LIKELY(code != 0))
    put_code(&coder->coded, code);
  else
    put_escaped(&coder->coded, unit, size, is_word);
}

void qn__coder_gap(qn__coder *coder, uint32_t end) {
  uint32_t size = end - coder->next;
  if (coder->codebook == NULL)
    qn__buffer_bytes(&coder->coded, coder->text + coder->next, size);
  else if (size > 0)
    put_unit(coder, coder->text + coder->next, size, false);
  coder->next = end;
  coder->after_word = false;
}

/* Brings the slot of a word near. */
static void prefetch(const qn__coder *coder, const qn__word *word) {
  uint64_t key = qn__unit_key(coder->text + word->offset, word->size, coder->end);
  QN_PREFETCH(&coder->codebook->slots[qn__unit_home(coder->codebook, key, true)]);
}

/* `code`: see qn__store_word_code. */
QN_ALWAYS_INLINE void put_word(qn__coder *coder, const qn__word *word, uint32_t code, bool has_next) {
  qn__units units = qn__split_units(coder->text, coder->next, coder->after_word, word, has_next);
  if (units.gap_size > 0)
    put_unit(coder, units.gap, units.gap_size, false);
  if (QN_LIKELY(units.is_word && code > QN__WORD_CODE_NONE))
    put_code(&coder->coded, code);
  else if (units.is_word && code == QN__WORD_CODE_NONE)
    put_escaped(&coder->coded, units.word, units.word_size, true);
  else
    put_unit(coder, units.word, units.word_size, units.is_word);
  coder->next = word->offset + units.word_size;
  coder->after_word = units.is_word;
}

QN_ALWAYS_INLINE uint32_t given_code(const uint32_t *codes, size_t i) {
  return codes == NULL ? QN__WORD_CODE_UNKNOWN : codes[i];
}

/* The code of what stands before a word, 0 if it must be looked for. */
QN_ALWAYS_INLINE uint32_t gap_code(const qn__store_codebook *codebook, const char *gap, uint32_t size) {
  uint8_t first = (uint8_t)gap[0], second = size > 1 ? (uint8_t)gap[1] : 0;
  return size - 1 < 2 && (first | second) < 0x80 ? codebook->gaps[qn__gap_index(first, second)] : 0;
}

/* Writes words as long as they, and what stands before them, have codes that are known, which is nearly always;
 * returns the first that is not written. */
static size_t put_known_words(qn__coder *coder, const qn__word *words, const uint32_t *codes, size_t i, size_t n_words,
                              size_t full) {
  enum { SLACK = 16 }; /* for the last two codes */
  const char *text = coder->text;
  uint32_t next = coder->next;
  bool after_word = coder->after_word;
  size_t left = full > coder->coded.size ? full - coder->coded.size : 0;
  uint8_t *to = qn__buffer_reserve(&coder->coded, left + SLACK);
  if (to == NULL)
    return i;
  const uint8_t *stop = to + left;
  for (; i < n_words && to < stop; i++) {
    uint32_t code = codes[i], gap = words[i].offset - next;
    if (i + AHEAD < n_words && QN_UNLIKELY(codes[i + AHEAD] == QN__WORD_CODE_UNKNOWN))
      prefetch(coder, &words[i + AHEAD]);
    if (QN_UNLIKELY(code <= QN__WORD_CODE_NONE || words[i].kind == QN__WORD_PAIR))
      break;
    if (!(after_word && gap == 1 && text[next] == ' ')) {
      uint32_t before = gap_code(coder->codebook, text + next, gap);
      if (QN_UNLIKELY(before == 0))
        break;
      qn__store_u32(to, before);
      to += before >> 24;
    }
    qn__store_u32(to, code);
    to += code >> 24;
    next = words[i].offset + words[i].size;
    after_word = true;
  }
  coder->next = next;
  coder->after_word = after_word;
  coder->coded.size = (size_t)(to - coder->coded.data);
  return i;
}

size_t qn__coder_words(qn__coder *coder, const qn__word *words, const uint32_t *codes, size_t i, size_t n_words,
                       size_t full) {
  do {
    bool has_next = i + 1 < n_words;
    if (coder->codebook == NULL) {
      qn__coder_gap(coder, qn__word_end(&words[i], has_next));
    } else {
      if (i + AHEAD < n_words && given_code(codes, i + AHEAD) == QN__WORD_CODE_UNKNOWN)
        prefetch(coder, &words[i + AHEAD]);
      put_word(coder, &words[i], given_code(codes, i), has_next);
    }
    i++;
    if (coder->codebook != NULL && codes != NULL)
      i = put_known_words(coder, words, codes, i, n_words, full);
  } while (i < n_words && coder->coded.size < full);
  return i;
}
