/* SPDX-License-Identifier: MIT */
/* match_language.c: lang:en, the articles of a language, named as in an article's `lang`: those whose keyword in the
 * column of languages is of it.  A column has few of them. */
#include "match/column_matcher.h"

#include "text/language.h"
#include "text/letters.h"

#include <string.h>

typedef struct language {
  qn__column_range *ranges; /* of the column's keywords that fit: n of them */
  uint32_t n;
  uint64_t *bits; /* of a window */
} language;

/* Whether a BCP 47 tag is the value, in any case, or goes on after it: zh-TW is zh. */
static bool has_tag(const char *tag, size_t tag_size, const char *value) {
  size_t size = strlen(value), same = 0;
  while (same < size && same < tag_size && qn__lower_ascii(tag[same]) == qn__lower_ascii(value[same]))
    same++;
  return same == size && (tag_size == size || tag[size] == '-');
}

/* Whether a keyword of the column is of the language: by number, and by its tag if the value has no number, or a region
 * and no stemmer (zh-TW). */
static bool fits(const char *tag, size_t size, const char *value) {
  const uint8_t wanted = qn__language_find(value, strlen(value));
  const bool by_tag = wanted == 0 || (strchr(value, '-') != NULL && !qn__language_has_stemmer(wanted));
  return qn__language_find(tag, size) == wanted && (!by_tag || has_tag(tag, size, value));
}

/* The ranges of keywords that fit. */
static qn_status find_ranges(language *state, const qn__column *column, const char *value, qn_error *error) {
  qn_status status = QN_OK;
  uint32_t first = 0;
  for (uint32_t i = 0; i <= column->n_keywords && status == QN_OK; i++) {
    const char *text = NULL;
    size_t size = 0;
    if (i < column->n_keywords)
      status = qn__column_keyword_text(column, i, &text, &size, error);
    if (status == QN_OK && text != NULL && fits(text, size, value))
      continue;
    if (first < i)
      qn__range_of_keywords(&state->ranges[state->n++], column, first, i);
    first = i + 1;
  }
  return status;
}

static qn_status open_language(qn__matcher *matcher, qn_error *error) {
  const qn__columns *columns = &matcher->segment->where->segment->columns;
  qn__arena *arena = matcher->segment->arena;
  qn__column column;
  bool found = false;
  language *state = qn__arena_alloc(arena, sizeof *state);
  uint64_t *bits = qn__arena_alloc(arena, QN__WINDOW_WORDS * sizeof *bits);
  if (state == NULL || bits == NULL)
    return qn__fail_memory(error);
  *state = (language){.bits = bits};
  matcher->state = state;
  qn_status status = qn__columns_find(columns, QN__LANGUAGE_COLUMN, strlen(QN__LANGUAGE_COLUMN), QN__COLUMN_KEYWORD,
                                      &column, &found, error);
  if (status != QN_OK || !found)
    return status;
  state->ranges = qn__arena_alloc(arena, qn__array_size((size_t)column.n_keywords / 2 + 1, sizeof *state->ranges));
  return state->ranges == NULL ? qn__fail_memory(error) : find_ranges(state, &column, matcher->leaf->value, error);
}

static qn_status fill_language(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  const language *state = matcher->state;
  const qn__window *window = &matcher->segment->window;
  qn_status status = QN_OK;
  memset(state->bits, 0, QN__WINDOW_WORDS * sizeof *state->bits);
  for (uint32_t i = 0; i < state->n && status == QN_OK; i++)
    status = qn__range_fill(&state->ranges[i], window->from, window->end, state->bits, error);
  *bits = state->bits;
  return status;
}

static uint64_t max_docs_of_language(const qn__matcher *matcher) {
  return ((const language *)matcher->state)->n == 0 ? 0 : matcher->segment->where->segment->meta.n_docs;
}

static qn_status freq_of_language(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  const language *state = matcher->state;
  qn_status status = QN_OK;
  bool has = false;
  (void)least;
  for (uint32_t i = 0; i < state->n && status == QN_OK && !has; i++)
    status = qn__range_has(&state->ranges[i], doc, &has, error);
  *freq = has;
  return status;
}

const qn__matcher_ops qn__match_language = {
    .exact_bits = true,
    .open = open_language,
    .fill = fill_language,
    .max_saturation = qn__max_saturation_of_filter,
    .max_docs = max_docs_of_language,
    .freq = freq_of_language,
    .positions = NULL,
};
