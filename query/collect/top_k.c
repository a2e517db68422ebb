/* SPDX-License-Identifier: MIT */
/* top_k.c: a binary heap with the worst of the best on top. */
#include "collect/top_k.h"

#include "base/memory.h"

void qn__top_k_init(qn__top_k *top_k) {
  *top_k = (qn__top_k){.heap = NULL};
}

void qn__top_k_clear(qn__top_k *top_k) {
  qn__free(top_k->heap);
  qn__top_k_init(top_k);
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

/* Of equal scores the first article stays, since articles ascend. */
static void take_hit(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__top_k *top_k = (qn__top_k *)sink;
  qn__ranked entry = {article, score};
  if (top_k->n < sink->k)
    sift_up(top_k->heap, top_k->n++, entry);
  else
    sift_down(top_k->heap, top_k->n, entry);
  if (top_k->n == sink->k && (int32_t)top_k->heap[0].score > sink->threshold)
    sink->threshold = (int32_t)top_k->heap[0].score;
}

qn_status qn__top_k_begin(qn__top_k *top_k, size_t k, qn_error *error) {
  if (k > top_k->capacity) {
    qn__ranked *heap = qn__realloc(top_k->heap, k * sizeof *heap);
    if (heap == NULL)
      return qn__fail_memory(error);
    top_k->heap = heap;
    top_k->capacity = k;
  }
  top_k->n = 0;
  top_k->sink = (qn__sink){
      .wants_scores = true, .is_full = k == 0, .threshold = k == 0 ? INT32_MAX : -1, .k = k, .take = take_hit};
  return QN_OK;
}

void qn__top_k_sort(qn__top_k *top_k) {
  for (size_t left = top_k->n; left > 1; left--) { /* the worst goes last */
    qn__ranked last = top_k->heap[left - 1];
    top_k->heap[left - 1] = top_k->heap[0];
    sift_down(top_k->heap, left - 1, last);
  }
}
