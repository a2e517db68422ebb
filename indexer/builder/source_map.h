/* SPDX-License-Identifier: MIT */
/* source_map.h: does the JSON that comes with an article say where its text comes from?  quern.h has the members. */
#ifndef QN_INDEXER_BUILDER_SOURCE_MAP_H
#define QN_INDEXER_BUILDER_SOURCE_MAP_H

#include "base/status.h"
#include "quern.h"

/* Before JSON of an article is parsed, `what`: QN_BAD_INPUT if it is nested too deep, QN_TOO_LARGE if it would take
 * more than `most` bytes. */
qn_status qn__check_json_size(qn_string json, qn_string id, const char *what, size_t most, qn_error *error);

/* QN_BAD_INPUT if the article's source map is not as quern.h says, or not of the text: if that had to be repaired
 * (`is_as_given` is false), only its beginning is known. */
qn_status qn__check_source_map(const qn_article *article, bool is_as_given, size_t most, qn_error *error);

#endif
