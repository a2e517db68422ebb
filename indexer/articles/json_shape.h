/* SPDX-License-Identifier: MIT */
/* json_shape.h: JSON and JSON Lines, distinguished by how a file begins. */
#ifndef QN_INDEXER_ARTICLES_JSON_SHAPE_H
#define QN_INDEXER_ARTICLES_JSON_SHAPE_H

#include "quern.h"

typedef enum qn__json_shape {
  QN__NOT_JSON,
  QN__JSON_VALUE, /* an object or an array */
  QN__JSON_LINES, /* an object on its own line, and the next below it */
} qn__json_shape;

qn__json_shape qn__json_shape_of(qn_string start);

#endif
