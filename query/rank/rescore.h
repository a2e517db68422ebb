/* SPDX-License-Identifier: MIT */
/* rescore.h: stage 2 of ranking.  The first articles of stage 1 (bm25.h) are scored again: each feature adds to the
 * score of stage 1 and takes nothing away.  What each is, where it comes from and what it is worth: docs/ranking.md.
 *
 *     rescore.c          candidates, and the most that each can earn
 *     first_candidates.c what is computed for which, and the new order
 *     features.c         the table of features, and what they are worth
 *     query_units.c      what the user sees as words of the query
 *     column_bonus.c     recency and boosts
 *     caller_scores.c    the caller's weights and scores
 *     all_words.c  title_coverage.c  exact_title.c  typed_forms.c  best_window.c      one feature each
 *
 * All is integers in the units of stage 1, so that the order is the same on every machine, up to the last bit of exp2()
 * and log1p() in recency and counts.  What a feature is worth to an article depends on the article, the query and the
 * statistics alone: not on the page that is wanted, and not on other articles. */
#ifndef QN_QUERY_RANK_RESCORE_H
#define QN_QUERY_RANK_RESCORE_H

#include "collect/top_k.h"
#include "match/matcher.h"
#include "plan/field_values.h"
#include "plan/interrupt.h"

enum {
  QN__RESCORED = 100,      /* the first articles of stage 1 that are scored again */
  QN__FEW_WORDS = 5,       /* a query of so many words is short: an article with all of them stands first */
  QN__LOOKED_AT = 1 << 11, /* positions of a text: what stands after is not looked at */
};

/* In the order in which they are computed: what costs little and decides much comes first. */
typedef enum qn__feature {
  QN__ALL_WORDS,
  QN__RECENCY,
  QN__COLUMN_BOOST,
  QN__TITLE_COVERAGE,
  QN__EXACT_TITLE,
  QN__BEST_WINDOW,
  QN__TYPED_FORMS,
  QN__N_FEATURES
} qn__feature;

/* What features are worth, in 65,536ths: of the article's score of stage 1, but an exact title, and all of a few words,
 * of the highest score of stage 1 that there can be. */
enum { QN__ALL_OF_IT = 65536 };
typedef struct qn__feature_weights {
  uint32_t of[QN__N_FEATURES];
  uint32_t all_of_few; /* for QN__ALL_WORDS of a query of QN__FEW_WORDS or fewer */
  uint32_t other_idf;  /* of a title's word that is not the query's: of the idf of a word in one article */
} qn__feature_weights;

/* Idfs are integers of this unit, whatever boosts make of the units of scores. */
#define QN__IDF_UNIT 0x1p22

/* A leaf that may stand in a title, and how many words of the title it covers then. */
typedef struct qn__unit_leaf {
  uint32_t leaf, n_words;
} qn__unit_leaf;

/* What the user sees as one word of the query, for all words and for titles: a word with the compounds that have it, a
 * phrase, a group in parentheses. */
typedef struct qn__query_unit {
  const qn__plan_node *node;
  uint32_t closed; /* the leaf of a compound that has it as a part; or QN__NO_LEAF */
  uint32_t idf;    /* times QN__IDF_UNIT */
  const qn__unit_leaf *leaves;
  uint32_t n_leaves;
} qn__query_unit;

#define QN__NO_LEAF UINT32_MAX

/* What the query covers of a title. */
typedef struct qn__coverage {
  uint64_t idf;     /* of the units in it */
  uint32_t n_units; /* that are in it */
  uint32_t n_words; /* of it that the units cover */
} qn__coverage;

typedef struct qn__candidate {
  uint64_t article;
  size_t segment; /* its number in the index */
  uint32_t doc;   /* in the segment */
  uint32_t base;  /* score of stage 1 */
  float k;        /* the saturation's K */
  uint32_t title_words;
  bool earns;                     /* false: its text is next to nothing, and no feature counts */
  bool has_covered;               /* `covered` is no bound */
  uint8_t n_known;                /* features that are computed */
  uint32_t n_units;               /* that it has */
  qn__coverage covered;           /* of its title: at most, by frequencies, or as it is */
  uint64_t parts[QN__N_FEATURES]; /* what each feature adds; of those not computed yet, at most */
  uint64_t score;                 /* base, and the parts known so far; in the end, what the caller made of it */
  uint64_t bound;                 /* base, and all parts */
} qn__candidate;

/* A word of the plan in a segment, in the form in which it is written. */
typedef struct qn__written_form {
  const qn__word_lists *lists;
  qn__exact_cursor *cursors; /* one a list */
  qn__word_reader reader;
} qn__written_form;

/* Values of a column of a segment. */
typedef struct qn__bonus_field {
  qn__field_values values;
  bool is_open;
} qn__bonus_field;

/* What the options say of bonuses by columns. */
typedef struct qn__bonuses {
  double half_life; /* of a date, in days; 0: dates do not count */
  int64_t now;      /* seconds since 1970 */
  const char *column;
  bool is_count;
} qn__bonuses;

/* What is known of a segment's candidates. */
typedef struct qn__rescored_segment {
  qn__bonus_field dates, numbers;
  qn__matched_segment *matched;
  const uint8_t *length_bytes;
  qn__written_form *written; /* as the plan's words; NULL: not asked for yet */
} qn__rescored_segment;

/* Opens the matchers of a segment of the index. */
typedef struct qn__segment_opener {
  qn_status (*open)(void *context, size_t number, qn__matched_segment **out, qn_error *error);
  void *context;
} qn__segment_opener;

typedef struct qn__rescoring {
  const qn__plan *plan;
  const qn__feature_weights *weights;
  qn__bonuses bonuses;
  qn__analyzer *analyzer;
  qn__arena *arena;
  const qn__interrupt *interrupt;
  qn__segment_opener opener;
  qn__rescored_segment *segments; /* one a segment of the index */
  qn__query_unit *units;          /* those that some article has */
  uint32_t n_units;
  qn__plan_word *exact_words; /* as the plan's; NULL: not looked up yet */
  uint64_t highest;           /* no score of stage 1 is above */
  uint64_t all_of_few;        /* what an article earns for all of a few words */
  uint32_t other_idf;         /* times QN__IDF_UNIT */
  qn__candidate *candidates;  /* ascending by article */
  uint32_t n;
  uint32_t *freqs;          /* [leaf * n + candidate] */
  qn__word_place *places;   /* the same, of terms: where the occurrences are */
  qn__occurrences **listed; /* [leaf][candidate], of other leaves; NULL: not asked for yet */
  uint32_t *order;          /* indices of the candidates, best first: those of `wanted` at least */
  uint32_t *windows;        /* scratch of best_window.c */
  uint32_t windows_capacity;
} qn__rescoring;

/* How often a candidate has a leaf. */
static inline uint32_t qn__candidate_freq(const qn__rescoring *r, uint32_t leaf, uint32_t candidate) {
  return r->freqs[(size_t)leaf * r->n + candidate];
}

/* A share of a score. */
static inline uint64_t qn__share(uint64_t score, uint64_t share) {
  return score * share / QN__ALL_OF_IT;
}

/* --- rescore.c --- */

/* Scores the first `n` hits of stage 1 again: the first `wanted` of r->order are their new order, ties by article.  The
 * plan, the weights, the bonuses, the analyzer, the arena, the interrupt and the opener are the caller's; the rest is
 * zero. */
qn_status qn__rescore(qn__rescoring *r, const qn__ranked *ranked, uint32_t n, uint32_t wanted, qn_error *error);

/* Where a leaf stands in a candidate that has it: its positions up to `until` at least, ascending. */
qn_status qn__candidate_places(qn__rescoring *r, uint32_t leaf, uint32_t candidate, uint32_t until,
                               qn__occurrences *out, qn_error *error);

/* --- first_candidates.c --- */

enum { QN__INDEX_BITS = 7 }; /* of the number of a candidate */
_Static_assert((int)QN__RESCORED <= 1 << (int)QN__INDEX_BITS, "a key has the number of any candidate");

/* What is sorted: a number, which is below 2^57, and an index. */
static inline uint64_t qn__sort_key(uint64_t number, uint32_t index) {
  return number << QN__INDEX_BITS | index;
}
static inline uint32_t qn__sorted_index(uint64_t key) {
  return (uint32_t)key & ((1u << QN__INDEX_BITS) - 1);
}

void qn__sort_keys(uint64_t *keys, uint32_t n);

/* Finds the first `wanted` candidates by their scores, ties by article: r->order.  `wanted` is not above r->n. */
qn_status qn__find_first(qn__rescoring *r, uint32_t wanted, qn_error *error);

/* Sorts the first n of r->order by bounds, the highest first; ties by article. */
void qn__sort_candidates(qn__rescoring *r, uint32_t n);

/* --- caller_scores.c --- */

/* The weights of a caller's profile. */
qn_status qn__read_profile(qn__feature_weights *out, const qn_rank_profile *profile, qn_error *error);

/* Lets the caller score the first n candidates again, of which all parts are known, and puts them in order. */
qn_status qn__rescore_by_caller(qn__rescoring *r, uint32_t n, void (*rescore)(void *, qn_candidate *, size_t),
                                void *context, qn_error *error);

/* --- features.c --- */

/* How a feature is computed, a row of the table. */
typedef struct qn__feature_row {
  const char *earned_for; /* what --explain says */

  /* No candidate earns more, by its frequencies. */
  uint64_t (*bound)(const qn__rescoring *r, uint32_t candidate);

  /* What a candidate earns.  NULL: the bound. */
  qn_status (*earn)(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);
} qn__feature_row;

extern const qn__feature_row qn__features[QN__N_FEATURES];
extern const qn__feature_weights qn__default_weights;

/* The bound of features that are worth a share of the score. */
static inline uint64_t qn__base_share(const qn__rescoring *r, uint32_t candidate, qn__feature feature) {
  return qn__share(r->candidates[candidate].base, r->weights->of[feature]);
}

/* --- query_units.c --- */

/* Finds the units of the query. */
qn_status qn__find_units(qn__rescoring *r, qn_error *error);

/* Counts the units that each candidate has. */
void qn__count_units(qn__rescoring *r);

/* --- one feature each --- */

uint64_t qn__all_words_bound(const qn__rescoring *r, uint32_t candidate);

uint64_t qn__recency_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_recency(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

uint64_t qn__column_boost_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_column_boost(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

uint64_t qn__title_coverage_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_title_coverage(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

/* What the query covers of titles: of those of all candidates at most, by frequencies; and of one as it is. */
void qn__bound_coverage(qn__rescoring *r);
qn_status qn__cover_title(qn__rescoring *r, uint32_t candidate, qn_error *error);

uint64_t qn__exact_title_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_exact_title(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

uint64_t qn__best_window_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_best_window(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

uint64_t qn__typed_forms_bound(const qn__rescoring *r, uint32_t candidate);
qn_status qn__earn_typed_forms(qn__rescoring *r, uint32_t candidate, uint64_t *out, qn_error *error);

#endif
