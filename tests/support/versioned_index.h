/* SPDX-License-Identifier: MIT */
/* versioned_index.h: indexes of words in several languages, made by several versions of the stemmers
 * (other_versions.h), and all that a reader of some version finds in them. */
#ifndef QN_TESTS_SUPPORT_VERSIONED_INDEX_H
#define QN_TESTS_SUPPORT_VERSIONED_INDEX_H

#include "support/support.h"

enum { OWN_VERSIONS, OLD_VERSIONS, OLDER_VERSIONS };
enum { PART_COMMITS = 3, VOCABULARY_MAX = 256 };
enum { UNVARIED_WORDS = 14 }; /* the first ones: no other is spelled almost so */

/* The words with all their plain spellings: those that the index knows. */
typedef struct vocabulary {
  char words[VOCABULARY_MAX][64];
  size_t n;
  random_source random;
  bool evenly; /* each segment has articles in all languages, and so the fingerprint of all: else of some */
} vocabulary;

void make_vocabulary(vocabulary *v);

/* Adds articles with the ids from `first` on, in several commits, under the given versions; deletes one of them.  The
 * last ones have all the words.  Returns the next id. */
unsigned add_part(const char *dir, vocabulary *v, unsigned version, unsigned first);

/* Queries of each kind for each word, and what a reader of `version` finds, on the heap: articles, scores,
 * explanations, highlights. */
char *all_answers(const vocabulary *v, const char *dir, unsigned version);

/* Frees both answers, which must be the same. */
void check_same_answers(char *expected, char *found);

#endif
