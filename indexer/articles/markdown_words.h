/* SPDX-License-Identifier: MIT */
/* markdown_words.h: words of Markdown that its signs divide. */
#ifndef QN_INDEXER_ARTICLES_MARKDOWN_WORDS_H
#define QN_INDEXER_ARTICLES_MARKDOWN_WORDS_H

#include "articles/source_trace.h"

/* Takes the signs out of words that have them inside, in place: `un*believ*able` is one word, and so are `**bold**ly`
 * and `snake\_case`.  Code stays as it is, and so does emphasis of whole words.  Returns the new size.
 * `trace` (or NULL) follows. */
size_t qn__markdown_words(char *text, size_t size, qn__source_trace *trace);

#endif
