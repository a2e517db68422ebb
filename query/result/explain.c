/* SPDX-License-Identifier: MIT */
/* explain.c: how a score came about, word by word, with the numbers that the score was made of. */
#include "result/searcher.h"

#include <inttypes.h>

static void print_spelling(qn__operator op, qn__buffer *out) {
  qn__buffer_print(out, "%s", qn__operator_spelling(op));
}

/* A word, or several as a phrase. */
static void print_words(const qn__plan *plan, const uint32_t *words, uint32_t n, qn__buffer *out) {
  bool exact = false;
  for (uint32_t i = 0; i < n && !exact; i++)
    exact = plan->words[words[i]].op == QN__EXACT;
  if (exact)
    print_spelling(QN__EXACT, out);
  if (n > 1)
    print_spelling(QN__PHRASE, out);
  for (uint32_t i = 0; i < n; i++)
    qn__buffer_print(out, "%s%s", i == 0 ? "" : " ", plan->words[words[i]].written);
  if (n > 1)
    print_spelling(QN__PHRASE, out);
}

static void print_near(const qn__plan *plan, const qn__plan_leaf *leaf, qn__buffer *out) {
  for (uint32_t first = 0, end; first < leaf->n_words; first = end) {
    for (end = first; end < leaf->n_words && leaf->units[end] == leaf->units[first];)
      end++;
    if (first > 0)
      qn__buffer_print(out, " %s/%" PRIu32 " ", qn__operator_spelling(QN__NEAR), leaf->distance);
    print_words(plan, leaf->words + first, end - first, out);
  }
}

static void print_synonyms(const qn__plan *plan, const qn__plan_leaf *leaf, qn__buffer *out) {
  for (uint32_t i = 0; i < leaf->n_alternatives; i++) {
    if (i > 0)
      qn__buffer_print(out, " %s ", qn__operator_spelling(QN__SYNONYMS));
    print_words(plan, leaf->alternatives[i].words, leaf->alternatives[i].n_words, out);
  }
}

static void print_leaf_name(const qn__plan *plan, const qn__plan_leaf *leaf, qn__buffer *out) {
  const bool joined = leaf->op == QN__NEAR || leaf->op == QN__SYNONYMS;
  if (leaf->title)
    print_spelling(QN__TITLE, out);
  if (leaf->title && joined)
    qn__buffer_u8(out, '(');
  if (leaf->op == QN__NEAR)
    print_near(plan, leaf, out);
  else if (leaf->op == QN__SYNONYMS)
    print_synonyms(plan, leaf, out);
  else
    print_words(plan, leaf->words, leaf->n_words, out);
  if (leaf->title && joined)
    qn__buffer_u8(out, ')');
  if (leaf->op == QN__COMPOUNDS)
    qn__buffer_print(out, " (in compounds)");
  if (!leaf->asked)
    qn__buffer_print(out, " (added)");
}

/* Whether a leaf is of words that stand beside the one that was typed. */
static bool is_beside_word(qn__operator op) {
  return op == QN__FUZZY || op == QN__PARTIAL;
}

static void print_idf(const qn_searcher *searcher, const qn__plan_leaf *leaf, qn__buffer *out) {
  const qn__plan *plan = &searcher->plan;
  qn__buffer_print(out, "idf %.6f", leaf->idf);
  if (leaf->op == QN__PHRASE || leaf->op == QN__NEAR) {
    qn__buffer_print(out, " (sum over its words)");
  } else if (leaf->op == QN__SYNONYMS) {
    qn__buffer_print(out, " (of the most frequent)");
  } else {
    qn__buffer_print(out, " (in %" PRIu64 " of %" PRIu64 " articles%s)", plan->words[leaf->words[0]].doc_freq,
                     plan->n_articles,
                     qn__depends_on_forms(leaf->op) ? ", in any form"
                     : leaf->op == QN__COMPOUNDS    ? ", a quarter counts"
                     : is_beside_word(leaf->op)     ? ", half counts"
                                                    : "");
  }
  if (leaf->boost < 1.0 || leaf->boost > 1.0)
    qn__buffer_print(out, " x %g", leaf->boost);
}

/* One line of the sum, for a leaf that the article has; returns what it contributes. */
static uint32_t explain_leaf(const qn_searcher *searcher, const qn__plan_leaf *leaf, uint32_t freq, float k,
                             qn__buffer *out) {
  uint32_t contribution = qn__contribution(leaf->weight, freq, k);
  qn__buffer_print(out, "%12.6f  ", contribution / searcher->plan.scale);
  print_leaf_name(&searcher->plan, leaf, out);
  qn__buffer_print(out, ": ");
  print_idf(searcher, leaf, out);
  qn__buffer_print(out, ", %" PRIu32 " times: saturation %.6f\n", freq, (double)qn__saturate((float)freq, k));
  return contribution;
}

static qn_status explain_leaves(qn_searcher *searcher, const qn__located *at, float k, uint64_t *sum, qn_error *error) {
  qn__matched_segment *segment;
  qn_status status = qn__match_hits(searcher, at->number, &segment, error);
  *sum = 0;
  for (uint32_t i = 0; status == QN_OK && i < searcher->plan.n_leaves; i++) {
    qn__matcher *matcher = &segment->leaves[i];
    uint32_t freq = 0;
    if (!(matcher->leaf->boost > 0.0))
      continue;
    status = matcher->ops->freq(matcher, at->doc, 1, &freq, error);
    if (status == QN_OK && freq > 0)
      *sum += explain_leaf(searcher, matcher->leaf, freq, k, &searcher->text);
  }
  return status;
}

/* A line for each feature of stage 2 that the hit earns something for, and one for what the caller's own score differs
 * by. */
static void explain_features(const qn_searcher *searcher, const qn__found *hit, qn__buffer *out) {
  const double scale = searcher->plan.scale;
  uint64_t sum = hit->base;
  for (size_t i = 0; hit->parts != NULL && i < QN__N_FEATURES; i++) {
    sum += hit->parts[i];
    if (hit->parts[i] > 0)
      qn__buffer_print(out, "%12.6f  %s\n", (double)hit->parts[i] / scale, qn__features[i].earned_for);
  }
  if (hit->parts != NULL && hit->score != sum)
    qn__buffer_print(out, "%12.6f  by the program that searches\n", ((double)hit->score - (double)sum) / scale);
}

qn_status qn_searcher_explain(qn_searcher *searcher, size_t i, const char **text, qn_error *error) {
  qn__located at = {0, NULL, 0};
  uint64_t sum = 0;
  qn_status status = qn__locate_hit(searcher, i, &at, error);
  if (status != QN_OK)
    return status;
  const qn__lengths *lengths = &at.segment->segment->lengths;
  uint32_t length = 0;
  const uint8_t *length_bytes = NULL;
  status = qn__lengths_bytes(lengths, &length_bytes, error);
  if (status == QN_OK)
    status = qn__length(lengths, at.doc, &length, error);
  if (status != QN_OK)
    return status;
  const qn__saturation *saturation = searcher->plan.saturation;
  float k = saturation->k[length_bytes[at.doc]];
  qn__buffer *out = &searcher->text;
  qn__buffer_reset(out);
  qn__buffer_print(out, "%12s  of the sum of idf * f / (f + K)\n", "contribution");
  status = explain_leaves(searcher, &at, k, &sum, error);
  if (status != QN_OK)
    return status;
  qn__found hit = {0, 0, 0, NULL};
  qn__found_hit(searcher, i, &hit);
  explain_features(searcher, &hit, out);
  qn__buffer_print(out, "%12.6f  score\n", (double)(sum + hit.score - hit.base) / searcher->plan.scale);
  qn__buffer_print(out,
                   "K %.6f = k1 * (1 - b + b * length / average): k1 %g, b %g, length %" PRIu32 " (counts as %" PRIu32
                   "), average %.2f\n",
                   (double)k, (double)saturation->k1, (double)saturation->b, length,
                   qn__byte_to_length(length_bytes[at.doc]), saturation->average);
  return qn__keep_text(searcher, &searcher->arena, text, error);
}
