/* SPDX-License-Identifier: MIT */
/* oracle.h: search by looking at every word of every article.  Slow and obvious: what the engines must agree with, hit
 * for hit and score for score.  It shares the analysis of words and the saturation with the library, and nothing else.
 */
#ifndef QN_TESTS_REFERENCE_ORACLE_H
#define QN_TESTS_REFERENCE_ORACLE_H

#include "quern.h"

typedef struct oracle oracle;

/* `title_weight` and `language` are the index's settings. */
oracle *oracle_new(unsigned title_weight, const char *language);
void oracle_free(oracle *o);

/* Adds an article after the others; an older one with its id is deleted. */
void oracle_add(oracle *o, const qn_article *article);
void oracle_delete(oracle *o, const char *id);

/* Articles that are added from here on are in another directory, which decides by its own words what compounds are. */
void oracle_next_directory(oracle *o);

size_t oracle_live(const oracle *o);
size_t oracle_dead(const oracle *o);

/* What a word, phrase, filter or group is looked for as.  A group matches an article if all that is MUST or FILTER
 * does, nothing that is MUST_NOT does and, where it has no MUST but SHOULD, one of these does. */
typedef enum oracle_occur { ORACLE_SHOULD, ORACLE_MUST, ORACLE_MUST_NOT, ORACLE_FILTER } oracle_occur;

/* What stands in a query. */
typedef enum oracle_kind {
  ORACLE_PLAIN,      /* a word, phrase or language, if it has one; else a group */
  ORACLE_EVERYTHING, /* every article; never scores */
  ORACLE_NEAR,       /* its items, words and phrases, near each other: `distance` words may stand between, in all */
  ORACLE_SYNONYMS,   /* its items, words and phrases, counted as one word */
} oracle_kind;

/* A group with min_match matches if so many of its SHOULD items do, or all if it has fewer. */
typedef struct oracle_query oracle_query;
struct oracle_query {
  oracle_occur occur;
  oracle_kind kind;
  const char *language; /* of a filter, which never scores; else NULL */
  const char *text;     /* of a word, or of a phrase as its words stand; NULL: anything else */
  bool has_patterns;    /* the words of the text, one space between two, may be patterns with their marks */
  bool title;
  bool exact;           /* only in exactly this form */
  bool closed;          /* the text is a compound: its term, only in other forms */
  const char *compound; /* of a group of such a text and its parts: how it is written; else NULL */
  oracle_query *items;
  size_t n_items;
  uint32_t distance, min_match;
  uint32_t boost; /* in thousandths: so many times it counts, and what is in it; 0: once */
};

typedef struct oracle_hit {
  const char *id;
  size_t order; /* of addition */
  uint32_t score;
} oracle_hit;

typedef struct oracle_result {
  oracle_hit *hits; /* all matches, best first; yours to free */
  size_t n_hits;
  double scale; /* the library reports hit.score / scale as the score */
} oracle_result;

/* Whose statistics weigh the words. */
typedef enum oracle_weighing {
  ORACLE_ALL,  /* the dead count, as they do in an index until they are merged away */
  ORACLE_LIVE, /* the dead do not, as in one directory of all that live */
} oracle_weighing;

/* A pattern stands for `max_expansions` forms, or 100 if that is 0. */
oracle_result oracle_search(const oracle *o, const oracle_query *query, float k1, float b, oracle_weighing weighing,
                            size_t max_expansions);

#endif
