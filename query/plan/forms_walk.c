/* SPDX-License-Identifier: MIT */
/* forms_walk.c: walks the sorted forms with the states that lead to each of their letters at hand. */
#include "plan/forms_walk.h"

#include "text/utf8.h"

#include <string.h>

enum { POLL_INTERVAL = 4096 }; /* forms */

static uint32_t letter_at(const qn__forms_walk *walk, size_t at, unsigned *size) {
  return qn__utf8_decode((const char *)walk->cursor.key + at, size);
}

static qn_status form_damaged(const qn__forms_walk *walk, qn_error *error) {
  const qn__keys_cursor *cursor = &walk->cursor;
  return qn__section_damaged(&cursor->keys->section, cursor->front.next, "a form is not a word", error);
}

/* The letter at `at`.  Keys that no writer makes are seen here. */
static qn_status read_letter(const qn__forms_walk *walk, size_t at, uint32_t *letter, unsigned *size, qn_error *error) {
  const uint8_t *key = walk->cursor.key + at;
  const size_t left = walk->cursor.size - at;
  *letter = *key;
  *size = 1;
  if (*key < 0x80)
    return QN_OK;
  const size_t expected = *key < 0xe0 ? 2 : *key < 0xf0 ? 3 : 4;
  if (expected > left || !qn__utf8_valid((const char *)key, expected))
    return form_damaged(walk, error);
  *letter = letter_at(walk, at, size);
  return QN_OK;
}

/* --- Going on ----------------------------------------------------------------------------------------------------- */

/* What the current form shares with the one before it, of which `known` bytes are known. */
static void share(qn__forms_walk *walk, size_t shared) {
  if (shared < walk->known)
    walk->known = shared;
  while (walk->known > 1 && walk->reached[walk->known] == NULL)
    walk->known--;
}

static size_t common_size(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size) {
  size_t n = 0;
  while (n < a_size && n < b_size && a[n] == b[n])
    n++;
  return n;
}

/* To the first form of the next block from `block` on that may have what all words of the pattern have in common. */
static qn_status enter_block(qn__forms_walk *walk, uint32_t block, qn_error *error) {
  enum { AT_ONCE = 4096 }; /* blocks */
  const qn__keys *keys = walk->cursor.keys;
  qn_status status = QN_OK;
  for (uint32_t end = block; status == QN_OK && block == end && end < keys->n_blocks;) {
    end = keys->n_blocks - block < AT_ONCE ? keys->n_blocks : block + AT_ONCE;
    status = qn__interrupted(walk->interrupt, error);
    if (status == QN_OK)
      status = qn__keys_scan(keys, &walk->states->needle, &block, end, error);
  }
  if (status == QN_OK && block < keys->n_blocks)
    return qn__keys_at(&walk->cursor, keys, (uint64_t)block * QN__KEYS_PER_BLOCK, error);
  walk->cursor.ordinal = keys->n_keys;
  return status;
}

/* To the next form. */
static qn_status go_on(qn__forms_walk *walk, qn_error *error) {
  enum { SEEN = 64 }; /* bytes that are compared where the dictionary does not say what is shared */
  uint8_t before[SEEN];
  qn__keys_cursor *cursor = &walk->cursor;
  const bool starts_block = cursor->index + 1 == QN__KEYS_PER_BLOCK;
  const size_t size = cursor->size < SEEN ? cursor->size : SEEN;
  if (starts_block)
    memcpy(before, cursor->key, size);
  const bool may_skip = starts_block && walk->states->needle.size > 0;
  qn_status status = may_skip ? enter_block(walk, (uint32_t)((cursor->ordinal + 1) / QN__KEYS_PER_BLOCK), error)
                              : qn__keys_advance(cursor, error);
  share(walk, starts_block ? common_size(before, size, cursor->key, cursor->size) : cursor->shared);
  return status;
}

/* To the first form from `key` on, of which the first `shared` bytes are those of the current one. */
static qn_status go_ahead(qn__forms_walk *walk, const uint8_t *key, size_t size, size_t shared, qn_error *error) {
  qn_status status = qn__keys_seek_ahead(&walk->cursor, key, size, error);
  share(walk, common_size(key, shared, walk->cursor.key, walk->cursor.size));
  return status;
}

/* To the forms of the next language tag. */
static qn_status leave_tag(qn__forms_walk *walk, qn_error *error) {
  const uint8_t next = (uint8_t)(walk->cursor.key[0] + 1);
  if (next == 0) {
    walk->cursor.ordinal = walk->cursor.keys->n_keys;
    return QN_OK;
  }
  return go_ahead(walk, &next, 1, 0, error);
}

/* To the next form that may be accepted, after the letter at `at` leads nowhere. */
static qn_status leave_prefix(qn__forms_walk *walk, size_t at, qn_error *error) {
  uint8_t key[QN__FORM_MAX + 2 + 4];
  unsigned size;
  for (;;) {
    const uint32_t next = qn__pattern_next_letter(walk->states, walk->reached[at], letter_at(walk, at, &size));
    if (next != 0) {
      memcpy(key, walk->cursor.key, at);
      return go_ahead(walk, key, at + qn__utf8_encode((char *)key + at, next), at, error);
    }
    if (at == 1)
      return leave_tag(walk, error);
    at--;
    while (walk->reached[at] == NULL)
      at--;
  }
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

/* Begins the current form again if the states that it has come by are forgotten. */
static void refresh_states(qn__forms_walk *walk) {
  if (walk->n_forgotten != walk->states->n_forgotten)
    walk->known = 0;
  walk->n_forgotten = walk->states->n_forgotten;
  if (walk->known > 0)
    return;
  walk->reached[1] = walk->states->start;
  walk->known = 1;
}

/* Makes the step that is not known yet, by the letter at `at`; *next is NULL if the form is to begin again. */
static qn_status make_step(qn__forms_walk *walk, size_t at, qn__pattern_state **next, unsigned *size, qn_error *error) {
  uint32_t letter;
  bool full = false;
  qn_status status = read_letter(walk, at, &letter, size, error);
  if (status != QN_OK)
    return status;
  *next = qn__pattern_step(walk->states, walk->reached[at], letter, &full);
  if (*next != NULL)
    return QN_OK;
  status = full ? qn__pattern_states_forget(walk->states, error) : qn__fail_memory(error);
  refresh_states(walk);
  return status;
}

/* Follows steps that are known, up to one that is not, or that leads nowhere; returns where that is. */
static size_t follow_steps(qn__forms_walk *walk, size_t at) {
  const uint8_t *ascii = walk->states->ascii, *key = walk->cursor.key;
  const size_t size = walk->cursor.size;
  qn__pattern_state *state = walk->reached[at];
  for (; at < size; at++) {
    state = state->next[ascii[key[at]]];
    if (state == NULL || state->dead)
      break;
    walk->reached[at + 1] = state;
  }
  return at;
}

/* Reads the current form's letters up to one that leads nowhere, *at, or to its end. */
static qn_status read_letters(qn__forms_walk *walk, size_t *at, qn_error *error) {
  const size_t size = walk->cursor.size;
  refresh_states(walk);
  if (QN_UNLIKELY(size < 2 || size > QN__FORM_MAX + 1))
    return form_damaged(walk, error);
  for (*at = follow_steps(walk, walk->known); *at < size; *at = follow_steps(walk, *at)) {
    qn__pattern_state *next;
    unsigned step = 1;
    qn_status status = make_step(walk, *at, &next, &step, error);
    if (status != QN_OK)
      return status;
    if (next == NULL) {
      *at = 1;
      continue;
    }
    if (next->dead)
      break;
    for (unsigned i = 1; i < step; i++)
      walk->reached[*at + i] = NULL;
    *at += step;
    walk->reached[*at] = next;
  }
  walk->known = *at;
  return QN_OK;
}

/* From the current form on, to the first that is accepted. */
static qn_status find_accepted(qn__forms_walk *walk, qn_error *error) {
  qn_status status = QN_OK;
  while (status == QN_OK && !qn__forms_walk_ended(walk)) {
    size_t at = 0;
    if (++walk->n_seen % POLL_INTERVAL == 0)
      status = qn__interrupted(walk->interrupt, error);
    if (status == QN_OK)
      status = read_letters(walk, &at, error);
    if (status != QN_OK)
      return status;
    if (at < walk->cursor.size)
      status = leave_prefix(walk, at, error);
    else if (walk->reached[at]->accepts)
      return qn__forms_value(&walk->cursor, &walk->info, error);
    else
      status = go_on(walk, error);
  }
  return status;
}

qn_status qn__forms_walk_begin(qn__forms_walk *walk, qn__pattern_states *states, const qn__keys *forms,
                               const qn__interrupt *interrupt, qn_error *error) {
  walk->states = states;
  walk->interrupt = interrupt;
  walk->n_seen = 0;
  walk->n_forgotten = states->n_forgotten;
  walk->known = 0;
  qn_status status = qn__keys_seek(&walk->cursor, forms, NULL, 0, error);
  if (status == QN_OK && states->needle.size > 0)
    status = enter_block(walk, 0, error);
  return status == QN_OK ? find_accepted(walk, error) : status;
}

qn_status qn__forms_walk_next(qn__forms_walk *walk, qn_error *error) {
  qn_status status = go_on(walk, error);
  return status == QN_OK ? find_accepted(walk, error) : status;
}
