/* SPDX-License-Identifier: MIT */
/* json_strings.h: the strings in a value of JSON as one text. */
#ifndef QN_INDEXER_ARTICLES_JSON_STRINGS_H
#define QN_INDEXER_ARTICLES_JSON_STRINGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "articles/line_steps.h"

/* How the strings of an array stand. */
typedef enum qn__json_joint { QN__JOIN_PARAGRAPHS, QN__JOIN_LINES, QN__JOIN_WORDS } qn__json_joint;

/* All strings in the value, whatever it is, on cJSON's heap; "" if it has none, NULL: no memory.  Between them is the
 * joint, and nothing after one that ends its line itself, as in notebooks.  Data that is written as a string (base64)
 * is left out.  `lines` gets those that json_string_lines.h has noted; NULL: they are not wanted. */
char *qn__json_strings(const cJSON *value, qn__json_joint joint, qn__line_steps *lines);

/* Where the string of JSON that begins at `start`, with a quote, ends: after its other quote. */
const char *qn__json_skip_string(const char *start, const char *end);

#endif
