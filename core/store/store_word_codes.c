/* SPDX-License-Identifier: MIT */
/* store_word_codes.c: writes texts as they are or with a dictionary, and reads them.
 * Bytes: index-data/FORMAT.md, "Words". */
#include "store/store_word_codes.h"

#include "text/characters.h"
#include "text/utf8.h"

enum {
  TRAILER_SIZE = 8,
  AHEAD = 8, /* words between asking for a word's slot and looking there */
};

void qn__coder_init(qn__coder *coder, const qn__store_dictionary *dictionary) {
  *coder = (qn__coder){.dictionary = dictionary};
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
    uint32_t n = size < QN__ESCAPE_MAX ? size : QN__ESCAPE_MAX;
    qn__buffer_u8(coded, is_word ? QN__CODE_WORD : QN__CODE_OTHER);
    qn__buffer_u8(coded, (uint8_t)n);
    qn__buffer_bytes(coded, unit, n);
    unit += n;
    size -= n;
  }
}

static bool is_unit(const qn__store_dictionary *dictionary, const qn__code_slot *slot, uint64_t key, const char *unit,
                    uint32_t size, bool is_word) {
  if (slot->key != key || (slot->entry & 63) != ((size - 1) << 1 | is_word))
    return false;
  return size <= 8 || memcmp(dictionary->texts.data + qn__entry_offset(slot->entry), unit, size) == 0;
}

/* The code of a unit as its slot has it; 0 if it is not in the dictionary.  `end`: see qn__unit_key. */
static uint32_t find_code(const qn__store_dictionary *dictionary, const char *unit, uint32_t size, bool is_word,
                          const char *end) {
  if (size > QN__ENTRY_TEXT_MAX)
    return 0;
  uint64_t key = qn__unit_key(unit, size, end);
  for (size_t i = qn__unit_home(dictionary, key, is_word);; i = (i + 1) & dictionary->mask) {
    const qn__code_slot *slot = &dictionary->slots[i];
    if (slot->code == 0 || is_unit(dictionary, slot, key, unit, size, is_word))
      return slot->code;
  }
}

uint32_t qn__store_word_code(const qn__store_dictionary *dictionary, const char *word, uint32_t size) {
  uint32_t code = find_code(dictionary, word, size, true, word + size);
  return code == 0 ? QN__CODE_NONE : code;
}

void qn__store_fetch_code(const qn__store_dictionary *dictionary, const char *word, uint32_t size) {
  uint64_t key = qn__unit_key(word, size, word + size);
  QN_PREFETCH(&dictionary->slots[qn__unit_home(dictionary, key, true)]);
}

QN_ALWAYS_INLINE void put_code(qn__buffer *coded, uint32_t code) {
  if (QN_UNLIKELY(coded->capacity - coded->size < 4) && qn__buffer_reserve(coded, 4) == NULL)
    return;
  qn__store_u32(coded->data + coded->size, code);
  coded->size += code >> 24;
}

static void put_unit(qn__coder *coder, const char *unit, uint32_t size, bool is_word) {
  uint32_t code = find_code(coder->dictionary, unit, size, is_word, coder->end);
  if (QN_LIKELY(code != 0))
    put_code(&coder->coded, code);
  else
    put_escaped(&coder->coded, unit, size, is_word);
}

void qn__coder_gap(qn__coder *coder, uint32_t end) {
  uint32_t size = end - coder->next;
  if (coder->dictionary == NULL)
    qn__buffer_bytes(&coder->coded, coder->text + coder->next, size);
  else if (size > 0)
    put_unit(coder, coder->text + coder->next, size, false);
  coder->next = end;
  coder->after_word = false;
}

/* Brings the slot of a word near. */
static void prefetch(const qn__coder *coder, const qn__word *word) {
  uint64_t key = qn__unit_key(coder->text + word->offset, word->size, coder->end);
  QN_PREFETCH(&coder->dictionary->slots[qn__unit_home(coder->dictionary, key, true)]);
}

/* `code`: see qn__store_word_code. */
QN_ALWAYS_INLINE void put_word(qn__coder *coder, const qn__word *word, uint32_t code, bool has_next) {
  qn__units units = qn__split_units(coder->text, coder->next, coder->after_word, word, has_next);
  if (units.gap_size > 0)
    put_unit(coder, units.gap, units.gap_size, false);
  if (QN_LIKELY(units.is_word && code > QN__CODE_NONE))
    put_code(&coder->coded, code);
  else if (units.is_word && code == QN__CODE_NONE)
    put_escaped(&coder->coded, units.word, units.word_size, true);
  else
    put_unit(coder, units.word, units.word_size, units.is_word);
  coder->next = word->offset + units.word_size;
  coder->after_word = units.is_word;
}

QN_ALWAYS_INLINE uint32_t code_of(const uint32_t *codes, size_t i) {
  return codes == NULL ? QN__CODE_UNKNOWN : codes[i];
}

/* The code of what stands before a word, 0 if it must be looked for. */
QN_ALWAYS_INLINE uint32_t gap_code(const qn__store_dictionary *dictionary, const char *gap, uint32_t size) {
  uint8_t first = (uint8_t)gap[0], second = size > 1 ? (uint8_t)gap[1] : 0;
  return size - 1 < 2 && (first | second) < 0x80 ? dictionary->gaps[qn__gap_index(first, second)] : 0;
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
    if (i + AHEAD < n_words && QN_UNLIKELY(codes[i + AHEAD] == QN__CODE_UNKNOWN))
      prefetch(coder, &words[i + AHEAD]);
    if (QN_UNLIKELY(code <= QN__CODE_NONE || words[i].kind == QN__WORD_PAIR))
      break;
    if (!(after_word && gap == 1 && text[next] == ' ')) {
      uint32_t before = gap_code(coder->dictionary, text + next, gap);
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
    if (coder->dictionary == NULL) {
      qn__coder_gap(coder, qn__word_end(&words[i], has_next));
    } else {
      if (i + AHEAD < n_words && code_of(codes, i + AHEAD) == QN__CODE_UNKNOWN)
        prefetch(coder, &words[i + AHEAD]);
      put_word(coder, &words[i], code_of(codes, i), has_next);
    }
    i++;
    if (coder->dictionary != NULL && codes != NULL)
      i = put_known_words(coder, words, codes, i, n_words, full);
  } while (i < n_words && coder->coded.size < full);
  return i;
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

qn_status qn__store_words_open(qn__store_words *words, const qn__section *section, qn_error *error) {
  *words = (qn__store_words){.section = *section};
  if (section->size == 0)
    return QN_OK;
  if (section->size < TRAILER_SIZE)
    return qn__section_damaged(section, section->data, "the dictionary of words is cut short", error);
  const uint8_t *trailer = qn__section_bytes(section, section->size - TRAILER_SIZE, TRAILER_SIZE, error);
  if (trailer == NULL)
    return QN_DAMAGED;
  words->n_entries = qn__load_u32(trailer);
  words->texts_size = qn__load_u32(trailer + 4);
  if (words->n_entries > QN__ENTRIES_MAX || words->n_entries < QN__CODES_1 ||
      words->texts_size + (uint64_t)words->n_entries * 4 + TRAILER_SIZE != section->size)
    return qn__section_damaged(section, trailer, "the dictionary's parts do not add up to its size", error);
  return QN_OK;
}

static qn_status decode_plain(const qn__store_words *words, const uint8_t *bytes, size_t size, char *text, size_t room,
                              size_t *written, qn_error *error) {
  if (size > room)
    return qn__section_damaged(&words->section, words->section.data, "a text is longer than it should be", error);
  memcpy(text, bytes, size);
  *written = size;
  return QN_OK;
}

/* Codes of one, two and three bytes: the entry is first_entry + (the three bytes less first_code << 16) >> shift. */
static const struct {
  uint32_t first_code, first_entry, shift;
} code_kinds[3] = {
    {0, 0, 16},
    {QN__CODES_2_FROM << 16, QN__CODES_1, 8},
    {QN__CODES_3_FROM << 16, QN__CODES_1 + QN__CODES_2, 0},
};

/* One unit as it is read. */
typedef struct unit {
  const uint8_t *text;
  uint32_t size;
  bool is_word, escaped;
} unit;

/* Reads the unit at *code and moves after it; false if it has no meaning.  Up to QN__DECODE_SLACK bytes after `end`
 * may be touched. */
QN_ALWAYS_INLINE bool read_unit(const qn__store_words *words, const uint8_t *texts, const uint8_t **code,
                                const uint8_t *end, unit *out) {
  const uint8_t *at = *code;
  out->escaped = *at >= QN__CODE_WORD;
  if (QN_UNLIKELY(out->escaped)) {
    *out = (unit){at + 2, at[1], *at == QN__CODE_WORD, true};
    *code = out->text + out->size;
    return *code <= end;
  }
  unsigned kind = (unsigned)(*at >= QN__CODES_2_FROM) + (*at >= QN__CODES_3_FROM);
  uint32_t three = (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
  uint32_t index = code_kinds[kind].first_entry + ((three - code_kinds[kind].first_code) >> code_kinds[kind].shift);
  *code = at + kind + 1;
  if (QN_UNLIKELY(index >= words->n_entries))
    return false;
  uint32_t entry = qn__load_u32(texts + words->texts_size + (size_t)index * 4);
  out->is_word = entry & 1;
  out->size = qn__entry_size(entry);
  out->text = texts + qn__entry_offset(entry);
  return qn__entry_offset(entry) + out->size <= words->texts_size;
}

/* Returns the end of the text, or NULL if the codes are damaged.  Codes and text may be touched beyond their ends by
 * QN__DECODE_SLACK. */
static char *decode_codes(const qn__store_words *words, const uint8_t *texts, const uint8_t *code, const uint8_t *end,
                          char *to, const char *stop, const char *limit, uint32_t *n_words) {
  bool after_word = false;
  uint32_t left = *n_words;
  while (code < end && to < stop && left > 0) {
    unit next;
    if (QN_UNLIKELY(!read_unit(words, texts, &code, end, &next)))
      return NULL;
    if (QN_UNLIKELY(next.escaped && next.size > (size_t)(limit - to)))
      return NULL;
    *to = ' ';
    to += after_word & next.is_word;
    memcpy(to, next.text, next.escaped ? next.size : QN__ENTRY_TEXT_MAX);
    to += next.size;
    left -= next.is_word;
    after_word = next.is_word;
    if (QN_UNLIKELY(to > limit))
      return NULL;
  }
  *n_words = left;
  return code > end ? NULL : to;
}

/* The dictionary; NULL and an error if it is damaged.  Verified as a whole: the first text that is read pays for it,
 * some 50 us. */
static const uint8_t *dictionary_texts(const qn__store_words *words, qn_error *error) {
  return qn__section_bytes(&words->section, 0, words->section.size, error);
}

static qn_status meaningless(const qn__store_words *words, qn_error *error) {
  return qn__section_damaged(&words->section, words->section.data, "a text is written with codes that have no meaning",
                             error);
}

qn_status qn__store_decode(const qn__store_words *words, const uint8_t *coded, size_t size, char *text, size_t stop,
                           size_t room, uint32_t *n_words, size_t *written, qn_error *error) {
  if (words->n_entries == 0)
    return decode_plain(words, coded, size < stop ? size : stop, text, room, written, error);
  const uint8_t *texts = dictionary_texts(words, error);
  if (texts == NULL)
    return QN_DAMAGED;
  const char *end = decode_codes(words, texts, coded, coded + size, text, stop <= room ? text + stop : text + room + 1,
                                 text + room, n_words);
  if (end == NULL)
    return meaningless(words, error);
  *written = (size_t)(end - text);
  return QN_OK;
}

/* Whether a unit that is not marked as a word is still one: one that touches the word before it. */
static bool touches(const unit *other) {
  uint8_t first = other->text[0];
  if (first < 0x80)
    return qn__character(first) & QN__IS_WORD;
  unsigned size;
  return qn__utf8_valid((const char *)other->text, other->size) &&
         qn__character(qn__utf8_decode((const char *)other->text, &size)) & QN__IS_WORD;
}

static bool skip_codes(const qn__store_words *words, const uint8_t *texts, const uint8_t *coded, const uint8_t *end,
                       uint32_t n_words, size_t n_bytes, qn__store_skipped *skipped) {
  const uint8_t *code = coded;
  size_t bytes = 0;
  uint32_t passed = 0;
  bool after_word = false;
  while (code < end && passed <= n_words && bytes + 1 < n_bytes) {
    unit next;
    const uint8_t *from = code;
    if (QN_UNLIKELY(!read_unit(words, texts, &code, end, &next)))
      return false;
    if (after_word & next.is_word)
      *skipped = (qn__store_skipped){(size_t)(from - coded), ++bytes, passed};
    else if (QN_UNLIKELY(next.escaped && next.size == QN__ESCAPE_MAX))
      break; /* may go on in the next unit, in the middle of a character */
    passed += next.is_word || touches(&next);
    bytes += next.size;
    after_word = next.is_word;
  }
  return true;
}

qn_status qn__store_skip(const qn__store_words *words, const uint8_t *coded, size_t size, uint32_t n_words,
                         size_t n_bytes, qn__store_skipped *skipped, qn_error *error) {
  *skipped = (qn__store_skipped){0, 0, 0};
  if (words->n_entries == 0 || n_words == 0)
    return QN_OK;
  const uint8_t *texts = dictionary_texts(words, error);
  if (texts == NULL)
    return QN_DAMAGED;
  return skip_codes(words, texts, coded, coded + size, n_words, n_bytes, skipped) ? QN_OK : meaningless(words, error);
}
