/* SPDX-License-Identifier: MIT */
/* parser.h: what the halves of the parser share: parser.c reads what joins operands, written_words.c the operands. */
#ifndef QN_QUERY_LANGUAGE_PARSER_H
#define QN_QUERY_LANGUAGE_PARSER_H

#include "language/build.h"
#include "language/tokens.h"

typedef struct qn__parser {
  qn__tokens tokens;
  qn__slips slips;
  qn_query *query;
  qn_query_options options;
  unsigned depth;   /* of parentheses */
  unsigned ignored; /* parentheses open beyond the greatest depth */
  bool title;       /* inside title:(...) */
  bool excluded;    /* in what NOT is for */
  bool is_full;     /* what comes after has no room */
  size_t n_words;   /* with the filters */
  qn__word words[QN__QUERY_MAX_WORDS + 1];
  qn__pattern *patterns; /* as many; made when there is one */
} qn__parser;

static inline const qn__token *qn__token_of(const qn__parser *p) {
  return &p->tokens.token;
}

/* Goes to the next token. */
static inline void qn__parser_advance(qn__parser *p) {
  qn__tokens_advance(&p->tokens, false);
}

/* Takes the token into the tree and goes on. */
static inline void qn__parser_take(qn__parser *p, bool operand_wanted) {
  qn__slips_take(&p->slips, qn__token_of(p)->start, qn__token_of(p)->end);
  qn__tokens_advance(&p->tokens, operand_wanted);
}

/* Remembers that memory is out. */
static inline qn__query_node *qn__parser_checked(qn__parser *p, qn__query_node *node) {
  if (node == NULL)
    qn__slips_fail(&p->slips);
  return node;
}

/* --- parser.c --- */

/* Lets what stands before a boost count so many times.  Reports that of what is excluded. */
void qn__parser_boost(qn__parser *p, qn__query_node *node, const qn__token *token);

/* --- written_words.c --- */

/* Counts what stands at `at` as a word; false: there is no room for it, and the query ends before it. */
bool qn__parser_count(qn__parser *p, const char *at, const char *what);

/* Goes to what a field or a = stands before.  Reports + - and fields at its beginning, where they have no effect. */
void qn__parser_advance_to_operand(qn__parser *p);

/* A word or a phrase, or several that NEAR joins, with a sign before it and a boost after it, or a star alone; NULL if
 * there is no word in it.  `in_chain`: an AND stands before it. */
qn__query_node *qn__parse_written(qn__parser *p, qn__occur occur, bool in_chain, bool title);

#endif
