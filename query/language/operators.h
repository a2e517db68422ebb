/* SPDX-License-Identifier: MIT */
/* operators.h: the one table of what a query can look for.  It is data only: the parser and the canonical text follow
 * from it, and match/matcher.c has a matcher for each operator that an article can match. */
#ifndef QN_QUERY_LANGUAGE_OPERATORS_H
#define QN_QUERY_LANGUAGE_OPERATORS_H

#include <stdbool.h>
#include <stddef.h>

/* How an operator is written. */
typedef enum qn__syntax {
  QN__SYNTAX_GROUP,  /* operands in parentheses */
  QN__SYNTAX_WORD,   /* a bare word */
  QN__SYNTAX_QUOTED, /* words in quotes */
  QN__SYNTAX_ALONE,  /* its spelling and nothing else */
  QN__SYNTAX_MIDDLE, /* its spelling between two operands */
  QN__SYNTAX_AFTER,  /* its spelling directly after a word */
  QN__SYNTAX_AROUND, /* its spelling before what it is for, and a slash after that */
  QN__SYNTAX_SIGN,   /* its spelling directly before a word or a quoted text */
  QN__SYNTAX_SCOPE,  /* its spelling before any operand, which is then looked for there alone */
  QN__SYNTAX_FILTER, /* its spelling before a value; it restricts what is found and never scores */
} qn__syntax;

/* X(operator, syntax, spelling) */
#define QN__OPERATOR_TABLE(X)                                                                                          \
  X(QN__GROUP, QN__SYNTAX_GROUP, "")                                                                                   \
  X(QN__TERM, QN__SYNTAX_WORD, "")                                                                                     \
  X(QN__PREFIX, QN__SYNTAX_WORD, "")      /* all terms that begin with the word: no syntax of its own yet */           \
  X(QN__VARIANTS, QN__SYNTAX_WORD, "")    /* a word and its other spellings: what a plan may make of a term */         \
  X(QN__OTHER_FORMS, QN__SYNTAX_WORD, "") /* a compound's term, in any form but the compound's own */                  \
  X(QN__COMPOUNDS, QN__SYNTAX_WORD, "")   /* the compounds that a word is a part of: what a plan may add to a term */  \
  X(QN__SYNONYMS, QN__SYNTAX_MIDDLE, "SYN") /* a word or what means the same: one of its items */                      \
  X(QN__PARTIAL, QN__SYNTAX_AFTER, "*~")    /* a word that may not be typed to its end: words that begin with it */    \
  X(QN__WILDCARD, QN__SYNTAX_WORD, "")      /* words as written, * and ? standing for what is not */                   \
  X(QN__FUZZY, QN__SYNTAX_AFTER, "~")       /* words with a few letters other than written */                          \
  X(QN__REGEX, QN__SYNTAX_AROUND, "re:/")   /* words that a regular expression describes */                            \
  X(QN__EXACT, QN__SYNTAX_SIGN, "=")                                                                                   \
  X(QN__PHRASE, QN__SYNTAX_QUOTED, "\"")                                                                               \
  X(QN__NEAR, QN__SYNTAX_MIDDLE, "NEAR")                                                                               \
  X(QN__EVERYTHING, QN__SYNTAX_ALONE, "*")                                                                             \
  X(QN__TITLE, QN__SYNTAX_SCOPE, "title:")                                                                             \
  X(QN__LANGUAGE, QN__SYNTAX_FILTER, "lang:")                                                                          \
  X(QN__ID, QN__SYNTAX_FILTER, "id:")                                                                                  \
  X(QN__PATH, QN__SYNTAX_FILTER, "path:")                                                                              \
  X(QN__FIELD, QN__SYNTAX_FILTER, "")   /* a column's values: its name and a colon, before a value */                  \
  X(QN__RANGE, QN__SYNTAX_FILTER, "")   /* dates or numbers of a column: what a plan may make of QN__FIELD, */         \
  X(QN__KEYWORD, QN__SYNTAX_FILTER, "") /* and keywords of one */

typedef enum qn__operator {
#define QN__OPERATOR_ENUM(op, syntax, spelling) op,
  QN__OPERATOR_TABLE(QN__OPERATOR_ENUM)
#undef QN__OPERATOR_ENUM
      QN__N_OPERATORS,
  QN__FIRST_BEFORE = QN__EXACT, /* signs, scopes and filters are this one and others after it */
} qn__operator;

/* Borrowed for ever. */
qn__syntax qn__operator_syntax(qn__operator op);
const char *qn__operator_spelling(qn__operator op);

/* Whether not all occurrences of a word's term count, but those in one form, or in the others. */
static inline bool qn__depends_on_forms(qn__operator op) {
  return op == QN__EXACT || op == QN__OTHER_FORMS;
}

/* Whether a word stands for words as they are written that match it: qn__expand finds them (plan/expansion.h). */
static inline bool qn__expands(qn__operator op) {
  return op == QN__PARTIAL || op == QN__WILDCARD || op == QN__FUZZY || op == QN__REGEX;
}

/* Whether it restricts what is found and never scores. */
static inline bool qn__is_filter(qn__operator op) {
  return qn__operator_syntax(op) == QN__SYNTAX_FILTER || op == QN__EVERYTHING;
}

/* The filter of a name, zero-terminated, as it stands before the colon; QN__FIELD if it has none of its own. */
qn__operator qn__filter_of(const char *name);

#endif
