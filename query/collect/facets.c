/* SPDX-License-Identifier: MIT */
/* facets.c: counts values as articles pass. */
#include "collect/facets.h"

#include "base/status.h"

#include <string.h>

enum { DAY = 86400 };

/* --- one article -------------------------------------------------------------------------------------------------- */

uint64_t qn__counted_date(const qn__facet *facet, uint64_t ordered) {
  const int64_t seconds = qn__ordered_date(ordered);
  return facet->exact_dates ? ordered : ordered - (uint64_t)((seconds % DAY + DAY) % DAY);
}

bool qn__gather_number(qn__facet *facet, qn__column_type type, uint64_t ordered) {
  if (type == QN__COLUMN_DATE)
    ordered = qn__counted_date(facet, ordered);
  return qn__number_list_add(&facet->numbers[type], ordered, facet->arena);
}

size_t qn__range_of(const qn_facet *asked, uint64_t ordered) {
  const double number = qn__ordered_number(ordered);
  size_t low = 0, high = asked->n_bounds;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (asked->bounds[middle] <= number)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static void count_range(qn__facet *facet, uint64_t ordered, uint64_t article) {
  const size_t i = qn__range_of(facet->asked, ordered);
  facet->ranges[i].n += facet->range_last[i] != article;
  facet->range_last[i] = article;
}

static qn_status count_value(qn__facet *facet, const qn__column *column, uint32_t value, uint64_t article,
                             qn_error *error) {
  if (column->type == QN__COLUMN_KEYWORD) {
    uint32_t ordinal = 0;
    qn_status status = qn__column_keyword(column, value, &ordinal, error);
    if (status == QN_OK)
      facet->counts[ordinal]++;
    return status;
  }
  uint64_t ordered = 0;
  qn_status status = qn__ordered_value(column, value, &ordered, error);
  if (status != QN_OK)
    return status;
  if (facet->ranges != NULL) {
    count_range(facet, ordered, article);
    return QN_OK;
  }
  return qn__gather_number(facet, column->type, ordered) ? QN_OK : qn__fail_memory(error);
}

static qn_status count_article(qn__facet *facet, uint32_t doc, uint64_t article, qn_error *error) {
  qn_status status = QN_OK;
  bool any = false;
  for (unsigned type = QN__COLUMN_DATE; type < QN__COLUMN_TYPES && status == QN_OK; type++) {
    uint32_t first = 0, end = 0;
    if (!facet->field.has[type])
      continue;
    const qn__column *column = &facet->field.columns[type];
    const size_t n_before = facet->numbers[type].n;
    status = qn__column_values(column, doc, &first, &end, error);
    any |= first < end;
    for (uint32_t value = first; value < end && status == QN_OK; value++)
      status = count_value(facet, column, value, article, error);
    qn__number_list_unite(&facet->numbers[type], n_before);
  }
  facet->n_articles += any;
  return status;
}

/* --- segments ----------------------------------------------------------------------------------------------------- */

/* The keywords of the open segment that have articles, in order. */
static qn_status gather_keywords(const qn__facet *facet, qn__arena *arena, qn__counted **out, size_t *n,
                                 qn_error *error) {
  const qn__column *column = &facet->field.columns[QN__COLUMN_KEYWORD];
  size_t n_counted = 0;
  for (uint32_t i = 0; i < column->n_keywords; i++)
    n_counted += facet->counts[i] > 0;
  *out = qn__arena_alloc(arena, n_counted * sizeof **out);
  *n = 0;
  if (*out == NULL)
    return qn__fail_memory(error);
  qn_status status = QN_OK;
  for (uint32_t i = 0; i < column->n_keywords && status == QN_OK; i++) {
    if (facet->counts[i] == 0)
      continue;
    qn__counted *next = &(*out)[(*n)++];
    *next = (qn__counted){.type = QN_VALUE_KEYWORD, .n = facet->counts[i]};
    status = qn__column_keyword_text(column, i, &next->text, &next->size, error);
  }
  return status;
}

static qn_status close_keywords(qn__facet *facet, qn__arena *arena, qn_error *error) {
  qn__counted *keywords;
  size_t n = 0;
  qn_status status = gather_keywords(facet, arena, &keywords, &n, error);
  facet->counts = NULL;
  return status == QN_OK ? qn__merge_counted(&facet->values, &facet->n_values, keywords, n, arena, error) : status;
}

/* Adds what was counted in the open segment to that of the segments before. */
static qn_status close_facet(qn__facet *facet, qn__arena *arena, qn_error *error) {
  if (facet->counts != NULL && facet->only != NULL && facet->only->type != QN__COLUMN_KEYWORD)
    return qn__close_counts(facet, arena, error);
  qn_status status = facet->counts != NULL ? close_keywords(facet, arena, error) : QN_OK;
  for (unsigned type = QN__COLUMN_DATE; type <= QN__COLUMN_NUMBER && status == QN_OK; type++)
    status = qn__merge_numbers(facet, (qn__column_type)type, arena, error);
  return status;
}

/* Which columns of a segment are counted, and room for their counts. */
static qn_status open_facet(qn__facet *facet, const qn__segment *segment, qn__arena *arena, qn_error *error) {
  facet->counts = NULL;
  facet->only = NULL;
  qn_status status = qn__field_values_open(&facet->field, segment, qn_string_of(facet->asked->column), error);
  for (unsigned type = 0; type < QN__COLUMN_TYPES; type++)
    facet->field.has[type] &= (facet->types >> type & 1) != 0;
  return status == QN_OK ? qn__open_counts(facet, segment->meta.n_docs, arena, error) : status;
}

static qn_status enter_facets(qn__facets *facets, uint64_t article, qn_error *error) {
  const qn__index_segment *segment = qn__index_locate(facets->index, article);
  qn_status status = QN_OK;
  facets->number = (size_t)(segment - facets->index->segments);
  for (size_t i = 0; i < facets->n_facets && status == QN_OK; i++) {
    status = close_facet(&facets->facets[i], facets->arena, error);
    if (status == QN_OK)
      status = open_facet(&facets->facets[i], segment->segment, facets->arena, error);
  }
  return status;
}

/* --- the sink ----------------------------------------------------------------------------------------------------- */

static void fail_facets(qn__facets *facets, qn_status status) {
  if (status == QN_OK)
    return;
  facets->status = status;
  facets->sink.is_full = true;
}

/* Opens the segment of an article, if it is not open. */
static qn_status enter_segment_of(qn__facets *facets, uint64_t article) {
  const qn__index_segment *segments = facets->index->segments;
  if (facets->number != SIZE_MAX &&
      article - segments[facets->number].first < segments[facets->number].segment->meta.n_docs)
    return QN_OK;
  return enter_facets(facets, article, &facets->error);
}

static void count_facets(qn__sink *sink, uint64_t article, uint32_t score) {
  qn__facets *facets = (qn__facets *)sink;
  (void)score;
  facets->n_seen++;
  qn_status status = enter_segment_of(facets, article);
  const uint32_t doc = status == QN_OK ? (uint32_t)(article - facets->index->segments[facets->number].first) : 0;
  const uint64_t bit = 1;
  for (size_t i = 0; i < facets->n_facets && status == QN_OK; i++)
    status = facets->facets[i].only != NULL ? qn__count_window(&facets->facets[i], doc, &bit, 1, &facets->error)
                                            : count_article(&facets->facets[i], doc, article, &facets->error);
  fail_facets(facets, status);
}

static qn_status count_bits(qn__facets *facets, qn__facet *facet, uint64_t first, const uint64_t *bits,
                            size_t n_words) {
  const uint32_t from = (uint32_t)(first - facets->index->segments[facets->number].first);
  qn_status status = QN_OK;
  if (facet->only != NULL)
    return qn__count_window(facet, from, bits, n_words, &facets->error);
  for (size_t w = 0; w < n_words; w++)
    for (uint64_t left = bits[w]; left != 0 && status == QN_OK; left &= left - 1) {
      const uint32_t at = (uint32_t)w * 64 + qn__lowest_bit(left);
      status = count_article(facet, from + at, first + at, &facets->error);
    }
  return status;
}

/* The bits are of one segment. */
static void count_facets_of_bits(qn__sink *sink, uint64_t first, const uint64_t *bits, size_t n_words) {
  qn__facets *facets = (qn__facets *)sink;
  uint64_t n = 0;
  for (size_t w = 0; w < n_words; w++)
    n += qn__popcount64(bits[w]);
  facets->n_seen += n;
  qn_status status = n > 0 ? enter_segment_of(facets, first) : QN_OK;
  for (size_t i = 0; n > 0 && i < facets->n_facets && status == QN_OK; i++)
    status = count_bits(facets, &facets->facets[i], first, bits, n_words);
  fail_facets(facets, status);
}

static unsigned types_counted(qn_facet_by by) {
  if (by == QN_FACET_VALUE)
    return 1u << QN__COLUMN_DATE | 1u << QN__COLUMN_NUMBER | 1u << QN__COLUMN_KEYWORD;
  return 1u << (by == QN_FACET_RANGE ? QN__COLUMN_NUMBER : QN__COLUMN_DATE);
}

static qn_status begin_facet(qn__facet *facet, const qn_facet *asked, qn__arena *arena, qn_error *error) {
  *facet = (qn__facet){.asked = asked, .types = types_counted(asked->by)};
  if (asked->by != QN_FACET_RANGE)
    return QN_OK;
  facet->ranges = qn__arena_alloc(arena, (asked->n_bounds + 1) * sizeof *facet->ranges);
  facet->range_last = qn__arena_alloc(arena, (asked->n_bounds + 1) * sizeof *facet->range_last);
  if (facet->ranges == NULL || facet->range_last == NULL)
    return qn__fail_memory(error);
  for (size_t i = 0; i <= asked->n_bounds; i++) {
    facet->ranges[i] = (qn__counted){.type = QN_VALUE_NUMBER};
    facet->range_last[i] = UINT64_MAX;
  }
  return QN_OK;
}

qn_status qn__facets_begin(qn__facets *facets, const qn_index *index, const qn_facet *asked, size_t n, qn__arena *arena,
                           qn_error *error) {
  *facets = (qn__facets){.index = index, .arena = arena, .n_facets = n, .number = SIZE_MAX};
  facets->facets = qn__arena_alloc(arena, n * sizeof *facets->facets);
  if (facets->facets == NULL)
    return qn__fail_memory(error);
  facets->sink = (qn__sink){.take = count_facets, .take_bits = count_facets_of_bits};
  qn_status status = QN_OK;
  for (size_t i = 0; i < n && status == QN_OK; i++)
    status = begin_facet(&facets->facets[i], &asked[i], arena, error);
  return status;
}

qn_status qn__facets_end(qn__facets *facets, qn_error *error) {
  qn_status status = facets->status;
  if (status != QN_OK && error != NULL)
    *error = facets->error;
  for (size_t i = 0; i < facets->n_facets && status == QN_OK; i++) {
    status = close_facet(&facets->facets[i], facets->arena, error);
    if (status == QN_OK)
      status = qn__order_facet(&facets->facets[i], facets->arena, error);
  }
  return status;
}

qn_value qn__counted_value(const qn__counted *counted) {
  qn_value value = {.type = counted->type, .keyword = {"", 0}};
  if (counted->type == QN_VALUE_KEYWORD)
    value.keyword = (qn_string){counted->text, counted->size};
  else if (counted->type == QN_VALUE_DATE)
    value.seconds = qn__ordered_date(counted->bits);
  else
    value.number = qn__ordered_number(counted->bits);
  return value;
}
