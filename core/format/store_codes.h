/* SPDX-License-Identifier: MIT */
/* store_codes.h: how the text of a piece is written: as it is, or as codes of words.  Bytes: index-data/FORMAT.md,
 * "Words". */
#ifndef QN_STORE_CODES_H
#define QN_STORE_CODES_H

#include "format/store.h"

/* Writes texts into a piece, word by word. */
typedef struct qn__coder {
  const qn__store_dictionary *dictionary; /* NULL: texts are written as they are */
  qn__buffer coded;
  uint32_t next;   /* first byte of the text that is not yet written */
  bool after_word; /* a space before the next word goes without saying */
} qn__coder;

void qn__coder_init(qn__coder *coder, const qn__store_dictionary *dictionary);
void qn__coder_clear(qn__coder *coder);

/* Starts another text or part. */
void qn__coder_restart(qn__coder *coder, uint32_t next);

/* Writes the text up to the word's end; of a pair word that the next word overlaps, up to the next word. */
void qn__coder_word(qn__coder *coder, const char *text, const qn__word *word, bool has_next);

/* Writes the text up to `end`, where no word is. */
void qn__coder_gap(qn__coder *coder, const char *text, uint32_t end);

/* Opens the dictionary of a section, which may be empty. */
qn_status qn__store_words_open(qn__store_words *words, const qn__section *section, qn_error *error);

/* What one coded byte can stand for at most. */
enum { QN__DECODE_GROWTH = 33, QN__DECODE_SLACK = 64 };

/* Writes the text of the coded bytes to `text`, which has `room` bytes and QN__DECODE_SLACK more, until the codes end
 * or `stop` bytes are written.  *written says how many are.  QN_DAMAGED if they would be more than the room. */
qn_status qn__store_decode(const qn__store_words *words, const uint8_t *coded, size_t size, char *text, size_t stop,
                           size_t room, size_t *written, qn_error *error);

#endif
