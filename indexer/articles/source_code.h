/* SPDX-License-Identifier: MIT */
/* source_code.h: files of programs, whose first lines are no titles. */
#ifndef QN_INDEXER_ARTICLES_SOURCE_CODE_H
#define QN_INDEXER_ARTICLES_SOURCE_CODE_H

#include <stdbool.h>

#include "quern.h"

/* Whether a file is source code or a script, by its extension or its begin: `#!`, or a comment about its licence. */
bool qn__is_source_code(qn_string extension, qn_string start);

#endif
