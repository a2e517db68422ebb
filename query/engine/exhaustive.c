/* SPDX-License-Identifier: MIT */
/* exhaustive.c: looks at every article that has any word of the query, one after another, and scores every match.
 * What all faster engines must agree with; it serves the queries that no faster engine takes. */
#include "match/leaf_walk.h"
#include "result/searcher.h"

enum { ARTICLES_PER_POLL = 1024 };

typedef struct article_scan {
  const qn__plan *plan;
  qn__leaf_cursor *cursors; /* one a leaf */
  uint32_t doc;             /* the article looked at */
} article_scan;

static bool group_matches(const article_scan *scan, const qn__plan_group *group);

static bool node_matches(const article_scan *scan, const qn__plan_node *node) {
  return node->group != NULL ? group_matches(scan, node->group) : scan->cursors[node->leaf].doc == scan->doc;
}

static uint32_t count_matching(const article_scan *scan, const qn__plan_node *nodes, uint32_t n) {
  uint32_t matching = 0;
  for (uint32_t i = 0; i < n; i++)
    matching += node_matches(scan, &nodes[i]);
  return matching;
}

static bool group_matches(const article_scan *scan, const qn__plan_group *group) {
  if (count_matching(scan, group->must, group->n_must) < group->n_must ||
      count_matching(scan, group->must_not, group->n_must_not) > 0)
    return false;
  return group->n_must > 0 || count_matching(scan, group->should, group->n_should) > 0;
}

static qn_status seek_all(article_scan *scan, uint32_t doc, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < scan->plan->n_leaves; i++)
    if (scan->cursors[i].doc < doc)
      status = qn__leaf_cursor_seek(&scan->cursors[i], doc, error);
  return status;
}

static qn_status begin(article_scan *scan, size_t segment, qn_error *error) {
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < scan->plan->n_leaves; i++) {
    status = qn__leaf_cursor_begin(&scan->cursors[i], scan->plan, segment, error);
    if (status == QN_OK)
      status = qn__leaf_cursor_seek(&scan->cursors[i], 0, error);
  }
  return status;
}

/* The first article that any scored leaf is at. */
static uint32_t lowest(const article_scan *scan) {
  uint32_t doc = QN__NO_DOC;
  for (uint32_t i = 0; i < scan->plan->n_leaves; i++)
    if (scan->plan->leaves[i].repetitions > 0 && scan->cursors[i].doc < doc)
      doc = scan->cursors[i].doc;
  return doc;
}

static uint32_t score(const article_scan *scan, float k) {
  uint32_t sum = 0;
  for (uint32_t i = 0; i < scan->plan->n_leaves; i++)
    if (scan->plan->leaves[i].repetitions > 0 && scan->cursors[i].doc == scan->doc)
      sum += qn__contribution(scan->plan->leaves[i].weight, scan->cursors[i].freq, k);
  return sum;
}

qn_status qn__exhaustive_segment(qn_searcher *searcher, size_t segment, qn_error *error) {
  const qn__index_segment *where = &searcher->index->segments[segment];
  const float *k = searcher->plan.saturation->k;
  article_scan scan = {.plan = &searcher->plan, .cursors = searcher->cursors};
  const uint8_t *length_bytes = NULL;
  qn_status status = qn__lengths_bytes(&where->segment->lengths, &length_bytes, error);
  if (status == QN_OK)
    status = begin(&scan, segment, error);
  for (unsigned n = 1; status == QN_OK && (scan.doc = lowest(&scan)) != QN__NO_DOC; n++) {
    status = seek_all(&scan, scan.doc, error); /* exclusions may be behind */
    if (status == QN_OK && !qn__is_deleted(where->deletes, scan.doc) && group_matches(&scan, &scan.plan->root)) {
      searcher->counted++;
      qn__top_k_offer(&searcher->top_k, where->first + scan.doc, score(&scan, k[length_bytes[scan.doc]]));
    }
    if (status == QN_OK && n % ARTICLES_PER_POLL == 0)
      status = qn__poll(searcher, error);
    if (status == QN_OK)
      status = seek_all(&scan, scan.doc + 1, error);
  }
  return status;
}
