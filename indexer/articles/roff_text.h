/* SPDX-License-Identifier: MIT */
/* roff_text.h: text of man pages without the escapes of roff. */
#ifndef QN_INDEXER_ARTICLES_ROFF_TEXT_H
#define QN_INDEXER_ARTICLES_ROFF_TEXT_H

#include "quern.h"

/* Writes a text as it is printed (groff_char(7), groff(7)): `\\fB` is nothing, `\\-` a hyphen, `\\(em` a dash.  What is
 * written is no longer than the text, and may take its place.  Returns its size. */
size_t qn__roff_text(char *to, qn_string text);

#endif
