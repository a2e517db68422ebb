/* SPDX-License-Identifier: MIT */
/* following.h: `add --tail`: JSON Lines of a file, or of standard input, while they are written; and `add`, which reads
 * what such a file has got since. */
#ifndef QN_INDEXER_TOOL_FOLLOWING_H
#define QN_INDEXER_TOOL_FOLLOWING_H

#include "tool/adding.h"

/* An interrupt ends the reading, after which all is committed; it does not stop the writer. */
void following_prepare_writer(adding *a, qn_writer_options *more);

/* Reads the file of this path, "-" for standard input, until an interrupt, or the end of what is not a file.  A failure
 * is in a->error. */
void following_read(adding *a, const char *path);

/* Reads what a file that was followed before has now, up to its last line that has ended.  A failure is in a->error. */
void following_catch_up(adding *a, const char *path);

/* --- following_check.c --- */

/* Whether what was asked for can be followed, and waits for the file if it is not there yet; false: call->exit is how
 * to end. */
bool following_check(const adding *a, invocation *call);

#endif
