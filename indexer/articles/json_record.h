/* SPDX-License-Identifier: MIT */
/* json_record.h: the text of one JSON object -> qn_article. */
#ifndef QN_INDEXER_ARTICLES_JSON_RECORD_H
#define QN_INDEXER_ARTICLES_JSON_RECORD_H

#include "articles/properties.h"

/* Parses the object.  U+0000, raw or escaped, and halves of surrogate pairs become a byte that is no UTF-8, which the
 * index counts and replaces: `json` may change in place.  The bytes behind it, up to QN__INPUT_SLACK, must be readable.
 * QN_BAD_INPUT with error->column (a byte of `json`, from 1) if it is no object, or one without title and text. */
qn_status qn__json_record_parse(qn__properties *properties, char *json, size_t size, qn_article *article,
                                qn_error *error);

#endif
