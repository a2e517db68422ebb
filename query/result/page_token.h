/* SPDX-License-Identifier: MIT */
/* page_token.h: a place in the order of a search, as text: the next page begins after it. */
#ifndef QN_QUERY_RESULT_PAGE_TOKEN_H
#define QN_QUERY_RESULT_PAGE_TOKEN_H

#include "base/buffer.h"
#include "collect/sorted.h"

/* What a token is good for. */
typedef struct qn__token_scope {
  uint64_t order;    /* hash of what decides the order: the keys, and the query's canonical text */
  uint64_t snapshot; /* hash of the commits that the index shows */
  double scale;      /* of scores */
} qn__token_scope;

typedef struct qn__page_token {
  qn__token_scope scope;
  qn__sorted_place place;
  qn_string id; /* of the article */
} qn__page_token;

/* The hash of keys and of a query's text. */
uint64_t qn__order_hash(const qn_sort_key *keys, size_t n_keys, const char *query);

/* The hash of the commits that an index shows. */
uint64_t qn__snapshot_hash(const qn_index *index);

/* Appends the token's text, zero-terminated. */
void qn__page_token_write(qn__buffer *out, const qn__page_token *token, size_t n_keys);

/* Reads a token of n_keys keys into the arena; QN_INVALID if the text is not one. */
qn_status qn__page_token_read(qn__page_token *out, const char *text, size_t n_keys, qn__arena *arena, qn_error *error);

#endif
