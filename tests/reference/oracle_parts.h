/* SPDX-License-Identifier: MIT */
/* oracle_parts.h: what the oracle's files share: articles as arrays of terms and their forms, by position. */
#ifndef QN_TESTS_REFERENCE_ORACLE_PARTS_H
#define QN_TESTS_REFERENCE_ORACLE_PARTS_H

#include "codec/saturation.h"
#include "reference/oracle.h"
#include "text/spellings.h"
#include "text/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A word of an article or of a query. */
typedef struct oracle_token {
  char *term;        /* NULL: a gap */
  char *form;        /* as it is written, folded; NULL: a variant */
  char own_tag;      /* of the term that it is a variant of */
  double n_articles; /* that have such a variant */
} oracle_token;

/* A further term at a position. */
typedef struct oracle_extra {
  oracle_token token;
  uint32_t position;
} oracle_extra;

typedef struct oracle_document {
  char *id;
  oracle_token *tokens; /* by position */
  oracle_extra *extras;
  uint32_t n_extras;
  uint32_t n_positions, length, title_end;
  uint8_t language; /* that it is analysed in */
  char *tag;        /* its language as given; empty: the index's */
  bool dead;
  size_t directory;
} oracle_document;

/* A form that has other plain spellings, with the terms that these have. */
typedef struct oracle_spelled {
  char *form, *term, *keys[QN__SPELLINGS_MAX];
  size_t n_keys;
  double n_all, n_live; /* articles with it */
} oracle_spelled;

struct oracle {
  unsigned title_weight;
  uint8_t language;
  qn__analyzer *analyzer;
  oracle_document *documents;
  size_t n;
  size_t directory; /* of articles that are added */
  oracle_spelled *spelled;
  size_t n_spelled;
};

/* What malloc and its kind return; ends the program if that is NULL. */
void *oracle_checked(void *memory);
char *oracle_copy(const char *data, size_t size);

/* A word's token in a language; its strings are copies. */
oracle_token oracle_token_of(const oracle *o, const char *text, const qn__word *word, uint8_t language);
void oracle_free_token(oracle_token t);

/* All tokens of a document: those by position, and then the extra ones. */
uint32_t oracle_n_tokens(const oracle_document *d);
const oracle_token *oracle_token_at(const oracle_document *d, uint32_t i);

/* The distinct terms of the plain spellings of a token's form, its own term not among them. */
size_t oracle_plain_terms(const oracle *o, const oracle_token *t, char *keys[QN__SPELLINGS_MAX]);

/* --- A query --- */

enum {
  ORACLE_MAX_TERMS = 64,
  ORACLE_MAX_WORDS = 64,
  ORACLE_MAX_LEAVES = 256,
  ORACLE_MAX_ITEMS = 4,
  ORACLE_MAX_DEPTH = 8
};

/* How a word stands for the forms that match it. */
typedef enum oracle_pattern {
  ORACLE_NO_PATTERN,
  ORACLE_WILDCARD, /* ha*s */
  ORACLE_REGEX,    /* re:/ha.s/ */
  ORACLE_FUZZY,    /* haus~1 */
  ORACLE_PARTIAL,  /* ha*~ */
} oracle_pattern;

typedef struct oracle_word oracle_word;
struct oracle_word {
  oracle_token tokens[ORACLE_MAX_TERMS]; /* of distinct terms, sorted; of a prefix: what the term begins with */
  size_t n_terms;
  bool prefix, exact, closed;
  bool has_compounds; /* it is looked for in closed compounds, too */
  bool is_compounds;  /* it stands for the compounds of another word, which is in so many articles: */
  double n_of_other;
  oracle_pattern pattern; /* the tokens are the forms that match it */
  const char *written;    /* of a pattern: with its marks, `size` bytes */
  size_t size;
  oracle_word *own; /* of a fuzzy or partial word: the word itself, for which it stands, too; else NULL */
  bool is_beside;   /* that is another leaf, whose terms do not count here */
  uint32_t offset;  /* in its phrase */
  uint32_t item;    /* which of what is near each other it belongs to */
};

typedef struct oracle_leaf {
  oracle_kind kind;
  oracle_word words[ORACLE_MAX_WORDS];
  size_t n_words;
  bool title;
  uint32_t n_items, copies[ORACLE_MAX_ITEMS];    /* near each other: how many, and how many are equal to each */
  uint32_t distance;                             /* of what is near each other */
  size_t synonyms[ORACLE_MAX_ITEMS], n_synonyms; /* distinct ones, among the search's */
  double boost;                                  /* the sum of those of its places; 0: it does not score */
  double idf;
  float weight;
} oracle_leaf;

typedef struct oracle_search_state {
  const oracle *o;
  oracle_weighing weighing;
  size_t max_expansions;
  oracle_leaf leaves[ORACLE_MAX_LEAVES]; /* the distinct ones */
  size_t n_leaves;
  oracle_leaf synonyms[ORACLE_MAX_LEAVES]; /* parts of leaves */
  size_t n_synonyms;
  struct {
    const oracle_query *query;
    size_t leaf;
    size_t beside[ORACLE_MAX_ITEMS + 1], n_beside; /* and which are of its compounds, and of what looks like it */
  } places[ORACLE_MAX_LEAVES];                     /* which leaf a word or phrase of the query is */
  size_t n_places;
  qn__saturation saturation;
} oracle_search_state;

/* --- oracle.c --- */

/* In how many articles a term is. */
double oracle_count_articles(const oracle_search_state *s, const char *term);

/* --- oracle_words.c --- */

/* Whether a token is what a word of the query looks for. */
bool oracle_in_word(const oracle_word *w, const oracle_token *t);

/* Adds a token to a word, which takes it over. */
void oracle_add_token(oracle_word *w, oracle_token added);

/* The leaf of a word or phrase; of one fuzzy or partial word alone that of the word itself if `alone`. */
oracle_leaf oracle_leaf_of(const oracle_search_state *s, const oracle_query *query, bool alone);

/* Makes the leaf beside that: what looks like the word; false: it has none. */
bool oracle_leaf_beside(const oracle_search_state *s, const oracle_query *query, oracle_word *own, oracle_leaf *out);

void oracle_free_leaf(oracle_leaf *l);

/* --- oracle_patterns.c --- */

/* Adds the most frequent forms that match a pattern, with the articles that have them. */
void oracle_expand(const oracle_search_state *s, oracle_word *w);

/* --- oracle_match.c --- */

/* Whether it is a leaf: looked for by words. */
bool oracle_is_leaf(const oracle_query *query);

/* How often an article has a leaf. */
uint32_t oracle_frequency(const oracle_search_state *s, const oracle_document *d, const oracle_leaf *l);

bool oracle_matches(const oracle_search_state *s, const oracle_document *d, const oracle_query *query);

/* --- oracle_compounds.c --- */

/* The closed compounds of a token of a query's word, the most frequent first, with the articles that have them; dead
 * ones count if `all`. */
size_t oracle_find_compounds(const oracle *o, const oracle_token *own, bool all, oracle_token *found, size_t room);

#endif
