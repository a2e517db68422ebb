/* SPDX-License-Identifier: MIT */
/* run_list.c: keeps runs, and reads their ids as one list. */
#include "builder/run_list.h"

#include "base/memory.h"

#include <stdlib.h>

void qn__run_list_init(qn__run_list *list, const char *dir, size_t keep) {
  pthread_mutex_init(&list->lock, NULL);
  qn__spool_init(&list->spool, dir, keep);
  qn__buffer_init(&list->runs);
}

void qn__run_list_clear(qn__run_list *list) {
  qn__spool_clear(&list->spool);
  qn__buffer_clear(&list->runs);
  pthread_mutex_destroy(&list->lock);
}

qn_status qn__run_list_add(qn__run_list *list, const qn__run *run, const qn__buffer *bytes, qn_error *error) {
  pthread_mutex_lock(&list->lock);
  qn__run placed = *run;
  placed.offset = qn__spool_size(&list->spool);
  qn_status status = qn__spool_append(&list->spool, bytes->data, bytes->size, error);
  qn__buffer_bytes(&list->runs, &placed, sizeof placed);
  if (status == QN_OK && list->runs.failed)
    status = qn__fail_memory(error);
  pthread_mutex_unlock(&list->lock);
  return status;
}

static int compare_runs(const void *a, const void *b) {
  const qn__run *first = a, *second = b;
  return (first->first_doc > second->first_doc) - (first->first_doc < second->first_doc);
}

qn_status qn__run_list_read(qn__run_list *list, const qn__run **runs, uint32_t *n_runs, const uint8_t **spool,
                            qn_error *error) {
  *n_runs = (uint32_t)(list->runs.size / sizeof **runs);
  if (*n_runs > 1)
    qsort(list->runs.data, *n_runs, sizeof **runs, compare_runs);
  *runs = QN__ARRAY(qn__run, &list->runs);
  return qn__spool_map(&list->spool, spool, error);
}

/* The last id of a run that equals `id`. */
static bool find_in_run(const qn__run *run, const uint8_t *spool, qn_string id, uint32_t *doc) {
  uint32_t low = 0, high = run->n_ids;
  bool found = false;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2, at;
    qn_string other;
    qn__run_get_id(run, spool, middle, &other, &at);
    int order = qn__compare_bytes((const uint8_t *)other.data, other.size, (const uint8_t *)id.data, id.size);
    if (order <= 0)
      low = middle + 1;
    else
      high = middle;
    if (order == 0) {
      *doc = run->first_doc + at;
      found = true;
    }
  }
  return found;
}

bool qn__run_list_find(const qn__run *runs, uint32_t n_runs, const uint8_t *spool, qn_string id, uint32_t *doc) {
  for (uint32_t i = n_runs; i-- > 0;)
    if (find_in_run(&runs[i], spool, id, doc))
      return true;
  return false;
}

qn_status qn__run_list_each_id(const qn__run *runs, uint32_t n_runs, const uint8_t *spool,
                               const qn__id_visitor *visitor, qn_error *error) {
  qn__heap heap;
  uint32_t *next = qn__calloc(n_runs, sizeof *next); /* id of each run */
  qn_status status = qn__heap_init(&heap, n_runs, error);
  if (status == QN_OK && next == NULL)
    status = qn__fail_memory(error);
  qn_string id, last = {NULL, 0};
  uint32_t doc, last_doc = 0;
  for (uint32_t i = 0; status == QN_OK && i < n_runs; i++)
    if (runs[i].n_ids > 0) {
      qn__run_get_id(&runs[i], spool, 0, &id, &doc);
      qn__heap_push(&heap, (const uint8_t *)id.data, id.size, i);
    }
  while (status == QN_OK && heap.n > 0) {
    uint32_t source = heap.entries[0].source;
    qn__run_get_id(&runs[source], spool, next[source]++, &id, &doc);
    if (last.data != NULL && last.size == id.size && memcmp(last.data, id.data, id.size) == 0)
      status = visitor->dead(visitor->context, last_doc, error);
    else if (last.data != NULL)
      visitor->id(visitor->context, last, last_doc);
    last = id;
    last_doc = runs[source].first_doc + doc;
    if (next[source] < runs[source].n_ids) {
      qn__run_get_id(&runs[source], spool, next[source], &id, &doc);
      qn__heap_replace(&heap, (const uint8_t *)id.data, id.size);
    } else {
      qn__heap_pop(&heap);
    }
  }
  if (status == QN_OK && last.data != NULL)
    visitor->id(visitor->context, last, last_doc);
  qn__heap_clear(&heap);
  qn__free(next);
  return status;
}
