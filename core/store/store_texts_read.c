/* SPDX-License-Identifier: MIT */
/* store_texts_read.c: brings texts back, whole or in part.  Partners: store_write.c, store_tables_write.c.
 * Bytes: index-data/FORMAT.md, "Store". */
#include "store/store_pieces.h"
#include "store/store_word_codes.h"
#include "text/utf8.h"

/* Where a text lies: its parts are the pieces first to last. */
typedef struct text_pieces {
  uint32_t first, last;
  uint64_t offset; /* of the text in its first piece, inflated */
  uint64_t size;   /* of the text */
} text_pieces;

static qn_status find_text(const qn__store *store, uint32_t doc, text_pieces *pieces, qn_error *error) {
  uint64_t first, next = store->n_pieces, next_offset = 0;
  qn_status status = qn__store_row(store, QN__STORE_ARTICLE_PIECE, doc, &first, error);
  if (status == QN_OK)
    status = qn__store_row(store, QN__STORE_ARTICLE_OFFSET, doc, &pieces->offset, error);
  if (status == QN_OK)
    status = qn__store_row(store, QN__STORE_ARTICLE_SIZE, doc, &pieces->size, error);
  if (status == QN_OK && doc + 1 < store->n_articles) {
    status = qn__store_row(store, QN__STORE_ARTICLE_PIECE, doc + 1, &next, error);
    if (status == QN_OK)
      status = qn__store_row(store, QN__STORE_ARTICLE_OFFSET, doc + 1, &next_offset, error);
  }
  if (status != QN_OK)
    return status;
  uint64_t last = next_offset == 0 && next > first ? next - 1 : next;
  if (pieces->size == 0)
    last = first;
  if (pieces->size > 0 && (first > last || last >= store->n_pieces))
    return qn__section_damaged(&store->section, store->section.data, "a text's pieces are out of order", error);
  pieces->first = (uint32_t)first;
  pieces->last = (uint32_t)last;
  return QN_OK;
}

/* First byte of a part in its text; that of the part after the last one is the text's end. */
static qn_status part_start(const qn__store *store, const text_pieces *pieces, uint32_t piece, uint64_t *byte,
                            qn_error *error) {
  *byte = piece == pieces->first ? 0 : pieces->size;
  return piece == pieces->first || piece > pieces->last
             ? QN_OK
             : qn__store_row(store, QN__STORE_PIECE_BYTE, piece, byte, error);
}

/* A part of a text in its inflated piece.  One that is not its text's last fills the piece, and may carry on over its
 * own end. */
typedef struct text_part {
  qn__coded_text coded;
  size_t size; /* of the text */
  bool fills;
} text_part;

static qn_status open_part(const qn__store *store, qn__store_reader *reader, const text_pieces *pieces, uint32_t piece,
                           text_part *part, qn_error *error) {
  uint64_t start, end;
  qn_status status = part_start(store, pieces, piece, &start, error);
  if (status == QN_OK)
    status = part_start(store, pieces, piece + 1, &end, error);
  if (status == QN_OK)
    status = qn__store_inflate(store, reader, QN__STORE_PIECE_OFFSET, piece, &reader->piece, error);
  if (status != QN_OK)
    return status;
  uint64_t offset = piece == pieces->first ? pieces->offset : 0;
  const qn__buffer *piece_bytes = &reader->piece.bytes;
  if (offset > piece_bytes->size || start > end || (end - start) / QN__DECODE_GROWTH > piece_bytes->size - offset)
    return qn__section_damaged(&store->section, reader->piece.at, "a text's parts do not fit their pieces", error);
  *part = (text_part){
      {piece_bytes->data + offset, piece_bytes->size - (size_t)offset}, (size_t)(end - start), piece < pieces->last};
  return QN_OK;
}

/* What is left out of the parts that are decoded. */
typedef struct text_span {
  uint32_t first, last; /* pieces */
  uint32_t skip;        /* words that need not be decoded, of the first part */
  uint32_t stop;        /* words after which no more need be, of the last */
  qn__store_skipped skipped;
  size_t extra; /* bytes that the last part carries on over its end, left after the text */
  bool stopped; /* before the last part's end */
} text_span;

/* Decodes a part to the end of reader->text. */
static qn_status append_part(const qn__store *store, qn__store_reader *reader, const text_part *part, text_span *span,
                             qn_error *error) {
  qn_status status = qn__store_skip(&store->dictionary, part->coded, span->skip, part->size, &span->skipped, error);
  if (status != QN_OK)
    return status;
  size_t size = part->size - span->skipped.bytes;
  const qn__coded_text coded = {part->coded.bytes + span->skipped.coded, part->coded.size - span->skipped.coded};
  qn__decoded_text to = {.room = part->fills ? size + QN__WORD_MAX : size,
                         .stop = part->fills ? SIZE_MAX : size,
                         .n_words = span->stop - span->skipped.words};
  to.text = (char *)qn__buffer_reserve(&reader->text, to.room + QN__DECODE_SLACK);
  if (to.text == NULL)
    return qn__fail_memory(error);
  status = qn__store_decode(&store->dictionary, coded, &to, error);
  span->stopped = to.written < size && to.n_words == 0;
  if (status == QN_OK && to.written < size && !span->stopped)
    status = qn__section_damaged(&store->section, reader->piece.at, "a part of a text is too short", error);
  if (status != QN_OK)
    return status;
  size = span->stopped ? to.written : size;
  reader->text.size += size;
  span->extra = to.written - size;
  return QN_OK;
}

/* The decoded text with `extra` bytes more; ends it with a zero. */
static qn_string decoded(qn__store_reader *reader, size_t extra) {
  if (reader->text.data == NULL)
    return (qn_string){"", 0};
  reader->text.size += extra;
  reader->text.data[reader->text.size] = '\0'; /* in the slack */
  return (qn_string){(const char *)reader->text.data, reader->text.size};
}

/* Decodes the parts of the span; the text that is handed out is valid. */
static qn_status decode_parts(const qn__store *store, qn__store_reader *reader, const text_pieces *pieces,
                              text_span *span, qn_string *text, qn_error *error) {
  qn_status status = QN_OK;
  if (reader->text.failed)
    qn__buffer_clear(&reader->text);
  qn__buffer_reset(&reader->text);
  for (uint64_t piece = span->first; status == QN_OK && piece <= span->last; piece++) {
    text_span own = {.skip = piece == span->first ? span->skip : 0,
                     .stop = piece == span->last ? span->stop : UINT32_MAX};
    text_part part = {{NULL, 0}, 0, false};
    status = open_part(store, reader, pieces, (uint32_t)piece, &part, error);
    if (status == QN_OK)
      status = append_part(store, reader, &part, &own, error);
    if (piece == span->first)
      span->skipped = own.skipped;
    span->extra = own.extra;
    span->stopped = own.stopped;
  }
  if (status != QN_OK)
    return status;
  *text = decoded(reader, span->extra);
  if (!qn__utf8_valid(text->data, text->size))
    return qn__section_damaged(&store->section, store->section.data, "a text is not valid UTF-8", error);
  return QN_OK;
}

qn_status qn__store_text(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_string *text,
                         qn_error *error) {
  text_pieces pieces;
  qn_status status = find_text(store, doc, &pieces, error);
  if (status == QN_OK && pieces.size == 0) {
    *text = (qn_string){"", 0};
    return QN_OK;
  }
  text_span all = {.first = pieces.first, .last = pieces.last, .stop = UINT32_MAX};
  return status == QN_OK ? decode_parts(store, reader, &pieces, &all, text, error) : status;
}

/* The piece that holds a word of the text. */
static qn_status find_piece(const qn__store *store, const text_pieces *pieces, uint32_t word, uint32_t *piece,
                            qn_error *error) {
  if (pieces->first == pieces->last || word == 0) {
    *piece = pieces->first;
    return QN_OK;
  }
  /* Row pieces->first belongs to another text: qn__store_find_row does not look at the lowest. */
  return qn__store_find_row(store, QN__STORE_PIECE_WORD, pieces->first, pieces->last + 1, word, piece, error);
}

/* Words of the text before a part; UINT32_MAX for the part after the last one. */
static qn_status part_word(const qn__store *store, const text_pieces *pieces, uint32_t piece, uint32_t *word,
                           qn_error *error) {
  uint64_t found = piece == pieces->first ? 0 : UINT32_MAX;
  qn_status status = piece == pieces->first || piece > pieces->last
                         ? QN_OK
                         : qn__store_row(store, QN__STORE_PIECE_WORD, piece, &found, error);
  if (status == QN_OK)
    *word = found > UINT32_MAX ? UINT32_MAX : (uint32_t)found;
  return status;
}

/* a - b, and 0 where that would be negative. */
static uint32_t less(uint32_t a, uint32_t b) {
  return a > b ? a - b : 0;
}

qn_status qn__store_text_size(const qn__store *store, uint32_t doc, uint64_t *size, qn_error *error) {
  return qn__store_row(store, QN__STORE_ARTICLE_SIZE, doc, size, error);
}

qn_status qn__store_passage(const qn__store *store, qn__store_reader *reader, uint32_t doc, uint32_t first,
                            uint32_t last, uint32_t around, qn__passage *passage, qn_error *error) {
  text_pieces pieces;
  qn_status status = find_text(store, doc, &pieces, error);
  if (status != QN_OK)
    return status;
  if (pieces.size == 0) {
    *passage = (qn__passage){.text = {"", 0}, .end_word = UINT32_MAX, .starts_text = true, .ends_text = true};
    return QN_OK;
  }
  text_span span = {.stop = UINT32_MAX};
  uint32_t last_part;
  qn__passage found = {.offset = 0};
  if (last < first)
    last = first;
  status = find_piece(store, &pieces, first, &span.first, error);
  if (status == QN_OK)
    status = find_piece(store, &pieces, last, &span.last, error);
  if (status == QN_OK)
    status = part_start(store, &pieces, span.first, &found.offset, error);
  if (status == QN_OK)
    status = part_word(store, &pieces, span.first, &found.first_word, error);
  if (status == QN_OK)
    status = part_word(store, &pieces, span.last, &last_part, error);
  if (status == QN_OK)
    status = part_word(store, &pieces, span.last + 1, &found.end_word, error);
  if (status != QN_OK)
    return status;
  uint32_t end = last < UINT32_MAX - around ? last + around + 1 : UINT32_MAX;
  span.skip = less(less(first, around), found.first_word);
  span.stop = end == UINT32_MAX ? end : less(end, last_part);
  status = decode_parts(store, reader, &pieces, &span, &found.text, error);
  if (status != QN_OK)
    return status;
  found.offset += span.skipped.bytes;
  found.first_word += span.skipped.words;
  found.starts_text = span.first == pieces.first && span.skipped.bytes == 0;
  found.ends_text = span.last == pieces.last && !span.stopped;
  if (span.stopped && end < found.end_word)
    found.end_word = end;
  *passage = found;
  return QN_OK;
}

qn_status qn__store_piece_words(const qn__store *store, uint32_t doc, uint32_t word, uint32_t *first, uint32_t *end,
                                qn_error *error) {
  text_pieces pieces;
  uint32_t piece, found_first, found_end;
  qn_status status = find_text(store, doc, &pieces, error);
  if (status == QN_OK)
    status = find_piece(store, &pieces, word, &piece, error);
  if (status == QN_OK)
    status = part_word(store, &pieces, piece, &found_first, error);
  if (status == QN_OK)
    status = part_word(store, &pieces, piece + 1, &found_end, error);
  if (status != QN_OK)
    return status;
  *first = found_first;
  *end = found_end;
  return QN_OK;
}

/* Decodes a part up to `most` bytes to the end of reader->text. */
static qn_status append_bytes(const qn__store *store, qn__store_reader *reader, const text_part *part, uint64_t most,
                              qn_error *error) {
  enum { UNIT_MAX = QN__WORD_CODE_ESCAPE_MAX + 1 }; /* with the space before it */
  const size_t size = part->size < most ? part->size : (size_t)most;
  qn__decoded_text to = {.room = size + UNIT_MAX, .stop = size, .n_words = UINT32_MAX};
  to.text = (char *)qn__buffer_reserve(&reader->text, to.room + QN__DECODE_SLACK);
  if (to.text == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__store_decode(&store->dictionary, part->coded, &to, error);
  if (status == QN_OK && to.written < size)
    status = qn__section_damaged(&store->section, reader->piece.at, "a part of a text is too short", error);
  reader->text.size += status == QN_OK ? size : 0;
  return status;
}

/* The piece that holds a byte of the text. */
static qn_status find_byte(const qn__store *store, const text_pieces *pieces, uint64_t byte, uint32_t *piece,
                           qn_error *error) {
  *piece = pieces->first;
  if (pieces->first == pieces->last || byte == 0)
    return QN_OK;
  return qn__store_find_row(store, QN__STORE_PIECE_BYTE, pieces->first, pieces->last + 1, byte, piece, error);
}

/* Decodes the text from the piece's beginning to before the byte `end`. */
static qn_status decode_bytes(const qn__store *store, qn__store_reader *reader, const text_pieces *pieces,
                              uint32_t first, uint64_t end, qn_error *error) {
  qn_status status = QN_OK;
  if (reader->text.failed)
    qn__buffer_clear(&reader->text);
  qn__buffer_reset(&reader->text);
  for (uint64_t piece = first; status == QN_OK && piece <= pieces->last; piece++) {
    uint64_t start;
    text_part part = {{NULL, 0}, 0, false};
    status = part_start(store, pieces, (uint32_t)piece, &start, error);
    if (status == QN_OK && start >= end)
      break;
    if (status == QN_OK)
      status = open_part(store, reader, pieces, (uint32_t)piece, &part, error);
    if (status == QN_OK)
      status = append_bytes(store, reader, &part, end - start, error);
  }
  return status;
}

qn_status qn__store_bytes(const qn__store *store, qn__store_reader *reader, uint32_t doc, uint64_t start, uint64_t end,
                          qn_string *bytes, qn_error *error) {
  text_pieces pieces;
  uint32_t first = 0;
  uint64_t before = 0;
  qn_status status = find_text(store, doc, &pieces, error);
  if (status != QN_OK)
    return status;
  end = end < pieces.size ? end : pieces.size;
  *bytes = (qn_string){"", 0};
  if (start >= end)
    return QN_OK;
  status = find_byte(store, &pieces, start, &first, error);
  if (status == QN_OK)
    status = part_start(store, &pieces, first, &before, error);
  if (status == QN_OK)
    status = decode_bytes(store, reader, &pieces, first, end, error);
  if (status != QN_OK)
    return status;
  const qn_string text = decoded(reader, 0);
  if (before > start || text.size < end - before)
    return qn__section_damaged(&store->section, store->section.data, "a text's parts are out of order", error);
  *bytes = (qn_string){text.data + (start - before), (size_t)(end - start)};
  return QN_OK;
}
