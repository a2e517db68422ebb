/* SPDX-License-Identifier: MIT */
/* source_places.h: what does a source map, the JSON that qn_article describes, say about a byte of the text? */
#ifndef QN_QUERY_RESULT_SOURCE_PLACES_H
#define QN_QUERY_RESULT_SOURCE_PLACES_H

#include "quern.h"

enum { QN__STEP_MAX = 1 << 20 }; /* bytes of the text in a step */

/* What the places at or before a byte say; `..._at` is the byte of the text at which it is so. */
typedef struct qn__source_place {
  uint64_t line_at, line, column, column16;
  uint64_t every; /* bytes of a step; 0: the line holds on */
  qn_string steps;
  uint64_t further;           /* lines of the source that the text goes on in from the line on, line for line */
  bool has_offset, has_lines; /* the text goes on as the source does, byte for byte or line for line */
  uint64_t offset_at, offset, offset16;
  uint64_t record, page;
  uint64_t id; /* 1: the article's ends with the number of the record; 2: it is the record's own */
  bool has_heading, is_markdown;
  uint64_t heading_at;      /* where the last heading begins that the map says */
  uint64_t under_at, under; /* up to under_at the last heading begins at `under`; 0, 0: it is not known */
  qn_string anchor, part;   /* as they are written between the quotes */
} qn__source_place;

/* All that the map says about the byte `offset` of the text.  Needs no memory.  A map that is not as it should be says
 * less. */
qn__source_place qn__find_source_place(qn_string map, uint64_t offset);

/* A string of JSON without its escapes, and its size; `to` has room for as many bytes as it is written with. */
size_t qn__json_unescape(qn_string written, char *to);

#endif
