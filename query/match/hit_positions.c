/* SPDX-License-Identifier: MIT */
/* hit_positions.c: finds the query's words in one article through their positions. */
#include "match/hit_positions.h"

#include <string.h>

static qn_status reserve(qn__match_list *list, size_t n, qn__arena *arena, qn_error *error) {
  if (n <= list->capacity)
    return QN_OK;
  size_t capacity = n + n / 2 + 64;
  qn__match *data = qn__arena_alloc(arena, 2 * capacity * sizeof *data);
  if (data == NULL)
    return qn__fail_memory(error);
  if (list->n > 0)
    memcpy(data, list->data, list->n * sizeof *data);
  list->data = data;
  list->room = data + capacity;
  list->capacity = capacity;
  return QN_OK;
}

/* How many of the leaf's occurrences count: all, or those before `title_end` if it is looked for in the title. */
static size_t count_occurrences(const qn__position_list *found, bool title, uint32_t title_end) {
  size_t n = found->n < QN__MATCHES_PER_LEAF ? found->n : QN__MATCHES_PER_LEAF;
  while (title && n > 0 && found->data[n - 1] >= title_end)
    n--;
  return n;
}

/* What a part of a leaf is: an alternative, or else the leaf itself. */
static const qn__plan_leaf *leaf_of_part(const qn__plan_leaf *leaf, uint32_t part) {
  return leaf->op == QN__SYNONYMS ? &leaf->alternatives[part] : leaf;
}

/* How many positions a part of a leaf covers. */
static uint32_t width_of_part(const qn__plan_leaf *leaf, uint32_t part) {
  const qn__plan_leaf *found = leaf_of_part(leaf, part);
  return found->op == QN__NEAR ? 1 : found->offsets[found->n_words - 1] + 1;
}

const qn__plan_word *qn__word_of_match(const qn__plan *plan, const qn__match *match, bool last) {
  const qn__plan_leaf *leaf = leaf_of_part(&plan->leaves[match->leaf], match->part);
  const uint32_t end = last ? leaf->n_words - 1 : 0;
  return &plan->words[leaf->words[leaf->op == QN__NEAR ? match->part : end]];
}

/* Adds a leaf's occurrences in an article. */
static qn_status add_matches(qn__matched_segment *segment, uint32_t index, uint32_t doc, uint32_t title_end,
                             qn__match_list *out, qn_error *error) {
  qn__matcher *matcher = &segment->leaves[index];
  const qn__plan_leaf *leaf = matcher->leaf;
  qn__position_list found = {.n = 0};
  qn_status status = matcher->ops->positions(matcher, doc, 1, &found, error);
  size_t n = status == QN_OK ? count_occurrences(&found, leaf->title, title_end) : 0;
  if (status == QN_OK)
    status = reserve(out, out->n + n, segment->arena, error);
  if (status != QN_OK)
    return status;
  const uint32_t words = found.parts == NULL ? width_of_part(leaf, 0) : 0;
  for (size_t i = 0; i < n; i++) {
    const uint32_t part = found.parts == NULL ? 0 : found.parts[i];
    out->data[out->n++] = (qn__match){.position = found.data[i],
                                      .words = words > 0 ? words : width_of_part(leaf, part),
                                      .leaf = index,
                                      .weight = (float)leaf->idf,
                                      .part = part};
  }
  return QN_OK;
}

static bool comes_after(const qn__match *a, const qn__match *b) {
  if (a->position != b->position)
    return a->position > b->position;
  return a->words != b->words ? a->words < b->words : a->leaf > b->leaf;
}

/* The end of the ascending run that begins at `start`. */
static size_t run_end(const qn__match *matches, size_t start, size_t n) {
  size_t i = start + 1;
  while (i < n && !comes_after(&matches[i - 1], &matches[i]))
    i++;
  return i < n ? i : n;
}

/* Merges the runs of the list two by two, into its other half. */
static void merge_runs(qn__match_list *list) {
  const qn__match *from = list->data;
  qn__match *to = list->room;
  for (size_t a = 0, middle, end; a < list->n; a = end) {
    middle = run_end(from, a, list->n);
    end = middle < list->n ? run_end(from, middle, list->n) : middle;
    for (size_t left = a, right = middle; left < middle || right < end;)
      *to++ = right == end || (left < middle && !comes_after(&from[left], &from[right])) ? from[left++] : from[right++];
  }
  to = list->data;
  list->data = list->room;
  list->room = to;
}

/* The matches of each leaf ascend already, as a rule. */
static void sort_matches(qn__match_list *list) {
  while (run_end(list->data, 0, list->n) < list->n)
    merge_runs(list);
}

/* Finds what was asked, or what was added to it. */
static qn_status find_leaves(qn__matched_segment *segment, bool asked, uint32_t doc, uint32_t title_end,
                             qn__match_list *out, qn_error *error) {
  qn_status status = QN_OK;
  out->n = 0;
  for (uint32_t i = 0; i < segment->plan->n_leaves && status == QN_OK; i++)
    if (segment->leaves[i].leaf->boost > 0.0 && segment->leaves[i].leaf->asked == asked)
      status = add_matches(segment, i, doc, title_end, out, error);
  return status;
}

/* Finds the matches in an article, of words that were added only if it has no others; those of words looked for in the
 * title end at `title_end`. */
static qn_status find_before(qn__matched_segment *segment, uint32_t doc, uint32_t title_end, qn__match_list *out,
                             qn_error *error) {
  qn_status status = find_leaves(segment, true, doc, title_end, out, error);
  if (status == QN_OK && out->n == 0)
    status = find_leaves(segment, false, doc, title_end, out, error);
  if (status == QN_OK)
    sort_matches(out);
  return status;
}

qn_status qn__find_matches(qn__matched_segment *segment, uint32_t doc, qn__match_list *out, qn_error *error) {
  const qn__segment *stored = segment->where->segment;
  uint32_t title_words = 0;
  qn_status status = qn__title_words(&stored->lengths, doc, &title_words, error);
  uint32_t title_end = qn__text_position(title_words, stored->meta.settings.title_weight);
  if (status == QN_OK)
    status = find_before(segment, doc, title_end, out, error);
  if (status == QN_OK && out->n > 0 && out->data[out->n - 1].position < title_end)
    status = find_before(segment, doc, UINT32_MAX, out, error);
  return status;
}
