/* SPDX-License-Identifier: MIT */
/* match_title.c: title:, around any other operator: it must occur in the title, and occurrences outside it still count
 * towards the score.  Positions are those in the whole article. */
#include "match/matcher.h"

/* The operator around which this one stands. */
static qn__matcher *inner_of(const qn__matcher *matcher) {
  return matcher->state;
}

static qn_status open_title(qn__matcher *matcher, qn_error *error) {
  qn__matcher *inner = qn__arena_alloc(matcher->segment->arena, sizeof *inner);
  if (inner == NULL)
    return qn__fail_memory(error);
  *inner = (qn__matcher){qn__matcher_ops_of(matcher->leaf->op), matcher->leaf, matcher->segment, NULL};
  matcher->state = inner;
  return inner->ops->open(inner, error);
}

static qn_status fill_title(qn__matcher *matcher, const uint64_t **bits, qn_error *error) {
  return inner_of(matcher)->ops->fill(inner_of(matcher), bits, error);
}

static uint8_t max_saturation_of_title(const qn__matcher *matcher) {
  return inner_of(matcher)->ops->max_saturation(inner_of(matcher));
}

static uint64_t max_docs_of_title(const qn__matcher *matcher) {
  return inner_of(matcher)->ops->max_docs(inner_of(matcher));
}

static qn_status positions_of_title(qn__matcher *matcher, uint32_t doc, uint32_t least, qn__position_list *out,
                                    qn_error *error) {
  const qn__segment *segment = matcher->segment->where->segment;
  bool in_title = false;
  qn_status status = inner_of(matcher)->ops->positions(inner_of(matcher), doc, least, out, error);
  if (status == QN_OK && out->n > 0)
    status = qn__in_title(&segment->lengths, doc, segment->meta.settings.title_weight, out->data[0], &in_title, error);
  if (!in_title)
    out->n = out->freq = 0;
  return status;
}

const qn__matcher_ops qn__match_title = {
    .exact_bits = false,
    .open = open_title,
    .fill = fill_title,
    .max_saturation = max_saturation_of_title,
    .max_docs = max_docs_of_title,
    .freq = qn__freq_by_positions,
    .positions = positions_of_title,
};
