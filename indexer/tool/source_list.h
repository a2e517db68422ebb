/* SPDX-License-Identifier: MIT */
/* source_list.h: the list of roots of `info --sources`. */
#ifndef QN_INDEXER_TOOL_SOURCE_LIST_H
#define QN_INDEXER_TOOL_SOURCE_LIST_H

#include "base/buffer.h"
#include "quern.h"

/* Appends a line for each root, with a heading, or an array of JSON: its files, their articles and bytes, and when one
 * of them was changed last; and the options that it was added with. */
qn_status source_list_put(qn__buffer *out, const qn_index *index, bool json, qn_error *error);

#endif
