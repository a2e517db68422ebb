/* SPDX-License-Identifier: MIT */
/* long_strings.h: the long strings of a JSON object, which are texts of articles.  cJSON goes through each byte of a
 * string twice; so long ones are cut out before it reads the object, and put back after. */
#ifndef QN_INDEXER_ARTICLES_LONG_STRINGS_H
#define QN_INDEXER_ARTICLES_LONG_STRINGS_H

#include <cjson/cJSON.h>

#include "base/buffer.h"

enum { QN__LONG_STRINGS_MAX = 8 }; /* more than these stay in place */

typedef struct qn__long_string {
  const char *start, *end; /* between its quotes */
  size_t member;           /* of the object, from 0 */
} qn__long_string;

typedef struct qn__long_strings {
  qn__long_string strings[QN__LONG_STRINGS_MAX];
  size_t n;
  size_t depth;    /* arrays and objects that are open where most are */
  qn__buffer json; /* the object with empty strings in their place */
} qn__long_strings;

/* Cuts out the object's own long strings, except those with escapes of more than one character.  False if there are
 * none, or no memory, or the strings have no end.  `json` must live until they are put back.  `depth` is set in any
 * case, up to where a string has no end. */
bool qn__long_strings_cut(qn__long_strings *cut, const char *json, size_t size);

/* Puts them back into what cJSON has made of cut->json; false: no memory. */
bool qn__long_strings_put_back(const qn__long_strings *cut, cJSON *object);

#endif
