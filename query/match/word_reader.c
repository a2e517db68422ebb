/* SPDX-License-Identifier: MIT */
/* word_reader.c: a word's bits in a window, and its postings in single articles. */
#include "match/word_reader.h"

#include <string.h>

qn_status qn__word_reader_init(qn__word_reader *word, const qn__plan_word *plan_word, size_t segment,
                               const qn__scoring *scoring, qn__arena *arena, qn_error *error) {
  *word = (qn__word_reader){.lists = &plan_word->segments[segment], .scoring = scoring, .arena = arena};
  return qn__is_expanded(plan_word) ? qn__expanded_new(&word->expanded, word->lists, arena, error) : QN_OK;
}

/* --- windows ----------------------------------------------------------------------------------------------------- */

static qn__scored_list *new_scored_lists(const qn__word_reader *word) {
  uint32_t n = word->lists->n_lists;
  qn__scored_list *lists = qn__arena_alloc(word->arena, (n + 1) * sizeof *lists);
  for (uint32_t i = 0; lists != NULL && i < n; i++)
    qn__scored_list_init(&lists[i], &word->lists->lists[i], 0.0f, word->scoring);
  return lists;
}

static qn_status begin_windows(qn__word_reader *word, qn_error *error) {
  word->bits = qn__arena_alloc(word->arena, QN__WINDOW_WORDS * sizeof *word->bits);
  word->walks = word->expanded == NULL ? new_scored_lists(word) : NULL;
  return word->bits == NULL || (word->walks == NULL && word->expanded == NULL) ? qn__fail_memory(error) : QN_OK;
}

qn_status qn__word_fill(qn__word_reader *word, const qn__window *window, const uint64_t **bits, qn_error *error) {
  qn_status status = word->bits == NULL ? begin_windows(word, error) : QN_OK;
  *bits = word->bits;
  if (status != QN_OK || word->window.end == window->end)
    return status;
  word->window = *window;
  memset(word->bits, 0, QN__WINDOW_WORDS * sizeof *word->bits);
  if (word->expanded != NULL)
    return qn__expanded_fill(word->expanded, window, word->bits, error);
  for (uint32_t i = 0; i < word->lists->n_lists && status == QN_OK; i++)
    status = qn__scored_list_mark(&word->walks[i], window->from, window->end, word->bits, error);
  return status;
}

uint8_t qn__word_max_saturation(const qn__word_reader *word) {
  uint8_t highest = word->expanded != NULL ? 255 : 0;
  for (uint32_t i = 0; word->expanded == NULL && i < word->lists->n_lists; i++)
    highest = word->lists->lists[i].max8 > highest ? word->lists->lists[i].max8 : highest;
  return highest;
}

/* --- single articles --------------------------------------------------------------------------------------------- */

static qn_status begin_look_ups(qn__word_reader *word, qn_error *error) {
  uint32_t n = word->lists->n_lists;
  word->scored_lists = new_scored_lists(word);
  word->readers = qn__arena_alloc(word->arena, (n + 1) * sizeof *word->readers);
  if (word->scored_lists == NULL || word->readers == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; i < n; i++)
    qn__occurrence_reader_init(&word->readers[i], word->lists, i, word->arena);
  word->doc = QN__NO_DOC;
  return QN_OK;
}

/* Lists are walked ahead only: an article before the last one begins again. */
static void rewind_lists(qn__word_reader *word) {
  for (uint32_t i = 0; i < word->lists->n_lists; i++) {
    word->scored_lists[i].block = 0;
    qn__occurrence_reader_move(&word->readers[i], word->lists, i);
  }
}

/* Finds the posting of an article: word->found and word->index. */
static qn_status find_posting(qn__word_reader *word, uint32_t doc, qn_error *error) {
  qn_status status = word->scored_lists == NULL ? begin_look_ups(word, error) : QN_OK;
  if (status != QN_OK || word->doc == doc)
    return status;
  if (doc < word->doc) /* also after a look-up that failed */
    rewind_lists(word);
  word->doc = QN__NO_DOC;
  status = qn__scored_lists_find(word->scored_lists, word->lists->n_lists, doc, &word->found, &word->index, error);
  if (status == QN_OK)
    word->doc = doc;
  return status;
}

qn_status qn__word_freq(qn__word_reader *word, uint32_t doc, uint32_t *freq, qn_error *error) {
  *freq = 0;
  if (word->expanded != NULL)
    return qn__expanded_freq(word->expanded, doc, freq, error);
  qn_status status = find_posting(word, doc, error);
  if (status == QN_OK && word->found != NULL)
    status = qn__scored_list_freq(word->found, (unsigned)word->index, freq, error);
  return status;
}

qn_status qn__word_find(qn__word_reader *word, uint32_t doc, qn__word_place *out, qn_error *error) {
  out->place.count = 0;
  if (word->expanded != NULL)
    return qn__expanded_find(word->expanded, doc, out, error);
  qn_status status = find_posting(word, doc, error);
  if (status != QN_OK || word->found == NULL)
    return status;
  out->reader = &word->readers[word->found - word->scored_lists];
  return qn__occurrences_place(out->reader, word->found->block, (unsigned)word->index, &out->place, error);
}

qn_status qn__word_find_each(qn__word_reader *word, const uint32_t *docs, uint32_t n, qn__word_place *out,
                             qn_error *error) {
  qn_status status = word->scored_lists == NULL ? begin_look_ups(word, error) : QN_OK;
  if (status == QN_OK)
    rewind_lists(word);
  word->doc = QN__NO_DOC;
  for (uint32_t i = 0; i < n && status == QN_OK; i++) {
    qn__scored_list *found;
    int index;
    out[i].place.count = 0;
    status = qn__scored_lists_find(word->scored_lists, word->lists->n_lists, docs[i], &found, &index, error);
    if (status != QN_OK || found == NULL)
      continue;
    out[i].reader = &word->readers[found - word->scored_lists];
    status = qn__occurrences_place(out[i].reader, found->block, (unsigned)index, &out[i].place, error);
  }
  return status;
}
