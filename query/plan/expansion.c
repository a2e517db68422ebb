/* SPDX-License-Identifier: MIT */
/* expansion.c: the forms of all segments, each walked by itself and merged; the most frequent are kept in a heap. */
#include "plan/expansion.h"

#include "base/bytes.h"
#include "plan/forms_walk.h"
#include "plan/word_pattern.h"

#include <stdlib.h>
#include <string.h>

/* A form that is kept, in room of its own, which is used again. */
typedef struct kept_form {
  uint64_t doc_freq;
  size_t size, capacity;
  char *bytes;
} kept_form;

struct qn__expander {
  const qn_index *index;
  const qn__interrupt *interrupt;
  qn__analyzer *analyzer;
  qn__arena *arena;
  qn__automaton automaton;
  qn__pattern_states states;
  qn__forms_walk *walks; /* one a segment */
  /* the forms found so far, as a heap: the one to be replaced first is in front */
  kept_form *kept;
  size_t n_kept, most, capacity;
  size_t n_used; /* of the capacity: they may have room for bytes */
  bool cut;
};

qn_status qn__expander_new(qn__expander **out, const qn_index *index, const qn__interrupt *interrupt,
                           qn__analyzer *analyzer, qn__arena *arena, qn_error *error) {
  qn__expander *expander = qn__arena_alloc(arena, sizeof *expander);
  qn__forms_walk *walks = qn__arena_alloc(arena, index->n_segments * sizeof *walks);
  if (expander == NULL || walks == NULL)
    return qn__fail_memory(error);
  expander->index = index;
  expander->interrupt = interrupt;
  expander->analyzer = analyzer;
  expander->arena = arena;
  expander->walks = walks;
  expander->capacity = expander->n_used = 0;
  memset(&expander->states, 0, sizeof expander->states);
  *out = expander;
  return QN_OK;
}

/* --- Keeping the most frequent ------------------------------------------------------------------------------------ */

/* Whether `a` is to be replaced before `b`. */
static bool is_worse(const kept_form *a, const kept_form *b) {
  if (a->doc_freq != b->doc_freq)
    return a->doc_freq < b->doc_freq;
  return qn__compare_bytes(a->bytes, a->size, b->bytes, b->size) > 0;
}

static void swap_kept(kept_form *a, kept_form *b) {
  const kept_form kept = *a;
  *a = *b;
  *b = kept;
}

static void sift_down(kept_form *heap, size_t n) {
  for (size_t at = 0, child; (child = 2 * at + 1) < n; at = child) {
    if (child + 1 < n && is_worse(&heap[child + 1], &heap[child]))
      child++;
    if (!is_worse(&heap[child], &heap[at]))
      return;
    swap_kept(&heap[child], &heap[at]);
  }
}

static void sift_up(kept_form *heap, size_t at) {
  for (; at > 0 && is_worse(&heap[at], &heap[(at - 1) / 2]); at = (at - 1) / 2)
    swap_kept(&heap[at], &heap[(at - 1) / 2]);
}

static qn_status set_kept(const qn__expander *expander, kept_form *kept, const void *bytes, size_t size,
                          uint64_t doc_freq, qn_error *error) {
  enum { ROOM = 32 }; /* bytes; most words are shorter */
  if (size > kept->capacity) {
    kept->capacity = size < ROOM ? ROOM : 2 * size;
    kept->bytes = qn__arena_alloc(expander->arena, kept->capacity);
  }
  if (kept->bytes == NULL)
    return qn__fail_memory(error);
  memcpy(kept->bytes, bytes, size);
  kept->size = size;
  kept->doc_freq = doc_freq;
  return QN_OK;
}

/* Keeps a form if it is among the most frequent; forms come in ascending order. */
static qn_status keep_form(qn__expander *expander, const void *bytes, size_t size, uint64_t doc_freq, qn_error *error) {
  kept_form *heap = expander->kept;
  const bool full = expander->n_kept == expander->most;
  expander->cut |= full;
  if (full && doc_freq <= heap[0].doc_freq)
    return QN_OK;
  const size_t at = full ? 0 : expander->n_kept++;
  if (at == expander->n_used)
    heap[expander->n_used++] = (kept_form){.size = 0};
  qn_status status = set_kept(expander, &heap[at], bytes, size, doc_freq, error);
  if (status != QN_OK)
    return status;
  if (full)
    sift_down(heap, expander->n_kept);
  else
    sift_up(heap, at);
  return QN_OK;
}

static qn_status begin_keeping(qn__expander *expander, size_t most, qn_error *error) {
  if (most > expander->capacity) {
    expander->kept = qn__arena_alloc(expander->arena, most * sizeof *expander->kept);
    if (expander->kept == NULL)
      return qn__fail_memory(error);
    expander->capacity = most;
    expander->n_used = 0;
  }
  expander->most = most;
  expander->n_kept = 0;
  expander->cut = false;
  return QN_OK;
}

static int by_form(const void *a, const void *b) {
  const qn__expansion_form *first = a, *second = b;
  return qn__compare_bytes(first->bytes, first->size, second->bytes, second->size);
}

static qn_status take_kept(const qn__expander *expander, qn__expansion *out, qn_error *error) {
  const size_t n = expander->n_kept;
  qn__expansion_form *forms = qn__arena_alloc(expander->arena, (n + 1) * sizeof *forms);
  if (forms == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < n; i++) {
    const kept_form *kept = &expander->kept[i];
    forms[i] =
        (qn__expansion_form){qn__arena_copy(expander->arena, kept->bytes, kept->size), kept->size, kept->doc_freq};
    if (forms[i].bytes == NULL)
      return qn__fail_memory(error);
  }
  if (n > 1)
    qsort(forms, n, sizeof *forms, by_form);
  *out = (qn__expansion){.forms = forms, .n = n, .cut = expander->cut};
  return QN_OK;
}

/* --- The index's own ---------------------------------------------------------------------------------------------- */

static int compare_walks(const qn__forms_walk *a, const qn__forms_walk *b) {
  return qn__compare_bytes(a->cursor.key, a->cursor.size, b->cursor.key, b->cursor.size);
}

/* The walk whose form comes first; NULL: all have ended. */
static qn__forms_walk *first_walk(const qn__expander *expander) {
  qn__forms_walk *first = NULL;
  for (size_t i = 0; i < expander->index->n_segments; i++) {
    qn__forms_walk *walk = &expander->walks[i];
    if (!qn__forms_walk_ended(walk) && (first == NULL || compare_walks(walk, first) < 0))
      first = walk;
  }
  return first;
}

/* The articles with the form of the first walk; moves all others on that have it, too. */
static qn_status add_up(qn__expander *expander, const qn__forms_walk *first, uint64_t *doc_freq, qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = first->info.doc_freq;
  for (size_t i = 0; status == QN_OK && i < expander->index->n_segments; i++) {
    qn__forms_walk *walk = &expander->walks[i];
    if (walk == first || qn__forms_walk_ended(walk) || compare_walks(walk, first) != 0)
      continue;
    *doc_freq += walk->info.doc_freq;
    status = qn__forms_walk_next(walk, error);
  }
  return status;
}

static qn_status walk_segments(qn__expander *expander, qn_error *error) {
  qn__forms_walk *first;
  qn_status status = qn__pattern_states_begin(&expander->states, &expander->automaton, expander->arena, error);
  for (size_t i = 0; status == QN_OK && i < expander->index->n_segments; i++)
    status = qn__forms_walk_begin(&expander->walks[i], &expander->states, &expander->index->segments[i].segment->forms,
                                  expander->interrupt, error);
  while (status == QN_OK && (first = first_walk(expander)) != NULL) {
    uint64_t doc_freq;
    status = add_up(expander, first, &doc_freq, error);
    if (status == QN_OK)
      status = keep_form(expander, first->cursor.key, first->cursor.size, doc_freq, error);
    if (status == QN_OK)
      status = qn__forms_walk_next(first, error);
  }
  return status;
}

qn_status qn__expand(qn__expander *expander, const qn__query_word *word, size_t most, qn__expansion *out,
                     qn_error *error) {
  bool possible = false;
  qn_status status = begin_keeping(expander, most, error);
  if (status == QN_OK)
    status = qn__word_pattern(&expander->automaton, word, expander->analyzer, &possible, error);
  if (status == QN_OK && possible)
    status = walk_segments(expander, error);
  if (status == QN_OK)
    status = take_kept(expander, out, error);
  if (status == QN_OK)
    out->too_long = !possible;
  return status;
}

/* --- Those of a collection ---------------------------------------------------------------------------------------- */

static qn_status visit_collected(void *context, const void *bytes, size_t size, uint64_t doc_freq, qn_error *error) {
  return keep_form(context, bytes, size, doc_freq, error);
}

qn_status qn__expand_collected(qn__expander *expander, const qn__query_word *word, const qn_statistics *statistics,
                               size_t most, qn__expansion *out, qn_error *error) {
  char key[QN__PATTERN_KEY_MAX];
  const qn__variant_visitor visitor = {visit_collected, expander};
  const size_t size = qn__pattern_key(key, word);
  qn_status status = begin_keeping(expander, most, error);
  uint64_t none;
  if (status == QN_OK && size > 0)
    status = qn__statistics_find(statistics, QN__COUNT_EXPANSION, key, size, &none, error);
  if (status == QN_OK && size > 0)
    status = qn__statistics_each(statistics, QN__COUNT_EXPANSION, key, size, &visitor, error);
  return status == QN_OK ? take_kept(expander, out, error) : status;
}
