/* SPDX-License-Identifier: MIT */
/* shown_before.h: does a passage say what another article of the same answer has shown already?  It does if the words
 * of the query stand among the same words there.  The set of such places has a fixed size and forgets what is old. */
#ifndef QN_QUERY_SNIPPETS_SHOWN_BEFORE_H
#define QN_QUERY_SNIPPETS_SHOWN_BEFORE_H

#include <stdbool.h>

#include "quern.h"

enum {
  QN__CONTEXTS = 32,     /* of a passage that are looked at */
  QN__SHOWN_SLOTS = 256, /* a power of two */
  QN__BOILERPLATE = 3,   /* articles that show a passage: then it says little about any of them */
};

/* Hashes of what stands before and after its marked words; without such, of all of it. */
typedef struct qn__contexts {
  size_t n;
  uint32_t hashes[QN__CONTEXTS];
} qn__contexts;

typedef struct qn__shown_context {
  uint64_t first, last; /* articles that showed it */
  uint32_t hash;        /* 0: the slot is free */
  uint32_t n_articles;
} qn__shown_context;

typedef struct qn__shown_before {
  qn__shown_context slots[QN__SHOWN_SLOTS];
} qn__shown_before;

/* How much of a passage is known. */
typedef enum qn__repeat {
  QN__NEW,
  QN__SHARED,         /* this article was the first to show it, but many have it */
  QN__REPEATED,       /* half of it or more was shown for another article */
  QN__IS_BOILERPLATE, /* and many have it */
} qn__repeat;

void qn__find_contexts(const qn_snippet *passage, qn__contexts *out);

/* What is known of a passage of an article; what this article was the first to show is not repeated. */
qn__repeat qn__find_repeat(const qn__shown_before *before, const qn__contexts *contexts, uint64_t article);

/* Notes that an article has the passage as one of its best. */
void qn__note_shown(qn__shown_before *before, const qn__contexts *contexts, uint64_t article);

/* How much of a passage is known; if some of it is, notes that the article has it, too.  `before` may be NULL: then all
 * is new. */
qn__repeat qn__note_repeat(qn__shown_before *before, const qn_snippet *passage, uint64_t article);

/* What a passage is worth beside another one: less, if it is better known. */
int64_t qn__value_beside(int64_t worth, qn__repeat repeat, qn__repeat other);

#endif
