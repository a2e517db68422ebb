/* SPDX-License-Identifier: MIT */
/* store.h: the articles themselves.  Texts lie in compressed pieces with random access, by article, byte or position;
 * heads (everything but the text) in smaller pieces of their own.  Bytes: index-data/FORMAT.md, "Store".
 *
 * Articles are encoded in units, each a pure function of its articles, so that workers can encode units in parallel and
 * the bytes do not depend on how many they are.  No piece spans two units.  A piece ends only at safe cuts (words.h),
 * so that scanning it alone gives the words that scanning the whole text gives. */
#ifndef QN_STORE_H
#define QN_STORE_H

#include "base/buffer.h"
#include "base/view.h"
#include "quern.h"
#include "text/words.h"

enum {
  QN__UNIT_SIZE = 1 << 20, /* a unit ends with the article that brings its titles and texts to this many bytes */
};

/* --- store_write.c --- */

typedef struct qn__store_encoder qn__store_encoder; /* one worker's scratch */

/* The encoded articles of one unit, appended to the store in order. */
typedef struct qn__store_unit {
  qn__buffer pieces;      /* compressed texts */
  qn__buffer heads;       /* compressed heads */
  qn__buffer piece_table; /* internal */
  qn__buffer head_table;
  qn__buffer article_table;
  uint32_t n_articles;
} qn__store_unit;

void qn__store_unit_init(qn__store_unit *unit);
void qn__store_unit_reset(qn__store_unit *unit); /* keeps the memory */
void qn__store_unit_clear(qn__store_unit *unit);

qn_status qn__store_encoder_new(qn__store_encoder **out, qn_error *error);
void qn__store_encoder_free(qn__store_encoder *encoder);

/* Adds an article to the unit.  Its strings are valid UTF-8; `words` are those of its text, as scanned. */
void qn__store_encode(qn__store_encoder *encoder, qn__store_unit *unit, const qn_article *article,
                      const qn__word *words, size_t n_words);

/* Ends the unit: nothing is added after.  Tells failures of all before. */
qn_status qn__store_encode_end(qn__store_encoder *encoder, qn__store_unit *unit, qn_error *error);

typedef struct qn__store_writer {
  qn__output *output; /* the store section is open: pieces go straight to it */
  qn__buffer heads, piece_table, head_table, article_table;
  uint64_t size;
  uint32_t n_articles;
} qn__store_writer;

void qn__store_begin(qn__store_writer *writer, qn__output *output);
void qn__store_append(qn__store_writer *writer, const qn__store_unit *unit);
/* Writes heads and tables behind the pieces and frees the writer's memory. */
void qn__store_end(qn__store_writer *writer);

/* --- store_read.c --- */

typedef struct qn__store {
  qn__section section;
  uint32_t n_articles, n_pieces;
  uint64_t heads_offset, piece_table_offset, head_table_offset, article_table_offset;
  uint32_t n_heads;
} qn__store;

typedef struct qn__store_reader qn__store_reader; /* one thread's scratch: decompressor and decoded pieces */

qn_status qn__store_open(qn__store *store, const qn__section *section, qn_error *error);

qn_status qn__store_reader_new(qn__store_reader **out, qn_error *error);
void qn__store_reader_free(qn__store_reader *reader);

/* The head of an article: all of it but the text (empty).  Strings live until the next call for a head. */
qn_status qn__store_head(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_article *head,
                         qn_error *error);

/* The whole text.  It lives until the reader's next call for a text or passage. */
qn_status qn__store_text(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_string *text,
                         qn_error *error);

/* A part of a text, found by word. */
typedef struct qn__passage {
  qn_string text;      /* lives until the reader's next call for a text or passage */
  uint64_t offset;     /* of its first byte in the text */
  uint32_t first_word; /* words of the text before it */
  bool starts_text, ends_text;
} qn__passage;

/* The pieces that hold the text's words `first` to `last` (counted from 0 at the text's start), decoded: at least these
 * words are in the passage, with what lies around them in their pieces. */
qn_status qn__store_passage(const qn__store *store, qn__store_reader *reader, uint32_t doc, uint32_t first,
                            uint32_t last, qn__passage *passage, qn_error *error);

/* The range of words that lie in the same piece as `word`: [*first, *end), to see which hits share a decoding. */
qn_status qn__store_piece_words(const qn__store *store, uint32_t doc, uint32_t word, uint32_t *first, uint32_t *end,
                                qn_error *error);

#endif
