/* SPDX-License-Identifier: MIT */
/* name_list.h: names of articles and files, as lists of them are printed. */
#ifndef QN_QUERY_TOOL_NAME_LIST_H
#define QN_QUERY_TOOL_NAME_LIST_H

#include "base/buffer.h"
#include "tool/tool_options.h"

/* Appends a name as a line, its control characters escaped; or with --null as it is, and a zero. */
void put_listed_name(qn__buffer *out, const tool_options *options, qn_string name);

#endif
