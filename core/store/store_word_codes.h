/* SPDX-License-Identifier: MIT */
/* store_word_codes.h: how the text of a piece is written: as it is, or with a dictionary of words: the codebook
 * finds the code of a word, the dictionary the word of a code.
 * Bytes: index-data/FORMAT.md, "Store dictionary".
 *
 * With a dictionary a text is a row of units: words, and what stands between them.  A unit in the dictionary is a code
 * of one to three bytes, the most frequent the shortest; any other is escaped.
 *     0 to 127       entry 0 to 127
 *     128 to 237, b  entry 128 + 256 * (first - 128) + b
 *     238 to 253, b, c  entry 28,288 + 65,536 * (first - 238) + 256 * b + c
 *     254, n, n bytes   a word           255, n, n bytes   something else
 * One space between two words is implied; after anything else a word follows at once. */
#ifndef QN_CORE_STORE_STORE_WORD_CODES_H
#define QN_CORE_STORE_STORE_WORD_CODES_H

#include "base/hash.h"
#include "store/store.h"

enum {
  QN__WORD_CODES_1 = 128,                   /* codes of one byte */
  QN__WORD_CODES_2_FROM = QN__WORD_CODES_1, /* first byte of codes of two */
  QN__WORD_CODES_3_FROM = 238,              /* ... of three */
  QN__WORD_CODE_ESCAPE = 254,               /* escapes */
  QN__WORD_CODE_ESCAPE_OTHER = 255,
  QN__WORD_CODES_2 = (QN__WORD_CODES_3_FROM - QN__WORD_CODES_2_FROM) * 256,
  QN__WORD_CODES_3 = (QN__WORD_CODE_ESCAPE - QN__WORD_CODES_3_FROM) * 65536,
  QN__DICTIONARY_ENTRIES_MAX = QN__WORD_CODES_1 + QN__WORD_CODES_2 + QN__WORD_CODES_3,
  QN__DICTIONARY_TEXT_MAX = 32,   /* bytes of a unit in the dictionary */
  QN__WORD_CODE_ESCAPE_MAX = 255, /* bytes of text that one escape holds */
};

/* An entry is 32 bits: bit 0 says that it is a word, five bits the size less 1, the rest the offset of its text. */
QN_ALWAYS_INLINE uint32_t qn__entry_size(uint32_t entry) {
  return (entry >> 1 & 31) + 1;
}
QN_ALWAYS_INLINE uint32_t qn__entry_offset(uint32_t entry) {
  return entry >> 6;
}

/* A unit and its code: one probe of one cache line identifies a unit of up to eight bytes. */
typedef struct qn__code_slot {
  uint64_t key;   /* of the unit: see qn__unit_key */
  uint32_t code;  /* its bytes, lowest first, and in the top byte how many; 0: the slot is free */
  uint32_t entry; /* as in the section */
} qn__code_slot;

/* Where the code of something else than a word is, of one or two ASCII bytes; the second is 0 if there is one. */
QN_ALWAYS_INLINE uint32_t qn__gap_index(uint8_t first, uint8_t second) {
  return first | (uint32_t)second << 7;
}

/* Made by store_codebook_write.c. */
struct qn__store_codebook {
  qn__buffer texts;
  qn__buffer entries; /* u32 each */
  uint32_t n_entries;
  qn__code_slot *slots; /* open addressing, linear probing */
  size_t mask;
  uint32_t gaps[1 << 14]; /* codes, at qn__gap_index */
};

/* The first eight bytes of a unit, a shorter one followed by zeros; the last eight of a longer one mixed in.  `end`:
 * bytes up to there may be read. */
QN_ALWAYS_INLINE uint64_t qn__unit_key(const char *unit, uint32_t size, const char *end) {
  if (size > 8)
    return qn__load_u64((const uint8_t *)unit) ^ qn__load_u64((const uint8_t *)unit + size - 8) * QN__HASH_B;
  if (QN_LIKELY(end - unit >= 8))
    return qn__load_u64((const uint8_t *)unit) & (UINT64_MAX >> (64 - size * 8));
  uint64_t key = 0;
  for (uint32_t i = 0; i < size; i++)
    key |= (uint64_t)(uint8_t)unit[i] << 8 * i;
  return key;
}

QN_ALWAYS_INLINE uint64_t qn__unit_hash(uint64_t key, bool is_word) {
  return qn__multiply_mix(key ^ QN__HASH_A, QN__HASH_B + is_word);
}

QN_ALWAYS_INLINE size_t qn__unit_home(const qn__store_codebook *codebook, uint64_t key, bool is_word) {
  return (size_t)qn__unit_hash(key, is_word) & codebook->mask;
}

/* --- store_word_codes_write.c --- */

/* What a word is made into: what stands before it unless that is implied (size 0), and itself. */
typedef struct qn__units {
  const char *gap, *word;
  uint32_t gap_size, word_size;
  bool is_word; /* no: the word touches the one before, or is a character of a script without spaces */
} qn__units;

/* Where a word ends; a pair word that the next word overlaps ends where that begins. */
QN_ALWAYS_INLINE uint32_t qn__word_end(const qn__word *word, bool has_next) {
  uint32_t end = word->offset + word->size;
  return word->kind == QN__WORD_PAIR && has_next && word[1].offset < end ? word[1].offset : end;
}

/* Cuts the text from `next` to the end of the word. */
QN_ALWAYS_INLINE qn__units qn__split_units(const char *text, uint32_t next, bool after_word, const qn__word *word,
                                           bool has_next) {
  bool pair = word->kind == QN__WORD_PAIR;
  uint32_t gap = word->offset - next;
  bool spaced = after_word && gap == 1 && text[next] == ' ' && !pair;
  return (qn__units){.gap = text + next,
                     .gap_size = spaced ? 0 : gap,
                     .word = text + word->offset,
                     .word_size = qn__word_end(word, has_next) - word->offset,
                     .is_word = !pair && !(after_word && gap == 0)};
}

/* Writes texts into a piece, word by word. */
typedef struct qn__coder {
  const qn__store_codebook *codebook; /* NULL: texts are written as they are */
  qn__buffer coded;
  const char *text, *end;
  uint32_t next;   /* first byte of the text that is not yet written */
  bool after_word; /* a space before the next word is implied */
} qn__coder;

void qn__coder_init(qn__coder *coder, const qn__store_codebook *codebook);
void qn__coder_clear(qn__coder *coder);

/* Starts a text, or a part of it. */
void qn__coder_text(qn__coder *coder, qn_string text);
void qn__coder_part(qn__coder *coder, uint32_t next);

/* Writes the text up to the end of word i (or, of a pair word, up to the next that overlaps it) and of the words after
 * it until `full` bytes are coded; returns the first word that is not written.  `codes`: see qn__store_encode. */
size_t qn__coder_words(qn__coder *coder, const qn__word *words, const uint32_t *codes, size_t i, size_t n_words,
                       size_t full);

/* Writes the text up to `end`, before which there are no more words. */
void qn__coder_gap(qn__coder *coder, uint32_t end);

/* --- store_word_codes_read.c --- */

/* Opens the dictionary of a section, which may be empty. */
qn_status qn__store_dictionary_open(qn__store_dictionary *dictionary, const qn__section *section, qn_error *error);

enum {
  QN__DECODE_GROWTH = QN__DICTIONARY_TEXT_MAX + 1, /* what one coded byte can stand for at most */
  QN__DECODE_SLACK = 64,                           /* bytes that decoding may touch beyond, of both codes and text */
};

/* Bytes of a piece that hold a text, or a part of one. */
typedef struct qn__coded_text {
  const uint8_t *bytes;
  size_t size;
} qn__coded_text;

/* Where decoded text goes, and when decoding ends. */
typedef struct qn__decoded_text {
  char *text; /* `room` bytes and QN__DECODE_SLACK more */
  size_t room;
  size_t stop;      /* bytes after which no more need be written */
  uint32_t n_words; /* words after which no more need be written: counted down, except for words that touch the one
                       before; not counted without a dictionary */
  size_t written;   /* how many bytes were */
} qn__decoded_text;

/* Writes the text of the coded bytes until the codes end, or as the target says. */
qn_status qn__store_decode(const qn__store_dictionary *dictionary, qn__coded_text coded, qn__decoded_text *target,
                           qn_error *error);

typedef struct qn__store_skipped {
  size_t coded;   /* bytes */
  size_t bytes;   /* of the text that they stand for */
  uint32_t words; /* in it */
} qn__store_skipped;

/* Passes over at most `n_words` words and fewer than `n_bytes` bytes of the text, up to a word that a space divides
 * from the one before: from there the rest can be decoded, and its words scanned.  Without a dictionary nothing is
 * passed over. */
qn_status qn__store_skip(const qn__store_dictionary *dictionary, qn__coded_text coded, uint32_t n_words, size_t n_bytes,
                         qn__store_skipped *skipped, qn_error *error);

#endif
