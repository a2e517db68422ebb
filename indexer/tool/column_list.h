/* SPDX-License-Identifier: MIT */
/* column_list.h: the columns of an index, for people and for programs. */
#ifndef QN_INDEXER_TOOL_COLUMN_LIST_H
#define QN_INDEXER_TOOL_COLUMN_LIST_H

#include "base/buffer.h"
#include "quern.h"

/* Appends a line, or an object of JSON, for each column. */
qn_status column_list_put(qn__buffer *out, const qn_index *index, bool json, qn_error *error);

#endif
