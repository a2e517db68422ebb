/* SPDX-License-Identifier: MIT */
/* check_variants.c: whether the terms that are variants exist, and the filter knows the terms that have some. */
#include "segment/check.h"

static void check_variant(qn__check *check, const qn__keys_cursor *key, const qn__variant *variant) {
  const qn__keys *terms = &check->segment->terms.keys;
  const unsigned long long ordinal = key->ordinal;
  qn__keys_cursor term;
  qn_error problem;
  if (variant->term >= terms->n_keys) {
    qn__check_problem(check, "variant %llu: its term does not exist", ordinal);
    return;
  }
  if (!qn__check_passed(check, qn__keys_at(&term, terms, variant->term, &problem), &problem))
    return;
  if (term.size == key->size && memcmp(term.key, key->key, key->size) == 0)
    qn__check_problem(check, "variant %llu is a variant of itself", ordinal);
}

static void check_filter(qn__check *check, const qn__keys_cursor *key) {
  bool has = false;
  qn_error problem;
  qn_status status = qn__variants_may_have(&check->segment->variants, key->key, key->size, &has, &problem);
  if (qn__check_passed(check, status, &problem) && !has)
    qn__check_problem(check, "variant %llu: the filter does not know it", (unsigned long long)key->ordinal);
}

static qn_status check_list(qn__check *check, qn__keys_cursor *cursor, qn_error *error) {
  qn__variant_list list = qn__variants_at(cursor);
  qn_status status = QN_OK;
  check_filter(check, cursor);
  if (list.n_left == 0)
    qn__check_problem(check, "variant %llu has no terms", (unsigned long long)cursor->ordinal);
  while (status == QN_OK && list.n_left > 0 && !qn__check_over(check)) {
    qn__variant variant;
    status = qn__variants_next(&list, &variant, error);
    if (status == QN_OK)
      check_variant(check, cursor, &variant);
  }
  cursor->values = list.values;
  return status;
}

void qn__check_variants(qn__check *check) {
  const qn__keys *keys = &check->segment->variants.keys;
  qn_error problem;
  qn__buffer last;
  qn__buffer_init(&last);
  qn__keys_cursor cursor;
  qn_status status = qn__keys_seek(&cursor, keys, NULL, 0, &problem);
  while (qn__check_passed(check, status, &problem) && cursor.ordinal < keys->n_keys && !qn__check_over(check)) {
    qn__check_key(check, &cursor, &last, "variant");
    status = check_list(check, &cursor, &problem);
    if (status == QN_OK)
      status = qn__keys_next(&cursor, &problem);
  }
  qn__buffer_clear(&last);
}
