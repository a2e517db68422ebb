/* SPDX-License-Identifier: MIT */
/* json_record.h: the text of one JSON object -> qn_article. */
#ifndef QN_INDEXER_ARTICLES_JSON_RECORD_H
#define QN_INDEXER_ARTICLES_JSON_RECORD_H

#include "articles/document.h"

/* Where an object is in its file. */
typedef struct qn__json_place {
  qn__source_location location; /* it begins there; the column from 1 */
  uint64_t number;              /* among the objects of the file, from 1; 0: it is the only one */
  bool is_line;                 /* of JSON Lines: its number is its line, if no line before is blank */
} qn__json_place;

/* Parses one JSON object and hands its article, or what is wrong with it, to the sink.  Without its own id it is called
 * PATH, or PATH#number if the number is not 0; without a source map it gets one, but none of JSON Lines and of standard
 * input.  U+0000, raw or escaped, and halves of surrogate pairs become a byte that is never in UTF-8, which the index
 * counts and replaces: `json` may change in place.  The bytes after it, up to QN__INPUT_SLACK, must be readable. */
qn_status qn__read_json_record(const qn__document *document, qn__json_place place, char *json, size_t size,
                               qn_error *error);

#endif
