/* SPDX-License-Identifier: MIT */
/* leaf_weights.c: the idf of a leaf over all articles, times a power of its idf over the sentences of this one, and a
 * little for being another word: syllables of Vietnamese are common words, and yet two say more than one.
 *
 * Sentences are counted as stretches of so many positions, so that no text is needed.  Weights are integers: ties are
 * ties. */
#include "snippets/leaf_weights.h"

#include <math.h>
#include <string.h>

#include "base/status.h"
#include "text/utf8.h"

enum {
  WEIGHT_SCALE = 1024,
  OTHER_PERCENT = 5,    /* of the greatest weight, for being another word */
  FEWEST_ARTICLES = 20, /* that show which words are in all of them */
  COMMON_PERCENT = 80,
  LONGEST_COMMON = 5, /* characters: a longer one may be what a collection is about */
};

uint32_t qn__count_leaves(const qn__match *matches, size_t n_matches) {
  uint32_t n = 0;
  for (size_t i = 0; i < n_matches; i++)
    if (matches[i].leaf >= n)
      n = matches[i].leaf + 1;
  return n;
}

/* In how many sentences a leaf is, and which of them was the last. */
typedef struct leaf_count {
  uint32_t n_sentences, last_sentence;
  float idf;
} leaf_count;

static void count_sentences(const qn__match *matches, size_t n_matches, uint32_t sentence_words, leaf_count *counts) {
  for (size_t i = 0; i < n_matches; i++) {
    leaf_count *count = &counts[matches[i].leaf];
    uint32_t sentence = matches[i].position / sentence_words;
    count->idf = matches[i].weight > count->idf ? matches[i].weight : count->idf;
    if (count->n_sentences > 0 && count->last_sentence == sentence)
      continue;
    count->n_sentences++;
    count->last_sentence = sentence;
  }
}

/* The idf itself shows answers somewhat more often, but less of what the article is about. */
static double weigh_sentences(double n_sentences, double with) {
  const double power = 0.4;
  with = with < n_sentences ? with : n_sentences;
  return pow(log(1 + (n_sentences - with + 0.5) / (with + 0.5)), power);
}

/* Whether a leaf is a short word of nearly all articles. */
static bool is_function_word(const qn__plan *plan, const qn__plan_leaf *leaf) {
  if (plan->n_articles < FEWEST_ARTICLES || leaf->op != QN__TERM || leaf->n_words != 1)
    return false;
  const qn__plan_word *word = &plan->words[leaf->words[0]];
  return word->doc_freq > plan->n_articles * COMMON_PERCENT / 100 &&
         qn__utf8_count(word->written, strlen(word->written)) <= LONGEST_COMMON;
}

/* Function words are common beside others only: alone they are what was asked for. */
qn_status qn__find_common(qn__arena *arena, const qn__plan *plan, const qn__match *matches, size_t n_matches,
                          const bool **out, qn_error *error) {
  const uint32_t n_leaves = qn__count_leaves(matches, n_matches);
  bool *common = qn__arena_alloc(arena, (n_leaves + 1) * sizeof *common);
  bool has_others = false;
  if (common == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; plan != NULL && i < plan->n_leaves && !has_others; i++)
    has_others = plan->leaves[i].boost > 0.0 && !is_function_word(plan, &plan->leaves[i]);
  for (uint32_t i = 0; i < n_leaves; i++)
    common[i] = has_others && is_function_word(plan, &plan->leaves[i]);
  *out = common;
  return QN_OK;
}

qn_status qn__weigh_leaves(qn__arena *arena, const qn__plan *plan, const qn__match *matches, size_t n_matches,
                           uint32_t text_words, uint32_t sentence_words, qn__leaf_weights *out, qn_error *error) {
  const uint32_t n_leaves = qn__count_leaves(matches, n_matches);
  const double n_sentences = 1 + (double)text_words / sentence_words;
  leaf_count *counts = qn__arena_alloc(arena, (n_leaves + 1) * sizeof *counts);
  int64_t *weights = qn__arena_alloc(arena, (n_leaves + 1) * sizeof *weights);
  if (counts == NULL || weights == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n_leaves; i++)
    counts[i] = (leaf_count){0, 0, 0};
  count_sentences(matches, n_matches, sentence_words, counts);
  int64_t greatest = 0;
  for (uint32_t i = 0; i < n_leaves; i++) { /* a word of every article and sentence is still worth showing */
    double weight = counts[i].idf * weigh_sentences(n_sentences, counts[i].n_sentences) * WEIGHT_SCALE;
    weights[i] = (int64_t)weight + 2;
    greatest = weights[i] > greatest ? weights[i] : greatest;
  }
  for (uint32_t i = 0; i < n_leaves; i++)
    weights[i] += greatest * OTHER_PERCENT / 100;
  out->weights = weights;
  return qn__find_common(arena, plan, matches, n_matches, &out->common, error);
}
