/* SPDX-License-Identifier: MIT */
/* roff_words.h: what a line that begins with a dot consists of. */
#ifndef QN_INDEXER_ARTICLES_ROFF_WORDS_H
#define QN_INDEXER_ARTICLES_ROFF_WORDS_H

#include <stdbool.h>

#include "quern.h"

/* Takes the next word of a line, which quotes may enclose: `"a ""word"" in quotes"`.  Writes to the line: quotes within
 * quotes become one.  False: there is none. */
bool qn__roff_take_word(qn_string *rest, qn_string *word);

/* The first word of a line, as it is written between its quotes; empty if there is none.  Nothing is written. */
qn_string qn__roff_first_word(qn_string rest);

/* Takes the name of a macro, which `\{` ends, too: `.el\{\`. */
bool qn__roff_take_macro(qn_string *rest, qn_string *name);

/* What follows the condition that the rest of a line begins with: `n`, `!\n(.g`, `'\*[.T]'html'`, `d name`. */
qn_string qn__roff_after_condition(qn_string rest);

/* Whether a line is `..`, with or without spaces, or `.NAME` if the name is not empty. */
bool qn__roff_ends_definition(qn_string line, qn_string name);

#endif
