/* SPDX-License-Identifier: MIT */
/* index_warning.h: is there anything about the index that who searches it should know? */
#ifndef QN_QUERY_TOOL_INDEX_WARNING_H
#define QN_QUERY_TOOL_INDEX_WARNING_H

#include "quern.h"

/* A line of English, or NULL. */
const char *index_warning(const qn_index *index);

#endif
