/* SPDX-License-Identifier: MIT */
/* reference_store.c: articles and columns, from index-data/FORMAT.md. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "reference/reference_parts.h"

enum {
  PIECE_OFFSET,
  PIECE_DEFLATED,
  PIECE_INFLATED,
  PIECE_BYTE,
  PIECE_WORD,
  HEADS_OFFSET,
  HEADS_DEFLATED,
  HEADS_INFLATED,
  HEADS_ARTICLE,
  ARTICLE_PIECE,
  ARTICLE_OFFSET,
  ARTICLE_SIZE,
  TABLES,
  TRAILER_SIZE = 24,
};

typedef struct store {
  reference_bytes section, dictionary;
  uint64_t n_pieces, n_heads, n_articles;
  const uint8_t *tables[TABLES];
  uint8_t widths[TABLES];
} store;

static uint64_t rows_of(const store *from, unsigned table) {
  if (table < HEADS_OFFSET)
    return from->n_pieces;
  return table < ARTICLE_PIECE ? from->n_heads : from->n_articles;
}

static uint64_t look_up(const store *from, unsigned table, uint64_t row) {
  reference_require(row < rows_of(from, table), "a table has no such row");
  return reference_packed(from->tables[table], row, from->widths[table]);
}

static store open_store(reference_bytes section, reference_bytes dictionary) {
  store opened = {.section = section, .dictionary = dictionary};
  reference_cursor trailer = reference_from(section, section.size - TRAILER_SIZE, TRAILER_SIZE);
  opened.n_articles = reference_number(&trailer, 4);
  opened.n_pieces = reference_number(&trailer, 4);
  opened.n_heads = reference_number(&trailer, 4);
  memcpy(opened.widths, reference_take(&trailer, TABLES), TABLES);
  uint64_t end = section.size - TRAILER_SIZE;
  for (unsigned table = TABLES; table-- > 0;) {
    uint64_t size = (rows_of(&opened, table) * opened.widths[table] + 7) / 8;
    reference_require(size <= end, "the tables are too large");
    end -= size;
    opened.tables[table] = section.data + end;
  }
  return opened;
}

static reference_bytes inflate(reference_index *index, const store *from, unsigned table, uint64_t row) {
  uint64_t size = look_up(from, table + 1, row);
  reference_cursor deflated = reference_from(from->section, look_up(from, table, row), size);
  reference_bytes inflated = {NULL, (size_t)look_up(from, table + 2, row)};
  inflated.data = reference_alloc(index, inflated.size);
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
  size_t actual = 0;
  reference_require(libdeflate_deflate_decompress(decompressor, deflated.next, (size_t)size, inflated.data,
                                                  inflated.size, &actual) == LIBDEFLATE_SUCCESS &&
                        actual == inflated.size,
                    "a piece cannot be inflated");
  libdeflate_free_decompressor(decompressor);
  return inflated;
}

static void read_heads(reference_index *index, reference_segment *segment, const store *from) {
  for (uint64_t row = 0; row < from->n_heads; row++) {
    reference_bytes heads = inflate(index, from, HEADS_OFFSET, row);
    reference_cursor cursor = reference_from(heads, 0, heads.size);
    uint64_t first = look_up(from, HEADS_ARTICLE, row);
    uint64_t end = row + 1 < from->n_heads ? look_up(from, HEADS_ARTICLE, row + 1) : from->n_articles;
    for (uint64_t doc = first; doc < end; doc++) {
      reference_article *article = &segment->articles[doc];
      reference_bytes *const strings[7] = {&article->id,   &article->title,  &article->url,       &article->date,
                                           &article->lang, &article->fields, &article->source_map};
      for (unsigned i = 0; i < 7; i++)
        strings[i]->size = (size_t)reference_varint(&cursor);
      for (unsigned i = 0; i < 7; i++)
        *strings[i] = reference_copy(index, reference_take(&cursor, strings[i]->size), strings[i]->size);
    }
    reference_require(reference_left(&cursor) == 0, "heads have bytes left");
  }
}

/* --- Texts ---------------------------------------------------------------------------------------------------------
 */

/* The text that is being put together. */
typedef struct growing_text {
  uint8_t *data;
  size_t size, room;
} growing_text;

static void append(growing_text *text, const uint8_t *bytes, size_t size) {
  reference_require(size <= text->room - text->size, "a text is longer than it says");
  memcpy(text->data + text->size, bytes, size);
  text->size += size;
}

/* Takes a unit and says whether it is a word. */
static bool take_unit(const store *from, reference_cursor *codes, const uint8_t **unit, size_t *size) {
  uint64_t first = reference_number(codes, 1), entry = first;
  if (first >= 0xfe) {
    *size = (size_t)reference_number(codes, 1);
    *unit = reference_take(codes, *size);
    return first == 0xfe;
  }
  if (first >= 0x80 && first < 0xee)
    entry = 128 + (first - 128) * 256 + reference_number(codes, 1);
  if (first >= 0xee) {
    entry = 28288 + (first - 238) * 65536 + reference_number(codes, 1) * 256;
    entry += reference_number(codes, 1);
  }
  reference_cursor trailer = reference_from(from->dictionary, from->dictionary.size - 8, 8);
  uint64_t n_entries = reference_number(&trailer, 4), texts_size = reference_number(&trailer, 4);
  reference_require(entry < n_entries, "a code has no entry");
  reference_cursor at = reference_from(from->dictionary, texts_size + entry * 4, 4);
  uint64_t value = reference_number(&at, 4);
  *size = (size_t)(value / 2 % 32 + 1);
  *unit = reference_from(from->dictionary, value / 64, *size).next;
  return value % 2 == 1;
}

/* Decodes until the bytes end or `stop` bytes are there. */
static void decode(const store *from, reference_cursor *bytes, size_t stop, growing_text *text) {
  if (from->dictionary.size == 0) {
    size_t size = reference_left(bytes) < stop ? reference_left(bytes) : stop;
    append(text, reference_take(bytes, size), size);
    return;
  }
  bool after_word = false;
  size_t start = text->size;
  while (reference_left(bytes) > 0 && text->size - start < stop) {
    const uint8_t *unit;
    size_t size;
    bool is_word = take_unit(from, bytes, &unit, &size);
    if (is_word && after_word)
      append(text, (const uint8_t *)" ", 1);
    append(text, unit, size);
    after_word = is_word;
  }
}

static reference_bytes read_text(reference_index *index, const store *from, uint64_t doc) {
  size_t size = (size_t)look_up(from, ARTICLE_SIZE, doc);
  growing_text text = {reference_alloc(index, size + 1024), 0, size + 1024};
  if (size == 0)
    return (reference_bytes){text.data, 0};
  uint64_t first = look_up(from, ARTICLE_PIECE, doc), last = from->n_pieces - 1;
  if (doc + 1 < from->n_articles) {
    last = look_up(from, ARTICLE_PIECE, doc + 1);
    if (look_up(from, ARTICLE_OFFSET, doc + 1) == 0)
      last--;
  }
  for (uint64_t piece = first; piece <= last; piece++) {
    reference_bytes inflated = inflate(index, from, PIECE_OFFSET, piece);
    uint64_t offset = piece == first ? look_up(from, ARTICLE_OFFSET, doc) : 0;
    reference_cursor bytes = reference_from(inflated, offset, inflated.size - offset);
    uint64_t start = piece == first ? 0 : look_up(from, PIECE_BYTE, piece);
    reference_require(start <= text.size, "a part of a text is missing");
    text.size = (size_t)start;
    decode(from, &bytes, piece == last ? size - (size_t)start : SIZE_MAX, &text);
  }
  reference_require(text.size == size, "a text is not as long as it says");
  return reference_copy(index, text.data, size);
}

void reference_read_store(reference_index *index, reference_segment *segment, reference_bytes section,
                          reference_bytes dictionary) {
  store opened = open_store(section, dictionary);
  reference_require(opened.n_articles == segment->n_docs, "the store has other articles than the segment");
  read_heads(index, segment, &opened);
  for (uint32_t doc = 0; doc < segment->n_docs; doc++)
    segment->articles[doc].text = read_text(index, &opened, doc);
}

/* --- Columns -------------------------------------------------------------------------------------------------------
 */

static double as_double(uint64_t bits) {
  double number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static void read_numbers(reference_column *column, reference_cursor *cursor, unsigned bits, uint64_t base,
                         uint64_t step) {
  const uint8_t *packed = reference_take_packed(cursor, column->n_values, bits);
  for (uint32_t i = 0; i < column->n_values; i++) {
    uint64_t value = reference_packed(packed, i, bits);
    if (bits != 64)
      value = base + step * value;
    column->values[i].seconds = (int64_t)value;
    column->values[i].number = bits == 64 ? as_double(value) : (double)(int64_t)value;
  }
}

static void read_keywords(reference_index *index, reference_column *column, reference_cursor *cursor, unsigned bits,
                          uint64_t n_keywords, unsigned text_bits) {
  const uint8_t *ranks = reference_take_packed(cursor, column->n_values, bits);
  const uint8_t *ends = reference_take_packed(cursor, n_keywords, text_bits);
  uint64_t size = n_keywords == 0 ? 0 : reference_packed(ends, n_keywords - 1, text_bits);
  const uint8_t *texts = reference_take(cursor, (size_t)size);
  for (uint32_t i = 0; i < column->n_values; i++) {
    uint64_t rank = reference_packed(ranks, i, bits);
    reference_require(rank < n_keywords, "a keyword is not there");
    uint64_t start = rank == 0 ? 0 : reference_packed(ends, rank - 1, text_bits);
    uint64_t end = reference_packed(ends, rank, text_bits);
    reference_require(start <= end && end <= size, "keywords do not ascend");
    column->values[i].keyword = reference_copy(index, texts + start, (size_t)(end - start));
  }
}

static unsigned width_of(uint64_t number) {
  unsigned width = 0;
  for (; number > 0; number >>= 1)
    width++;
  return width;
}

static void values_of_starts(reference_column *column, uint32_t n_docs, reference_cursor *cursor) {
  unsigned bits = width_of(column->n_values);
  const uint8_t *starts = reference_take_packed(cursor, n_docs + UINT64_C(1), bits);
  uint64_t next = 0;
  for (uint32_t doc = 0; doc < n_docs; doc++) {
    uint64_t end = reference_packed(starts, doc + UINT64_C(1), bits);
    reference_require(reference_packed(starts, doc, bits) == next && end >= next && end <= column->n_values,
                      "starts do not ascend from 0");
    for (; next < end; next++)
      column->values[next].doc = doc;
  }
  reference_require(next == column->n_values, "a value has no article");
}

static void values_of_articles(reference_column *column, uint32_t n_docs, reference_cursor *cursor) {
  unsigned bits = width_of(n_docs);
  const uint8_t *articles = reference_take_packed(cursor, column->n_values, bits);
  uint64_t last = 0;
  for (uint32_t i = 0; i < column->n_values; i++) {
    uint64_t article = reference_packed(articles, i, bits);
    reference_require(article >= last && article < n_docs, "the articles of values do not ascend");
    column->values[i].doc = (uint32_t)article;
    last = article;
  }
}

static void give_values_articles(reference_column *column, unsigned form, uint32_t n_docs, reference_cursor *cursor) {
  reference_require(form <= 2, "a column is of no form");
  if (form == 1)
    values_of_starts(column, n_docs, cursor);
  else if (form == 2)
    values_of_articles(column, n_docs, cursor);
  else
    reference_require(column->n_values == n_docs, "a column has not one value for each article");
  for (uint32_t doc = 0; form == 0 && doc < n_docs; doc++)
    column->values[doc].doc = doc;
}

static void read_column(reference_index *index, const reference_segment *segment, reference_column *column,
                        reference_bytes section, reference_cursor entry) {
  column->type = (unsigned)reference_number(&entry, 1);
  unsigned form = (unsigned)reference_number(&entry, 1), bits = (unsigned)reference_number(&entry, 1);
  unsigned text_bits = (unsigned)reference_number(&entry, 1);
  column->n_values = (uint32_t)reference_number(&entry, 4);
  uint64_t n_keywords = reference_number(&entry, 4);
  size_t name_size = (size_t)reference_number(&entry, 4);
  uint64_t offset = reference_number(&entry, 8), base = reference_number(&entry, 8), step = reference_number(&entry, 8);
  reference_cursor cursor = reference_from(section, offset, section.size - offset);
  column->values = reference_alloc(index, column->n_values * sizeof *column->values);
  give_values_articles(column, form, segment->n_docs, &cursor);
  if (column->type == 3)
    read_keywords(index, column, &cursor, bits, n_keywords, text_bits);
  else
    read_numbers(column, &cursor, bits, base, step);
  column->name = reference_copy(index, reference_take(&cursor, name_size), name_size);
}

void reference_read_columns(reference_index *index, reference_segment *segment, reference_bytes columns) {
  if (columns.size == 0)
    return;
  reference_cursor count = reference_from(columns, columns.size - 4, 4);
  segment->n_columns = (uint32_t)reference_number(&count, 4);
  segment->columns = reference_alloc(index, segment->n_columns * sizeof *segment->columns);
  for (uint32_t i = 0; i < segment->n_columns; i++) {
    uint64_t offset = columns.size - 4 - (uint64_t)(segment->n_columns - i) * 40;
    read_column(index, segment, &segment->columns[i], columns, reference_from(columns, offset, 40));
  }
}
