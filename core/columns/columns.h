/* SPDX-License-Identifier: MIT */
/* columns.h: values of articles by column, for filters, sorting and facets: dates, numbers, keywords.  A column is a
 * (name, type).  Bytes: index-data/FORMAT.md, "Columns". */
#ifndef QN_CORE_COLUMNS_COLUMNS_H
#define QN_CORE_COLUMNS_COLUMNS_H

#include "codec/packed.h"

typedef enum qn__column_type {
  QN__COLUMN_DATE = 1,    /* seconds since 1970-01-01T00:00Z; the name is "date" */
  QN__COLUMN_NUMBER = 2,  /* doubles */
  QN__COLUMN_KEYWORD = 3, /* byte strings of at most QN__KEYWORD_MAX */
} qn__column_type;

/* How a column knows the values of an article. */
typedef enum qn__column_layout {
  QN__COLUMN_SINGLE = 0, /* article i has value i and no other */
  QN__COLUMN_DENSE = 1,  /* by the first value of each article, and the end */
  QN__COLUMN_SPARSE = 2, /* by the article of each value, ascending */
} qn__column_layout;

enum { QN__KEYWORD_MAX = 256 };

#define QN__LANGUAGE_COLUMN "lang" /* keywords: every article's language */

/* --- columns_write.c --- */

typedef struct qn__columns_writer qn__columns_writer;

qn_status qn__columns_writer_new(qn__columns_writer **out, qn_error *error);
void qn__columns_writer_free(qn__columns_writer *writer);

/* Values come by ascending article; an article may have several numbers or keywords in a column; a keyword that comes
 * again counts once.  Failures are reported at the end. */
void qn__columns_date(qn__columns_writer *writer, uint32_t doc, int64_t seconds);
void qn__columns_number(qn__columns_writer *writer, uint32_t doc, const char *name, size_t size, double value);
void qn__columns_keyword(qn__columns_writer *writer, uint32_t doc, const char *name, size_t size, const char *value,
                         size_t value_size);
/* Writes into the output's open section. */
qn_status qn__columns_end(qn__columns_writer *writer, qn__output *output, uint32_t n_docs, qn_error *error);

/* --- columns_read.c --- */

typedef struct qn__columns {
  qn__section section;
  uint32_t n_docs, n_columns;
} qn__columns;

typedef struct qn__column {
  qn__section section;
  qn__column_type type;
  const char *name; /* not terminated */
  size_t name_size;
  uint32_t n_docs;
  uint32_t n_values;   /* all of them */
  uint32_t n_keywords; /* distinct */
  /* internal */
  qn__column_layout layout;
  qn__packed owners; /* dense: starts; sparse: articles */
  bool raw;          /* numbers take 8 bytes each; else they are base + step * packed, modulo 2 to 64 */
  qn__packed values; /* numbers or ordinals */
  uint64_t base, step;
  qn__packed text_ends; /* of keywords in their texts */
  uint64_t texts_offset;
} qn__column;

qn_status qn__columns_open(qn__columns *columns, const qn__section *section, uint32_t n_docs, qn_error *error);

/* The i-th column, in order of (name, type). */
qn_status qn__columns_get(const qn__columns *columns, uint32_t i, qn__column *column, qn_error *error);

/* The column of a name and a type, by a binary search; *found is false if there is none. */
qn_status qn__columns_find(const qn__columns *columns, const char *name, size_t size, qn__column_type type,
                           qn__column *column, bool *found, qn_error *error);

/* The values of an article in a column are numbered [*first, *end).  In a sparse column this is a binary search. */
qn_status qn__column_values(const qn__column *column, uint32_t doc, uint32_t *first, uint32_t *end, qn_error *error);
/* Of a sparse column: the first value from `from` on whose article is `doc` or later. */
qn_status qn__column_find_article(const qn__column *column, uint64_t doc, uint32_t from, uint32_t *value,
                                  qn_error *error);
/* Reports that values do not ascend by article. */
qn_status qn__column_disordered(const qn__column *column, qn_error *error);
/* Checks that each value has an article and that they ascend, in time that grows with the column's bytes. */
qn_status qn__column_check_owners(const qn__column *column, qn_error *error);
qn_status qn__column_date(const qn__column *column, uint32_t value, int64_t *seconds, qn_error *error);
qn_status qn__column_number(const qn__column *column, uint32_t value, double *number, qn_error *error);
/* The ordinal of a keyword value in the column's sorted dictionary, and an ordinal's bytes. */
qn_status qn__column_keyword(const qn__column *column, uint32_t value, uint32_t *ordinal, qn_error *error);
qn_status qn__column_keyword_text(const qn__column *column, uint32_t ordinal, const char **text, size_t *size,
                                  qn_error *error);
/* The ordinal of the first keyword that is not below this one in order of bytes; *found: it is this one.  n_keywords
 * if all are below. */
qn_status qn__column_find_keyword(const qn__column *column, const char *text, size_t size, uint32_t *ordinal,
                                  bool *found, qn_error *error);

#endif
