/* SPDX-License-Identifier: MIT */
/* statistics.c: statistics added up over indexes, looked up by searches and written as bytes.
 *
 *     serialised:  "QNS" version | n_articles total_length title_weight | n analyses | n counts    numbers as varints
 *     analysis:    language default_language                              a byte each
 *     count:       kind | size bytes | doc_freq                           ascending */
#include "plan/statistics.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "base/reader.h"
#include "plan/word_pattern.h"
#include "text/analyze.h"

enum { COUNT_SIZE_MAX = QN__PATTERN_KEY_MAX + QN__FORM_MAX + 5 };

static const char magic[4] = {'Q', 'N', 'S', 3};

int qn__compare_counts(const qn__term_count *a, const qn__term_count *b) {
  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  return qn__compare_bytes(a->bytes, a->size, b->bytes, b->size);
}

qn_status qn__statistics_new(qn_statistics **out, qn_error *error) {
  qn_statistics *statistics = qn__calloc(1, sizeof *statistics);
  if (statistics == NULL)
    return qn__fail_memory(error);
  qn__arena_init(&statistics->arena);
  qn__buffer_init(&statistics->serialised);
  *out = statistics;
  return QN_OK;
}

void qn_statistics_free(qn_statistics *statistics) {
  if (statistics == NULL)
    return;
  qn__arena_clear(&statistics->arena);
  qn__buffer_clear(&statistics->serialised);
  qn__free(statistics);
}

/* The first count that is not below the wanted one. */
static size_t first_at_least(const qn_statistics *statistics, const qn__term_count *wanted) {
  size_t low = 0, high = statistics->n_counts;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (qn__compare_counts(&statistics->counts[middle], wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

qn_status qn__statistics_find(const qn_statistics *statistics, qn__count_kind kind, const char *bytes, size_t size,
                              uint64_t *doc_freq, qn_error *error) {
  const qn__term_count wanted = {kind, bytes, (uint32_t)size, 0};
  size_t at = first_at_least(statistics, &wanted);
  if (at < statistics->n_counts && qn__compare_counts(&statistics->counts[at], &wanted) == 0) {
    *doc_freq = statistics->counts[at].doc_freq;
    return QN_OK;
  }
  return qn__fail(error, QN_INVALID, "the statistics are not of this query: \"%.*s\" is not among them", (int)size - 1,
                  bytes + 1);
}

static bool has_foreign(const qn_statistics *statistics) {
  const size_t n = statistics->n_counts;
  return n > 0 && statistics->counts[n - 1].kind >= QN__COUNT_FOREIGN_VARIANT; /* they are the last */
}

qn_status qn__statistics_each(const qn_statistics *statistics, qn__count_kind kind, const char *form, size_t size,
                              const qn__variant_visitor *visitor, qn_error *error) {
  const qn__term_count first = {kind, form, (uint32_t)size, 0};
  qn_status status = QN_OK;
  for (size_t i = first_at_least(statistics, &first); status == QN_OK && i < statistics->n_counts; i++) {
    const qn__term_count *count = &statistics->counts[i];
    if (count->kind == kind && count->size == size && memcmp(count->bytes, form, size) == 0)
      continue; /* it says only that the others have been collected */
    if (count->kind != kind || count->size <= size + 2 || memcmp(count->bytes, form, size) != 0 ||
        count->bytes[size] != '\0')
      break;
    status = visitor->visit(visitor->context, count->bytes + size + 1, count->size - size - 1, count->doc_freq, error);
  }
  return status;
}

qn_status qn__statistics_each_variant(const qn_statistics *statistics, const char *form, size_t size,
                                      const qn__variant_visitor *local, const qn__variant_visitor *foreign,
                                      qn_error *error) {
  qn_status status = qn__statistics_each(statistics, QN__COUNT_VARIANT, form, size, local, error);
  if (status == QN_OK && has_foreign(statistics))
    status = qn__statistics_each(statistics, QN__COUNT_FOREIGN_VARIANT, form, size, foreign, error);
  return status;
}

uint64_t qn__statistics_foreign(const qn_statistics *statistics, const char *form, size_t size) {
  const qn__term_count wanted = {QN__COUNT_FOREIGN, form, (uint32_t)size, 0};
  const size_t at = has_foreign(statistics) ? first_at_least(statistics, &wanted) : statistics->n_counts;
  const bool found = at < statistics->n_counts && qn__compare_counts(&statistics->counts[at], &wanted) == 0;
  return found ? statistics->counts[at].doc_freq : 0;
}

/* --- Adding up ---------------------------------------------------------------------------------------------------- */

static bool add_analyses(qn_statistics *sum, const qn_statistics *more, qn__analysis **out, size_t *n) {
  *out = qn__arena_alloc(&sum->arena, (sum->n_analyses + more->n_analyses) * sizeof **out);
  if (*out == NULL)
    return false;
  *n = sum->n_analyses;
  memcpy(*out, sum->analyses, *n * sizeof **out);
  for (size_t i = 0; i < more->n_analyses; i++)
    if (!qn__has_analysis(*out, *n, more->analyses[i]))
      (*out)[(*n)++] = more->analyses[i];
  return true;
}

static bool keep_bytes(qn__arena *arena, qn__term_count *count) {
  count->bytes = qn__arena_copy(arena, count->bytes, count->size);
  return count->bytes != NULL;
}

/* Merges the counts of both. */
static bool add_counts(qn_statistics *sum, const qn_statistics *more, qn__term_count **out, size_t *n) {
  *out = qn__arena_alloc(&sum->arena, (sum->n_counts + more->n_counts) * sizeof **out);
  *n = 0;
  bool kept = *out != NULL;
  for (size_t i = 0, j = 0; kept && (i < sum->n_counts || j < more->n_counts);) {
    int order = i == sum->n_counts    ? 1
                : j == more->n_counts ? -1
                                      : qn__compare_counts(&sum->counts[i], &more->counts[j]);
    qn__term_count *count = &(*out)[(*n)++];
    *count = order <= 0 ? sum->counts[i] : more->counts[j];
    if (order == 0)
      count->doc_freq += more->counts[j].doc_freq;
    if (order > 0)
      kept = keep_bytes(&sum->arena, count);
    i += order <= 0;
    j += order >= 0;
  }
  return kept;
}

qn_status qn_statistics_add(qn_statistics *sum, const qn_statistics *more, qn_error *error) {
  qn__analysis *analyses;
  qn__term_count *counts;
  size_t n_analyses, n_counts;
  if (sum == NULL || more == NULL)
    return qn__fail(error, QN_INVALID, "two statistics are added up");
  if (sum->title_weight != more->title_weight)
    return qn__fail(error, QN_MISMATCH, "statistics of indexes with the title weights %u and %u cannot be added up",
                    sum->title_weight, more->title_weight);
  if (!add_analyses(sum, more, &analyses, &n_analyses) || !add_counts(sum, more, &counts, &n_counts))
    return qn__fail_memory(error);
  sum->n_articles += more->n_articles;
  sum->total_length += more->total_length;
  sum->analyses = analyses;
  sum->n_analyses = n_analyses;
  sum->counts = counts;
  sum->n_counts = n_counts;
  return QN_OK;
}

/* --- As bytes ----------------------------------------------------------------------------------------------------- */

qn_status qn_statistics_write(qn_statistics *statistics, const void **data, size_t *size, qn_error *error) {
  if (statistics == NULL || data == NULL || size == NULL)
    return qn__fail(error, QN_INVALID, "there are no statistics to write");
  qn__buffer *out = &statistics->serialised;
  qn__buffer_reset(out);
  qn__buffer_bytes(out, magic, sizeof magic);
  qn__buffer_varint(out, statistics->n_articles);
  qn__buffer_varint(out, statistics->total_length);
  qn__buffer_u8(out, statistics->title_weight);
  qn__buffer_varint(out, statistics->n_analyses);
  for (size_t i = 0; i < statistics->n_analyses; i++) {
    qn__buffer_u8(out, statistics->analyses[i].language);
    qn__buffer_u8(out, statistics->analyses[i].default_language);
  }
  qn__buffer_varint(out, statistics->n_counts);
  for (size_t i = 0; i < statistics->n_counts; i++) {
    qn__buffer_u8(out, (uint8_t)statistics->counts[i].kind);
    qn__buffer_string(out, statistics->counts[i].bytes, statistics->counts[i].size);
    qn__buffer_varint(out, statistics->counts[i].doc_freq);
  }
  if (out->failed) {
    qn__buffer_clear(out);
    return qn__fail_memory(error);
  }
  *data = out->data;
  *size = out->size;
  return QN_OK;
}

static qn_status damaged(qn_error *error) {
  return qn__fail(error, QN_BAD_INPUT, "these bytes are not statistics that this version of the library wrote");
}

/* Room for `n` things of which each takes at least `least` bytes of what is left. */
static qn_status room_for(void **out, qn__arena *arena, const qn__reader *in, uint64_t n, size_t least, size_t size,
                          qn_error *error) {
  if (in->failed || n > qn__reader_left(in) / least)
    return damaged(error);
  *out = qn__arena_alloc(arena, qn__array_size((size_t)n + 1, size));
  return *out == NULL ? qn__fail_memory(error) : QN_OK;
}

static qn_status read_analyses(qn_statistics *statistics, qn__reader *in, qn_error *error) {
  uint64_t n = qn__read_varint(in);
  void *room = NULL;
  qn_status status = room_for(&room, &statistics->arena, in, n, 2, sizeof *statistics->analyses, error);
  statistics->analyses = room;
  for (; status == QN_OK && statistics->n_analyses < n; statistics->n_analyses++) {
    qn__analysis *analysis = &statistics->analyses[statistics->n_analyses];
    analysis->language = qn__read_u8(in);
    analysis->default_language = qn__read_u8(in);
    if (qn__language_code(analysis->language) == NULL || qn__language_code(analysis->default_language) == NULL)
      status = damaged(error);
  }
  return status;
}

static qn_status read_count(qn_statistics *statistics, qn__reader *in, qn_error *error) {
  qn__term_count *count = &statistics->counts[statistics->n_counts];
  uint8_t kind = qn__read_u8(in);
  uint32_t size = qn__read_varint32(in);
  const uint8_t *bytes = qn__read_bytes(in, size);
  *count = (qn__term_count){(qn__count_kind)kind, (const char *)bytes, size, qn__read_varint(in)};
  if (in->failed || kind >= QN__COUNT_KINDS || size == 0 || size > COUNT_SIZE_MAX ||
      (statistics->n_counts > 0 && qn__compare_counts(count - 1, count) >= 0))
    return damaged(error);
  statistics->n_counts++;
  return keep_bytes(&statistics->arena, count) ? QN_OK : qn__fail_memory(error);
}

static qn_status read_all(qn_statistics *statistics, qn__reader *in, qn_error *error) {
  void *room = NULL;
  statistics->n_articles = qn__read_varint(in);
  statistics->total_length = qn__read_varint(in);
  statistics->title_weight = qn__read_u8(in);
  qn_status status = read_analyses(statistics, in, error);
  uint64_t n = status == QN_OK ? qn__read_varint(in) : 0;
  if (status == QN_OK)
    status = room_for(&room, &statistics->arena, in, n, 3, sizeof *statistics->counts, error);
  statistics->counts = room;
  while (status == QN_OK && statistics->n_counts < n)
    status = read_count(statistics, in, error);
  return status == QN_OK && (in->failed || qn__reader_left(in) > 0) ? damaged(error) : status;
}

qn_status qn_statistics_read(qn_statistics **out, const void *data, size_t size, qn_error *error) {
  qn_statistics *statistics = NULL;
  if (out == NULL || (data == NULL && size > 0))
    return qn__fail(error, QN_INVALID, "statistics are read from bytes");
  if (size < sizeof magic || memcmp(data, magic, sizeof magic) != 0)
    return damaged(error);
  qn_status status = qn__statistics_new(&statistics, error);
  if (status != QN_OK)
    return status;
  qn__reader in = qn__reader_of((const uint8_t *)data + sizeof magic, size - sizeof magic);
  status = read_all(statistics, &in, error);
  if (status == QN_OK)
    *out = statistics;
  else
    qn_statistics_free(statistics);
  return status;
}
