/* SPDX-License-Identifier: MIT */
/* fields.h: names before a colon.  This is the one place that knows which there are; of columns it asks. */
#ifndef QN_QUERY_LANGUAGE_FIELDS_H
#define QN_QUERY_LANGUAGE_FIELDS_H

#include "language/slips.h"

typedef struct qn__field {
  qn__operator op;         /* a scope or a filter; QN__GROUP: there is no such field */
  size_t size;             /* of the name with its colon */
  qn__query_column column; /* of QN__FIELD */
} qn__field;

/* The field of every index whose name a text begins with, in upper or lower case. */
qn__field qn__field_at(const char *text, size_t size);

/* The same, or the column whose name a word [word, word_end) of the text up to `end` begins with.  What is not found
 * because the index is damaged is reported to the slips. */
qn__field qn__field_or_column_at(qn__slips *slips, const qn__query_columns *columns, const char *word,
                                 const char *word_end, const char *end);

/* What is wrong with a value that a column cannot have, for people; NULL: it can have it. */
const char *qn__value_fault(qn__slips *slips, const qn__query_column *column, const char *value, size_t size);

/* What stands after re:/ if [at, end) begins with it and a regular expression may follow; else NULL. */
const char *qn__regex_at(const char *at, const char *end);

/* Reports a name before a colon that people may take for a field: letters, and a value directly after it.  URLs,
 * times, paths, scopes of C++ and addresses of machines are none.  `word` is up to `word_end`, the text up to `end`. */
void qn__field_report(qn__slips *slips, bool has_columns, const char *word, const char *word_end, const char *end);

#endif
