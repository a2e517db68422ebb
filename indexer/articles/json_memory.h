/* SPDX-License-Identifier: MIT */
/* json_memory.h: what cJSON allocates while an article is read, within the allowance.  A request that is not granted
 * ends the parser; the reason is kept here, because cJSON gives the same answer to all failures.  cJSON's allocator is
 * one for the process, so one thread reads at a time. */
#ifndef QN_INDEXER_ARTICLES_JSON_MEMORY_H
#define QN_INDEXER_ARTICLES_JSON_MEMORY_H

#include "articles/allowance.h"

/* From now on cJSON gets what the allowance leaves of memory when `beside` bytes are taken for other things. */
void qn__json_memory_begin(const qn__allowance *allowance, size_t beside);

/* Counts what something else has taken for the article. */
void qn__json_memory_take(size_t size);

/* What was taken since the begin. */
size_t qn__json_memory_taken(void);

/* QN_OK, or why a request was refused since: QN_CANCELLED, QN_NO_MEMORY, QN_TOO_LARGE. */
qn_status qn__json_memory_status(void);

/* Ends it.  A refusal becomes an error, which says how much the JSON `text` needs; NULL: that is not known. */
qn_status qn__json_memory_end(const char *text, size_t size, qn_error *error);

#endif
