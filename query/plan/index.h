/* SPDX-License-Identifier: MIT */
/* index.h: a snapshot of one or more directories as one list of segments.  Articles are numbered through: directory
 * after directory, segment after segment, which is the order of addition. */
#ifndef QN_QUERY_PLAN_INDEX_H
#define QN_QUERY_PLAN_INDEX_H

#include "quern.h"
#include "segment/manifest.h"

typedef struct qn__index_segment {
  const qn__segment *segment;
  const uint8_t *deletes; /* qn__is_deleted(deletes, doc) */
  uint64_t first;         /* number of its first article */
  size_t directory;
} qn__index_segment;

/* How words of some of the articles were analysed. */
typedef struct qn__analysis {
  uint8_t language, default_language;
} qn__analysis;

struct qn_index {
  qn__snapshot **snapshots; /* one a directory */
  char **paths;             /* absolute, for refreshing */
  size_t n_directories;
  qn__index_segment *segments;
  size_t n_segments;
  uint64_t n_articles, total_length; /* deleted ones included */
  size_t n_foreign;                  /* segments that other versions made: see foreign_terms.h */
  uint8_t title_weight;              /* the same in all directories */
  qn__analysis *analyses;            /* the distinct ones, the first directory's defaults first */
  size_t n_analyses;
};

/* Whether n analyses have this one already. */
bool qn__has_analysis(const qn__analysis *analyses, size_t n, qn__analysis wanted);

/* The segment that holds an article; NULL if there is no such article. */
const qn__index_segment *qn__index_locate(const qn_index *index, uint64_t article);

#endif
