/* SPDX-License-Identifier: MIT */
/* slips.h: what of a query became of what: each byte is part of the tree, or a warning reports it.
 *
 * A slip is something that a person typed and that is not done as it stands.  It becomes a warning that says how it is
 * repaired; when the caller is strict the first one is the error.  `covered` has a byte for each of the text: what is
 * used of the text is taken, and a slip takes what it reports.  What stands between words that are taken is neither.
 * A letter that is not taken, or another sign that is nothing of these, has been dropped in silence, which the fuzz
 * target holds to be a fault. */
#ifndef QN_QUERY_LANGUAGE_SLIPS_H
#define QN_QUERY_LANGUAGE_SLIPS_H

#include "language/query.h"

#include <string.h>

enum { QN__MAX_WARNINGS = 16 }; /* of slips; one more says how many were left out */

typedef struct qn__slips {
  qn_query *query; /* has the warnings */
  char *text;      /* the query's own */
  bool strict;
  size_t n;
  const char *first_left_out;
  uint8_t *covered; /* of each byte of the text */
  qn_status status; /* sticky */
  qn_error *error;
} qn__slips;

/* What became of a byte; 0: nothing, so far. */
enum { QN__BETWEEN_WORDS = 1, QN__TAKEN = 3 };

/* Begins the account of a text in the query's arena. */
void qn__slips_begin(qn__slips *slips, qn_query *query, char *text, size_t size, bool strict, qn_error *error);

/* The bytes [from, to) are part of the tree. */
static inline void qn__slips_take(qn__slips *slips, const char *from, const char *to) {
  if (slips->covered != NULL)
    memset(slips->covered + (from - slips->text), QN__TAKEN, (size_t)(to - from));
}

/* The bytes [from, to) that are not taken stand between words that are. */
void qn__slips_pass(qn__slips *slips, const char *from, const char *to);

/* Reports the bytes [from, to), "`what` at character N `fault`": a warning that ends in how it is repaired, or the
 * error of a strict query. */
void qn__slip(qn__slips *slips, const char *from, const char *to, const char *what, const char *fault,
              const char *repair);

/* The same, about a part of the text that is named: "the `what` `name` at character N `fault`". */
void qn__slip_named(qn__slips *slips, const char *from, const char *to, const char *what, qn_string name,
                    const char *fault, const char *repair);

/* Out of memory. */
void qn__slips_fail(qn__slips *slips);

/* Ends the account; its status. */
qn_status qn__slips_end(qn__slips *slips);

#endif
