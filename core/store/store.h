/* SPDX-License-Identifier: MIT */
/* store.h: the articles themselves.  Texts lie in compressed pieces with random access, by article, byte or word; heads
 * (everything but the text) in smaller pieces of their own.
 * Bytes: index-data/FORMAT.md, "Store" and "Store dictionary".
 *
 * Articles are encoded in units, each a pure function of its articles and the dictionary, so that workers can encode
 * units in parallel and the bytes do not depend on how many they are.  No piece spans two units.
 *
 * A piece holds several short texts or a part of a long one.  Parts begin at words that do not touch the word before:
 * safe cuts (words.h), so that scanning a part alone gives the words that scanning the whole text gives.  Where a long
 * stretch has none, a part begins at a word that touches or overlaps the one before; the part before then carries on to
 * that one's end, and its scan gives the same words up to the cut.  A stretch without words makes its piece grow. */
#ifndef QN_CORE_STORE_STORE_H
#define QN_CORE_STORE_STORE_H

#include "base/buffer.h"
#include "base/cancel.h"
#include "codec/packed.h"
#include "container/container.h"
#include "quern.h"
#include "text/words.h"

enum {
  QN__STORE_UNIT_SIZE = 1 << 20, /* a unit ends with the article that brings its titles and texts to this many bytes */
  QN__TRAINING_SIZE = 16 << 20,  /* bytes of text that a dictionary is made from, the segment's first */
  QN__TRAINING_MIN = 1 << 20,    /* a segment with less text has no dictionary */
};

/* --- store_codebook_write.c: the dictionary of words that texts are written with, and the codes of its words ---
 *
 *     feed the articles in order until qn__store_train returns false or there are none left;
 *     qn__store_codebook_new; qn__store_codebook_write into QN__SECTION_STORE_DICTIONARY unless it is NULL;
 *     qn__store_encoder_new(.., dictionary, ..) for each worker. */

typedef struct qn__store_trainer qn__store_trainer;
typedef struct qn__store_codebook qn__store_codebook; /* immutable: shared by encoders of all threads */

qn_status qn__store_trainer_new(qn__store_trainer **out, qn_error *error);
void qn__store_trainer_free(qn__store_trainer *trainer);

/* Feeds the next article's text (valid UTF-8) and all its words.  False: the trainer has seen enough, this and further
 * texts need not be fed (and do no harm).  Failures are reported by qn__store_codebook_new. */
bool qn__store_train(qn__store_trainer *trainer, qn_string text, const qn__word *words, size_t n_words);

/* *out is NULL, and the status QN_OK, if the texts were too few to pay for a dictionary. */
qn_status qn__store_codebook_new(qn__store_codebook **out, qn__store_trainer *trainer, qn_error *error);
void qn__store_codebook_free(qn__store_codebook *codebook);

/* Writes into the output's open section. */
void qn__store_codebook_write(const qn__store_codebook *codebook, qn__output *output);

/* --- store_write.c --- */

typedef struct qn__store_encoder qn__store_encoder; /* one worker's scratch */

/* The encoded articles of one unit, appended to the store in order. */
typedef struct qn__store_unit {
  qn__buffer pieces;     /* deflated texts */
  qn__buffer heads;      /* deflated heads */
  qn__buffer piece_rows; /* internal: see store_tables_write.c */
  qn__buffer heads_rows;
  qn__buffer article_rows;
  uint32_t n_articles;
} qn__store_unit;

void qn__store_unit_init(qn__store_unit *unit);
void qn__store_unit_reset(qn__store_unit *unit); /* keeps the memory */
void qn__store_unit_clear(qn__store_unit *unit);

/* What a word is written as, for a caller that numbers its words and keeps their codes. */
enum {
  QN__WORD_CODE_UNKNOWN = 0, /* to be looked for */
  QN__WORD_CODE_NONE = 1,    /* not in the dictionary */
};
uint32_t qn__store_word_code(const qn__store_codebook *codebook, const char *word, uint32_t size);

/* Prefetches the slot that qn__store_word_code will probe. */
void qn__store_prefetch_code(const qn__store_codebook *codebook, const char *word, uint32_t size);

/* `codebook` (NULL: none) and `cancel` must outlive the encoder. */
qn_status qn__store_encoder_new(qn__store_encoder **out, const qn__store_codebook *codebook, const qn__cancel *cancel,
                                qn_error *error);
void qn__store_encoder_free(qn__store_encoder *encoder);

/* Adds an article to the unit.  Its strings are valid UTF-8; `words` are those of its text, as scanned.  `codes` (or
 * NULL): for each word what qn__store_word_code says of it, or QN__WORD_CODE_UNKNOWN. */
void qn__store_encode(qn__store_encoder *encoder, qn__store_unit *unit, const qn_article *article,
                      const qn__word *words, const uint32_t *codes, size_t n_words);

/* Ends the unit: nothing is added after.  Reports any failure since the unit was begun: QN_CANCELLED if the caller has
 * cancelled in the middle of a long text. */
qn_status qn__store_encode_end(qn__store_encoder *encoder, qn__store_unit *unit, qn_error *error);

/* --- store_tables_write.c --- */

enum { QN__STORE_TRAILER_SIZE = 24 };

/* The store's tables, in the order they are written. */
typedef enum qn__store_table {
  QN__STORE_PIECE_OFFSET,   /* of the deflated piece in the section */
  QN__STORE_PIECE_DEFLATED, /* its size */
  QN__STORE_PIECE_SIZE,     /* inflated */
  QN__STORE_PIECE_BYTE, /* first byte, in the text, of the part that the piece begins with; 0: it begins with a text */
  QN__STORE_PIECE_WORD, /* words of the text before that part */
  QN__STORE_HEADS_OFFSET, /* of the deflated heads in the section */
  QN__STORE_HEADS_DEFLATED,
  QN__STORE_HEADS_SIZE,
  QN__STORE_HEADS_ARTICLE,  /* the first article of these heads */
  QN__STORE_ARTICLE_PIECE,  /* that the text begins in */
  QN__STORE_ARTICLE_OFFSET, /* of the text in the inflated piece */
  QN__STORE_ARTICLE_SIZE,   /* of the text */
  QN__STORE_TABLES,
} qn__store_table;

typedef struct qn__store_writer {
  qn__output *output;                              /* the store section is open: pieces and heads go straight to it */
  qn__buffer piece_rows, heads_rows, article_rows; /* internal */
  uint64_t last[QN__STORE_TABLES];                 /* of tables that ascend: the number last added */
  uint64_t max[QN__STORE_TABLES];                  /* the largest number of each */
  uint32_t n_articles, n_pieces, n_heads;
} qn__store_writer;

void qn__store_begin(qn__store_writer *writer, qn__output *output);
void qn__store_append(qn__store_writer *writer, const qn__store_unit *unit);
/* Writes the tables and frees the writer's memory.  Failures are the output's (sticky). */
void qn__store_end(qn__store_writer *writer);

/* --- store_read.c, store_texts_read.c --- */

/* The dictionary, used where it lies. */
typedef struct qn__store_dictionary {
  qn__section section; /* empty: no dictionary */
  uint32_t n_entries;
  uint32_t texts_size; /* bytes of the entries' texts, with which the section begins */
} qn__store_dictionary;

typedef struct qn__store {
  qn__section section;
  qn__store_dictionary dictionary;
  uint32_t n_articles, n_pieces, n_heads;
  qn__packed tables[QN__STORE_TABLES];
} qn__store;

typedef struct qn__store_reader qn__store_reader; /* one thread's scratch: decompressor and decoded pieces */

/* `dictionary` is the section QN__SECTION_STORE_DICTIONARY, which may be empty. */
qn_status qn__store_open(qn__store *store, const qn__section *section, const qn__section *dictionary, qn_error *error);

qn_status qn__store_reader_new(qn__store_reader **out, qn_error *error);
void qn__store_reader_free(qn__store_reader *reader);

/* The head of an article: all of it but the text (empty).  Strings end in zero and live until the next call for a head.
 */
qn_status qn__store_head(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_article *head,
                         qn_error *error);

/* The whole text: valid UTF-8, zero-terminated, as all that is handed out here.  It lives until the reader's next call
 * for a text or passage. */
qn_status qn__store_text(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_string *text,
                         qn_error *error);

/* The bytes of a text from `start` to before `end`, which need not be at characters; those that it has.  Decodes from
 * the beginning of the piece that has the first of them.  They live as long as a text. */
qn_status qn__store_bytes(const qn__store *store, qn__store_reader *reader, uint32_t doc, uint64_t start, uint64_t end,
                          qn_string *bytes, qn_error *error);

/* The bytes of a text; nothing is decoded. */
qn_status qn__store_text_size(const qn__store *store, uint32_t doc, uint64_t *size, qn_error *error);

/* A part of a text, found by word. */
typedef struct qn__passage {
  qn_string text;      /* zero-terminated; lives until the reader's next call for a text or passage */
  uint64_t offset;     /* of its first byte in the text */
  uint32_t first_word; /* words of the text before it */
  uint32_t end_word;   /* scanning the passage gives the words first_word to end_word - 1; what it gives after them
                          has no meaning.  UINT32_MAX: all up to the text's end */
  bool starts_text, ends_text;
} qn__passage;

/* The text's words `first` to `last` (counted from 0 at the text's start), and around them `around` words or more on
 * either side as far as their pieces have them: all of the pieces if it is UINT32_MAX.  No more pieces are inflated
 * than those of `first` to `last`, and little more is decoded than was asked for.  Words past the text's end give its
 * last piece. */
qn_status qn__store_passage(const qn__store *store, qn__store_reader *reader, uint32_t doc, uint32_t first,
                            uint32_t last, uint32_t around, qn__passage *passage, qn_error *error);

/* The range of words that lie in the same piece as `word`: [*first, *end), to see which hits share a decoding; *end is
 * UINT32_MAX in a text's last piece. */
qn_status qn__store_piece_words(const qn__store *store, uint32_t doc, uint32_t word, uint32_t *first, uint32_t *end,
                                qn_error *error);

#endif
