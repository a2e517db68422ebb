/* SPDX-License-Identifier: MIT */
/* accept.c: filters, asked about one article that everything else has let pass, or about all of a window. */
#include "engine/accept.h"

#include <string.h>

enum {
  MOST_ASKED = 250,   /* articles of a window that are asked about one by one, at most */
  VALUES_A_FILL = 32, /* of a column are compared, for bits, in the time that it takes to ask about one article */
  RARELY = 4,         /* one article of so many is accepted, or fewer: filters are asked before more lists are */
};

struct qn__filter_set {
  const qn__plan *plan;
  qn__matched_segment matched;
  bool *has_bits;  /* by filter: its bits are exact */
  bool any_bits;   /* of a filter */
  bool all_bits;   /* of every filter */
  unsigned enough; /* articles of a window, after which bits of all of it are less work: up to MOST_ASKED */
  qn__filter_bits *known;
};

/* --- opening ----------------------------------------------------------------------------------------------------- */

static bool node_has_bits(const qn__filter_set *filters, const qn__plan_node *node) {
  if (node->group == NULL)
    return filters->matched.leaves[node->leaf].ops->exact_bits;
  const qn__plan_group *group = node->group;
  bool exact = qn__least_optional(group) <= 1;
  for (uint32_t i = 0; i < group->n_must && exact; i++)
    exact = node_has_bits(filters, &group->must[i]);
  for (uint32_t i = 0; i < group->n_should && exact; i++)
    exact = node_has_bits(filters, &group->should[i]);
  for (uint32_t i = 0; i < group->n_must_not && exact; i++)
    exact = node_has_bits(filters, &group->must_not[i]);
  return exact;
}

/* How many values are compared for the bits of a window, about. */
static uint64_t values_of_window(const qn__filter_set *filters) {
  const uint32_t n_docs = filters->matched.where->segment->meta.n_docs;
  uint64_t n = 0;
  for (uint32_t i = 0; i < filters->plan->n_leaves; i++) {
    const qn__matcher *matcher = &filters->matched.leaves[i];
    n += qn__is_filter(matcher->leaf->op) ? matcher->ops->max_docs(matcher) : 0;
  }
  return n_docs > QN__WINDOW_DOCS ? n * QN__WINDOW_DOCS / n_docs : n;
}

static void find_exact(qn__filter_set *filters) {
  const qn__plan *plan = filters->plan;
  const uint64_t enough = 1 + values_of_window(filters) / VALUES_A_FILL;
  filters->enough = enough < MOST_ASKED ? (unsigned)enough : MOST_ASKED;
  filters->all_bits = true;
  for (uint32_t i = 0; i < plan->n_filters; i++) {
    filters->has_bits[i] = node_has_bits(filters, &plan->filters[i].node);
    filters->any_bits |= filters->has_bits[i];
    filters->all_bits &= filters->has_bits[i];
  }
}

qn_status qn__filter_set_open(qn__filter_set **out, const qn__plan *plan, size_t number, qn__filter_bits *known,
                              qn__store_reader *store_reader, qn__arena *arena, qn_error *error) {
  qn__filter_set *filters = qn__arena_alloc(arena, sizeof *filters);
  bool *has_bits = qn__arena_alloc(arena, plan->n_filters * sizeof *has_bits);
  if (filters == NULL || has_bits == NULL)
    return qn__fail_memory(error);
  *filters = (qn__filter_set){.plan = plan, .has_bits = has_bits, .known = known};
  qn_status status = qn__matched_segment_open(&filters->matched, plan, number, store_reader, arena, error);
  if (status != QN_OK)
    return status;
  find_exact(filters);
  *out = filters;
  return QN_OK;
}

qn__matched_segment *qn__filter_set_matched(qn__filter_set *filters) {
  return &filters->matched;
}

/* --- one article ------------------------------------------------------------------------------------------------- */

static qn_status matches_node(const qn__filter_set *filters, const qn__plan_node *node, uint32_t doc, bool *matches,
                              qn_error *error);

/* Whether any node matches or, if not `matching`, any does not. */
static qn_status any_is(const qn__filter_set *filters, const qn__plan_node *nodes, uint32_t n, uint32_t doc,
                        bool matching, bool *any, qn_error *error) {
  qn_status status = QN_OK;
  *any = false;
  for (uint32_t i = 0; i < n && !*any && status == QN_OK; i++) {
    bool matches = false;
    status = matches_node(filters, &nodes[i], doc, &matches, error);
    *any = status == QN_OK && matches == matching;
  }
  return status;
}

/* Whether so many nodes match at least. */
static qn_status match_at_least(const qn__filter_set *filters, const qn__plan_node *nodes, uint32_t n, uint32_t least,
                                uint32_t doc, bool *enough, qn_error *error) {
  qn_status status = QN_OK;
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n && matching < least && status == QN_OK; i++) {
    bool matches = false;
    status = matches_node(filters, &nodes[i], doc, &matches, error);
    matching += matches;
  }
  *enough = matching >= least;
  return status;
}

static qn_status matches_group(const qn__filter_set *filters, const qn__plan_group *group, uint32_t doc, bool *matches,
                               qn_error *error) {
  bool missing = false, excluded = false, enough = false;
  qn_status status = any_is(filters, group->must, group->n_must, doc, false, &missing, error);
  if (status == QN_OK && !missing)
    status = any_is(filters, group->must_not, group->n_must_not, doc, true, &excluded, error);
  if (status == QN_OK && !missing && !excluded)
    status = match_at_least(filters, group->should, group->n_should, qn__least_optional(group), doc, &enough, error);
  *matches = status == QN_OK && !missing && !excluded && enough;
  return status;
}

static qn_status matches_node(const qn__filter_set *filters, const qn__plan_node *node, uint32_t doc, bool *matches,
                              qn_error *error) {
  if (node->group != NULL)
    return matches_group(filters, node->group, doc, matches, error);
  qn__matcher *matcher = &filters->matched.leaves[node->leaf];
  uint32_t freq = 0;
  qn_status status = matcher->ops->freq(matcher, doc, 1, &freq, error);
  *matches = status == QN_OK && freq > 0;
  return status;
}

/* Whether all filters that have bits, or all that have none, accept an article. */
static qn_status ask(const qn__filter_set *filters, bool with_bits, uint32_t doc, bool *accepted, qn_error *error) {
  const qn__plan *plan = filters->plan;
  qn_status status = QN_OK;
  *accepted = true;
  for (uint32_t i = 0; i < plan->n_filters && *accepted && status == QN_OK; i++) {
    bool matches = false;
    if (filters->has_bits[i] != with_bits)
      continue;
    status = matches_node(filters, &plan->filters[i].node, doc, &matches, error);
    *accepted = status == QN_OK && matches != plan->filters[i].excludes;
  }
  return status;
}

/* --- bits of a window -------------------------------------------------------------------------------------------- */

/* Makes *out the articles that a node matches. */
static qn_status fill_node(qn__filter_set *filters, const qn__plan_node *node, uint64_t *out, qn_error *error);

static qn_status fill_group(qn__filter_set *filters, const qn__plan_group *group, uint64_t *out, qn_error *error) {
  uint64_t bits[QN__WINDOW_WORDS];
  const bool needs_optional = qn__least_optional(group) > 0;
  qn_status status = QN_OK;
  memset(out, needs_optional ? 0 : 0xff, sizeof bits);
  for (uint32_t i = 0; needs_optional && i < group->n_should && status == QN_OK; i++) {
    status = fill_node(filters, &group->should[i], bits, error);
    for (unsigned w = 0; w < QN__WINDOW_WORDS && status == QN_OK; w++)
      out[w] |= bits[w];
  }
  for (uint32_t i = 0; i < group->n_must && status == QN_OK; i++) {
    status = fill_node(filters, &group->must[i], bits, error);
    for (unsigned w = 0; w < QN__WINDOW_WORDS && status == QN_OK; w++)
      out[w] &= bits[w];
  }
  for (uint32_t i = 0; i < group->n_must_not && status == QN_OK; i++) {
    status = fill_node(filters, &group->must_not[i], bits, error);
    for (unsigned w = 0; w < QN__WINDOW_WORDS && status == QN_OK; w++)
      out[w] &= ~bits[w];
  }
  return status;
}

static qn_status fill_node(qn__filter_set *filters, const qn__plan_node *node, uint64_t *out, qn_error *error) {
  if (node->group != NULL)
    return fill_group(filters, node->group, out, error);
  qn__matcher *matcher = &filters->matched.leaves[node->leaf];
  const uint64_t *bits = NULL;
  qn_status status = matcher->ops->fill(matcher, &bits, error);
  if (status == QN_OK)
    memcpy(out, bits, QN__WINDOW_WORDS * sizeof *out);
  return status;
}

static qn_status fill_window(qn__filter_set *filters, uint32_t window, qn_error *error) {
  const qn__plan *plan = filters->plan;
  const uint32_t n_docs = filters->matched.where->segment->meta.n_docs, from = window * QN__WINDOW_DOCS;
  uint64_t *out = filters->known->bits + (size_t)window * QN__WINDOW_WORDS, bits[QN__WINDOW_WORDS];
  qn_status status = QN_OK;
  filters->matched.window = (qn__window){from, n_docs - from > QN__WINDOW_DOCS ? from + QN__WINDOW_DOCS : n_docs};
  memset(out, 0xff, QN__WINDOW_WORDS * sizeof *out);
  for (uint32_t i = 0; i < plan->n_filters && status == QN_OK; i++) {
    const uint64_t inverted = plan->filters[i].excludes ? UINT64_MAX : 0;
    if (!filters->has_bits[i])
      continue;
    status = fill_node(filters, &plan->filters[i].node, bits, error);
    for (unsigned w = 0; w < QN__WINDOW_WORDS && status == QN_OK; w++)
      out[w] &= bits[w] ^ inverted;
  }
  if (status == QN_OK)
    qn__filter_bits_filled(filters->known, window, filters->matched.window.end - from);
  return status;
}

static bool is_inside(const qn__filter_set *filters, uint32_t doc) {
  return filters->known->bits[doc / 64] >> (doc % 64) & 1;
}

/* Whether the filters that have bits accept an article. */
static qn_status ask_bits(qn__filter_set *filters, uint32_t doc, bool *accepted, qn_error *error) {
  const uint32_t window = doc / QN__WINDOW_DOCS;
  if (!filters->known->is_filled[window]) {
    if (filters->known->n_asked[window] < filters->enough) {
      filters->known->n_asked[window]++;
      filters->known->n_all_asked++;
      qn_status status = ask(filters, true, doc, accepted, error);
      filters->known->n_accepted += status == QN_OK && *accepted;
      return status;
    }
    qn_status status = fill_window(filters, window, error);
    if (status != QN_OK)
      return status;
  }
  *accepted = is_inside(filters, doc);
  filters->known->n_all_asked++;
  filters->known->n_accepted += *accepted;
  return QN_OK;
}

void qn__accept_filters(qn__accept *accept, qn__filter_set *filters) {
  const qn__filter_bits *known = filters->known;
  accept->filters = filters;
  if (!filters->all_bits || known->n_filled < known->n_windows)
    return;
  accept->bits = known->bits;
  accept->n_bits = known->n_inside;
}

/* --- what engines ask -------------------------------------------------------------------------------------------- */

/* Filters that accept most of what they are asked about are asked last. */
qn_status qn__filters_may_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  const qn__filter_set *filters = accept->filters;
  *accepted = true;
  if (!filters->any_bits || filters->known->n_accepted * RARELY > filters->known->n_all_asked)
    return QN_OK;
  return ask_bits(accept->filters, doc, accepted, error);
}

qn_status qn__filters_accept(const qn__accept *accept, uint32_t doc, bool *accepted, qn_error *error) {
  qn__filter_set *filters = accept->filters;
  *accepted = false;
  qn_status status = filters->any_bits ? ask_bits(filters, doc, accepted, error) : QN_OK;
  if (status == QN_OK && !filters->all_bits && (*accepted || !filters->any_bits))
    status = ask(filters, false, doc, accepted, error);
  return status;
}

void qn__accept_live(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words) {
  const uint8_t *deletes = accept->deletes;
  for (unsigned w = 0; w < n_words && deletes != NULL; w++)
    for (unsigned shift = 0; shift < 64 && bits[w] >> shift != 0; shift += 8) /* no byte without an article is read */
      bits[w] &= ~((uint64_t)deletes[from / 8 + w * 8 + shift / 8] << shift);
}

/* Asks about each article of n_words of bits from `from` on. */
static qn_status ask_each(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words, qn_error *error) {
  qn_status status = QN_OK;
  for (unsigned w = 0; w < n_words && status == QN_OK; w++)
    for (uint64_t left = bits[w]; left != 0 && status == QN_OK; left &= left - 1) {
      unsigned at = qn__lowest_bit(left);
      bool accepted = false;
      status = qn__filters_accept(accept, from + w * 64 + at, &accepted, error);
      bits[w] ^= (uint64_t)!accepted << at;
    }
  return status;
}

/* Clears the bits of n_words within one window. */
static qn_status accept_part(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words,
                             qn_error *error) {
  qn__filter_set *filters = accept->filters;
  const uint32_t window = from / QN__WINDOW_DOCS;
  unsigned n = filters->known->n_asked[window];
  for (unsigned w = 0; w < n_words && n < filters->enough; w++)
    n += qn__popcount64(bits[w]);
  if (filters->any_bits && n >= filters->enough && !filters->known->is_filled[window]) {
    qn_status status = fill_window(filters, window, error);
    if (status != QN_OK)
      return status;
  }
  for (unsigned w = 0; w < n_words && filters->known->is_filled[window]; w++)
    bits[w] &= filters->known->bits[from / 64 + w];
  return filters->known->is_filled[window] && filters->all_bits ? QN_OK : ask_each(accept, from, bits, n_words, error);
}

qn_status qn__accept_window(const qn__accept *accept, uint32_t from, uint64_t *bits, unsigned n_words,
                            qn_error *error) {
  qn_status status = QN_OK;
  qn__accept_live(accept, from, bits, n_words);
  for (unsigned w = 0; accept->filters != NULL && w < n_words && status == QN_OK;) {
    const uint32_t doc = from + w * 64;
    const unsigned left = QN__WINDOW_WORDS - doc % QN__WINDOW_DOCS / 64, n = n_words - w < left ? n_words - w : left;
    status = accept_part(accept, doc, bits + w, n, error);
    w += n;
  }
  return status;
}
