/* SPDX-License-Identifier: MIT */
/* leaf_walk.c: words, unions and phrases, one article after another.  A phrase is found by the positions of its first
 * word, of which those stay that every further word stands behind at its distance.  Of an exact word's positions those
 * are taken that are in its form. */
#include "match/leaf_walk.h"

#include <string.h>

/* --- Words --- */

static qn_status add_freqs(qn__word_cursor *cursor, const qn__postings *list, qn_error *error) {
  uint32_t docs[QN__BLOCK + 16], freqs[QN__BLOCK + 16];
  for (uint32_t block = 0; block < list->n_blocks; block++) {
    unsigned n = qn__postings_block(list, block, docs, freqs, error);
    if (n == 0)
      return QN_DAMAGED;
    for (unsigned i = 0; i < n; i++)
      cursor->freqs[docs[i]] += freqs[i];
  }
  return QN_OK;
}

static qn_status begin_prefix(qn__word_cursor *cursor, qn__arena *arena, qn_error *error) {
  if (cursor->n_docs > cursor->capacity) {
    cursor->freqs = qn__arena_alloc(arena, cursor->n_docs * sizeof *cursor->freqs);
    if (cursor->freqs == NULL)
      return qn__fail_memory(error);
    cursor->capacity = cursor->n_docs;
  }
  memset(cursor->freqs, 0, cursor->n_docs * sizeof *cursor->freqs);
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < cursor->lists->n_lists; i++)
    status = add_freqs(cursor, &cursor->lists->lists[i], error);
  return status;
}

static qn_status begin_lists(qn__word_cursor *cursor, qn__arena *arena, qn_error *error) {
  if (cursor->lists->n_lists > cursor->capacity) {
    cursor->cursors = qn__arena_alloc(arena, cursor->lists->n_lists * sizeof *cursor->cursors);
    cursor->exact = qn__arena_alloc(arena, cursor->lists->n_lists * sizeof *cursor->exact);
    if (cursor->cursors == NULL || cursor->exact == NULL)
      return qn__fail_memory(error);
    cursor->capacity = cursor->lists->n_lists;
  }
  qn_status status = QN_OK;
  for (uint32_t i = 0; status == QN_OK && i < cursor->lists->n_lists; i++) {
    status = qn__postings_first(&cursor->cursors[i], &cursor->lists->lists[i], error);
    if (cursor->lists->forms != NULL)
      qn__exact_start(&cursor->exact[i], &cursor->lists->forms[i].exact);
  }
  return status;
}

static qn_status begin_word(qn__word_cursor *cursor, const qn__plan *plan, const qn__plan_word *word, size_t segment,
                            qn__arena *arena, qn_error *error) {
  const qn__word_lists *lists = &word->segments[segment];
  bool added_up = word->prefix && cursor->lists == lists;
  cursor->lists = lists;
  cursor->prefix = word->prefix;
  cursor->n_docs = plan->index->segments[segment].segment->meta.n_docs;
  cursor->doc = cursor->freq = 0;
  if (added_up)
    return QN_OK;
  qn_status status = word->prefix ? begin_prefix(cursor, arena, error) : begin_lists(cursor, arena, error);
  if (status != QN_OK)
    cursor->lists = NULL;
  return status;
}

static qn_status seek_lists(qn__word_cursor *cursor, uint32_t doc, qn_error *error) {
  cursor->doc = QN__NO_DOC;
  cursor->freq = 0;
  for (uint32_t i = 0; i < cursor->lists->n_lists; i++) {
    qn__postings_cursor *list = &cursor->cursors[i];
    qn_status status = list->doc < doc ? qn__postings_seek(list, doc, error) : QN_OK;
    if (status != QN_OK)
      return status;
    if (list->doc < cursor->doc) {
      cursor->doc = list->doc;
      cursor->freq = 0;
    }
    if (list->doc == cursor->doc && list->doc != QN__NO_DOC)
      cursor->freq += list->freq;
  }
  return QN_OK;
}

static qn_status seek_word(qn__word_cursor *cursor, uint32_t doc, qn_error *error) {
  if (!cursor->prefix)
    return seek_lists(cursor, doc, error);
  while (doc < cursor->n_docs && cursor->freqs[doc] == 0)
    doc++;
  cursor->doc = doc < cursor->n_docs ? doc : QN__NO_DOC;
  cursor->freq = doc < cursor->n_docs ? cursor->freqs[doc] : 0;
  return QN_OK;
}

/* --- Positions --- */

static qn_status reserve(qn__position_list *list, size_t n, qn__arena *arena, qn_error *error) {
  if (n <= list->capacity)
    return QN_OK;
  size_t capacity = n + n / 2 + 64;
  uint32_t *data = qn__arena_alloc(arena, capacity * sizeof *data);
  if (data == NULL)
    return qn__fail_memory(error);
  if (list->n > 0)
    memcpy(data, list->data, list->n * sizeof *data);
  list->data = data;
  list->capacity = capacity;
  return QN_OK;
}

/* Merges the last positions, from `first` on, into the sorted ones before them. */
static void merge_tail(qn__position_list *list, size_t first) {
  for (size_t i = first; i < list->n; i++) {
    uint32_t position = list->data[i];
    size_t at = i;
    for (; at > 0 && list->data[at - 1] > position; at--)
      list->data[at] = list->data[at - 1];
    list->data[at] = position;
  }
}

/* Keeps those positions of the current posting of an exact word's list that are in its form; NULL: counts them. */
static qn_status keep_exact(const qn__word_cursor *word, uint32_t list, uint32_t *positions, uint32_t *n,
                            qn_error *error) {
  const qn__postings_cursor *cursor = &word->cursors[list];
  uint32_t start = 0;
  for (unsigned i = 0; i < cursor->index; i++)
    start += cursor->freqs[i];
  return qn__exact_keep(&word->exact[list], word->lists->forms[list].rank, cursor->block, start, positions,
                        cursor->freq, n, error);
}

/* Adds the positions of a cursor's current posting, the `list`-th of the word. */
static qn_status add_positions(const qn__word_cursor *word, uint32_t list, const qn__postings_cursor *cursor,
                               qn__position_list *out, qn__arena *arena, qn_error *error) {
  const qn__section *section = &cursor->list->source->positions;
  if (cursor->freq > 1 && cursor->freq / 32 > section->size) /* 32 positions take a byte at least */
    return qn__section_damaged(section, section->data, "a word has more positions than there are", error);
  qn_status status = reserve(out, out->n + cursor->freq, arena, error);
  if (status == QN_OK)
    status = qn__postings_positions(cursor, out->data + out->n, error);
  uint32_t n = cursor->freq;
  if (status == QN_OK && word->lists->forms != NULL)
    status = keep_exact(word, list, out->data + out->n, &n, error);
  if (status != QN_OK)
    return status;
  out->n += n;
  merge_tail(out, out->n - n);
  return QN_OK;
}

/* All positions of a word in its current article. */
static qn_status word_positions(const qn__word_cursor *word, qn__position_list *out, qn__arena *arena,
                                qn_error *error) {
  qn__postings_cursor own;
  qn_status status = QN_OK;
  out->n = 0;
  for (uint32_t i = 0; status == QN_OK && i < word->lists->n_lists; i++) {
    const qn__postings_cursor *cursor = word->prefix ? &own : &word->cursors[i];
    if (word->prefix) {
      status = qn__postings_first(&own, &word->lists->lists[i], error);
      if (status == QN_OK)
        status = qn__postings_seek(&own, word->doc, error);
    }
    if (status == QN_OK && cursor->doc == word->doc)
      status = add_positions(word, i, cursor, out, arena, error);
  }
  return status;
}

/* Keeps those of `starts` that `others` has at the distance `offset`. */
static void keep_followed(qn__position_list *starts, const qn__position_list *others, uint32_t offset) {
  size_t kept = 0, j = 0;
  for (size_t i = 0; i < starts->n; i++) {
    uint64_t wanted = (uint64_t)starts->data[i] + offset;
    while (j < others->n && others->data[j] < wanted)
      j++;
    if (j < others->n && others->data[j] == wanted)
      starts->data[kept++] = starts->data[i];
  }
  starts->n = kept;
}

qn_status qn__leaf_cursor_positions(qn__leaf_cursor *cursor, qn_error *error) {
  const qn__plan_leaf *leaf = cursor->leaf;
  qn_status status = word_positions(&cursor->words[0], &cursor->positions, cursor->arena, error);
  for (uint32_t i = 1; status == QN_OK && i < leaf->n_words && cursor->positions.n > 0; i++) {
    status = word_positions(&cursor->words[i], &cursor->other, cursor->arena, error);
    if (status == QN_OK)
      keep_followed(&cursor->positions, &cursor->other, leaf->offsets[i]);
  }
  return status;
}

/* --- Leaves --- */

qn__leaf_cursor *qn__leaf_cursors_new(const qn__plan *plan, qn__arena *arena) {
  qn__leaf_cursor *cursors = qn__arena_alloc(arena, plan->n_leaves * sizeof *cursors);
  for (uint32_t i = 0; cursors != NULL && i < plan->n_leaves; i++) {
    const qn__plan_leaf *leaf = &plan->leaves[i];
    cursors[i] = (qn__leaf_cursor){.leaf = leaf, .arena = arena};
    cursors[i].words = qn__arena_alloc(arena, leaf->n_words * sizeof *cursors[i].words);
    if (cursors[i].words == NULL)
      return NULL;
    memset(cursors[i].words, 0, leaf->n_words * sizeof *cursors[i].words);
  }
  return cursors;
}

qn_status qn__leaf_cursor_begin(qn__leaf_cursor *cursor, const qn__plan *plan, size_t segment, qn_error *error) {
  const qn__plan_leaf *leaf = cursor->leaf;
  qn_status status = QN_OK;
  cursor->segment = plan->index->segments[segment].segment;
  cursor->doc = 0;
  cursor->freq = 0;
  for (uint32_t i = 0; status == QN_OK && i < leaf->n_words; i++)
    status = begin_word(&cursor->words[i], plan, &plan->words[leaf->words[i]], segment, cursor->arena, error);
  return status;
}

/* To the first article >= `doc` that has all words. */
static qn_status seek_words(qn__leaf_cursor *cursor, uint32_t doc, qn_error *error) {
  uint32_t n_agreeing = 0;
  for (uint32_t i = 0; n_agreeing < cursor->leaf->n_words; i = (i + 1) % cursor->leaf->n_words) {
    qn__word_cursor *word = &cursor->words[i];
    qn_status status = seek_word(word, doc, error);
    if (status != QN_OK)
      return status;
    n_agreeing = word->doc == doc ? n_agreeing + 1 : 1;
    doc = word->doc;
    if (doc == QN__NO_DOC)
      break;
  }
  cursor->doc = doc;
  return QN_OK;
}

/* The occurrences of an exact word in its current article. */
static qn_status count_exact(const qn__word_cursor *word, uint32_t *freq, qn_error *error) {
  qn_status status = QN_OK;
  *freq = 0;
  for (uint32_t i = 0; status == QN_OK && i < word->lists->n_lists; i++) {
    uint32_t n = 0;
    if (word->cursors[i].doc == word->doc)
      status = keep_exact(word, i, NULL, &n, error);
    *freq += n;
  }
  return status;
}

/* Whether the current article, which has all words, has what is looked for; sets the frequency. */
static qn_status verify(qn__leaf_cursor *cursor, bool *verified, qn_error *error) {
  const qn__plan_leaf *leaf = cursor->leaf;
  cursor->freq = cursor->words[0].freq < INT32_MAX ? cursor->words[0].freq : INT32_MAX; /* damage may add up to more */
  *verified = true;
  if (leaf->n_words == 1 && !leaf->title) {
    qn_status counted = leaf->exact ? count_exact(&cursor->words[0], &cursor->freq, error) : QN_OK;
    *verified = cursor->freq > 0;
    return counted;
  }
  uint32_t title_words = 0;
  qn_status status = qn__leaf_cursor_positions(cursor, error);
  if (status == QN_OK && leaf->title)
    status = qn__title_words(&cursor->segment->lengths, cursor->doc, &title_words, error);
  if (status != QN_OK)
    return status;
  cursor->freq = (uint32_t)cursor->positions.n;
  *verified = cursor->freq > 0;
  if (*verified && leaf->title)
    *verified = cursor->positions.data[0] < qn__text_position(title_words, cursor->segment->meta.settings.title_weight);
  return QN_OK;
}

qn_status qn__leaf_cursor_seek(qn__leaf_cursor *cursor, uint32_t doc, qn_error *error) {
  for (bool verified = false; !verified; doc = cursor->doc + 1) {
    qn_status status = seek_words(cursor, doc, error);
    if (status != QN_OK || cursor->doc == QN__NO_DOC)
      return status;
    status = verify(cursor, &verified, error);
    if (status != QN_OK)
      return status;
  }
  return QN_OK;
}

qn_status qn__leaf_cursor_visit(qn__leaf_cursor *cursor, uint32_t doc, bool *has, qn_error *error) {
  *has = true;
  cursor->doc = doc;
  for (uint32_t i = 0; *has && i < cursor->leaf->n_words; i++) {
    qn_status status = seek_word(&cursor->words[i], doc, error);
    if (status != QN_OK)
      return status;
    *has = cursor->words[i].doc == doc;
  }
  return *has ? verify(cursor, has, error) : QN_OK;
}
