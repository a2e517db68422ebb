/* SPDX-License-Identifier: MIT */
/* candidates.c: what is left of the lead's block when bounds and the other lists have been asked.  Bit sets are asked
 * first, frequencies last; whoever cannot pass with what is known and what is bounded is dropped at once. */
#include "search/candidates.h"

#include <string.h>

enum { RANGE_BLOCKS = 16 }; /* blocks looked at for the bound of a range; more: the whole list's */

/* --- bounds ------------------------------------------------------------------------------------------------------ */

/* The highest saturation of a list within the articles [from, last]; ranges ascend. */
static uint8_t range_max8(qn__required *list, uint32_t from, uint32_t last) {
  const qn__postings *postings = list->clause.list;
  if (postings->last == NULL)
    return postings->max8;
  uint32_t block = list->range_block;
  while (block < postings->n_blocks && qn__postings_block_last(postings, block) < from)
    block++;
  list->range_block = block;
  uint8_t highest = 0;
  for (uint32_t n = 0; block < postings->n_blocks; block++, n++) {
    if (n == RANGE_BLOCKS)
      return postings->max8;
    uint8_t max8 = qn__postings_block_max8(postings, block);
    highest = max8 > highest ? max8 : highest;
    if (qn__postings_block_last(postings, block) >= last)
      break;
  }
  return highest;
}

static uint8_t phrase_max8(const qn__needed *leaf) {
  uint8_t lowest = 255;
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    lowest = leaf->lists[w]->range_max8 < lowest ? leaf->lists[w]->range_max8 : lowest;
  return lowest;
}

int64_t qn__bound_block(qn__conjunction *run, uint32_t from) {
  qn__clause *lead = &run->lists->clause;
  uint32_t last = qn__postings_block_last(lead->list, lead->block);
  int64_t bound = run->wished_bound;
  for (uint32_t r = 0; r < run->n_lists; r++) {
    qn__required *list = &run->lists[r];
    list->range_max8 = r == 0 ? qn__postings_block_max8(lead->list, lead->block) : range_max8(list, from, last);
    list->rest = 0;
  }
  for (uint32_t i = 0; i < run->n_leaves; i++) {
    const qn__needed *leaf = &run->leaves[i];
    uint32_t most = qn__bound(&run->scoring, leaf->leaf->weight, phrase_max8(leaf));
    bound += most;
    if (i >= run->n_phrases)
      for (qn__required *list = run->lists; list <= leaf->lists[0]; list++)
        list->rest += most;
  }
  return bound;
}
/* --- candidates -------------------------------------------------------------------------------------------------- */

static bool has_word(const qn__needed *leaf, const qn__required *list) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    if (leaf->lists[w] == list)
      return true;
  return false;
}

static void move_candidate(qn__conjunction *run, uint32_t to, uint32_t from) {
  run->docs[to] = run->docs[from];
  run->scores[to] = run->scores[from];
  run->slots[to] = run->slots[from];
  for (uint32_t i = 0; i < run->n_phrases; i++)
    run->leaves[i].lowest[to] = run->leaves[i].lowest[from];
}

/* Adds to `sums` what the candidates earn with a leaf at these frequencies. */
static void add_scores(const qn__conjunction *run, const qn__needed *leaf, const uint32_t *freqs, uint32_t *sums) {
  uint32_t part[QN__BLOCK + 16];
  qn__score_postings(&run->scoring, leaf->leaf->weight, run->docs, freqs, run->n, part);
  for (uint32_t c = 0; c < run->n; c++)
    sums[c] += part[c];
}

/* Takes the candidates' frequencies in list r into account; keeps those that can still pass. */
static void learn_freqs(qn__conjunction *run, uint32_t r, const uint32_t *freqs) {
  if (run->counting)
    return;
  const qn__required *list = &run->lists[r];
  uint32_t phrases[QN__BLOCK + 16], kept = 0;
  int64_t limit = run->searcher->collector.threshold - run->wished_bound - (r + 1 < run->n_lists ? list[1].rest : 0);
  for (uint32_t i = run->n_phrases; i < run->n_leaves; i++)
    if (run->leaves[i].lists[0] == list)
      add_scores(run, &run->leaves[i], freqs, run->scores);
  memset(phrases, 0, run->n * sizeof *phrases);
  for (uint32_t i = 0; i < run->n_phrases; i++) {
    qn__needed *leaf = &run->leaves[i];
    bool has = has_word(leaf, list);
    for (uint32_t c = 0; has && c < run->n; c++)
      leaf->lowest[c] = freqs[c] < leaf->lowest[c] ? freqs[c] : leaf->lowest[c];
    add_scores(run, leaf, leaf->lowest, phrases);
  }
  for (uint32_t c = 0; c < run->n; c++) {
    move_candidate(run, kept, c);
    kept += (int64_t)run->scores[c] + phrases[c] + QN__ROUNDING * run->n_phrases > limit;
  }
  run->n = kept;
}

qn_status qn__begin_candidates(qn__conjunction *run, qn_error *error) {
  qn__required *lead = run->lists;
  qn__clause *clause = &lead->clause;
  run->n = qn__postings_block(clause->list, clause->block, run->docs, lead->freqs, error);
  if (run->n == 0)
    return QN_DAMAGED;
  memset(run->scores, 0, run->n * sizeof *run->scores);
  for (uint32_t i = 0; i < run->n_phrases; i++)
    memset(run->leaves[i].lowest, 0x7f, run->n * sizeof(uint32_t));
  for (uint32_t c = 0; c < run->n && run->needs_places; c++) {
    run->slots[c] = lead->indexes[c] = (uint8_t)c;
    lead->blocks[c] = clause->block;
  }
  learn_freqs(run, 0, lead->freqs);
  return QN_OK;
}

/* Drops what is not in a list with bits. */
static void test_bits(qn__conjunction *run, const qn__postings *list) {
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    move_candidate(run, kept, c);
    kept += qn__postings_has(list, run->docs[c]);
  }
  run->n = kept;
}

/* Keeps the candidates that list r has and that can still pass. */
static qn_status narrow(qn__conjunction *run, uint32_t r, qn_error *error) {
  qn__required *list = &run->lists[r];
  qn__clause *clause = &list->clause;
  uint32_t kept = 0, freqs[QN__BLOCK + 16];
  for (uint32_t c = 0; c < run->n; c++) {
    int index = -1;
    if (clause->list->bits == NULL && !qn__clause_to_block(clause, run->docs[c]))
      break;
    qn_status status = qn__clause_find(clause, run->docs[c], &index, error);
    if (status == QN_OK && index >= 0 && (!run->counting || list->in_phrase))
      status = qn__clause_freq(clause, (unsigned)index, &freqs[kept], error);
    if (status != QN_OK)
      return status;
    if (index < 0)
      continue;
    unsigned slot = run->slots[c];
    if (list->in_phrase) {
      list->freqs[slot] = freqs[kept];
      list->blocks[slot] = clause->block;
      list->indexes[slot] = (uint8_t)index;
    }
    move_candidate(run, kept++, c);
  }
  run->n = kept;
  learn_freqs(run, r, freqs);
  return QN_OK;
}

qn_status qn__narrow_candidates(qn__conjunction *run, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t r = 1; r < run->n_lists; r++)
    if (run->lists[r].clause.list->bits != NULL)
      test_bits(run, run->lists[r].clause.list);
  for (uint32_t r = 1; r < run->n_lists && status == QN_OK && run->n > 0; r++)
    if (!run->counting || run->lists[r].in_phrase || run->lists[r].clause.list->bits == NULL)
      status = narrow(run, r, error);
  return status;
}

int64_t qn__phrase_bound(const qn__conjunction *run, uint32_t c) {
  int64_t bound = 0;
  for (uint32_t i = 0; i < run->n_phrases; i++)
    bound += qn__freq_bound(run, run->leaves[i].leaf->weight, run->leaves[i].lowest[c], c);
  return bound;
}
