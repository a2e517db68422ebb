/* SPDX-License-Identifier: MIT */
/* conjunction_places.c: phrases and words in titles, by the positions of their words: rare words first, and no further
 * than the threshold asks. */
#include "engine/conjunction_block.h"

/* --- reading ----------------------------------------------------------------------------------------------------- */

/* How many candidates from c on have their posting of this list in the same block. */
static uint32_t neighbours(const qn__conjunction *run, const qn__required *list, uint32_t c) {
  uint32_t block = list->places[run->slots[c]].block, end = c + 1;
  while (end < run->n && list->places[run->slots[end]].block == block)
    end++;
  return end - c;
}

static inline qn_status read_positions(const qn__conjunction *run, qn__required *list, uint32_t c, uint32_t until,
                                       qn__occurrences *out, qn_error *error) {
  const qn__posting_span *place = &list->places[run->slots[c]];
  if (list->reader.asked_block != place->block) {
    uint32_t n = neighbours(run, list, c);
    qn_status status = qn__occurrences_expect(&list->reader, place->block, place->total, n, error);
    if (status != QN_OK)
      return status;
  }
  return qn__occurrences_read(&list->reader, place, until, out, error);
}

/* The end of what is worth reading of a list to find what stands at a distance after some positions. */
static inline uint32_t reach(const qn__occurrences *occurrences, uint32_t distance) {
  return occurrences->positions[occurrences->n - 1] - occurrences->base + distance;
}

/* --- phrases ----------------------------------------------------------------------------------------------------- */

/* Whether a phrase's two rarest words stand as they should anywhere in a candidate.  The one that it has less often is
 * read first: it limits how far to read the other. */
static inline qn_status rarest_meet(qn__conjunction *run, const qn__needed *leaf, uint32_t c, bool *meet,
                                    qn_error *error) {
  uint32_t a = leaf->rarest[0], b = leaf->rarest[1];
  if (leaf->lists[a]->freqs[run->slots[c]] > leaf->lists[b]->freqs[run->slots[c]]) {
    a = b;
    b = leaf->rarest[0];
  }
  const uint32_t distance = leaf->leaf->offsets[b] - leaf->leaf->offsets[a];
  qn__occurrences first, second;
  qn_status status = read_positions(run, leaf->lists[a], c, UINT32_MAX, &first, error);
  *meet = false;
  if (status != QN_OK || first.n == 0)
    return status;
  status = read_positions(run, leaf->lists[b], c, reach(&first, distance), &second, error);
  *meet = status == QN_OK && qn__occurrences_meet(&first, &second, distance);
  return status;
}

qn_status qn__drop_apart(qn__conjunction *run, qn__needed *leaf, qn_error *error) {
  uint32_t kept = 0, c = 0;
  for (; c < run->n && leaf->met <= leaf->tried / 4 + 4; c++) {
    bool meet;
    qn_status status = rarest_meet(run, leaf, c, &meet, error);
    if (status != QN_OK)
      return status;
    run->slots[kept] = run->slots[c];
    kept += meet;
    leaf->met += meet;
    leaf->tried++;
  }
  for (; c < run->n; c++)
    run->slots[kept++] = run->slots[c];
  run->n = kept;
  return QN_OK;
}

static qn_status check_phrase(qn__conjunction *run, uint32_t i, uint32_t c, uint32_t *first, bool *matches,
                              qn_error *error) {
  const qn__needed *leaf = &run->leaves[i];
  const unsigned slot = run->slots[c];
  uint32_t least = 1;
  if (run->scoring_matches) {
    int64_t others = qn__bound_phrases(run, i + 1, slot, qn__last_list(run));
    int64_t limit = run->sink->threshold - (int64_t)run->scores[slot] - others;
    least = qn__least_freq(leaf->leaf->weight, limit, run->k[slot]);
  }
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    leaf->words[w] = (qn__phrase_word){{.reader = &leaf->lists[w]->reader, .place = leaf->lists[w]->places[slot]},
                                       leaf->leaf->offsets[w]};
  qn_status status = qn__find_phrase(leaf->words, leaf->leaf->n_words, least, &run->found, error);
  *matches = status == QN_OK && run->found.n > 0;
  if (!*matches)
    return status;
  *first = run->found.starts[0];
  if (run->scoring_matches)
    run->scores[slot] += qn__contribution(leaf->leaf->weight, run->found.n, run->k[slot]);
  return QN_OK;
}

static qn_status check_word(const qn__conjunction *run, const qn__needed *leaf, uint32_t c, uint32_t *first,
                            qn_error *error) {
  qn__occurrences found;
  qn_status status = read_positions(run, leaf->lists[0], c, 0, &found, error);
  if (status == QN_OK)
    *first = found.positions[0] - found.base;
  return status;
}

qn_status qn__check_places(qn__conjunction *run, uint32_t c, bool *matches, qn_error *error) {
  qn_status status = QN_OK;
  *matches = true;
  for (uint32_t i = 0; i < run->n_leaves && *matches && status == QN_OK; i++) {
    const qn__needed *leaf = &run->leaves[i];
    uint32_t first = 0;
    if (i < run->n_phrases)
      status = check_phrase(run, i, c, &first, matches, error);
    else if (leaf->leaf->title)
      status = check_word(run, leaf, c, &first, error);
    if (status == QN_OK && *matches && leaf->leaf->title)
      status = qn__in_title(&run->context->segment->segment->lengths, run->docs[run->slots[c]],
                            run->context->plan->index->title_weight, first, matches, error);
  }
  return status;
}
