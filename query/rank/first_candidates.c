/* SPDX-License-Identifier: MIT */
/* first_candidates.c: which candidates come first in the new order, and what must be computed to know.
 *
 * Each candidate has a bound: its score, if every feature that is not computed yet earned it the most.  Features are
 * computed one by one, always for the candidate of the highest bound, until all of that candidate is known: it is the
 * next in the new order.  The result is as if all had been computed for all. */
#include "rank/rescore.h"

#include <string.h>

enum { RUN = 4 }; /* keys that are put in order one by one */

static void sort_run(uint64_t *keys, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    const uint64_t moved = keys[i];
    uint32_t at = i;
    for (; at > 0 && keys[at - 1] > moved; at--)
      keys[at] = keys[at - 1];
    keys[at] = moved;
  }
}

/* Merges the keys before `middle` with those from there on, which are both in order.  No branch depends on a key. */
static void merge_runs(const uint64_t *keys, uint32_t middle, uint32_t n, uint64_t *out) {
  uint32_t left = 0, right = middle, to = 0;
  while (left < middle && right < n) {
    const uint32_t from_right = keys[right] < keys[left];
    out[to++] = keys[from_right ? right : left];
    right += from_right;
    left += 1 - from_right;
  }
  memcpy(out + to, keys + left, (middle - left) * sizeof *keys);
  memcpy(out + to + (middle - left), keys + right, (n - right) * sizeof *keys);
}

void qn__sort_keys(uint64_t *keys, uint32_t n) {
  uint64_t merged[QN__RESCORED];
  for (uint32_t from = 0; from < n; from += RUN)
    sort_run(keys + from, n - from < RUN ? n - from : RUN);
  for (uint32_t size = RUN; size < n; size *= 2) {
    for (uint32_t from = 0; from < n; from += 2 * size) {
      const uint32_t end = n - from < 2 * size ? n - from : 2 * size;
      merge_runs(keys + from, size < end ? size : end, end, merged + from);
    }
    memcpy(keys, merged, n * sizeof *keys);
  }
}

/* Ascends where bounds descend; equal bounds in the order of the articles. */
static uint64_t bound_key(const qn__rescoring *r, uint32_t candidate) {
  return qn__sort_key((UINT64_MAX >> QN__INDEX_BITS) - r->candidates[candidate].bound, candidate);
}

static bool stands_before(const qn__rescoring *r, uint32_t a, uint32_t b) {
  const uint64_t x = r->candidates[a].bound, y = r->candidates[b].bound;
  return x > y || (x == y && a < b);
}

/* A caller's scores may not fit in a key. */
void qn__sort_candidates(qn__rescoring *r, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    const uint32_t moved = r->order[i];
    uint32_t at = i;
    for (; at > 0 && stands_before(r, moved, r->order[at - 1]); at--)
      r->order[at] = r->order[at - 1];
    r->order[at] = moved;
  }
}

/* --- a heap ------------------------------------------------------------------------------------------------------ */

/* Keys of candidates, the lowest first: the candidate of the highest bound. */
typedef struct candidate_heap {
  uint64_t keys[QN__RESCORED];
  uint32_t n;
} candidate_heap;

static uint32_t first_of(const candidate_heap *heap) {
  return qn__sorted_index(heap->keys[0]);
}

/* Puts a key at a place of the heap, or below, where it belongs. */
static void put_down(candidate_heap *heap, uint32_t at, uint64_t key) {
  uint64_t *keys = heap->keys;
  for (uint32_t child = 2 * at + 1; child < heap->n; child = 2 * at + 1) {
    child += child + 1 < heap->n && keys[child + 1] < keys[child];
    if (keys[child] > key)
      break;
    keys[at] = keys[child];
    at = child;
  }
  keys[at] = key;
}

static void drop_first(candidate_heap *heap) {
  heap->n--;
  put_down(heap, 0, heap->keys[heap->n]);
}

static void push_key(candidate_heap *heap, uint64_t key) {
  uint32_t at = heap->n++;
  for (; at > 0 && heap->keys[(at - 1) / 2] > key; at = (at - 1) / 2)
    heap->keys[at] = heap->keys[(at - 1) / 2];
  heap->keys[at] = key;
}

static void begin_heap(const qn__rescoring *r, candidate_heap *heap) {
  heap->n = r->n;
  for (uint32_t i = 0; i < r->n; i++)
    heap->keys[i] = bound_key(r, i);
  for (uint32_t i = r->n / 2; i-- > 0;)
    put_down(heap, i, heap->keys[i]);
}

/* --- features ---------------------------------------------------------------------------------------------------- */

/* The next feature that may earn a candidate something and is not computed yet; or QN__N_FEATURES. */
static qn__feature next_feature(qn__candidate *c) {
  while (c->n_known < QN__N_FEATURES && (c->parts[c->n_known] == 0 || qn__features[c->n_known].earn == NULL))
    c->n_known++;
  return (qn__feature)c->n_known;
}

/* Computes a candidate's next feature. */
static qn_status add_feature(qn__rescoring *r, uint32_t candidate, qn__feature feature, qn_error *error) {
  qn__candidate *c = &r->candidates[candidate];
  uint64_t earned = 0;
  qn_status status = qn__interrupted(r->interrupt, error);
  if (status == QN_OK)
    status = qn__features[feature].earn(r, candidate, &earned, error);
  c->bound -= c->parts[feature] - earned;
  c->score += earned;
  c->parts[feature] = earned;
  c->n_known++;
  return status;
}

static qn_status add_to_first(qn__rescoring *r, candidate_heap *heap, qn__feature feature, qn_error *error) {
  const uint32_t first = first_of(heap);
  qn_status status = add_feature(r, first, feature, error);
  put_down(heap, 0, bound_key(r, first));
  return status;
}

/* Computes typed forms, the last feature, for the first `wanted` that come to need them, in the order of the articles:
 * lists of forms are read ahead only.  No more is computed than one by one: bounds that come first only descend, and
 * each of these is as high as that of the last of the page. */
static qn_status add_typed_forms(qn__rescoring *r, candidate_heap *heap, uint32_t wanted, qn_error *error) {
  uint64_t needing[QN__RESCORED];
  uint32_t n = 0;
  qn_status status = QN_OK;
  while (n < wanted && status == QN_OK) {
    const qn__feature feature = next_feature(&r->candidates[first_of(heap)]);
    if (feature < QN__TYPED_FORMS) {
      status = add_to_first(r, heap, feature, error);
      continue;
    }
    needing[n++] = first_of(heap);
    drop_first(heap);
  }
  qn__sort_keys(needing, n);
  for (uint32_t i = 0; i < n && status == QN_OK; i++) {
    const uint32_t candidate = (uint32_t)needing[i];
    if (next_feature(&r->candidates[candidate]) == QN__TYPED_FORMS)
      status = add_feature(r, candidate, QN__TYPED_FORMS, error);
    push_key(heap, bound_key(r, candidate));
  }
  return status;
}

qn_status qn__find_first(qn__rescoring *r, uint32_t wanted, qn_error *error) {
  candidate_heap heap;
  uint32_t n_found = 0;
  begin_heap(r, &heap);
  qn_status status = add_typed_forms(r, &heap, wanted, error);
  while (n_found < wanted && status == QN_OK) {
    const uint32_t first = first_of(&heap);
    const qn__feature feature = next_feature(&r->candidates[first]);
    if (feature < QN__N_FEATURES) {
      status = add_to_first(r, &heap, feature, error);
      continue;
    }
    r->order[n_found++] = first;
    drop_first(&heap);
  }
  for (uint32_t i = 0; i < heap.n && status == QN_OK; i++)
    r->order[n_found + i] = qn__sorted_index(heap.keys[i]);
  return status;
}
