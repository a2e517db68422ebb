/* SPDX-License-Identifier: MIT */
/* article_size.h: the memory that a large article needs, before it is taken. */
#ifndef QN_INDEXER_BUILDER_ARTICLE_SIZE_H
#define QN_INDEXER_BUILDER_ARTICLE_SIZE_H

#include "builder/budget.h"

/* Bytes of heap that indexing the article takes in addition to what is taken anyway: its strings and their compressed
 * form, its words, their terms and positions.  Never too low.  Words are counted only if the article may need more than
 * `ordinary`. */
qn_status qn__article_memory(size_t *needed, const qn_article *article, const qn__settings *settings, size_t ordinary,
                             const qn__cancel *cancel, qn_error *error);

/* The memory budget for an article that needs `needed` bytes, while `beside` bytes of other articles wait. */
size_t qn__memory_for_article(size_t needed, size_t beside);

#endif
