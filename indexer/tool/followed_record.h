/* SPDX-License-Identifier: MIT */
/* followed_record.h: the record of a followed file has a hash of the bytes before the place that was reached: by it the
 * file is known again. */
#ifndef QN_INDEXER_TOOL_FOLLOWED_RECORD_H
#define QN_INDEXER_TOOL_FOLLOWED_RECORD_H

#include "quern.h"

/* The hash of the bytes before this place in the open file; 0: they cannot be read. */
uint64_t hash_before(int fd, uint64_t at);

/* Whether the open file begins with what was read. */
bool is_followed_file(const qn_source *known, int fd);

/* Whether the lines of the file at this path, read from its beginning, get the ids that they had: it is the one that
 * was followed, and no other one was followed in its place before. */
bool is_first_followed(const qn_source *known, const char *path);

#endif
