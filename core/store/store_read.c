/* SPDX-License-Identifier: MIT */
/* store_read.c: brings articles back, whole or in part.  Partners: store_write.c, store_tables_write.c.
 * Bytes: index-data/FORMAT.md, "Store". */
#include "store/store.h"

#include "base/memory.h"
#include "base/reader.h"
#include "store/store_word_codes.h"
#include "text/utf8.h"

#include <libdeflate.h>

/* Deflate cannot grow bytes more than this: a larger claim is damage, reported before memory is requested. */
enum { MOST_GROWTH = 1032 };

/* Strings of an article's head, each with a byte or more for its size. */
enum { HEAD_STRINGS = 7 };

typedef struct inflated {
  qn__buffer bytes;
  const uint8_t *at; /* where they lie deflated, or NULL */
} inflated;

struct qn__store_reader {
  struct libdeflate_decompressor *decompressor;
  inflated piece, heads;
  qn__buffer text; /* handed out */
  qn__buffer head;
};

static uint32_t rows_of(const qn__store *store, qn__store_table table) {
  if (table < QN__STORE_HEADS_OFFSET)
    return store->n_pieces;
  return table < QN__STORE_ARTICLE_PIECE ? store->n_heads : store->n_articles;
}

qn_status qn__store_open(qn__store *store, const qn__section *section, const qn__section *dictionary, qn_error *error) {
  if (section->size < QN__STORE_TRAILER_SIZE)
    return qn__section_damaged(section, section->data, "the store is cut short", error);
  uint64_t tables_end = section->size - QN__STORE_TRAILER_SIZE;
  const uint8_t *trailer = qn__section_bytes(section, tables_end, QN__STORE_TRAILER_SIZE, error);
  if (trailer == NULL)
    return QN_DAMAGED;
  *store = (qn__store){.section = *section,
                       .n_articles = qn__load_u32(trailer),
                       .n_pieces = qn__load_u32(trailer + 4),
                       .n_heads = qn__load_u32(trailer + 8)};
  const uint8_t *bits = trailer + 12;
  uint64_t tables_size = 0;
  for (qn__store_table table = 0; table < QN__STORE_TABLES; table++)
    tables_size += qn__packed_size(rows_of(store, table), bits[table]);
  if (tables_size > tables_end)
    return qn__section_damaged(section, trailer, "the store's tables are larger than the store", error);
  if (store->n_articles / (MOST_GROWTH / HEAD_STRINGS) > tables_end) /* tables of 0 bits have any number of rows */
    return qn__section_damaged(section, trailer, "the store claims more articles than it can have heads", error);
  uint64_t offset = tables_end - tables_size;
  for (qn__store_table table = 0; table < QN__STORE_TABLES; table++) {
    qn_status status =
        qn__packed_open(&store->tables[table], section, &offset, rows_of(store, table), bits[table], error);
    if (status != QN_OK)
      return status;
  }
  return qn__store_dictionary_open(&store->dictionary, dictionary, error);
}

qn_status qn__store_reader_new(qn__store_reader **out, qn_error *error) {
  qn__store_reader *reader = qn__calloc(1, sizeof *reader);
  if (reader == NULL)
    return qn__fail_memory(error);
  reader->decompressor = libdeflate_alloc_decompressor();
  if (reader->decompressor == NULL) {
    qn__free(reader);
    return qn__fail_memory(error);
  }
  *out = reader;
  return QN_OK;
}

void qn__store_reader_free(qn__store_reader *reader) {
  if (reader == NULL)
    return;
  libdeflate_free_decompressor(reader->decompressor);
  qn__buffer_clear(&reader->piece.bytes);
  qn__buffer_clear(&reader->heads.bytes);
  qn__buffer_clear(&reader->text);
  qn__buffer_clear(&reader->head);
  qn__free(reader);
}

static qn_status get_row(const qn__store *store, qn__store_table table, uint32_t row, uint64_t *value,
                         qn_error *error) {
  const qn__packed *packed = &store->tables[table];
  if (row >= packed->n)
    return qn__section_damaged(&store->section, store->section.data, "the store has no such piece", error);
  return qn__packed_get(packed, &store->section, row, value, error);
}

/* Inflates what row `row` of the tables from `first` on (offset, deflated size, inflated size) describes, unless it is
 * in `to` already. */
static qn_status inflate(const qn__store *store, qn__store_reader *reader, qn__store_table first, uint32_t row,
                         inflated *to, qn_error *error) {
  uint64_t offset, deflated, size;
  qn_status status = get_row(store, first, row, &offset, error);
  if (status == QN_OK)
    status = get_row(store, first + 1, row, &deflated, error);
  if (status == QN_OK)
    status = get_row(store, first + 2, row, &size, error);
  if (status != QN_OK)
    return status;
  const uint8_t *bytes = qn__section_bytes(&store->section, offset, deflated, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  if (bytes == to->at)
    return QN_OK;
  if (size / MOST_GROWTH > deflated || size > SIZE_MAX - QN__DECODE_SLACK)
    return qn__section_damaged(&store->section, bytes, "a piece claims an impossible size", error);
  to->at = NULL;
  qn__buffer_reset(&to->bytes);
  uint8_t *room = qn__buffer_reserve(&to->bytes, (size_t)size + QN__DECODE_SLACK);
  if (room == NULL) {
    qn__buffer_clear(&to->bytes);
    return qn__fail_memory(error);
  }
  if (libdeflate_deflate_decompress(reader->decompressor, bytes, (size_t)deflated, room, (size_t)size, NULL) !=
      LIBDEFLATE_SUCCESS)
    return qn__section_damaged(&store->section, bytes, "a piece cannot be inflated", error);
  memset(room + size, 0, QN__DECODE_SLACK);
  to->bytes.size = (size_t)size;
  to->at = bytes;
  return QN_OK;
}

/* --- Heads ---------------------------------------------------------------------------------------------------------*/

/* The last row of an ascending table that is at most `value`, among the rows [low, high); low if there is none. */
static qn_status find_row(const qn__store *store, qn__store_table table, uint32_t low, uint32_t high, uint64_t value,
                          uint32_t *row, qn_error *error) {
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    uint64_t found;
    qn_status status = get_row(store, table, middle, &found, error);
    if (status != QN_OK)
      return status;
    if (found <= value)
      low = middle;
    else
      high = middle;
  }
  *row = low;
  return QN_OK;
}

/* Reads the sizes of a head's strings and then the strings, or passes over them. */
static void read_head(qn__reader *reader, qn_string strings[HEAD_STRINGS]) {
  for (size_t i = 0; i < HEAD_STRINGS; i++)
    strings[i].size = qn__read_varint32(reader);
  for (size_t i = 0; i < HEAD_STRINGS; i++)
    strings[i].data = (const char *)qn__read_bytes(reader, strings[i].size);
}

/* Copies the strings one after another, each with a zero, and points them there. */
static qn_status hand_out_head(qn__store_reader *reader, qn_string strings[HEAD_STRINGS], qn_article *head,
                               qn_error *error) {
  size_t size = 0;
  for (size_t i = 0; i < HEAD_STRINGS; i++)
    size += strings[i].size + 1;
  qn__buffer_reset(&reader->head);
  char *to = (char *)qn__buffer_reserve(&reader->head, size);
  if (to == NULL) {
    qn__buffer_clear(&reader->head);
    return qn__fail_memory(error);
  }
  for (size_t i = 0; i < HEAD_STRINGS; i++) {
    memcpy(to, strings[i].data, strings[i].size);
    to[strings[i].size] = '\0';
    strings[i].data = to;
    to += strings[i].size + 1;
  }
  *head = (qn_article){.id = strings[0],
                       .title = strings[1],
                       .text = {"", 0},
                       .url = strings[2],
                       .date = strings[3],
                       .language = strings[4],
                       .fields = strings[5],
                       .source_map = strings[6]};
  return QN_OK;
}

qn_status qn__store_head(const qn__store *store, qn__store_reader *reader, uint32_t doc, qn_article *head,
                         qn_error *error) {
  uint32_t row;
  uint64_t first = 0;
  qn_status status = find_row(store, QN__STORE_HEADS_ARTICLE, 0, store->n_heads, doc, &row, error);
  if (status == QN_OK)
    status = get_row(store, QN__STORE_HEADS_ARTICLE, row, &first, error);
  if (status == QN_OK)
    status = inflate(store, reader, QN__STORE_HEADS_OFFSET, row, &reader->heads, error);
  if (status != QN_OK)
    return status;
  qn__reader heads = qn__reader_of(reader->heads.bytes.data, reader->heads.bytes.size);
  qn_string strings[HEAD_STRINGS] = {{NULL, 0}};
  for (uint64_t i = first; i <= doc && !heads.failed; i++)
    read_head(&heads, strings);
  if (heads.failed || first > doc)
    return qn__section_damaged(&store->section, reader->heads.at, "a head is cut short or missing", error);
  for (size_t i = 0; i < HEAD_STRINGS; i++)
    if (!qn__utf8_valid(strings[i].data, strings[i].size))
      return qn__section_damaged(&store->section, reader->heads.at, "a head is not valid UTF-8", error);
  return hand_out_head(reader, strings, head, error);
}

/* --- Texts ---------------------------------------------------------------------------------------------------------*/

/* Where a text lies: its parts are the pieces first to last. */
typedef struct text_pieces {
  uint32_t first, last;
  uint64_t offset; /* of the text in its first piece, inflated */
  uint64_t size;   /* of the text */
} text_pieces;

static qn_status find_text(const qn__store *store, uint32_t doc, text_pieces *pieces, qn_error *error) {
  uint64_t first, next = store->n_pieces, next_offset = 0;
  qn_status status = get_row(store, QN__STORE_ARTICLE_PIECE, doc, &first, error);
  if (status == QN_OK)
    status = get_row(store, QN__STORE_ARTICLE_OFFSET, doc, &pieces->offset, error);
  if (status == QN_OK)
    status = get_row(store, QN__STORE_ARTICLE_SIZE, doc, &pieces->size, error);
  if (status == QN_OK && doc + 1 < store->n_articles) {
    status = get_row(store, QN__STORE_ARTICLE_PIECE, doc + 1, &next, error);
    if (status == QN_OK)
      status = get_row(store, QN__STORE_ARTICLE_OFFSET, doc + 1, &next_offset, error);
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
  return piece == pieces->first || piece > pieces->last ? QN_OK
                                                        : get_row(store, QN__STORE_PIECE_BYTE, piece, byte, error);
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
    status = inflate(store, reader, QN__STORE_PIECE_OFFSET, piece, &reader->piece, error);
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
  /* Row pieces->first belongs to another text: find_row does not look at the lowest. */
  return find_row(store, QN__STORE_PIECE_WORD, pieces->first, pieces->last + 1, word, piece, error);
}

/* Words of the text before a part; UINT32_MAX for the part after the last one. */
static qn_status part_word(const qn__store *store, const text_pieces *pieces, uint32_t piece, uint32_t *word,
                           qn_error *error) {
  uint64_t found = piece == pieces->first ? 0 : UINT32_MAX;
  qn_status status = piece == pieces->first || piece > pieces->last
                         ? QN_OK
                         : get_row(store, QN__STORE_PIECE_WORD, piece, &found, error);
  if (status == QN_OK)
    *word = found > UINT32_MAX ? UINT32_MAX : (uint32_t)found;
  return status;
}

/* a - b, and 0 where that would be negative. */
static uint32_t less(uint32_t a, uint32_t b) {
  return a > b ? a - b : 0;
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
