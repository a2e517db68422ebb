/* SPDX-License-Identifier: MIT */
/* fields.c: which fields there are, and what only looks like one. */
#include "language/fields.h"

#include "language/filter_value.h"
#include "language/marks.h"
#include "text/letters.h"
#include "text/words.h"

#include <stdio.h>

/* Whether a text begins with a name, in upper or lower case. */
static bool begins_with(const char *text, size_t size, const char *name) {
  size_t i = 0;
  while (i < size && name[i] != '\0' && qn__lower_ascii(text[i]) == name[i])
    i++;
  return name[i] == '\0';
}

/* The name with its colon; NULL: the operator has none. */
static const char *name_of(unsigned op) {
  const qn__syntax syntax = qn__operator_syntax((qn__operator)op);
  const char *spelling = qn__operator_spelling((qn__operator)op);
  return (syntax == QN__SYNTAX_SCOPE || syntax == QN__SYNTAX_FILTER) && *spelling != '\0' ? spelling : NULL;
}

qn__field qn__field_at(const char *text, size_t size) {
  for (unsigned op = QN__N_OPERATORS; op-- > QN__FIRST_BEFORE;)
    if (name_of(op) != NULL && begins_with(text, size, name_of(op)))
      return (qn__field){.op = (qn__operator)op, .size = strlen(name_of(op))};
  return (qn__field){.op = QN__GROUP};
}

const char *qn__regex_at(const char *at, const char *end) {
  const char *spelling = qn__operator_spelling(QN__REGEX);
  const char *after = at + strlen(spelling);
  bool found = begins_with(at, (size_t)(end - at), spelling) && after < end && qn__space_at(at, end, after) == 0 &&
               *after != '/';
  return found ? after : NULL;
}

/* --- Columns ------------------------------------------------------------------------------------------------------ */

/* The colon after what may be a column's name: letters, digits and _, and - and . after the first of them; NULL: it is
 * not a name.  No value follows the colon of a URL, a scope of C++ or a path of Windows. */
static const char *find_column_end(const char *word, const char *word_end, const char *end) {
  const char *at = word;
  for (; at < word_end && *at != ':'; at++) {
    const uint8_t c = (uint8_t)qn__lower_ascii(*at);
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80;
    if (!letter && (at == word || (c != '-' && c != '.')))
      return NULL;
  }
  if (at == word || at == word_end)
    return NULL;
  const char next = at + 1 < end ? at[1] : ' ';
  const bool is_url = next == '/' && at + 2 < end && at[2] == '/';
  return next == ':' || next == '\\' || is_url ? NULL : at;
}

qn__field qn__field_or_column_at(qn__slips *slips, const qn__query_columns *columns, const char *word,
                                 const char *word_end, const char *end) {
  qn__field field = qn__field_at(word, (size_t)(end - word));
  const char *colon = columns != NULL ? find_column_end(word, word_end, end) : NULL;
  if (field.op != QN__GROUP || colon == NULL)
    return field;
  const qn_string name = {word, (size_t)(colon - word)};
  const qn_status status = columns->find(columns->context, name, &field.column, slips->error);
  if (status != QN_OK) {
    slips->status = slips->status == QN_OK ? status : slips->status;
    return field;
  }
  if (field.column.name.size > 0) {
    field.op = QN__FIELD;
    field.size = name.size + 1;
  }
  return field;
}

const char *qn__value_fault(qn__slips *slips, const qn__query_column *column, const char *value, size_t size) {
  qn__filter_value read;
  if (column->has_keywords)
    return NULL;
  const char *copy = qn__arena_copy(&slips->query->arena, value, size);
  if (copy == NULL) {
    qn__slips_fail(slips);
    return NULL;
  }
  qn__filter_value_read(&read, copy, 0);
  if ((column->has_numbers && read.is_number) || (column->has_dates && read.is_date))
    return NULL;
  if (!column->has_dates)
    return "is neither a number nor a range of numbers, like 10..20 or >=10";
  if (!column->has_numbers)
    return "is neither a date nor a range of dates, like 2025-06-09, 2025-06..2025-07 or 7d..";
  return "is neither a number, a date nor a range of them, like 10..20 or 2025-06..2025-07";
}

/* --- What only looks like a field --------------------------------------------------------------------------------- */

/* Names before a colon that are known to be other things. */
static bool is_scheme(const char *name, size_t size) {
  static const char *const schemes[] = {"localhost:", "mailto:", "tel:", "urn:"};
  bool found = false;
  for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
    found |= begins_with(name, size, schemes[i]);
  return found;
}

/* An address of hexadecimal numbers, as network cards and IPv6 have. */
static bool is_address(const char *word, const char *end) {
  unsigned n_colons = 0;
  for (const char *at = word; at < end; at++) {
    const char c = qn__lower_ascii(*at);
    if (c != ':' && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f'))
      return false;
    n_colons += c == ':';
  }
  return n_colons > 1;
}

/* The colon of what may be a field's name: a letter, and letters, digits, _ or - after it; NULL: it is not a name. */
static const char *find_name_end(const char *word, const char *end) {
  const char *at = word;
  qn__word first;
  size_t cursor = 0;
  for (; at < end && *at != ':'; at++) {
    const uint8_t c = (uint8_t)qn__lower_ascii(*at);
    const bool letter = (c >= 'a' && c <= 'z') || c >= 0x80;
    if (!letter && (at == word || (c != '_' && c != '-' && !(c >= '0' && c <= '9'))))
      return NULL;
  }
  const size_t size = (size_t)(at - word);
  if (at == end || size < 2 || qn__scan_words(word, size, &cursor, &first, 1) == 0)
    return NULL;
  return first.offset == 0 && first.kind != QN__WORD_PAIR ? at : NULL;
}

/* The fields that there are, for people. */
static void print_fields(char *out, size_t size, bool has_columns) {
  size_t length = (size_t)snprintf(out, size, "does not exist (there are");
  for (unsigned op = 0, n = 0; op < QN__N_OPERATORS; op++)
    if (name_of(op) != NULL && length < size)
      length += (size_t)snprintf(out + length, size - length, "%s %s", n++ > 0 ? "," : "", name_of(op));
  if (length < size)
    snprintf(out + length, size - length, "%s)", has_columns ? " and the columns of the index" : "");
}

void qn__field_report(qn__slips *slips, bool has_columns, const char *word, const char *word_end, const char *end) {
  char fault[200];
  const char *colon = find_name_end(word, word_end);
  if (colon == NULL || colon + 1 == end || strchr(":/\\)", colon[1]) != NULL ||
      qn__space_at(slips->text, end, colon + 1) > 0 || is_address(word, word_end) ||
      is_scheme(word, (size_t)(word_end - word)))
    return;
  print_fields(fault, sizeof fault, has_columns);
  qn__slip_named(slips, word, colon + 1, "the field", (qn_string){word, (size_t)(colon + 1 - word)}, fault,
                 "it is searched as a word");
}
