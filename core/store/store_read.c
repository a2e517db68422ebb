/* SPDX-License-Identifier: MIT */
/* store_read.c: opens the store, inflates its pieces and brings heads back.  Partners: store_write.c,
 * store_tables_write.c; the texts are in store_texts_read.c.
 * Bytes: index-data/FORMAT.md, "Store". */
#include "store/store_pieces.h"

#include "base/memory.h"
#include "base/reader.h"
#include "store/store_word_codes.h"
#include "text/utf8.h"

#include <libdeflate.h>

/* Deflate cannot grow bytes more than this: a larger claim is damage, reported before memory is requested. */
enum { MOST_GROWTH = 1032 };

/* Strings of an article's head, each with a byte or more for its size. */
enum { HEAD_STRINGS = 7 };

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

qn_status qn__store_row(const qn__store *store, qn__store_table table, uint32_t row, uint64_t *value, qn_error *error) {
  const qn__packed *packed = &store->tables[table];
  if (row >= packed->n)
    return qn__section_damaged(&store->section, store->section.data, "the store has no such piece", error);
  return qn__packed_get(packed, &store->section, row, value, error);
}

qn_status qn__store_inflate(const qn__store *store, qn__store_reader *reader, qn__store_table first, uint32_t row,
                            qn__inflated *to, qn_error *error) {
  uint64_t offset, deflated, size;
  qn_status status = qn__store_row(store, first, row, &offset, error);
  if (status == QN_OK)
    status = qn__store_row(store, first + 1, row, &deflated, error);
  if (status == QN_OK)
    status = qn__store_row(store, first + 2, row, &size, error);
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

qn_status qn__store_find_row(const qn__store *store, qn__store_table table, uint32_t low, uint32_t high, uint64_t value,
                             uint32_t *row, qn_error *error) {
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    uint64_t found;
    qn_status status = qn__store_row(store, table, middle, &found, error);
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
  qn_status status = qn__store_find_row(store, QN__STORE_HEADS_ARTICLE, 0, store->n_heads, doc, &row, error);
  if (status == QN_OK)
    status = qn__store_row(store, QN__STORE_HEADS_ARTICLE, row, &first, error);
  if (status == QN_OK)
    status = qn__store_inflate(store, reader, QN__STORE_HEADS_OFFSET, row, &reader->heads, error);
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
