/* SPDX-License-Identifier: MIT */
/* collector.c: a binary heap with the worst of the best on top. */
#include "search/collector.h"

#include "base/memory.h"

void qn__collector_init(qn__collector *collector) {
  *collector = (qn__collector){.threshold = -1};
}

void qn__collector_clear(qn__collector *collector) {
  qn__free(collector->heap);
  qn__collector_init(collector);
}

qn_status qn__collector_begin(qn__collector *collector, size_t k, qn_error *error) {
  if (k > collector->capacity) {
    qn__ranked *heap = qn__realloc(collector->heap, k * sizeof *heap);
    if (heap == NULL)
      return qn__fail_memory(error);
    collector->heap = heap;
    collector->capacity = k;
  }
  collector->k = k;
  collector->n = 0;
  collector->threshold = k == 0 ? INT32_MAX : -1;
  return QN_OK;
}

static inline bool is_worse(const qn__ranked *a, const qn__ranked *b) {
  return a->score != b->score ? a->score < b->score : a->article > b->article;
}

static void sift_up(qn__ranked *heap, size_t i, qn__ranked entry) {
  for (; i > 0 && is_worse(&entry, &heap[(i - 1) / 2]); i = (i - 1) / 2)
    heap[i] = heap[(i - 1) / 2];
  heap[i] = entry;
}

static void sift_down(qn__ranked *heap, size_t n, qn__ranked entry) {
  size_t i = 0;
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    child += child + 1 < n && is_worse(&heap[child + 1], &heap[child]);
    if (!is_worse(&heap[child], &entry))
      break;
    heap[i] = heap[child];
  }
  heap[i] = entry;
}

void qn__collector_insert(qn__collector *collector, uint64_t article, uint32_t score) {
  qn__ranked entry = {article, score};
  if (collector->n < collector->k)
    sift_up(collector->heap, collector->n++, entry);
  else
    sift_down(collector->heap, collector->n, entry);
  if (collector->n == collector->k && (int32_t)collector->heap[0].score > collector->threshold)
    collector->threshold = (int32_t)collector->heap[0].score;
}

void qn__collector_sort(qn__collector *collector) {
  for (size_t left = collector->n; left > 1; left--) { /* the worst goes last */
    qn__ranked last = collector->heap[left - 1];
    collector->heap[left - 1] = collector->heap[0];
    sift_down(collector->heap, left - 1, last);
  }
}
