/* SPDX-License-Identifier: MIT */
/* source_id.h: what the tools know a file by: the id of its articles, and the time of its last change. */
#ifndef QN_CORE_CLI_SOURCE_ID_H
#define QN_CORE_CLI_SOURCE_ID_H

#include "base/buffer.h"
#include "quern.h"

#include <time.h>

/* The id of a file in a root, whose name is `name`: text with a zero after its end.  False: no memory, and `out` has
 * failed. */
bool cli_source_id(qn_string root, qn_string name, qn_string path, qn__buffer *out);

/* A time in nanoseconds since 1970, as far as 64 bits go. */
int64_t cli_source_time(struct timespec time);

#endif
