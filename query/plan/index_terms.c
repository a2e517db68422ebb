/* SPDX-License-Identifier: MIT */
/* index_terms.c: walks the terms or the forms of an index, those of its segments merged. */
#include "base/bytes.h"
#include "base/memory.h"
#include "base/status.h"
#include "plan/index.h"

#include <string.h>

/* Where the walk is in the dictionary of one segment. */
typedef union segment_cursor {
  qn__keys_cursor keys; /* of either kind */
  qn__terms_cursor term;
  qn__forms_cursor form;
} segment_cursor;

typedef struct dictionary_walk {
  const qn_index *index;
  bool forms;
  char prefix[QN__KEY_MAX]; /* with its language tag byte */
  size_t prefix_size;
  segment_cursor *cursors; /* one a segment */
  bool (*visit)(void *context, const qn_term *term);
  void *context;
  bool stopped; /* the visitor has seen enough */
} dictionary_walk;

static bool has_key(const dictionary_walk *walk, const segment_cursor *cursor) {
  return qn__keys_begins_with(&cursor->keys, walk->prefix, walk->prefix_size);
}

static int compare_keys(const qn__keys_cursor *a, const qn__keys_cursor *b) {
  return qn__compare_bytes(a->key, a->size, b->key, b->size);
}

/* The segment whose key comes first; n_segments if none has one. */
static size_t first_key(const dictionary_walk *walk) {
  size_t first = walk->index->n_segments;
  for (size_t i = 0; i < walk->index->n_segments; i++)
    if (has_key(walk, &walk->cursors[i]) &&
        (first == walk->index->n_segments || compare_keys(&walk->cursors[i].keys, &walk->cursors[first].keys) < 0))
      first = i;
  return first;
}

static qn_status next_key(const dictionary_walk *walk, segment_cursor *cursor, qn_error *error) {
  return walk->forms ? qn__forms_next(&cursor->form, error) : qn__terms_next(&cursor->term, error);
}

/* Adds up the key of the first segment in all that have it, and moves those others on. */
static qn_status add_up(const dictionary_walk *walk, size_t first, uint64_t *doc_freq, qn_error *error) {
  qn_status status = QN_OK;
  *doc_freq = 0;
  for (size_t i = first; status == QN_OK && i < walk->index->n_segments; i++) {
    segment_cursor *cursor = &walk->cursors[i];
    if (i != first && (!has_key(walk, cursor) || compare_keys(&cursor->keys, &walk->cursors[first].keys) != 0))
      continue;
    *doc_freq += walk->forms ? cursor->form.info.doc_freq : cursor->term.info.doc_freq;
    if (i != first)
      status = next_key(walk, cursor, error);
  }
  return status;
}

static qn_status visit_key(dictionary_walk *walk, size_t first, qn_error *error) {
  segment_cursor *cursor = &walk->cursors[first];
  qn__keys_cursor *keys = &cursor->keys;
  qn_term term = {.language = qn__language_code(keys->key[0]), .text = {(const char *)keys->key + 1, keys->size - 1}};
  qn_status status = add_up(walk, first, &term.doc_freq, error);
  if (status != QN_OK)
    return status;
  keys->key[keys->size] = '\0';
  walk->stopped = !walk->visit(walk->context, &term);
  return next_key(walk, cursor, error);
}

static qn_status begin_language(dictionary_walk *walk, uint8_t language, qn_error *error) {
  qn_status status = QN_OK;
  walk->prefix[0] = (char)language;
  for (size_t i = 0; status == QN_OK && i < walk->index->n_segments; i++) {
    const qn__segment *segment = walk->index->segments[i].segment;
    segment_cursor *cursor = &walk->cursors[i];
    if (walk->forms)
      status = qn__forms_seek(&cursor->form, &segment->forms, walk->prefix, walk->prefix_size, error);
    else
      status = qn__terms_seek(&cursor->term, &segment->terms, walk->prefix, walk->prefix_size, error);
  }
  return status;
}

static qn_status walk_language(dictionary_walk *walk, uint8_t language, qn_error *error) {
  qn_status status = begin_language(walk, language, error);
  for (size_t first = 0; status == QN_OK && !walk->stopped;) {
    first = first_key(walk);
    if (first == walk->index->n_segments)
      break;
    status = visit_key(walk, first, error);
  }
  return status;
}

static qn_status walk_all(const qn_index *index, bool forms, qn_string prefix,
                          bool (*visit)(void *context, const qn_term *term), void *context, qn_error *error) {
  if (index == NULL || visit == NULL || (prefix.data == NULL && prefix.size > 0))
    return qn__fail(error, QN_INVALID, "terms are those of an index, for a visitor");
  if (prefix.size >= QN__KEY_MAX)
    return QN_OK; /* none is as long */
  dictionary_walk *walk = qn__calloc(1, sizeof *walk);
  segment_cursor *cursors = qn__malloc(index->n_segments * sizeof *cursors);
  qn_status status = walk == NULL || cursors == NULL ? qn__fail_memory(error) : QN_OK;
  if (status == QN_OK) {
    *walk = (dictionary_walk){.index = index,
                              .forms = forms,
                              .prefix_size = prefix.size + 1,
                              .cursors = cursors,
                              .visit = visit,
                              .context = context};
    if (prefix.size > 0)
      memcpy(walk->prefix + 1, prefix.data, prefix.size);
    for (uint8_t language = QN__LANGUAGE_PLAIN; status == QN_OK && !walk->stopped && language < QN__LANGUAGE_LIMIT;
         language++)
      if (qn__language_code(language) != NULL)
        status = walk_language(walk, language, error);
  }
  qn__free(cursors);
  qn__free(walk);
  return status;
}

qn_status qn_index_each_term(const qn_index *index, qn_string prefix, bool (*visit)(void *context, const qn_term *term),
                             void *context, qn_error *error) {
  return walk_all(index, false, prefix, visit, context, error);
}

qn_status qn_index_each_form(const qn_index *index, qn_string prefix, bool (*visit)(void *context, const qn_term *form),
                             void *context, qn_error *error) {
  return walk_all(index, true, prefix, visit, context, error);
}
