/* SPDX-License-Identifier: MIT */
/* plan.h: a query and an index's statistics, brought together: which lists to read, what each is worth, and which
 * articles match.  Built once a search; lives in the searcher's arena until the next.
 *
 *     word     a word of the query: one or more lists in each segment, with one idf
 *     leaf     an operator with what it looks for, once however often the query repeats it
 *     group    the boolean tree over leaves: which articles match
 *     filter   a leaf that every hit must match, or must not: what the whole query is restricted to
 *
 * An article that matches the tree and all filters scores the sum of the contributions of all leaves of weight > 0 that
 * it matches, wherever in the tree they stand.  Filters and leaves that are only excluded have weight 0. */
#ifndef QN_QUERY_PLAN_PLAN_H
#define QN_QUERY_PLAN_PLAN_H

#include "language/filter_value.h"
#include "language/query.h"
#include "plan/bm25.h"
#include "plan/index.h"
#include "plan/interrupt.h"
#include "postings/exact_forms.h"
#include "postings/postings.h"
#include "text/analyze.h"

/* Which occurrences in a list are a word's: those in the form of this rank, or `others`: those in any other form; of a
 * word that expands those in some forms, or all. */
typedef struct qn__list_form {
  qn__exact_forms exact;
  uint32_t rank; /* QN__NO_RANK: no occurrence has it */
  bool others;
  bool all;
  qn__rank_set ranks; /* of a word that expands; else empty */
} qn__list_form;

#define QN__NO_RANK UINT32_MAX

/* The lists of a word in one segment.  An article is in at most one of them, since it has one language; but in any
 * number of an expanded word's, and then its frequencies add up. */
typedef struct qn__word_lists {
  const qn__postings *lists;
  const qn__list_form *forms; /* of a word that depends on them or expands: one a list; else NULL */
  uint32_t n_lists;           /* 0: the segment has no article with the word */
} qn__word_lists;

/* A term with its language tag byte. */
typedef struct qn__segment_term {
  const char *bytes;
  size_t size;
} qn__segment_term;

typedef struct qn__term {
  const char *bytes; /* with the language tag byte */
  size_t size;
  const char *form; /* with the language tag byte, too: as the word is written, folded; NULL of a variant */
  size_t form_size;
  uint8_t own_tag;                     /* its tag, or that of the term that it is a variant of */
  uint64_t doc_freq;                   /* articles with the term; with a variant spelled like the word */
  const qn__segment_term *in_segments; /* of an own one, in an index with foreign segments: what the word's term is in
                                          each segment (foreign_terms.h); else NULL */
  bool is_local, is_foreign;           /* of a variant: whether it is one in foreign segments, and in the others */
} qn__term;

typedef struct qn__plan_word {
  const char *written; /* as in the query; zero-terminated */
  qn__operator op;     /* QN__TERM; QN__EXACT: in one form only; QN__OTHER_FORMS: in all but one; QN__PREFIX: all terms
                            that begin with it;
                            QN__VARIANTS: a term and those of words that are spelled almost so;
                            QN__COMPOUNDS: those that another word is a part of;
                            one that expands: forms, and maybe a word of its own (expansion.h) */
  const qn__term *terms; /* sorted; of a prefix: the prefixes looked for; of a word that expands: its own terms, without
                            a form, then forms: the bytes are the form's */
  size_t n_terms;
  uint64_t doc_freq; /* over all lists; of a term and its variants that of the most frequent */
  double idf;
  const qn__word_lists *segments; /* one a segment */
  bool in_all_forms;              /* QN__OTHER_FORMS, but no list has the one form: it is looked for as a term */
} qn__plan_word;

/* Whether an article can be in several of the word's lists. */
static inline bool qn__is_expanded(const qn__plan_word *word) {
  return word->op == QN__PREFIX || word->op == QN__VARIANTS || word->op == QN__COMPOUNDS || qn__expands(word->op);
}

typedef struct qn__plan_leaf qn__plan_leaf;
struct qn__plan_leaf {
  qn__operator op;         /* QN__PHRASE, QN__NEAR, QN__SYNONYMS, a filter's, or that of its one word */
  bool title;              /* must occur in the title; occurrences outside it still count towards the score */
  const uint32_t *words;   /* indices of the plan's words; n_words of them: 1, a phrase's, or none */
  const uint32_t *offsets; /* where in the phrase, or in its unit, each stands; ascending from 0 */
  const uint32_t *units;   /* of QN__NEAR: which of what is near each other each belongs to; ascending from 0 */
  uint32_t n_words;
  uint32_t distance;                 /* of QN__NEAR: words that may stand between, in all */
  const qn__plan_leaf *alternatives; /* of QN__SYNONYMS: n_alternatives distinct words and phrases */
  uint32_t n_alternatives;
  const char *value;              /* of a filter but QN__EVERYTHING */
  const char *column;             /* of QN__RANGE and QN__KEYWORD: the name of what has the values, */
  qn__column_type type;           /* its type, */
  const qn__filter_value *wanted; /* and the value, read */
  bool is_closed;                 /* a compound closed up, which stands beside its parts */
  uint32_t closed_by;             /* of a part of such a compound: the compound's leaf and 1; else 0 */
  bool asked;                     /* by the query itself: not only a word that was added to it */
  double boost; /* the sum of those of its places in the query, exclusions apart; 0: it does not score */
  double idf;   /* the word's, the sum of its words', or the lowest of its alternatives' */
  float weight; /* idf * boost * scale, or 0 */
};

typedef struct qn__plan_node qn__plan_node;

/* Matches if all of `must` match, none of `must_not` does, and at least `min_match` of `should` do; one, if both
 * min_match and `must` are nothing.  A leaf stands once in a part, and not in `should` if it is in `must`, unless
 * min_match counts how often. */
typedef struct qn__plan_group {
  const qn__plan_node *must, *should, *must_not;
  uint32_t n_must, n_should, n_must_not;
  uint32_t min_match;
} qn__plan_group;

struct qn__plan_node {
  const qn__plan_group *group; /* NULL: a leaf */
  uint32_t leaf;
};

/* What every hit must match, or must not: a tree of filters. */
typedef struct qn__plan_filter {
  qn__plan_node node;
  bool excludes;
} qn__plan_filter;

/* What the caller should know about a query in this index: a line of English. */
typedef struct qn__plan_warning qn__plan_warning;
struct qn__plan_warning {
  qn__plan_warning *next;
  const char *text;
};

/* A word of the query where it is written, as if the query were a title. */
typedef struct qn__written_word {
  const qn__query_word
      *word; /* of the query or the search, which the plan does not outlive; NULL: anything but a word */
  uint32_t position;
} qn__written_word;

typedef struct qn__plan {
  const qn_index *index;
  qn__plan_word *words;
  uint32_t n_words;
  qn__plan_leaf *leaves;
  uint32_t n_leaves;
  qn__plan_group root; /* empty: nothing matches */
  qn__plan_filter *filters;
  uint32_t n_filters;
  qn__written_word *written; /* what scores, in order; compounds as their parts */
  uint32_t n_written, n_positions;
  bool has_pairs;      /* some of these are pairs of characters */
  bool only_terms;     /* all leaves are terms, see qn__is_term */
  uint64_t n_articles; /* statistics, the index's or from outside */
  double average;
  double scale; /* score = sum of contributions / scale */
  const qn__saturation *saturation;
  qn__plan_warning *warnings; /* in order; NULL: none */
} qn__plan;

/* `saturation` is the searcher's, brought up to date for k1, b and the average; it lives as long as the plan. */
qn_status qn__plan_build(qn__plan *plan, const qn_query *query, const qn_index *index, const qn_search_options *options,
                         const qn__interrupt *interrupt, qn__saturation *saturation, qn__analyzer *analyzer,
                         qn__arena *arena, qn_error *error);

/* So many of a group's optional nodes must match. */
static inline uint32_t qn__least_optional(const qn__plan_group *group) {
  return group->min_match == 0 && group->n_must == 0 ? 1 : group->min_match;
}

/* Whether the group counts its optional nodes: else one must match, or none. */
static inline bool qn__counts_optional(const qn__plan_group *group) {
  return group->min_match > (group->n_must == 0);
}

/* Whether stage 2 of ranking looks at a leaf. */
static inline bool qn__is_asked(const qn__plan_leaf *leaf) {
  return leaf->boost > 0.0 && leaf->asked;
}

/* Whether a leaf is a term: what its word's lists say is all there is to know.  Engines may read them directly. */
static inline bool qn__is_term(const qn__plan_leaf *leaf) {
  return leaf->op == QN__TERM && !leaf->title;
}

/* Whether nodes are terms, all of them. */
static inline bool qn__are_terms(const qn__plan *plan, const qn__plan_node *nodes, uint32_t n) {
  bool all = true;
  for (uint32_t i = 0; i < n && all; i++)
    all = nodes[i].group == NULL && qn__is_term(&plan->leaves[nodes[i].leaf]);
  return all;
}

/* How many articles of the segment have a word; of a prefix, the most that can. */
static inline uint64_t qn__lists_doc_freq(const qn__word_lists *word) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < word->n_lists; i++)
    sum += word->lists[i].info.doc_freq;
  return sum;
}

/* Whether a word of a query stands for variants too. */
static inline bool qn__has_variants(const qn__query_word *word) {
  return word->op == QN__TERM && (word->kind == QN__WORD_ASCII || word->kind == QN__WORD_UNICODE);
}

/* A word without the signs that belong to its name, which it stands for where no article has it with them; false if it
 * has none. */
bool qn__bare_word(qn__query_word *out, const qn__query_word *word);

/* Adds a warning, formatted like printf, in the arena, unless the plan has it; false: out of memory. */
bool qn__plan_warn(qn__plan *plan, qn__arena *arena, const char *format, ...) QN_PRINTF(3, 4);

/* --- field_filter.c --- */

enum { QN__FIELD_LEAVES = 3 }; /* at most: one for each type of column */

/* The leaves of a filter on a column, QN__FIELD: one for each type of column that has the name and for which the value
 * can be read; an article fits if it matches any.  Where there is none, the one leaf matches nothing, and there is a
 * warning. */
qn_status qn__field_leaves(qn__plan *plan, const qn__query_node *node, int64_t now,
                           qn__plan_leaf leaves[QN__FIELD_LEAVES], uint32_t *n, qn__arena *arena, qn_error *error);

/* A filter of the options as a node of a query.  One on lang, id or path is that of the query's syntax. */
qn__query_node qn__filter_node(const qn_filter *filter);

/* --- term_lookup.c --- */

/* Analyses a word in every way that the index does, finds its lists and its idf, which of an exact word is that of all
 * its forms.  With statistics from outside, in every way that the collection does, and the idf is the collection's. */
qn_status qn__look_up_word(qn__plan_word *out, const qn__query_word *word, const qn__plan *plan,
                           const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena, qn_error *error);

/* Whether a term, with its language tag byte, is digits alone. */
bool qn__is_whole_number(const char *term, size_t size);

/* --- exact_word.c --- */

/* A word that has been looked up, in exactly the form in which it is written: a word of op QN__EXACT, which has a list
 * for each of its own terms, of rank QN__NO_RANK where the segment does not have the form; none where the word is no
 * single one. */
qn_status qn__exact_word(qn__plan_word *out, const qn__plan_word *word, const qn_index *index, qn__arena *arena,
                         qn_error *error);

/* --- compound_lookup.c --- */

#define QN__COMPOUND_SHARE 0.25 /* of a word's idf is what its closed compounds are worth */

/* Finds the closed compounds that a word is a part of, which has been looked up, and their lists: a word of the plan.
 * It has no terms if there are none.  Its idf is that of the most frequent of these and the word itself, times
 * QN__COMPOUND_SHARE. */
qn_status qn__look_up_compounds(qn__plan_word *out, const qn__plan_word *word, const qn__plan *plan,
                                const qn_statistics *statistics, qn__analyzer *analyzer, qn__arena *arena,
                                qn_error *error);

/* --- expansion.c --- */

/* Finds expansions (expansion.h), one after another in the same memory, that of the arena. */
typedef struct qn__expander qn__expander;

qn_status qn__expander_new(qn__expander **out, const qn_index *index, const qn__interrupt *interrupt,
                           qn__analyzer *analyzer, qn__arena *arena, qn_error *error);

/* --- expansion_lookup.c --- */

#define QN__EXPANSION_SHARE 0.5 /* of the idf is what the words beside the one that was typed are worth */

typedef struct qn__expansion_request {
  const qn__query_word *word;
  const qn__plan_word *own; /* the word itself, if that is a leaf beside this one, which then stands for the other words
                               alone, at QN__EXPANSION_SHARE of their idf; NULL: it stands for the word itself, too */
  const qn_search_options *options;
  size_t most; /* words that the query may still stand for; one is found even so */
  qn__analyzer *analyzer;
  qn__arena *arena;
} qn__expansion_request;

enum { QN__PLAN_EXPANSIONS = 1 << 16 }; /* words that all of a query together stand for at most, about */

/* Looks up a word that expands, and adds to the plan's warnings if it would stand for more words than the options
 * allow. */
qn_status qn__look_up_expansion(qn__plan_word *out, const qn__expansion_request *request, qn__plan *plan,
                                qn__expander *expander, qn_error *error);

#endif
