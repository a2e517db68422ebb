/* SPDX-License-Identifier: MIT */
/* sorted.c: keys are compared as numbers; texts of one segment by their rank, others by their bytes. */
#include "collect/sorted.h"

#include "base/bytes.h"

#include <string.h>

/* --- what a key is for an article -------------------------------------------------------------------------------- */

static qn_status read_column(const qn__sorted *sorted, size_t key, uint32_t doc, qn__sort_value *out, qn_error *error) {
  static const qn__sort_kind kinds[QN__COLUMN_TYPES] = {[0] = QN__SORT_MISSING,
                                                        [QN__COLUMN_NUMBER] = QN__SORT_NUMBER,
                                                        [QN__COLUMN_DATE] = QN__SORT_DATE,
                                                        [QN__COLUMN_KEYWORD] = QN__SORT_TEXT};
  qn__field_value value;
  qn_status status = qn__field_extreme(&value, &sorted->fields[key], doc, sorted->keys[key].descending, error);
  *out = (qn__sort_value){.kind = kinds[value.type], .bits = value.bits, .segment = sorted->number};
  return status;
}

static qn_status read_key(const qn__sorted *sorted, size_t key, uint32_t doc, uint32_t score, qn__sort_value *out,
                          qn_error *error) {
  switch (sorted->keys[key].by) {
  case QN_SORT_COLUMN:
    return read_column(sorted, key, doc, out, error);
  case QN_SORT_ID:
    *out = (qn__sort_value){.kind = QN__SORT_TEXT, .bits = sorted->id_ranks[doc], .segment = sorted->number};
    return QN_OK;
  default:
    *out = (qn__sort_value){.kind = QN__SORT_NUMBER, .bits = score};
    return QN_OK;
  }
}

/* --- texts ------------------------------------------------------------------------------------------------------- */

static qn_status read_keyword(const qn__sorted *sorted, size_t key, qn__sort_value *value, qn_error *error) {
  const char *name = sorted->keys[key].column;
  const qn__columns *columns = &sorted->index->segments[value->segment].segment->columns;
  const qn__column *column = &sorted->fields[key].columns[QN__COLUMN_KEYWORD];
  qn__column other;
  bool found = true;
  qn_status status = QN_OK;
  if (value->segment != sorted->number) {
    status = qn__columns_find(columns, name, strlen(name), QN__COLUMN_KEYWORD, &other, &found, error);
    column = &other;
  }
  if (status == QN_OK && found)
    status = qn__column_keyword_text(column, (uint32_t)value->bits, &value->text, &value->size, error);
  return status;
}

static qn_status keep_text(const qn__sorted *sorted, qn__sort_value *value, qn_error *error) {
  value->text = qn__arena_copy(sorted->arena, value->text, value->size);
  return value->text == NULL ? qn__fail_memory(error) : QN_OK;
}

/* That of the candidate is read into a buffer, which is copied if the candidate is kept: most are not. */
static qn_status read_id(qn__sorted *sorted, size_t key, qn__sort_value *value, qn_error *error) {
  const qn__keys *ids = &sorted->index->segments[value->segment].segment->ids;
  const bool is_candidate = value == &sorted->candidate.values[key];
  qn__keys_cursor own;
  qn__keys_cursor *cursor = &own;
  if (is_candidate)
    cursor = &sorted->candidate_id;
  qn_status status = qn__keys_at(cursor, ids, value->bits, error);
  if (status != QN_OK)
    return status;
  value->text = (const char *)cursor->key;
  value->size = cursor->size;
  return is_candidate ? QN_OK : keep_text(sorted, value, error);
}

/* Makes sure that a text has been read. */
static qn_status read_text(qn__sorted *sorted, size_t key, qn__sort_value *value, qn_error *error) {
  if (value->kind != QN__SORT_TEXT || value->text != NULL)
    return QN_OK;
  return sorted->keys[key].by == QN_SORT_ID ? read_id(sorted, key, value, error)
                                            : read_keyword(sorted, key, value, error);
}

static qn_status read_texts(qn__sorted *sorted, const qn__sorted_place *place, qn_error *error) {
  qn_status status = QN_OK;
  for (size_t key = 0; key < sorted->n_keys && status == QN_OK; key++)
    status = read_text(sorted, key, &place->values[key], error);
  return status;
}

/* --- order ------------------------------------------------------------------------------------------------------- */

static void fail_sort(qn__sorted *sorted, qn_status status) {
  if (status != QN_OK && sorted->status == QN_OK)
    sorted->status = status;
  sorted->sink.is_full |= status != QN_OK;
}

static int compare_numbers(uint64_t a, uint64_t b) {
  return (a > b) - (a < b);
}

/* Two texts; failing, they are equal. */
static int compare_texts(qn__sorted *sorted, size_t key, qn__sort_value *a, qn__sort_value *b) {
  if (a->segment == b->segment && a->segment != SIZE_MAX)
    return compare_numbers(a->bits, b->bits);
  qn_status status = read_text(sorted, key, a, &sorted->error);
  if (status == QN_OK)
    status = read_text(sorted, key, b, &sorted->error);
  fail_sort(sorted, status);
  return status == QN_OK ? qn__compare_bytes(a->text, a->size, b->text, b->size) : 0;
}

static int compare_values(qn__sorted *sorted, size_t key, qn__sort_value *a, qn__sort_value *b) {
  const qn_sort_key *by = &sorted->keys[key];
  if (a->kind == QN__SORT_MISSING || b->kind == QN__SORT_MISSING)
    return (a->kind == QN__SORT_MISSING) - (b->kind == QN__SORT_MISSING);
  int order = 0;
  if (a->kind != b->kind)
    order = a->kind < b->kind ? -1 : 1;
  else if (a->kind == QN__SORT_TEXT)
    order = compare_texts(sorted, key, a, b);
  else
    order = compare_numbers(a->bits, b->bits);
  return by->descending || by->by == QN_SORT_SCORE ? -order : order;
}

/* Below 0: a comes before b. */
static int compare_places(qn__sorted *sorted, const qn__sorted_place *a, const qn__sorted_place *b) {
  for (size_t key = 0; key < sorted->n_keys; key++) {
    int order = compare_values(sorted, key, &a->values[key], &b->values[key]);
    if (order != 0)
      return order;
  }
  return compare_numbers(a->article + 1, b->article + 1); /* QN__BEFORE_ALL becomes 0 */
}

static void sift_place_up(qn__sorted *sorted, size_t i, qn__sorted_place place) {
  qn__sorted_place *heap = sorted->places;
  for (; i > 0 && compare_places(sorted, &place, &heap[(i - 1) / 2]) > 0; i = (i - 1) / 2)
    heap[i] = heap[(i - 1) / 2];
  heap[i] = place;
}

static void sift_place_down(qn__sorted *sorted, size_t n, qn__sorted_place place) {
  qn__sorted_place *heap = sorted->places;
  size_t i = 0;
  for (size_t child; (child = 2 * i + 1) < n; i = child) {
    child += child + 1 < n && compare_places(sorted, &heap[child + 1], &heap[child]) > 0;
    if (compare_places(sorted, &heap[child], &place) <= 0)
      break;
    heap[i] = heap[child];
  }
  heap[i] = place;
}

/* --- the sink ---------------------------------------------------------------------------------------------------- */

/* The rank of each article's id among those of its segment. */
static qn_status rank_ids(qn__sorted *sorted, const qn__segment *segment, qn_error *error) {
  enum { WORK = 4096 }; /* ids between two questions whether to stop */
  qn__ids_cursor cursor;
  sorted->id_ranks = qn__arena_alloc(sorted->arena, segment->meta.n_docs * sizeof *sorted->id_ranks);
  if (sorted->id_ranks == NULL)
    return qn__fail_memory(error);
  memset(sorted->id_ranks, 0, segment->meta.n_docs * sizeof *sorted->id_ranks);
  qn_status status = qn__ids_first(&cursor, &segment->ids, error);
  while (status == QN_OK && cursor.keys.ordinal < segment->ids.n_keys) {
    if (cursor.doc < segment->meta.n_docs)
      sorted->id_ranks[cursor.doc] = (uint32_t)cursor.keys.ordinal;
    status = qn__ids_next(&cursor, error);
    if (status == QN_OK && cursor.keys.ordinal % WORK == 0)
      status = qn__interrupted(sorted->interrupt, error);
  }
  return status;
}

static qn_status enter_sorted(qn__sorted *sorted, uint64_t article, qn_error *error) {
  const qn__index_segment *segment = qn__index_locate(sorted->index, article);
  qn_status status = QN_OK;
  sorted->number = (size_t)(segment - sorted->index->segments);
  for (size_t key = 0; key < sorted->n_keys && status == QN_OK; key++) {
    if (sorted->keys[key].by == QN_SORT_COLUMN)
      status =
          qn__field_values_open(&sorted->fields[key], segment->segment, qn_string_of(sorted->keys[key].column), error);
    else if (sorted->keys[key].by == QN_SORT_ID)
      status = rank_ids(sorted, segment->segment, error);
  }
  return status;
}

/* Reads the keys of an article of the index. */
static qn_status read_candidate(qn__sorted *sorted, uint64_t article, uint32_t score, qn_error *error) {
  const qn__index_segment *segments = sorted->index->segments;
  qn_status status = QN_OK;
  if (sorted->number == SIZE_MAX ||
      article - segments[sorted->number].first >= segments[sorted->number].segment->meta.n_docs)
    status = enter_sorted(sorted, article, error);
  sorted->candidate.article = article;
  sorted->candidate.score = score;
  const uint32_t doc = status == QN_OK ? (uint32_t)(article - segments[sorted->number].first) : 0;
  for (size_t key = 0; key < sorted->n_keys && status == QN_OK; key++)
    status = read_key(sorted, key, doc, score, &sorted->candidate.values[key], error);
  return status;
}

/* Keeps the candidate: instead of the last, if there are enough. */
static qn_status keep_candidate(qn__sorted *sorted, qn_error *error) {
  const bool is_more = sorted->n < sorted->k;
  qn__sorted_place kept = sorted->candidate;
  qn_status status = QN_OK;
  for (size_t key = 0; key < sorted->n_keys && status == QN_OK; key++)
    if (sorted->keys[key].by == QN_SORT_ID && kept.values[key].text != NULL)
      status = keep_text(sorted, &kept.values[key], error);
  if (status != QN_OK)
    return status;
  kept.values = sorted->places[is_more ? sorted->n : 0].values;
  memcpy(kept.values, sorted->candidate.values, sorted->n_keys * sizeof *kept.values);
  if (is_more)
    sift_place_up(sorted, sorted->n++, kept);
  else
    sift_place_down(sorted, sorted->n, kept);
  return QN_OK;
}

static void take_sorted(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__sorted *sorted = (qn__sorted *)sink;
  sorted->n_seen++;
  qn_status status = read_candidate(sorted, article, score, &sorted->error);
  fail_sort(sorted, status);
  const bool is_before =
      status == QN_OK && sorted->after != NULL && compare_places(sorted, &sorted->candidate, sorted->after) <= 0;
  sorted->n_before += is_before;
  if (status != QN_OK || is_before ||
      (sorted->n == sorted->k && compare_places(sorted, &sorted->candidate, &sorted->places[0]) >= 0))
    return;
  status = keep_candidate(sorted, &sorted->error);
  fail_sort(sorted, status);
  if (status == QN_OK && sorted->n == sorted->k &&
      sorted->keys[0].by == QN_SORT_SCORE) /* others may do as well, and come before */
    sink->threshold = (int32_t)sorted->places[0].score - (sorted->n_keys > 1);
}

static void take_sorted_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0 && !sink->is_full; left &= left - 1)
      take_sorted(sink, first + w * 64 + qn__lowest_bit(left), 0);
}

static bool sorts_by_score(const qn__sorted *sorted) {
  bool any = false;
  for (size_t key = 0; key < sorted->n_keys; key++)
    any |= sorted->keys[key].by == QN_SORT_SCORE;
  return any;
}

qn_status qn__sorted_begin(qn__sorted *sorted, const qn_index *index, const qn_sort_key *keys, size_t n_keys, size_t k,
                           const qn__sorted_place *after, const qn__interrupt *interrupt, qn__arena *arena,
                           qn_error *error) {
  *sorted = (qn__sorted){
      .index = index, .interrupt = interrupt, .arena = arena, .keys = keys, .n_keys = n_keys, .k = k, .after = after};
  sorted->number = SIZE_MAX;
  sorted->places = qn__arena_alloc(arena, k * sizeof *sorted->places);
  sorted->fields = qn__arena_alloc(arena, n_keys * sizeof *sorted->fields);
  qn__sort_value *values = qn__arena_alloc(arena, (k + 1) * n_keys * sizeof *values);
  if (sorted->places == NULL || sorted->fields == NULL || values == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i < k; i++)
    sorted->places[i].values = values + i * n_keys;
  sorted->candidate.values = values + k * n_keys;
  sorted->sink = (qn__sink){.wants_scores = sorts_by_score(sorted),
                            .is_full = k == 0,
                            .threshold = -1,
                            .take = take_sorted,
                            .take_bits = take_sorted_bits};
  return QN_OK;
}

qn_status qn__sorted_end(qn__sorted *sorted, qn_error *error) {
  for (size_t left = sorted->n; left > 1 && sorted->status == QN_OK; left--) { /* the last goes to the end */
    qn__sorted_place last = sorted->places[left - 1];
    sorted->places[left - 1] = sorted->places[0];
    sift_place_down(sorted, left - 1, last);
  }
  for (size_t i = 0; i < sorted->n && sorted->status == QN_OK; i++)
    sorted->status = read_texts(sorted, &sorted->places[i], &sorted->error);
  if (sorted->status != QN_OK && error != NULL)
    *error = sorted->error;
  return sorted->status;
}
