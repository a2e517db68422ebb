/* SPDX-License-Identifier: MIT */
/* places.c: phrases and words in titles, by the positions of their words: rare words first, and no further than the
 * threshold asks. */
#include "search/candidates.h"

static qn_status read_positions(qn__required *list, unsigned slot, qn_error *error) {
  return qn__occurrences_read(&list->occurrences, list->blocks[slot], list->indexes[slot], error);
}

/* The words of a phrase by rising frequency in the article of a slot. */
static void order_words(const qn__needed *leaf, unsigned slot) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++) {
    uint32_t at = w, freq = leaf->lists[w]->freqs[slot];
    for (; at > 0 && leaf->lists[leaf->order[at - 1]]->freqs[slot] > freq; at--)
      leaf->order[at] = leaf->order[at - 1];
    leaf->order[at] = w;
  }
}

/* Where a phrase begins in a candidate: *n ascending positions, kept with those of its rarest word; 0 as soon as they
 * are too few for the candidate to pass, which it does with a contribution above `limit`. */
static qn_status find_phrase(const qn__conjunction *run, const qn__needed *leaf, uint32_t c, int64_t limit,
                             const uint32_t **starts, uint32_t *n, qn_error *error) {
  unsigned slot = run->slots[c];
  order_words(leaf, slot);
  qn__occurrences *first = &leaf->lists[leaf->order[0]]->occurrences;
  qn_status status = read_positions(leaf->lists[leaf->order[0]], slot, error);
  if (status != QN_OK)
    return status;
  uint32_t offset = leaf->leaf->offsets[leaf->order[0]], kept = 0;
  for (uint32_t i = 0; i < first->n; i++) {
    first->starts_found[kept] = first->positions[i] - offset;
    kept += first->positions[i] >= offset;
  }
  for (uint32_t w = 1; w < leaf->leaf->n_words && kept > 0; w++) {
    qn__required *list = leaf->lists[leaf->order[w]];
    status = read_positions(list, slot, error);
    if (status != QN_OK)
      return status;
    kept = qn__intersect_shifted(first->starts_found, kept, list->occurrences.positions, list->occurrences.n,
                                 leaf->leaf->offsets[leaf->order[w]]);
    if (kept > 0 && qn__freq_bound(run, leaf->leaf->weight, kept, c) <= limit)
      kept = 0;
  }
  *starts = first->starts_found;
  *n = kept;
  return QN_OK;
}

/* Whether the first of some positions lies in the article's title. */
static qn_status begins_in_title(const qn__conjunction *run, uint32_t c, uint32_t first, bool *in_title,
                                 qn_error *error) {
  uint32_t words = 0;
  qn_status status = qn__title_words(&run->segment->segment->lengths, run->docs[c], &words, error);
  *in_title = first < qn__text_position(words, run->searcher->index->title_weight);
  return status;
}

/* Checks a leaf that needs positions, and adds a phrase's contribution.  `others` is the most that phrases not yet
 * checked add besides. */
static qn_status check_leaf(qn__conjunction *run, const qn__needed *leaf, uint32_t c, int64_t others, bool *matches,
                            qn_error *error) {
  const uint32_t *starts;
  uint32_t n = 1;
  qn_status status;
  if (leaf->lowest != NULL) {
    int64_t limit = run->counting ? -1 : run->searcher->collector.threshold - (int64_t)run->scores[c] - others;
    status = find_phrase(run, leaf, c, limit, &starts, &n, error);
  } else {
    status = read_positions(leaf->lists[0], run->slots[c], error);
    starts = leaf->lists[0]->occurrences.positions;
  }
  *matches = status == QN_OK && n > 0;
  if (*matches && leaf->leaf->title)
    status = begins_in_title(run, c, starts[0], matches, error);
  if (*matches && leaf->lowest != NULL)
    run->scores[c] += qn__candidate_contribution(run, leaf->leaf->weight, n, c);
  return status;
}

qn_status qn__check_places(qn__conjunction *run, uint32_t c, int64_t phrases, bool *matches, qn_error *error) {
  qn_status status = QN_OK;
  *matches = true;
  for (uint32_t i = 0; i < run->n_leaves && *matches && run->needs_places && status == QN_OK; i++) {
    if (i >= run->n_phrases && !run->leaves[i].leaf->title)
      continue;
    if (i < run->n_phrases)
      phrases -= qn__freq_bound(run, run->leaves[i].leaf->weight, run->leaves[i].lowest[c], c);
    status = check_leaf(run, &run->leaves[i], c, phrases, matches, error);
  }
  return status;
}
