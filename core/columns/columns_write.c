/* SPDX-License-Identifier: MIT */
/* columns_write.c: gathers the values of articles and writes them by column.  Partner: columns_read.c.
 * Bytes: index-data/FORMAT.md, "Columns". */
#include "columns/columns.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/reader.h"
#include "base/string_set.h"

#include <math.h>
#include <stdlib.h>

/* Values wait as rows: the article's distance from the row before, a varint; then 8 bytes: the number's bits, the
 * seconds, or the keyword's number in the set. */
typedef struct column {
  const char *name;
  uint32_t name_size;
  qn__column_type type;
  qn__buffer rows;
  uint32_t last_doc;
  uint32_t n_values;
  uint32_t index;                     /* among the columns as they came: the tag of its keywords */
  uint32_t first_keyword, n_keywords; /* in the writer's sorted keywords */
} column;

struct qn__columns_writer {
  qn__string_set names;    /* tag: the type; number: the column's index */
  qn__string_set keywords; /* tag: the column's index; number: the last article with it + 1, at last its ordinal */
  qn__string_entry **sorted;
  column *columns;
  uint32_t n_columns;
  bool failed;
};

qn_status qn__columns_writer_new(qn__columns_writer **out, qn_error *error) {
  qn__columns_writer *writer = qn__calloc(1, sizeof *writer);
  if (writer == NULL)
    return qn__fail_memory(error);
  qn__string_set_init(&writer->names);
  qn__string_set_init(&writer->keywords);
  *out = writer;
  return QN_OK;
}

void qn__columns_writer_free(qn__columns_writer *writer) {
  if (writer == NULL)
    return;
  for (uint32_t i = 0; i < writer->n_columns; i++)
    qn__buffer_clear(&writer->columns[i].rows);
  qn__free(writer->columns);
  qn__free(writer->sorted);
  qn__string_set_clear(&writer->names);
  qn__string_set_clear(&writer->keywords);
  qn__free(writer);
}

/* Room for columns doubles at powers of two. */
static bool make_room_for_column(qn__columns_writer *writer) {
  uint32_t n = writer->n_columns;
  if ((n & (n - 1)) != 0)
    return true;
  column *columns = qn__realloc(writer->columns, (n == 0 ? 1 : (size_t)n * 2) * sizeof *columns);
  if (columns == NULL)
    return false;
  writer->columns = columns;
  return true;
}

/* The column of that name and type, made if there is none; NULL if there is no memory. */
static column *find_column(qn__columns_writer *writer, const char *name, size_t size, qn__column_type type) {
  uint32_t n_before = writer->names.n;
  qn__string_entry *entry = writer->failed ? NULL : qn__string_set_add(&writer->names, (uint32_t)type, name, size);
  if (entry != NULL && n_before == writer->names.n)
    return &writer->columns[entry->number];
  if (entry == NULL || !make_room_for_column(writer)) {
    writer->failed = true;
    return NULL;
  }
  entry->number = writer->n_columns;
  column *found = &writer->columns[writer->n_columns];
  *found = (column){.name = entry->data, .name_size = entry->size, .type = type, .index = writer->n_columns++};
  return found;
}

static void add_row(column *found, uint32_t doc, uint64_t value) {
  qn__buffer_varint(&found->rows, doc - found->last_doc);
  qn__buffer_u64(&found->rows, value);
  found->last_doc = doc;
  found->n_values++;
}

void qn__columns_date(qn__columns_writer *writer, uint32_t doc, int64_t seconds) {
  column *found = find_column(writer, "date", 4, QN__COLUMN_DATE);
  if (found != NULL)
    add_row(found, doc, (uint64_t)seconds);
}

void qn__columns_number(qn__columns_writer *writer, uint32_t doc, const char *name, size_t size, double value) {
  column *found = find_column(writer, name, size, QN__COLUMN_NUMBER);
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (found != NULL)
    add_row(found, doc, bits);
}

void qn__columns_keyword(qn__columns_writer *writer, uint32_t doc, const char *name, size_t size, const char *value,
                         size_t value_size) {
  column *found = find_column(writer, name, size, QN__COLUMN_KEYWORD);
  if (found == NULL)
    return;
  qn__string_entry *entry = qn__string_set_add(&writer->keywords, found->index, value, value_size);
  if (entry == NULL) {
    writer->failed = true;
  } else if (entry->number != (uint64_t)doc + 1) {
    entry->number = (uint64_t)doc + 1;
    add_row(found, doc, (uint64_t)(entry - qn__string_set_get(&writer->keywords, 0)));
  }
}

/* --- At the end --------------------------------------------------------------------------------------------------- */

/* What the directory says of a column. */
typedef struct entry {
  qn__column_layout layout;
  unsigned values_bits, texts_bits;
  uint32_t n_keywords;
  uint64_t offset;
  uint64_t base, step;
} entry;

static int64_t as_number(uint64_t bits) {
  int64_t number;
  memcpy(&number, &bits, sizeof number);
  return number;
}

static bool whole(double value) {
  return value == floor(value) && fabs(value) <= 9007199254740992.0 && !(value == 0.0 && signbit(value));
}

/* Turns a column of doubles that are all whole into one of integers. */
static bool make_whole(column *numbers) {
  qn__reader rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    uint64_t bits = qn__read_u64(&rows);
    double value;
    memcpy(&value, &bits, sizeof value);
    if (!whole(value))
      return false;
  }
  rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    uint8_t *at = numbers->rows.data + (rows.next - numbers->rows.data);
    uint64_t bits = qn__read_u64(&rows);
    double value;
    memcpy(&value, &bits, sizeof value);
    qn__store_u64(at, (uint64_t)(int64_t)value);
  }
  return true;
}

static uint64_t common_divisor(uint64_t a, uint64_t b) {
  while (b != 0) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* Finds base and step of integers; returns the largest packed number. */
static uint64_t fit(const column *numbers, entry *about) {
  qn__reader rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  int64_t min = INT64_MAX, max = INT64_MIN;
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    int64_t value = as_number(qn__read_u64(&rows));
    min = value < min ? value : min;
    max = value > max ? value : max;
  }
  uint64_t step = 0;
  rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    step = common_divisor(qn__read_u64(&rows) - (uint64_t)min, step);
  }
  about->base = (uint64_t)min;
  about->step = step == 0 ? 1 : step;
  return ((uint64_t)max - (uint64_t)min) / about->step;
}

static void write_starts(const column *values, qn__output *output, uint32_t n_docs) {
  qn__reader rows = qn__reader_of(values->rows.data, values->rows.size);
  qn__packed_writer packed;
  qn__packed_begin(&packed, output, values->n_values);
  uint64_t next_doc = values->n_values > 0 ? qn__read_varint(&rows) : UINT64_MAX;
  uint32_t i = 0;
  for (uint32_t doc = 0; doc < n_docs; doc++) {
    qn__packed_add(&packed, i);
    while (i < values->n_values && next_doc == doc) {
      qn__read_u64(&rows);
      if (++i < values->n_values)
        next_doc += qn__read_varint(&rows);
    }
  }
  qn__packed_add(&packed, i);
  qn__packed_end(&packed);
}

static void write_articles(const column *values, qn__output *output, uint32_t n_docs) {
  qn__reader rows = qn__reader_of(values->rows.data, values->rows.size);
  qn__packed_writer packed;
  qn__packed_begin(&packed, output, n_docs);
  uint64_t doc = 0;
  for (uint32_t i = 0; i < values->n_values; i++) {
    qn__packed_add(&packed, doc += qn__read_varint(&rows));
    qn__read_u64(&rows);
  }
  qn__packed_end(&packed);
}

static void write_numbers(const column *numbers, qn__output *output, uint64_t max, entry *about) {
  about->values_bits = qn__bit_width(max);
  qn__reader rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  qn__packed_writer packed;
  qn__packed_begin(&packed, output, max);
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    qn__packed_add(&packed, (qn__read_u64(&rows) - about->base) / about->step);
  }
  qn__packed_end(&packed);
}

static void write_raw(const column *numbers, qn__output *output, entry *about) {
  about->values_bits = 64;
  qn__reader rows = qn__reader_of(numbers->rows.data, numbers->rows.size);
  for (uint32_t i = 0; i < numbers->n_values; i++) {
    qn__read_varint(&rows);
    qn__output_bytes(output, qn__read_bytes(&rows, 8), 8);
  }
}

static void write_keywords(const qn__columns_writer *writer, const column *keywords, qn__output *output, entry *about) {
  qn__string_entry *const *sorted = writer->sorted + keywords->first_keyword;
  uint64_t size = 0, end = 0;
  about->n_keywords = keywords->n_keywords;
  about->values_bits = qn__bit_width(keywords->n_keywords - 1);
  qn__reader rows = qn__reader_of(keywords->rows.data, keywords->rows.size);
  qn__packed_writer packed;
  qn__packed_begin(&packed, output, keywords->n_keywords - 1);
  for (uint32_t i = 0; i < keywords->n_values; i++) {
    qn__read_varint(&rows);
    qn__packed_add(&packed, qn__string_set_get(&writer->keywords, (uint32_t)qn__read_u64(&rows))->number);
  }
  qn__packed_end(&packed);
  for (uint32_t i = 0; i < keywords->n_keywords; i++)
    size += sorted[i]->size;
  about->texts_bits = qn__bit_width(size);
  qn__packed_begin(&packed, output, size);
  for (uint32_t i = 0; i < keywords->n_keywords; i++)
    qn__packed_add(&packed, end += sorted[i]->size);
  qn__packed_end(&packed);
  for (uint32_t i = 0; i < keywords->n_keywords; i++)
    qn__output_bytes(output, sorted[i]->data, sorted[i]->size);
}

/* True if every article has one value. */
static bool is_single(const column *values, uint32_t n_docs) {
  qn__reader rows = qn__reader_of(values->rows.data, values->rows.size);
  for (uint32_t i = 0; i < values->n_values; i++) {
    if (qn__read_varint(&rows) != (i > 0))
      return false;
    qn__read_u64(&rows);
  }
  return values->n_values == n_docs;
}

/* The smaller layout: a column of few values must not cost something for each article, for there may be as many columns
 * as articles. */
static qn__column_layout choose_layout(const column *values, uint32_t n_docs) {
  if (is_single(values, n_docs))
    return QN__COLUMN_SINGLE;
  uint64_t dense = qn__packed_size((uint64_t)n_docs + 1, qn__bit_width(values->n_values));
  uint64_t sparse = qn__packed_size(values->n_values, qn__bit_width(n_docs));
  return dense <= sparse ? QN__COLUMN_DENSE : QN__COLUMN_SPARSE;
}

static void write_column(const qn__columns_writer *writer, column *values, qn__output *output, uint32_t n_docs,
                         entry *about) {
  *about = (entry){.layout = choose_layout(values, n_docs), .offset = qn__output_section_size(output), .step = 1};
  if (about->layout == QN__COLUMN_DENSE)
    write_starts(values, output, n_docs);
  else if (about->layout == QN__COLUMN_SPARSE)
    write_articles(values, output, n_docs);
  if (values->type == QN__COLUMN_KEYWORD) {
    write_keywords(writer, values, output, about);
    return;
  }
  bool integers = values->type == QN__COLUMN_DATE || make_whole(values);
  uint64_t max = integers ? fit(values, about) : UINT64_MAX;
  if (max >> QN__PACKED_BITS_MAX == 0)
    write_numbers(values, output, max, about);
  else
    write_raw(values, output, about);
}

static int order_of_keywords(const void *left, const void *right) {
  const qn__string_entry *a = *(qn__string_entry *const *)left, *b = *(qn__string_entry *const *)right;
  if (a->tag != b->tag)
    return a->tag < b->tag ? -1 : 1;
  return qn__compare_bytes(a->data, a->size, b->data, b->size);
}

/* Sorts all keywords by column and numbers each column's. */
static bool sort_keywords(qn__columns_writer *writer) {
  uint32_t n = writer->keywords.n;
  writer->sorted = qn__malloc(n * sizeof *writer->sorted);
  if (writer->sorted == NULL)
    return false;
  for (uint32_t i = 0; i < n; i++)
    writer->sorted[i] = qn__string_set_get(&writer->keywords, i);
  qsort(writer->sorted, n, sizeof *writer->sorted, order_of_keywords);
  for (uint32_t i = 0; i < n; i++) {
    column *owner = &writer->columns[writer->sorted[i]->tag];
    if (owner->n_keywords == 0)
      owner->first_keyword = i;
    writer->sorted[i]->number = owner->n_keywords++;
  }
  return true;
}

static int order_of_columns(const void *left, const void *right) {
  const column *a = *(column *const *)left, *b = *(column *const *)right;
  int order = memcmp(a->name, b->name, a->name_size < b->name_size ? a->name_size : b->name_size);
  if (order == 0 && a->name_size != b->name_size)
    order = a->name_size < b->name_size ? -1 : 1;
  return order != 0 ? order : (a->type > b->type) - (a->type < b->type);
}

static void append_entry(qn__buffer *directory, const column *values, const entry *about) {
  qn__buffer_u8(directory, (uint8_t)values->type);
  qn__buffer_u8(directory, (uint8_t)about->layout);
  qn__buffer_u8(directory, (uint8_t)about->values_bits);
  qn__buffer_u8(directory, (uint8_t)about->texts_bits);
  qn__buffer_u32(directory, values->n_values);
  qn__buffer_u32(directory, about->n_keywords);
  qn__buffer_u32(directory, values->name_size);
  qn__buffer_u64(directory, about->offset);
  qn__buffer_u64(directory, about->base);
  qn__buffer_u64(directory, about->step);
}

/* Writes the columns in order, each followed by its name, and their directory. */
static void write_columns(const qn__columns_writer *writer, column **columns, qn__output *output, uint32_t n_docs,
                          qn__buffer *directory) {
  for (uint32_t i = 0; i < writer->n_columns; i++) {
    entry about;
    write_column(writer, columns[i], output, n_docs, &about);
    qn__output_bytes(output, columns[i]->name, columns[i]->name_size);
    append_entry(directory, columns[i], &about);
  }
  qn__buffer_u32(directory, writer->n_columns);
  qn__output_bytes(output, directory->data, directory->size);
}

static bool any_failed(const qn__columns_writer *writer) {
  bool failed = writer->failed || writer->names.failed || writer->keywords.failed;
  for (uint32_t i = 0; i < writer->n_columns; i++)
    failed = failed || writer->columns[i].rows.failed;
  return failed;
}

qn_status qn__columns_end(qn__columns_writer *writer, qn__output *output, uint32_t n_docs, qn_error *error) {
  qn__buffer directory;
  qn__buffer_init(&directory);
  qn_status status = QN_OK;
  column **columns = qn__malloc(writer->n_columns * sizeof *columns);
  if (columns == NULL || any_failed(writer) || !sort_keywords(writer)) {
    status = qn__fail_memory(error);
    goto out;
  }
  for (uint32_t i = 0; i < writer->n_columns; i++)
    columns[i] = &writer->columns[i];
  qsort(columns, writer->n_columns, sizeof *columns, order_of_columns);
  write_columns(writer, columns, output, n_docs, &directory);
  if (directory.failed)
    status = qn__fail_memory(error);
out:
  qn__free(columns);
  qn__buffer_clear(&directory);
  return status;
}
