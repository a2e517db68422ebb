/* SPDX-License-Identifier: MIT */
/* columns_read.c: values of articles, in place.  Partner: columns_write.c.  Bytes: index-data/FORMAT.md, "Columns". */
#include "columns/columns.h"

#include "base/bytes.h"
#include "base/reader.h"

enum { COUNT_SIZE = 4, ENTRY_SIZE = 40, RAW_BITS = 64 };

qn_status qn__columns_open(qn__columns *columns, const qn__section *section, uint32_t n_docs, qn_error *error) {
  *columns = (qn__columns){.section = *section, .n_docs = n_docs};
  if (section->size == 0)
    return QN_OK;
  if (section->size < COUNT_SIZE)
    return qn__section_damaged(section, section->data, "the columns are cut short", error);
  const uint8_t *count = qn__section_bytes(section, section->size - COUNT_SIZE, COUNT_SIZE, error);
  if (count == NULL)
    return QN_DAMAGED;
  columns->n_columns = qn__load_u32(count);
  if (columns->n_columns > (section->size - COUNT_SIZE) / ENTRY_SIZE)
    return qn__section_damaged(section, count, "there are more columns than bytes", error);
  return QN_OK;
}

/* Places the arrays of numbers. */
static qn_status open_numbers(qn__column *column, unsigned bits, uint64_t *offset, qn_error *error) {
  if (bits != RAW_BITS)
    return qn__packed_open(&column->values, &column->section, offset, column->n_values, bits, error);
  column->raw = true;
  column->values.offset = *offset;
  uint64_t size = (uint64_t)column->n_values * 8;
  if (size > column->section.size - *offset)
    return qn__section_damaged(&column->section, column->section.data, "a column is longer than its section", error);
  *offset += size;
  return QN_OK;
}

/* Whether there may be so many keywords: each has a value, and an ordinal that the values can hold. */
static bool may_have_keywords(const qn__column *column, unsigned values_bits) {
  const uint32_t n = column->n_keywords;
  return n <= column->n_values && (n == 0 || values_bits >= 32 || (n - 1) >> values_bits == 0);
}

/* Places ordinals, and the texts they stand for. */
static qn_status open_keywords(qn__column *column, unsigned values_bits, unsigned texts_bits, uint64_t *offset,
                               qn_error *error) {
  const qn__section *section = &column->section;
  uint64_t size = 0;
  if (!may_have_keywords(column, values_bits))
    return qn__section_damaged(section, section->data + *offset, "a column has more keywords than values", error);
  qn_status status = qn__packed_open(&column->values, section, offset, column->n_values, values_bits, error);
  if (status == QN_OK)
    status = qn__packed_open(&column->text_ends, section, offset, column->n_keywords, texts_bits, error);
  if (status == QN_OK && column->n_keywords > 0)
    status = qn__packed_get(&column->text_ends, section, column->n_keywords - 1, &size, error);
  if (status == QN_OK && size > section->size - *offset)
    status = qn__section_damaged(section, section->data + *offset, "a column's keywords are cut short", error);
  column->texts_offset = *offset;
  *offset += size;
  return status;
}

/* Places what says which article has which values. */
static qn_status open_owners(qn__column *column, const uint8_t *entry, uint64_t *offset, qn_error *error) {
  if (column->layout == QN__COLUMN_DENSE && column->n_docs < UINT32_MAX)
    return qn__packed_open(&column->owners, &column->section, offset, column->n_docs + 1,
                           qn__bit_width(column->n_values), error);
  if (column->layout == QN__COLUMN_SPARSE)
    return qn__packed_open(&column->owners, &column->section, offset, column->n_values, qn__bit_width(column->n_docs),
                           error);
  if (column->layout == QN__COLUMN_SINGLE && column->n_values == column->n_docs)
    return QN_OK;
  return qn__section_damaged(&column->section, entry, "a column has values without articles", error);
}

qn_status qn__columns_get(const qn__columns *columns, uint32_t i, qn__column *column, qn_error *error) {
  const qn__section *section = &columns->section;
  uint64_t from_end = COUNT_SIZE + (uint64_t)(columns->n_columns - i) * ENTRY_SIZE;
  const uint8_t *bytes = qn__section_bytes(section, section->size - from_end, ENTRY_SIZE, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  qn__reader entry = qn__reader_of(bytes, ENTRY_SIZE);
  *column = (qn__column){.section = *section, .type = qn__read_u8(&entry), .n_docs = columns->n_docs};
  column->layout = qn__read_u8(&entry);
  unsigned values_bits = qn__read_u8(&entry), texts_bits = qn__read_u8(&entry);
  column->n_values = qn__read_u32(&entry);
  column->n_keywords = qn__read_u32(&entry);
  column->name_size = qn__read_u32(&entry);
  uint64_t offset = qn__read_u64(&entry);
  column->base = qn__read_u64(&entry);
  column->step = qn__read_u64(&entry);
  if (column->type < QN__COLUMN_DATE || column->type > QN__COLUMN_KEYWORD || offset > section->size)
    return qn__section_damaged(section, bytes, "a column's entry is wrong", error);
  qn_status status = open_owners(column, bytes, &offset, error);
  if (status == QN_OK)
    status = column->type == QN__COLUMN_KEYWORD ? open_keywords(column, values_bits, texts_bits, &offset, error)
                                                : open_numbers(column, values_bits, &offset, error);
  if (status == QN_OK) {
    column->name = (const char *)qn__section_bytes(section, offset, column->name_size, error);
    status = column->name == NULL ? QN_DAMAGED : QN_OK;
  }
  return status;
}

qn_status qn__columns_find(const qn__columns *columns, const char *name, size_t size, qn__column_type type,
                           qn__column *column, bool *found, qn_error *error) {
  uint32_t from = 0, to = columns->n_columns;
  *found = false;
  while (from < to && !*found) {
    uint32_t middle = from + (to - from) / 2;
    qn_status status = qn__columns_get(columns, middle, column, error);
    if (status != QN_OK)
      return status;
    int order = qn__compare_bytes(column->name, column->name_size, name, size);
    if (order == 0)
      order = (column->type > type) - (column->type < type);
    *found = order == 0;
    if (order < 0)
      from = middle + 1;
    else
      to = middle;
  }
  return QN_OK;
}

static qn_status owner(const qn__column *column, uint32_t i, uint64_t *number, qn_error *error) {
  return qn__packed_get(&column->owners, &column->section, i, number, error);
}

qn_status qn__column_disordered(const qn__column *column, qn_error *error) {
  return qn__section_damaged(&column->section, column->section.data + column->owners.offset,
                             "the values of a column are not in the order of their articles", error);
}

qn_status qn__column_find_article(const qn__column *column, uint64_t doc, uint32_t from, uint32_t *value,
                                  qn_error *error) {
  uint32_t to = column->n_values;
  while (from < to) {
    uint32_t middle = from + (to - from) / 2;
    uint64_t article;
    qn_status status = owner(column, middle, &article, error);
    if (status != QN_OK)
      return status;
    if (article < doc)
      from = middle + 1;
    else
      to = middle;
  }
  *value = from;
  return QN_OK;
}

static qn_status sparse_values(const qn__column *column, uint32_t doc, uint32_t *first, uint32_t *end,
                               qn_error *error) {
  uint32_t from = 0, to;
  uint64_t article = doc;
  qn_status status = qn__column_find_article(column, doc, 0, &from, error);
  for (to = from; status == QN_OK && to < column->n_values && article == doc; to += article == doc)
    status = owner(column, to, &article, error); /* an article has few: no second search */
  if (status != QN_OK)
    return status;
  *first = from;
  *end = to;
  return QN_OK;
}

static qn_status dense_values(const qn__column *column, uint32_t doc, uint32_t *first, uint32_t *end, qn_error *error) {
  uint64_t from, to;
  qn_status status = owner(column, doc, &from, error);
  if (status == QN_OK)
    status = owner(column, doc + 1, &to, error);
  if (status != QN_OK)
    return status;
  if (from > to || to > column->n_values)
    return qn__column_disordered(column, error);
  *first = (uint32_t)from;
  *end = (uint32_t)to;
  return QN_OK;
}

qn_status qn__column_values(const qn__column *column, uint32_t doc, uint32_t *first, uint32_t *end, qn_error *error) {
  if (column->layout == QN__COLUMN_DENSE)
    return dense_values(column, doc, first, end, error);
  if (column->layout == QN__COLUMN_SPARSE)
    return sparse_values(column, doc, first, end, error);
  *first = doc;
  *end = doc + 1;
  return QN_OK;
}

/* Starts go from 0 to n_values, articles are below n_docs. */
qn_status qn__column_check_owners(const qn__column *column, qn_error *error) {
  bool dense = column->layout == QN__COLUMN_DENSE;
  uint64_t last = 0, number = 0;
  for (uint32_t i = 0; i < column->owners.n; i++, last = number) {
    qn_status status = owner(column, i, &number, error);
    if (status != QN_OK)
      return status;
    if (number < last || (dense ? i == 0 && number != 0 : number >= column->n_docs))
      return qn__column_disordered(column, error);
  }
  return dense && last != column->n_values ? qn__column_disordered(column, error) : QN_OK;
}

/* The eight bytes of a value that is not packed. */
static qn_status raw(const qn__column *column, uint32_t value, uint64_t *bits, qn_error *error) {
  const uint8_t *bytes = qn__section_bytes(&column->section, column->values.offset + (uint64_t)value * 8, 8, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  *bits = qn__load_u64(bytes);
  return QN_OK;
}

static qn_status integer(const qn__column *column, uint32_t value, uint64_t *number, qn_error *error) {
  qn_status status = qn__packed_get(&column->values, &column->section, value, number, error);
  if (status == QN_OK)
    *number = column->base + column->step * *number;
  return status;
}

qn_status qn__column_date(const qn__column *column, uint32_t value, int64_t *seconds, qn_error *error) {
  uint64_t bits;
  qn_status status = column->raw ? raw(column, value, &bits, error) : integer(column, value, &bits, error);
  if (status == QN_OK)
    memcpy(seconds, &bits, sizeof *seconds);
  return status;
}

qn_status qn__column_number(const qn__column *column, uint32_t value, double *number, qn_error *error) {
  uint64_t bits;
  qn_status status = column->raw ? raw(column, value, &bits, error) : integer(column, value, &bits, error);
  if (status != QN_OK)
    return status;
  if (column->raw) {
    memcpy(number, &bits, sizeof *number);
  } else {
    int64_t whole;
    memcpy(&whole, &bits, sizeof whole);
    *number = (double)whole;
  }
  return QN_OK;
}

qn_status qn__column_keyword(const qn__column *column, uint32_t value, uint32_t *ordinal, qn_error *error) {
  uint64_t found;
  qn_status status = qn__packed_get(&column->values, &column->section, value, &found, error);
  if (status == QN_OK && found >= column->n_keywords)
    status = qn__section_damaged(&column->section, column->section.data + column->values.offset,
                                 "a value is not among its column's keywords", error);
  if (status == QN_OK)
    *ordinal = (uint32_t)found;
  return status;
}

qn_status qn__column_keyword_text(const qn__column *column, uint32_t ordinal, const char **text, size_t *size,
                                  qn_error *error) {
  uint64_t start = 0, end;
  qn_status status = qn__packed_get(&column->text_ends, &column->section, ordinal, &end, error);
  if (status == QN_OK && ordinal > 0)
    status = qn__packed_get(&column->text_ends, &column->section, ordinal - 1, &start, error);
  if (status != QN_OK)
    return status;
  if (start > end || end - start > QN__KEYWORD_MAX)
    return qn__section_damaged(&column->section, column->section.data + column->texts_offset,
                               "the ends of keywords are out of order", error);
  const uint8_t *bytes = qn__section_bytes(&column->section, column->texts_offset + start, end - start, error);
  if (bytes == NULL)
    return QN_DAMAGED;
  *text = (const char *)bytes;
  *size = (size_t)(end - start);
  return QN_OK;
}

qn_status qn__column_find_keyword(const qn__column *column, const char *text, size_t size, uint32_t *ordinal,
                                  bool *found, qn_error *error) {
  uint32_t from = 0, to = column->n_keywords;
  *found = false;
  while (from < to) {
    uint32_t middle = from + (to - from) / 2;
    const char *other = NULL;
    size_t other_size = 0;
    qn_status status = qn__column_keyword_text(column, middle, &other, &other_size, error);
    if (status != QN_OK)
      return status;
    int order = qn__compare_bytes(other, other_size, text, size);
    *found |= order == 0;
    if (order < 0)
      from = middle + 1;
    else
      to = middle;
  }
  *ordinal = from;
  return QN_OK;
}
