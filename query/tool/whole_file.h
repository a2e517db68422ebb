/* SPDX-License-Identifier: MIT */
/* whole_file.h: a small file in memory. */
#ifndef QN_QUERY_TOOL_WHOLE_FILE_H
#define QN_QUERY_TOOL_WHOLE_FILE_H

#include "base/buffer.h"
#include "base/status.h"

/* Appends the bytes of a file. */
qn_status whole_file_read(qn__buffer *out, const char *path, qn_error *error);

#endif
