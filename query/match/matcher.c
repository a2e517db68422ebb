/* SPDX-License-Identifier: MIT */
/* matcher.c: the table of operators, and the matchers of a plan in one segment. */
#include "match/matcher.h"

#include <string.h>

static const qn__matcher_ops *const table[QN__N_OPERATORS] = {
    [QN__TERM] = &qn__match_term,
    [QN__PREFIX] = &qn__match_expanded,
    [QN__VARIANTS] = &qn__match_expanded,
    [QN__OTHER_FORMS] = &qn__match_exact,
    [QN__EXACT] = &qn__match_exact,
    [QN__PHRASE] = &qn__match_phrase,
    [QN__COMPOUNDS] = &qn__match_expanded,
    [QN__TITLE] = &qn__match_title,
    [QN__LANGUAGE] = &qn__match_language,
    [QN__PARTIAL] = &qn__match_expanded,
    [QN__WILDCARD] = &qn__match_expanded,
    [QN__FUZZY] = &qn__match_expanded,
    [QN__REGEX] = &qn__match_expanded,
    [QN__NEAR] = &qn__match_near,
    [QN__SYNONYMS] = &qn__match_synonyms,
    [QN__EVERYTHING] = &qn__match_everything,
    [QN__ID] = &qn__match_id,
    [QN__PATH] = &qn__match_path,
    [QN__RANGE] = &qn__match_range,
    [QN__KEYWORD] = &qn__match_keyword,
};

const qn__matcher_ops *qn__matcher_ops_of(qn__operator op) {
  return table[op];
}

static qn_status open_words(qn__matched_segment *segment, size_t number, qn_error *error) {
  const qn__plan *plan = segment->plan;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < plan->n_words && status == QN_OK; i++)
    status =
        qn__word_reader_init(&segment->words[i], &plan->words[i], number, &segment->scoring, segment->arena, error);
  return status;
}

static qn_status open_leaves(qn__matched_segment *segment, qn_error *error) {
  const qn__plan *plan = segment->plan;
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < plan->n_leaves && status == QN_OK; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[i];
    qn__matcher *matcher = &segment->leaves[i];
    *matcher = (qn__matcher){table[leaf->title ? QN__TITLE : leaf->op], leaf, segment, NULL};
    status = matcher->ops->open(matcher, error);
  }
  return status;
}

qn_status qn__matched_segment_open(qn__matched_segment *segment, const qn__plan *plan, size_t number,
                                   qn__store_reader *store_reader, qn__arena *arena, qn_error *error) {
  *segment = (qn__matched_segment){
      .plan = plan, .where = &plan->index->segments[number], .store_reader = store_reader, .arena = arena};
  segment->words = qn__arena_alloc(arena, plan->n_words * sizeof *segment->words);
  segment->leaves = qn__arena_alloc(arena, plan->n_leaves * sizeof *segment->leaves);
  if (segment->words == NULL || segment->leaves == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__scoring_init(&segment->scoring, segment->where->segment, plan->saturation, error);
  if (status == QN_OK)
    status = open_words(segment, number, error);
  return status == QN_OK ? open_leaves(segment, error) : status;
}

/* --- what operators share ---------------------------------------------------------------------------------------- */

qn_status qn__open_nothing(qn__matcher *matcher, qn_error *error) {
  (void)matcher, (void)error;
  return QN_OK;
}

qn_status qn__fill_from_word(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  return qn__word_fill(qn__matched_word(matcher), &matcher->segment->window, bits, error);
}

uint8_t qn__max_saturation_of_word(const qn__matcher *matcher) {
  return qn__word_max_saturation(qn__matched_word(matcher));
}

uint64_t qn__max_docs_of_word(const qn__matcher *matcher) {
  return qn__lists_doc_freq(qn__matched_word(matcher)->lists);
}

qn_status qn__freq_of_word(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  (void)least;
  return qn__word_freq(qn__matched_word(matcher), doc, freq, error);
}

qn_status qn__positions_of_word(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                qn_error *error) {
  qn__word_place place;
  qn__occurrences found = {NULL, 0, 0};
  qn_status status = qn__word_find(qn__matched_word(matcher), doc, &place, error);
  if (status == QN_OK && place.place.count > 0)
    status = qn__word_place_read(&place, UINT32_MAX, &found, error);
  const uint32_t n = status == QN_OK && found.n >= least ? found.n : 0;
  *out = (qn__position_list){.data = found.positions, .n = n, .freq = n};
  return status;
}

qn_status qn__freq_by_positions(qn__matcher *matcher, uint32_t doc, uint32_t least, uint32_t *freq, qn_error *error) {
  qn__position_list found = {.freq = 0};
  qn_status status = matcher->ops->positions(matcher, doc, least, &found, error);
  *freq = status == QN_OK ? found.freq : 0;
  return status;
}

/* --- several words ------------------------------------------------------------------------------------------------ */

qn_status qn__fill_from_words(qn__matcher *matcher, uint64_t **room, qn_error *error) {
  if (*room == NULL)
    *room = qn__arena_alloc(matcher->segment->arena, QN__WINDOW_WORDS * sizeof **room);
  uint64_t *bits = *room;
  if (bits == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < matcher->leaf->n_words; i++) {
    const uint64_t *word_bits;
    qn_status status = qn__word_fill(qn__matched_word_at(matcher, i), &matcher->segment->window, &word_bits, error);
    if (status != QN_OK)
      return status;
    if (i == 0)
      memcpy(bits, word_bits, QN__WINDOW_WORDS * sizeof *bits);
    for (unsigned w = 0; i > 0 && w < QN__WINDOW_WORDS; w++)
      bits[w] &= word_bits[w];
  }
  return QN_OK;
}

uint64_t qn__max_docs_of_words(const qn__matcher *matcher) {
  uint64_t lowest = UINT64_MAX;
  for (uint32_t i = 0; i < matcher->leaf->n_words; i++) {
    uint64_t n = qn__lists_doc_freq(qn__matched_word_at(matcher, i)->lists);
    lowest = n < lowest ? n : lowest;
  }
  return lowest;
}
