/* SPDX-License-Identifier: MIT */
/* json_strings.h: the strings in a value of JSON as one text. */
#ifndef QN_INDEXER_ARTICLES_JSON_STRINGS_H
#define QN_INDEXER_ARTICLES_JSON_STRINGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* How the strings of an array stand. */
typedef enum qn__json_joint { QN__JOIN_PARAGRAPHS, QN__JOIN_LINES, QN__JOIN_WORDS } qn__json_joint;

/* All strings in the value, whatever it is, on cJSON's heap; "" if it has none, NULL: no memory.  Between them is the
 * joint, and nothing after one that ends its line itself, as in notebooks.  Data that is written as a string (base64)
 * is left out. */
char *qn__json_strings(const cJSON *value, qn__json_joint joint);

#endif
