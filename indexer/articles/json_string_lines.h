/* SPDX-License-Identifier: MIT */
/* json_string_lines.h: on which line is a string of a JSON object?  cJSON does not say; what the object was parsed from
 * does. */
#ifndef QN_INDEXER_ARTICLES_JSON_STRING_LINES_H
#define QN_INDEXER_ARTICLES_JSON_STRING_LINES_H

#include <cjson/cJSON.h>

#include "quern.h"

/* Notes in each string of the object the line of `json`, from 1, that it is on; of an object that is one line nothing.
 * The object must be all that was parsed. */
void qn__json_note_lines(cJSON *object, qn_string json);

/* The line that was noted; 0: none. */
static inline size_t qn__json_line(const cJSON *string) {
  return cJSON_IsString(string) && string->valueint > 0 ? (size_t)string->valueint : 0;
}

#endif
