/* SPDX-License-Identifier: MIT */
/* plain_text.h: a text that is one article, of which the reader may have found some parts. */
#ifndef QN_INDEXER_ARTICLES_PLAIN_TEXT_H
#define QN_INDEXER_ARTICLES_PLAIN_TEXT_H

#include "articles/document.h"

/* How a text comes from its file. */
typedef enum qn__text_kind {
  QN__TEXT_AS_WRITTEN, /* less what was taken out: the document's trace, if it has one, becomes the source map */
  QN__TEXT_MARKDOWN,   /* the same, with lines that are headings */
  QN__TEXT_MADE,       /* it was made of what the file says */
} qn__text_kind;

/* Hands over an article with this text.  What the reader has not found yet is found in the text: the title, which is
 * taken out of it, the date and so on.  The id is the file's unless there is one.  `text` changes. */
qn_status qn__read_plain_text(const qn__document *document, qn_article *article, char *text, size_t size,
                              qn__text_kind kind, qn_error *error);

/* Takes the bytes from `start` to `end` out of the text, in place, and empty lines that it then begins with.  `trace`
 * (or NULL) follows. */
qn_string qn__take_out(char *text, size_t size, size_t start, size_t end, qn__source_trace *trace);

#endif
