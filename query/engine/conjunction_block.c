/* SPDX-License-Identifier: MIT */
/* conjunction_block.c: what is left of the lead's block when bounds and the other lists have been asked.  Bit sets are
 * asked first, frequencies last.  Candidates whose score plus remaining bound cannot beat the threshold are dropped. */
#include "engine/conjunction_block.h"

#include <string.h>

enum { RANGE_BLOCKS = 16 }; /* blocks looked at for the bound of a range; more: the whole list's */

/* --- bounds ------------------------------------------------------------------------------------------------------ */

/* The highest saturation of a list within the articles [from, last]; ranges ascend. */
static uint8_t range_max8(qn__required *list, uint32_t from, uint32_t last) {
  const qn__postings *postings = list->scored.postings;
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
  qn__scored_list *lead = &run->lists->scored;
  uint32_t last = qn__postings_block_last(lead->postings, lead->block);
  int64_t bound = run->optional_bound;
  for (uint32_t r = 0; r < run->n_lists; r++) {
    qn__required *list = &run->lists[r];
    list->range_max8 = r == 0 ? qn__postings_block_max8(lead->postings, lead->block) : range_max8(list, from, last);
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

/* --- what is known of them ---------------------------------------------------------------------------------------- */

static bool has_word(const qn__needed *leaf, const qn__required *list) {
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    if (leaf->lists[w] == list)
      return true;
  return false;
}

/* Until enough articles are found, any will do: bounds are not worth their computing. */
static bool can_drop(const qn__conjunction *run) {
  return run->sink->threshold >= 0;
}

/* Keeps the candidates that can pass with what the lists after this one add. */
static void drop_hopeless(qn__conjunction *run, const qn__required *list) {
  if (!can_drop(run))
    return;
  int64_t limit = run->sink->threshold - run->optional_bound;
  if (list + 1 < run->lists + run->n_lists)
    limit -= list[1].rest;
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    unsigned slot = run->slots[c];
    run->slots[kept] = (uint8_t)slot;
    kept += (int64_t)run->scores[slot] + run->phrases[slot] > limit;
  }
  run->n = kept;
}

/* Takes the frequencies of the lead's block into account, for all its slots at once. */
static void score_block(qn__conjunction *run, const qn__required *lead) {
  uint32_t highest[QN__SLOTS];
  const uint32_t n = run->n;
  memset(highest, 0x7f, n * sizeof *highest);
  qn__load_k(&run->scoring, run->docs, n, run->k);
  memset(run->scores, 0, n * sizeof *run->scores);
  memset(run->phrases, 0, n * sizeof *run->phrases);
  for (uint32_t i = 0; i < run->n_phrases && can_drop(run); i++) {
    const qn__needed *leaf = &run->leaves[i];
    const uint32_t *freqs = has_word(leaf, lead) ? lead->freqs : highest;
    const float weight = leaf->leaf->weight;
    qn__add_contributions(weight, freqs, run->k, n, qn__rounding(weight), run->phrases);
  }
  for (uint32_t i = run->n_phrases; i < run->n_leaves; i++)
    if (run->leaves[i].lists[0] == lead)
      qn__add_contributions(run->leaves[i].leaf->weight, lead->freqs, run->k, n, 0, run->scores);
}

static uint32_t lowest_freq(const qn__needed *leaf, unsigned slot, const qn__required *last) {
  uint32_t lowest = INT32_MAX;
  for (uint32_t w = 0; w < leaf->leaf->n_words; w++)
    if (leaf->lists[w] <= last && leaf->lists[w]->freqs[slot] < lowest)
      lowest = leaf->lists[w]->freqs[slot];
  return lowest;
}

uint32_t qn__bound_phrases(const qn__conjunction *run, uint32_t i, unsigned slot, const qn__required *last) {
  uint32_t bound = 0;
  for (; i < run->n_phrases; i++) {
    uint32_t lowest = lowest_freq(&run->leaves[i], slot, last);
    bound += qn__freq_bound(run->leaves[i].leaf->weight, lowest, run->k[slot]);
  }
  return bound;
}

/* Takes the candidates' frequencies in another list into account. */
static void score_candidates(qn__conjunction *run, const qn__required *list) {
  for (uint32_t i = run->n_phrases; i < run->n_leaves; i++)
    for (uint32_t c = 0; c < run->n && run->leaves[i].lists[0] == list; c++) {
      unsigned slot = run->slots[c];
      run->scores[slot] += qn__contribution(run->leaves[i].leaf->weight, list->freqs[slot], run->k[slot]);
    }
  for (uint32_t c = 0; c < run->n && run->n_phrases > 0 && can_drop(run); c++)
    run->phrases[run->slots[c]] = qn__bound_phrases(run, 0, run->slots[c], list);
}

/* --- list by list ------------------------------------------------------------------------------------------------ */

qn_status qn__begin_candidates(qn__conjunction *run, qn_error *error) {
  qn__required *lead = run->lists;
  qn__scored_list *scored = &lead->scored;
  run->n = qn__postings_block(scored->postings, scored->block, run->docs, lead->freqs, error);
  if (run->n == 0)
    return QN_DAMAGED;
  for (uint32_t slot = 0; slot < run->n; slot++)
    run->slots[slot] = (uint8_t)slot;
  if (run->scoring_matches) {
    score_block(run, lead);
    drop_hopeless(run, lead);
  }
  if (!lead->needs_places || run->n == 0)
    return QN_OK;
  lead->reader.asked_block = QN__NO_BLOCK;
  qn_status status = QN_OK;
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++) {
    unsigned slot = run->slots[c];
    status = qn__occurrences_place(&lead->reader, scored->block, slot, &lead->places[slot], error);
    lead->freqs[slot] = lead->places[slot].count;
  }
  return status;
}

/* Keeps what is in a list with bits, or what is not. */
static void test_bits(qn__conjunction *run, const qn__postings *list, bool has) {
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    unsigned slot = run->slots[c];
    run->slots[kept] = (uint8_t)slot;
    kept += qn__postings_has(list, run->docs[slot]) == has;
  }
  run->n = kept;
}

/* Finds the candidates' postings in a list whose bits all of them have. */
static qn_status find_ranks(qn__conjunction *run, qn__required *list, qn_error *error) {
  const qn__postings *postings = list->scored.postings;
  uint32_t highest = 0;
  for (uint32_t c = 0; c < run->n; c++) {
    unsigned slot = run->slots[c];
    uint32_t rank = qn__postings_rank(postings, run->docs[slot]);
    highest = rank > highest ? rank : highest;
    list->postings[slot] = rank;
  }
  if (highest < postings->info.doc_freq)
    return QN_OK; /* corrupt ranks must not cause an out-of-bounds read */
  return qn__section_damaged(&postings->source->postings, postings->bits, "the ranks of a list are wrong", error);
}

/* Finds the candidates' postings in a list without bits; drops what it does not have. */
static qn_status find_postings(qn__conjunction *run, qn__required *list, qn_error *error) {
  qn__scored_list *scored = &list->scored;
  uint32_t kept = 0;
  for (uint32_t c = 0; c < run->n && qn__scored_list_to_block(scored, run->docs[run->slots[c]]); c++) {
    unsigned slot = run->slots[c];
    int index;
    qn_status status = qn__scored_list_find(scored, run->docs[slot], &index, error);
    if (status != QN_OK)
      return status;
    list->postings[slot] = scored->block * QN__POSTINGS_BLOCK + (uint32_t)index;
    run->slots[kept] = (uint8_t)slot;
    kept += index >= 0;
  }
  run->n = kept;
  return QN_OK;
}

static qn_status read_freqs(qn__conjunction *run, qn__required *list, qn_error *error) {
  qn__scored_list *scored = &list->scored;
  qn_status status = QN_OK;
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++) {
    unsigned slot = run->slots[c];
    scored->block = list->postings[slot] / QN__POSTINGS_BLOCK;
    status = qn__scored_list_freq(scored, list->postings[slot] % QN__POSTINGS_BLOCK, &list->freqs[slot], error);
  }
  return status;
}

/* Frequencies, and where the positions are. */
static qn_status read_places(qn__conjunction *run, qn__required *list, qn_error *error) {
  qn_status status = QN_OK;
  list->reader.asked_block = QN__NO_BLOCK;
  for (uint32_t c = 0; c < run->n && status == QN_OK; c++) {
    unsigned slot = run->slots[c];
    uint32_t posting = list->postings[slot];
    status = qn__occurrences_place(&list->reader, posting / QN__POSTINGS_BLOCK, posting % QN__POSTINGS_BLOCK,
                                   &list->places[slot], error);
    list->freqs[slot] = list->places[slot].count;
  }
  return status;
}

/* Keeps the candidates that a list has, and that can still pass. */
static qn_status narrow(qn__conjunction *run, qn__required *list, qn_error *error) {
  qn_status status =
      list->scored.postings->bits != NULL ? find_ranks(run, list, error) : find_postings(run, list, error);
  if (status == QN_OK && list->needs_places)
    status = read_places(run, list, error);
  else if (status == QN_OK && run->scoring_matches)
    status = read_freqs(run, list, error);
  if (status != QN_OK || !run->scoring_matches)
    return status;
  score_candidates(run, list);
  drop_hopeless(run, list);
  return QN_OK;
}

qn_status qn__narrow_candidates(qn__conjunction *run, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t r = 1; r < run->n_lists; r++)
    if (run->lists[r].scored.postings->bits != NULL)
      test_bits(run, run->lists[r].scored.postings, true);
  for (uint32_t i = 0; i < run->excluded.n; i++)
    if (run->excluded.lists[i].postings->bits != NULL)
      test_bits(run, run->excluded.lists[i].postings, false);
  for (uint32_t r = 0; r < run->n_lists && status == QN_OK && run->n > 0; r++) {
    qn__required *list = &run->lists[r];
    if (r > 0 && (run->scoring_matches || list->needs_places || list->scored.postings->bits == NULL))
      status = narrow(run, list, error);
    for (uint32_t i = 0; i < run->n_phrases && status == QN_OK; i++)
      if (run->leaves[i].leaf->op == QN__PHRASE && run->leaves[i].lists[run->leaves[i].rarest[1]] == list)
        status = qn__drop_apart(run, &run->leaves[i], error);
  }
  return status;
}
