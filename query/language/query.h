/* SPDX-License-Identifier: MIT */
/* query.h: a query as a tree of words, phrases and groups.  It knows no index: words are as written, found by their
 * boundaries alone (text/words.h).  plan.h turns them into terms. */
#ifndef QN_QUERY_LANGUAGE_QUERY_H
#define QN_QUERY_LANGUAGE_QUERY_H

#include "base/arena.h"
#include "base/buffer.h"
#include "language/operators.h"
#include "quern.h"
#include "text/words.h"

enum {
  QN__QUERY_MAX_SIZE = 1 << 20, /* bytes */
  QN__QUERY_MAX_WORDS = 1024,   /* filters counted as words */
  QN__QUERY_MAX_DEPTH = 64,     /* of parentheses */
  QN__QUERY_LONGEST_RUN = 6,    /* characters of a script without spaces that are looked for as a phrase */
  QN__BOOST_UNIT = 1000,        /* of a boost, which is in thousandths */
  QN__MAX_BOOST = 1000 * QN__BOOST_UNIT,
};

/* What an item is to its group. */
typedef enum qn__occur { QN__SHOULD, QN__MUST, QN__MUST_NOT, QN__FILTER } qn__occur;

typedef struct qn__query_word {
  const char *text; /* as written; a phrase's words point into one text */
  uint32_t size;
  qn__word_kind kind;
  uint32_t offset; /* in its phrase, in positions; the first has 0 */
  qn__operator op; /* QN__TERM, QN__EXACT, QN__OTHER_FORMS, QN__PREFIX or one that expands (qn__expands) */
  uint32_t unit;   /* of QN__NEAR: which of what is near each other it belongs to, from 0; else 0 */
  uint8_t edits;   /* of QN__FUZZY: 1 or 2 */
} qn__query_word;

/* A group matches an article if all MUST and FILTER items match, no MUST_NOT item does and, where there is no MUST item
 * but there are SHOULD items, at least one of these does.  A simple tree has no group of exclusions alone, no group of
 * one item, no SHOULD group of SHOULD items in a group, and no MUST group with MUST items in a group: the group around
 * them holds their items instead. */
typedef struct qn__query_node qn__query_node;
struct qn__query_node {
  qn__query_node *next; /* of the same group */
  qn__operator op;
  qn__occur occur;
  bool title;            /* in titles only */
  bool in_compound;      /* a part of the QN__OTHER_FORMS compound before it, which is written for both */
  bool added;            /* beside what was asked, by qn_query_expand: stage 2 of ranking does not look at it */
  qn__query_node *items; /* of a group, or of synonyms: words and phrases */
  const qn__query_word *words;
  uint32_t n_words;   /* 1, or a phrase's; 0 of a group, of synonyms or of a filter */
  const char *value;  /* of a filter but QN__EVERYTHING: zero-terminated */
  const char *column; /* of QN__FIELD: the column's name, zero-terminated */
  uint32_t distance;  /* of QN__NEAR: words that may stand between, in all */
  uint32_t min_match; /* of a group: so many of its SHOULD items must match at least; 0: one, if none is a MUST */
  uint32_t boost;     /* how many times it counts, in thousandths; 0: once */
};

/* Whether a leaf's words are exact: all but those that are prefixes. */
static inline bool qn__is_exact(const qn__query_node *leaf) {
  bool exact = false;
  for (uint32_t i = 0; i < leaf->n_words && !exact; i++)
    exact = leaf->words[i].op == QN__EXACT;
  return exact;
}

/* Whether a node restricts what is found and never scores: a filter, or a group of filters alone. */
bool qn__only_filters(const qn__query_node *node);

struct qn_query {
  qn__arena arena;            /* of the tree and its strings */
  qn__query_node *root;       /* a group; NULL: nothing is looked for */
  qn__query_node *filters;    /* FILTER and MUST_NOT items that restrict the root; NULL: none */
  char *text;                 /* canonical */
  qn__buffer warnings;        /* zero-terminated strings, one after another */
  qn__buffer warning_columns; /* unsigned: of each the character that it begins at, from 1; 0: it is about all */
  qn_string source;           /* what was parsed, as valid UTF-8 */
  const uint8_t *covered;     /* of each byte of it: what became of it (slips.h) */
};

/* What NAME:value is about. */
typedef struct qn__query_column {
  qn_string name; /* as it is stored */
  bool has_dates, has_numbers, has_keywords;
} qn__query_column;

/* Which columns there are: `find` finds one by its name in any case; all its fields are zero if there is none. */
typedef struct qn__query_columns {
  qn_status (*find)(const void *context, qn_string name, qn__query_column *out, qn_error *error);
  const void *context;
} qn__query_columns;

/* --- query.c --- */

/* Parses a text; result/parse_query.c has read the options.  `columns` may be NULL: there are none. */
qn_status qn__query_make(qn_query **out, const char *text, size_t size, const qn_query_options *options,
                         const qn__query_columns *columns, qn_error *error);

/* A query without a tree; NULL: out of memory. */
qn_query *qn__query_new(void);

/* Simplifies the tree and prints it, with `printed` as scratch memory. */
qn_status qn__query_finish(qn_query *query, const qn_query_options *wanted, qn__buffer *printed, qn_error *error);

/* Adds a warning about what stands at `column`, 0 if it is about the whole query. */
void qn__query_warn(qn_query *query, unsigned column, const char *warning);

/* --- added_words.c --- */

/* A word that counts beside those of a query. */
typedef struct qn__added_word {
  const char *text;
  size_t size;
  uint32_t boost; /* in thousandths */
} qn__added_word;

/* Adds optional words to a finished query, which has a tree, and finishes it again.  What it required stays
 * required. */
qn_status qn__query_add_words(qn_query *query, const qn__added_word *words, size_t n, qn_error *error);

/* --- parser.c --- */

/* Builds the tree of `query`, whose arena holds the text: valid UTF-8.  The root is NULL if there is no word in it. */
qn_status qn__query_parse(qn_query *query, char *text, size_t size, const qn_query_options *options,
                          const qn__query_columns *columns, qn_error *error);

/* --- simplify.c --- */

/* Rewrites the tree into an equivalent minimal one; NULL: out of memory.  Where it only excludes, it looks for all
 * articles.  A root without items looks for nothing. */
qn__query_node *qn__query_simplify(qn__arena *arena, qn__query_node *root);

/* Takes out of a simple tree what restricts the whole query and never scores; nothing if the root looks for nothing
 * else. */
qn__query_node *qn__query_take_filters(qn__query_node *root);

/* --- canonical_text.c --- */

/* Appends the canonical text, which parses to the same tree. */
void qn__query_print(qn__buffer *out, const qn__query_node *root);

#endif
