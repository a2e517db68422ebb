/* SPDX-License-Identifier: MIT */
/* tokens.h: a query as a sequence of tokens. */
#ifndef QN_QUERY_LANGUAGE_TOKENS_H
#define QN_QUERY_LANGUAGE_TOKENS_H

#include "language/build.h"
#include "language/slips.h"

typedef enum qn__token_kind {
  QN__TOKEN_END,
  QN__TOKEN_WORD,   /* what stands between spaces, quotes and parentheses; maybe several words, or none */
  QN__TOKEN_PHRASE, /* what stands between quotes */
  QN__TOKEN_REGEX,  /* what stands between the slashes of re:/.../ */
  QN__TOKEN_ALONE,  /* * and nothing else */
  QN__TOKEN_SCOPE,  /* before any operand */
  QN__TOKEN_SIGN,   /* before a word or phrase */
  QN__TOKEN_FILTER, /* before a value */
  QN__TOKEN_OPEN,
  QN__TOKEN_CLOSE,
  QN__TOKEN_PLUS,
  QN__TOKEN_MINUS,
  QN__TOKEN_AND,
  QN__TOKEN_OR,
  QN__TOKEN_NOT,
  QN__TOKEN_MIDDLE, /* between words and phrases: NEAR */
} qn__token_kind;

typedef struct qn__token {
  qn__token_kind kind;
  const char *text; /* of a word, phrase or regular expression */
  size_t size;
  const char *start, *end; /* all of it, with its quotes and what follows directly */
  qn__operator op;         /* of what operators.h has */
  bool has_pattern;        /* it has characters that stand for others: see patterns.h */
  bool numbered;           /* ~N stands after a phrase or a parenthesis, or NEAR has a number */
  uint32_t number;         /* that one */
  uint32_t boost;          /* in thousandths; 0: none stands after it */
} qn__token;

typedef struct qn__tokens {
  qn__slips *slips;
  const char *text, *end;
  const char *next;                 /* after the token */
  bool has_syntax;                  /* else there are words only */
  const qn__query_columns *columns; /* NULL: there are none */
  qn_string column;                 /* its name, after a token that is QN__FIELD */
  qn__token token;                  /* the one to look at */
} qn__tokens;

enum {
  QN__NEAR_DISTANCE = 10, /* where none is given */
  QN__MAX_NUMBER = 1000,  /* after ~ and NEAR/ */
};

/* Goes to the next token.  `operand_wanted`: after a scope, sign or filter, where no operator stands. */
void qn__tokens_advance(qn__tokens *tokens, bool operand_wanted);

/* Whether an operand begins with this token. */
bool qn__starts_operand(const qn__token *token);

/* Whether a word is an operator, in capitals. */
bool qn__is_word_operator(const char *text, size_t size);

/* Whether a word is a URL, in which nothing stands for other letters. */
bool qn__is_url(const char *text, size_t size);

/* The word that stands directly after `at`, with nothing but spaces between and no syntax at or in it, and *next after
 * it; false: there is none. */
bool qn__plain_word_after(const qn__tokens *tokens, const char *at, qn_string *word);

#endif
