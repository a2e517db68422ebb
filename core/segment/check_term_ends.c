/* SPDX-License-Identifier: MIT */
/* check_term_ends.c: whether all terms that may be compounds, and no others, are sorted by their last letters. */
#include "segment/check.h"

/* Whether the terms ascend by their ends, and equal ones by rank: each is there at most once then. */
static void check_order(qn__check *check) {
  const qn__segment *segment = check->segment;
  const qn__term_ends *ends = &segment->term_ends;
  uint64_t last_key = 0, last_ordinal = 0;
  qn_error problem;
  for (uint32_t i = 0; i < ends->ordinals.n && !qn__check_over(check); i++) {
    qn__terms_cursor cursor;
    if (!qn__check_passed(check, qn__term_ends_at(&cursor, ends, &segment->terms, i, &problem), &problem))
      return;
    uint64_t key = qn__term_end_key(cursor.keys.key, cursor.keys.size);
    if (key == 0)
      qn__check_problem(check, "term end %u: its term cannot be a compound", i);
    if (key < last_key || (i > 0 && key == last_key && cursor.keys.ordinal <= last_ordinal))
      qn__check_problem(check, "term end %u is not above the one before", i);
    last_key = key;
    last_ordinal = cursor.keys.ordinal;
  }
}

void qn__check_term_ends(qn__check *check) {
  const qn__keys *terms = &check->segment->terms.keys;
  qn__keys_cursor cursor;
  qn_error problem;
  uint64_t n = 0;
  qn_status status = qn__keys_seek(&cursor, terms, NULL, 0, &problem);
  while (qn__check_passed(check, status, &problem) && cursor.ordinal < terms->n_keys && !qn__check_over(check)) {
    n += qn__term_end_key(cursor.key, cursor.size) != 0;
    status = qn__keys_next(&cursor, &problem);
  }
  if (status == QN_OK && n != check->segment->term_ends.ordinals.n)
    qn__check_problem(check, "%llu terms can be compounds, and %u are sorted by their ends", (unsigned long long)n,
                      check->segment->term_ends.ordinals.n);
  check_order(check);
}
