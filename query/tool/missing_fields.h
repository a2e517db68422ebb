/* SPDX-License-Identifier: MIT */
/* missing_fields.h: names in --fields that nothing has: slips, most likely. */
#ifndef QN_QUERY_TOOL_MISSING_FIELDS_H
#define QN_QUERY_TOOL_MISSING_FIELDS_H

#include "tool/answer.h"

/* Notes in the answer which names no article shown has, and no column; a failure is its status. */
void note_missing_fields(search_answer *answer, const tool_options *options);

#endif
