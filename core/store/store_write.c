/* SPDX-License-Identifier: MIT */
/* store_write.c: puts the articles of a unit into compressed pieces.  store_tables_write.c joins units to a store.
 * Partner: store_read.c.  Bytes: index-data/FORMAT.md, "Store". */
#include "store/store.h"

#include "base/memory.h"
#include "store/store_word_codes.h"

#include <libdeflate.h>

enum {
  PIECE_TARGET = 8192, /* a piece ends at the first word from here on, before it is deflated, that touches no other */
  LONG_TEXT = 1 << 16, /* bytes */
  LONG_TEXT_TARGET = 4096, /* of its pieces: a passage of a book costs no more than one of an article */
  HEADS_TARGET = 2048,
  POLL_PIECES = 16,  /* of a text: then whether the caller has cancelled */
  DEFLATE_LEVEL = 1, /* codes of words leave little to find: higher levels gain 2 % and take five times as long */
};

struct qn__store_encoder {
  const qn__store_codebook *codebook;
  const qn__cancel *cancel;
  bool cancelled;
  struct libdeflate_compressor *compressor;
  qn__coder coder;    /* the texts of the piece being filled */
  qn__buffer heads;   /* being filled */
  size_t target;      /* of a piece of the text being written */
  uint32_t n_pieces;  /* of the unit */
  uint32_t part_byte; /* where in its text the open piece's first part begins */
  uint32_t part_word;
  uint32_t first_head; /* article that the open heads begin with, in the unit */
};

void qn__store_unit_init(qn__store_unit *unit) {
  *unit = (qn__store_unit){.n_articles = 0};
}

void qn__store_unit_reset(qn__store_unit *unit) {
  qn__buffer_reset(&unit->pieces);
  qn__buffer_reset(&unit->heads);
  qn__buffer_reset(&unit->piece_rows);
  qn__buffer_reset(&unit->heads_rows);
  qn__buffer_reset(&unit->article_rows);
  unit->n_articles = 0;
}

void qn__store_unit_clear(qn__store_unit *unit) {
  qn__buffer_clear(&unit->pieces);
  qn__buffer_clear(&unit->heads);
  qn__buffer_clear(&unit->piece_rows);
  qn__buffer_clear(&unit->heads_rows);
  qn__buffer_clear(&unit->article_rows);
  unit->n_articles = 0;
}

qn_status qn__store_encoder_new(qn__store_encoder **out, const qn__store_codebook *codebook, const qn__cancel *cancel,
                                qn_error *error) {
  qn__store_encoder *encoder = qn__calloc(1, sizeof *encoder);
  if (encoder == NULL)
    return qn__fail_memory(error);
  encoder->codebook = codebook;
  encoder->cancel = cancel;
  encoder->compressor = libdeflate_alloc_compressor(DEFLATE_LEVEL);
  if (encoder->compressor == NULL) {
    qn__free(encoder);
    return qn__fail_memory(error);
  }
  qn__coder_init(&encoder->coder, codebook);
  qn__buffer_init(&encoder->heads);
  *out = encoder;
  return QN_OK;
}

void qn__store_encoder_free(qn__store_encoder *encoder) {
  if (encoder == NULL)
    return;
  libdeflate_free_compressor(encoder->compressor);
  qn__coder_clear(&encoder->coder);
  qn__buffer_clear(&encoder->heads);
  qn__free(encoder);
}

/* Appends `from`, deflated, to `to` and empties it; returns the deflated size. */
static size_t deflate_to(qn__store_encoder *encoder, qn__buffer *to, qn__buffer *from) {
  size_t bound = libdeflate_deflate_compress_bound(encoder->compressor, from->size);
  uint8_t *room = qn__buffer_reserve(to, bound);
  size_t size =
      room == NULL ? 0 : libdeflate_deflate_compress(encoder->compressor, from->data, from->size, room, bound);
  to->size += size;
  qn__buffer_reset(from);
  return size;
}

/* Ends the open piece; the next one begins at that byte and word of a text, or with a text (0, 0). */
static void end_piece(qn__store_encoder *encoder, qn__store_unit *unit, uint32_t next_byte, uint32_t next_word) {
  qn__buffer *coded = &encoder->coder.coded;
  size_t inflated = coded->size;
  qn__buffer_varint(&unit->piece_rows, deflate_to(encoder, &unit->pieces, coded));
  qn__buffer_varint(&unit->piece_rows, inflated);
  qn__buffer_varint(&unit->piece_rows, encoder->part_byte);
  qn__buffer_varint(&unit->piece_rows, encoder->part_word);
  encoder->n_pieces++;
  encoder->part_byte = next_byte;
  encoder->part_word = next_word;
  qn__coder_part(&encoder->coder, next_byte);
}

static void end_heads(qn__store_encoder *encoder, qn__store_unit *unit) {
  size_t inflated = encoder->heads.size;
  qn__buffer_varint(&unit->heads_rows, deflate_to(encoder, &unit->heads, &encoder->heads));
  qn__buffer_varint(&unit->heads_rows, inflated);
  qn__buffer_varint(&unit->heads_rows, encoder->first_head);
  encoder->first_head = unit->n_articles;
}

static void encode_head(qn__store_encoder *encoder, qn__store_unit *unit, const qn_article *article) {
  const qn_string *const strings[] = {&article->id,       &article->title,  &article->url,       &article->date,
                                      &article->language, &article->fields, &article->source_map};
  enum { N = sizeof strings / sizeof strings[0] };
  for (size_t i = 0; i < N; i++)
    qn__buffer_varint(&encoder->heads, strings[i]->size);
  for (size_t i = 0; i < N; i++)
    qn__buffer_bytes(&encoder->heads, strings[i]->data, strings[i]->size);
  unit->n_articles++;
  if (encoder->heads.size >= HEADS_TARGET)
    end_heads(encoder, unit);
}

/* A long text does not go on in a piece that is too large for it. */
static void begin_text(qn__store_encoder *encoder, qn__store_unit *unit, size_t size) {
  encoder->target = size < LONG_TEXT ? PIECE_TARGET : LONG_TEXT_TARGET;
  if (encoder->coder.coded.size >= encoder->target)
    end_piece(encoder, unit, 0, 0);
}

/* Whether the caller has cancelled, asked now and then. */
static bool is_cancelled(qn__store_encoder *encoder) {
  if (encoder->n_pieces % POLL_PIECES == POLL_PIECES - 1)
    encoder->cancelled = encoder->cancelled || qn__is_cancelled(encoder->cancel);
  return encoder->cancelled;
}

/* Ends the full piece before word i if the text may be cut there; one that is twice as full, at any word. */
static void cut_before(qn__store_encoder *encoder, qn__store_unit *unit, const qn__word *words, size_t i) {
  uint32_t start = words[i].offset, last_end = words[i - 1].offset + words[i - 1].size;
  if (start <= last_end && encoder->coder.coded.size < 2 * encoder->target)
    return;
  qn__coder_gap(&encoder->coder, start > last_end ? start : last_end); /* the part carries on over the cut */
  end_piece(encoder, unit, start, (uint32_t)i);
}

void qn__store_encode(qn__store_encoder *encoder, qn__store_unit *unit, const qn_article *article,
                      const qn__word *words, const uint32_t *codes, size_t n_words) {
  encode_head(encoder, unit, article);
  begin_text(encoder, unit, article->text.size);
  qn__buffer_varint(&unit->article_rows, encoder->n_pieces);
  qn__buffer_varint(&unit->article_rows, encoder->coder.coded.size);
  qn__buffer_varint(&unit->article_rows, article->text.size);
  qn__coder *coder = &encoder->coder;
  qn__coder_text(coder, article->text);
  for (size_t i = 0; i < n_words && !is_cancelled(encoder);) {
    i = qn__coder_words(coder, words, codes, i, n_words, encoder->target);
    if (i < n_words)
      cut_before(encoder, unit, words, i);
  }
  qn__coder_gap(coder, (uint32_t)article->text.size);
  if (coder->coded.size >= encoder->target)
    end_piece(encoder, unit, 0, 0);
}

qn_status qn__store_encode_end(qn__store_encoder *encoder, qn__store_unit *unit, qn_error *error) {
  if (encoder->coder.coded.size > 0)
    end_piece(encoder, unit, 0, 0);
  if (encoder->heads.size > 0)
    end_heads(encoder, unit);
  encoder->n_pieces = encoder->part_byte = encoder->part_word = encoder->first_head = 0;
  bool failed = encoder->coder.coded.failed || encoder->heads.failed || unit->pieces.failed || unit->heads.failed ||
                unit->piece_rows.failed || unit->heads_rows.failed || unit->article_rows.failed;
  if (encoder->cancelled)
    return qn__fail(error, QN_CANCELLED, "cancelled");
  return failed ? qn__fail_memory(error) : QN_OK;
}
