/* SPDX-License-Identifier: MIT */
/* text_charset.h: texts that do not say which charset they have. */
#ifndef QN_INDEXER_ARTICLES_TEXT_CHARSET_H
#define QN_INDEXER_ARTICLES_TEXT_CHARSET_H

#include "articles/charset.h"
#include "articles/document.h"

/* Makes the document's window, which holds all of it, UTF-8: from the charset that was asked for, or else from the one
 * that it most likely has, which is reported.  Valid UTF-8, and UTF-8 with a few errors, stay as they are. */
qn_status qn__text_decode(const qn__document *document, qn_error *error);

/* Writes the charset that a text, which is not UTF-8, most likely has: one that can be converted; windows-1252 if it
 * has too few letters beyond ASCII to say. */
qn_status qn__guess_charset(const qn__input *input, char charset[QN__CHARSET_MAX], qn_error *error);

#endif
