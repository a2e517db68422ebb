/* SPDX-License-Identifier: MIT */
/* match_path.c: path:docs/, the articles whose ids are paths like this (path_pattern.h).  The first question walks the
 * ids, which are sorted: those that begin as the pattern does. */
#include "match/column_matcher.h"
#include "match/path_pattern.h"

#include <string.h>

typedef struct path_matcher {
  uint64_t *bits; /* of the segment, and of a window after it; NULL until the first question */
} path_matcher;

static qn_status open_path(qn__matcher *matcher, qn_error *error) {
  path_matcher *state = qn__arena_alloc(matcher->segment->arena, sizeof *state);
  if (state == NULL)
    return qn__fail_memory(error);
  *state = (path_matcher){NULL};
  matcher->state = state;
  return QN_OK;
}

static qn_status walk_ids(const qn__segment *segment, const char *pattern, uint64_t *bits, qn_error *error) {
  const size_t prefix = qn__path_prefix(pattern);
  qn__ids_cursor cursor;
  qn_status status = QN_OK;
  if (prefix > QN__KEY_MAX)
    return QN_OK;
  for (status = qn__ids_seek(&cursor, &segment->ids, pattern, prefix, error);
       status == QN_OK && qn__keys_begins_with(&cursor.keys, pattern, prefix); status = qn__ids_next(&cursor, error))
    if (cursor.doc < segment->meta.n_docs && qn__path_matches(pattern, (const char *)cursor.keys.key, cursor.keys.size))
      bits[cursor.doc / 64] |= UINT64_C(1) << (cursor.doc % 64);
  return status;
}

static qn_status find_paths(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const qn__segment *segment = matcher->segment->where->segment;
  path_matcher *state = matcher->state;
  if (state->bits == NULL) {
    const size_t n_words = segment->meta.n_docs / 64 + 1 + QN__WINDOW_WORDS;
    uint64_t *found = qn__arena_alloc(matcher->segment->arena, n_words * sizeof *found);
    if (found == NULL)
      return qn__fail_memory(error);
    memset(found, 0, n_words * sizeof *found);
    qn_status status = walk_ids(segment, matcher->leaf->value, found, error);
    if (status != QN_OK)
      return status;
    state->bits = found;
  }
  *bits = state->bits;
  return QN_OK;
}

static qn_status fill_path(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const uint64_t *found = NULL;
  qn_status status = find_paths(matcher, &found, error);
  if (status == QN_OK)
    *bits = found + matcher->segment->window.from / 64;
  return status;
}

static uint64_t max_docs_of_path(const qn__matcher *matcher) {
  return matcher->segment->where->segment->meta.n_docs;
}

static qn_status freq_of_path(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const uint64_t *found = NULL;
  (void)least;
  qn_status status = find_paths(matcher, &found, error);
  *freq = status == QN_OK && (found[doc / 64] >> (doc % 64) & 1) != 0;
  return status;
}

const qn__matcher_ops qn__match_path = {
    .exact_bits = true,
    .open = open_path,
    .fill = fill_path,
    .max_saturation = qn__max_saturation_of_filter,
    .max_docs = max_docs_of_path,
    .freq = freq_of_path,
    .positions = NULL,
};
