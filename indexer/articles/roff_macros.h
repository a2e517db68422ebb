/* SPDX-License-Identifier: MIT */
/* roff_macros.h: what the macros of man pages, man(7) and mdoc(7), do with their arguments. */
#ifndef QN_INDEXER_ARTICLES_ROFF_MACROS_H
#define QN_INDEXER_ARTICLES_ROFF_MACROS_H

#include <stdbool.h>

#include "quern.h"

typedef enum qn__roff_kind {
  QN__ROFF_TEXT,      /* its arguments are text of the paragraph */
  QN__ROFF_JOINED,    /* as they are, but without spaces between: fonts that alternate */
  QN__ROFF_SECTION,   /* a heading */
  QN__ROFF_TITLE,     /* of the page */
  QN__ROFF_BREAK,     /* a paragraph begins; its arguments are for the printer */
  QN__ROFF_TAG,       /* a paragraph begins with its first argument */
  QN__ROFF_DATE,      /* of the page */
  QN__ROFF_DEFINED,   /* a definition begins, which ends with `..`, or with the macro that it names */
  QN__ROFF_CONDITION, /* after a condition there is a line of its own: `.if n .B word` */
  QN__ROFF_ELSE,      /* so there is after this, without a condition */
  QN__ROFF_STRING,    /* words and their name */
  QN__ROFF_NOTHING,   /* for the printer, or a comment */
} qn__roff_kind;

qn__roff_kind qn__roff_kind_of(qn_string macro);

/* What a macro prints before its arguments; "": nothing. */
const char *qn__roff_printed_by(qn_string macro);

/* Whether a word among the arguments of a macro of mdoc is a macro, too: `.Op Fl v Ar file`. */
bool qn__roff_is_called(qn_string word);

#endif
