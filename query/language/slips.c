/* SPDX-License-Identifier: MIT */
/* slips.c: warnings, and errors of strict queries. */
#include "language/slips.h"

#include "base/status.h"
#include "text/utf8.h"

#include <stdio.h>

enum { MAX_NAME = 60 /* bytes of a name that a message has */, MAX_MESSAGE = 400 };

/* Which character of the query begins at `at`, from 1. */
static unsigned column_of(const qn__slips *slips, const char *at) {
  return 1 + (unsigned)qn__utf8_count(slips->text, (size_t)(at - slips->text));
}

void qn__slips_begin(qn__slips *slips, qn_query *query, char *text, size_t size, bool strict, qn_error *error) {
  *slips = (qn__slips){.query = query, .text = text, .strict = strict, .error = error};
  slips->covered = qn__arena_alloc(&query->arena, size + 1);
  if (slips->covered == NULL)
    qn__slips_fail(slips);
  else
    memset(slips->covered, 0, size);
  query->covered = slips->covered;
}

void qn__slips_pass(qn__slips *slips, const char *from, const char *to) {
  for (const char *at = from; slips->covered != NULL && at < to; at++)
    slips->covered[at - slips->text] |= QN__BETWEEN_WORDS;
}

void qn__slips_fail(qn__slips *slips) {
  if (slips->status == QN_OK)
    slips->status = qn__fail_memory(slips->error);
}

/* The message without what is repaired, and where it ends. */
static int print_fault(char *out, const char *what, qn_string name, unsigned column, const char *fault) {
  const int size = (int)qn__utf8_prefix(name.data, name.size, MAX_NAME); /* whole characters */
  return snprintf(out, MAX_MESSAGE, "%s%s%.*s%s at character %u %s", what, size > 0 ? " " : "", size, name.data,
                  (size_t)size < name.size ? "..." : "", column, fault);
}

void qn__slip_named(qn__slips *slips, const char *from, const char *to, const char *what, qn_string name,
                    const char *fault, const char *repair) {
  char message[MAX_MESSAGE];
  qn__slips_take(slips, from, to);
  if (slips->n == QN__MAX_WARNINGS)
    slips->first_left_out = from;
  if (slips->n++ >= QN__MAX_WARNINGS)
    return;
  const unsigned column = column_of(slips, from);
  const int size = print_fault(message, what, name, column, fault);
  if (!slips->strict) {
    snprintf(message + size, sizeof message - (size_t)size, "; %s", repair);
    qn__query_warn(slips->query, column, message);
  } else if (slips->status == QN_OK) {
    slips->status = qn__fail(slips->error, QN_BAD_QUERY, "%s", message);
    if (slips->error != NULL)
      slips->error->column = column;
  }
}

void qn__slip(qn__slips *slips, const char *from, const char *to, const char *what, const char *fault,
              const char *repair) {
  qn__slip_named(slips, from, to, what, (qn_string){"", 0}, fault, repair);
}

qn_status qn__slips_end(qn__slips *slips) {
  if (slips->n > QN__MAX_WARNINGS && !slips->strict) {
    char message[MAX_MESSAGE];
    const size_t left_out = slips->n - QN__MAX_WARNINGS;
    const unsigned column = column_of(slips, slips->first_left_out);
    snprintf(message, sizeof message, "%zu more such warning%s left out, from character %u on", left_out,
             left_out == 1 ? " is" : "s are", column);
    qn__query_warn(slips->query, column, message);
  }
  return slips->status;
}
