/* SPDX-License-Identifier: MIT */
/* search_order.c: hits in another order than that of their scores, and pages that begin where another ended. */
#include "base/status.h"
#include "plan/field_values.h"
#include "result/page_token.h"
#include "result/searcher.h"

#include <math.h>
#include <string.h>

bool qn__is_order(const qn_search_options *options, qn_error *error) {
  bool makes_sense = options->n_sort <= QN__MOST_SORT_KEYS && (options->sort != NULL || options->n_sort == 0);
  for (size_t i = 0; makes_sense && i < options->n_sort; i++) {
    const qn_sort_key *key = &options->sort[i];
    makes_sense = (unsigned)key->by <= QN_SORT_ID && (key->by != QN_SORT_COLUMN || key->column != NULL);
  }
  if (!makes_sense)
    qn__fail(error, QN_INVALID, "hits are sorted by up to %d keys, each the score, the id, or a column that has a name",
             QN__MOST_SORT_KEYS);
  return makes_sense;
}

/* The keys as the search needs them after the call: in the arena.  Without any it is the score. */
static qn_status keep_keys(qn_searcher *searcher, qn_error *error) {
  const qn_search_options *options = &searcher->options;
  const size_t n = options->n_sort > 0 ? options->n_sort : 1;
  qn_sort_key *keys = qn__arena_alloc(&searcher->arena, n * sizeof *keys);
  if (keys == NULL)
    return qn__fail_memory(error);
  keys[0] = (qn_sort_key){.by = QN_SORT_SCORE};
  for (size_t i = 0; i < options->n_sort; i++) {
    keys[i] = options->sort[i];
    if (keys[i].by != QN_SORT_COLUMN)
      continue;
    keys[i].column = qn__arena_copy(&searcher->arena, keys[i].column, strlen(keys[i].column));
    if (keys[i].column == NULL)
      return qn__fail_memory(error);
  }
  const bool by_score = options->n_sort == 0 || (options->n_sort == 1 && keys[0].by == QN_SORT_SCORE);
  searcher->in_order = !by_score || qn__has_token(options);
  searcher->sort = keys;
  searcher->n_sort = n;
  return QN_OK;
}

/* A sort by what no article has leaves them as they are. */
static qn_status warn_of_unknown(qn_searcher *searcher, qn_error *error) {
  for (size_t i = 0; i < searcher->n_sort; i++) {
    unsigned types = 0;
    if (searcher->sort[i].by != QN_SORT_COLUMN)
      continue;
    qn_status status = qn__field_types(searcher->index, qn_string_of(searcher->sort[i].column), &types, error);
    if (status != QN_OK)
      return status;
    if (types == 0 && !qn__plan_warn(&searcher->plan, &searcher->arena, "no article has a field %s to sort by",
                                     searcher->sort[i].column))
      return qn__fail_memory(error);
  }
  return QN_OK;
}

static bool same_double(double a, double b) {
  uint64_t bits_of_a, bits_of_b;
  memcpy(&bits_of_a, &a, sizeof a);
  memcpy(&bits_of_b, &b, sizeof b);
  return bits_of_a == bits_of_b;
}

/* The scores of a place as those of this search. */
static void rescale(const qn_searcher *searcher, qn__page_token *token) {
  const double factor = searcher->plan.scale / token->scope.scale;
  if (same_double(searcher->plan.scale, token->scope.scale) || !(factor > 0.0 && factor < 1e9))
    return;
  for (size_t i = 0; i < searcher->n_sort; i++)
    if (searcher->sort[i].by == QN_SORT_SCORE) {
      const double score = floor((double)token->place.values[i].bits * factor);
      token->place.values[i].bits = score < INT32_MAX ? (uint64_t)score : INT32_MAX;
    }
}

/* Whether the article of a token, which has been deleted, still has its number. */
static qn_status is_deleted_there(const qn_searcher *searcher, const qn__page_token *token, bool *there,
                                  qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn_article head;
  *there = false;
  if (qn__locate(searcher, token->place.article, &at, NULL) != QN_OK || !qn__is_deleted(at.segment->deletes, at.doc))
    return QN_OK;
  qn_status status = qn__store_head(&at.segment->segment->store, searcher->store_reader, at.doc, &head, error);
  *there = status == QN_OK && head.id.size == token->id.size && memcmp(head.id.data, token->id.data, head.id.size) == 0;
  return status;
}

/* Makes a token of an older commit one of this: its article may have another number, or none any more.  Then the page
 * begins with those that all keys find equal: rather twice than not at all. */
static qn_status adopt_token(qn_searcher *searcher, qn__page_token *token, qn_error *error) {
  uint64_t article = token->place.article;
  bool there = true;
  qn_status status = qn_index_find(searcher->index, token->id, &article, error);
  if (status == QN_NOT_FOUND)
    status = is_deleted_there(searcher, token, &there, error);
  if (status != QN_OK)
    return status;
  if (!there)
    article = QN__BEFORE_ALL;
  token->place.article = article;
  const bool warned = qn__plan_warn(&searcher->plan, &searcher->arena,
                                    "the index has changed since the page before: this one begins after its last "
                                    "article in the order that there is now");
  return warned ? QN_OK : qn__fail_memory(error);
}

qn_status qn__read_after(qn_searcher *searcher, const qn__sorted_place **out, qn_error *error) {
  *out = NULL;
  if (!qn__has_token(&searcher->options))
    return QN_OK;
  qn__page_token *token = qn__arena_alloc(&searcher->arena, sizeof *token);
  if (token == NULL)
    return qn__fail_memory(error);
  qn_status status = qn__page_token_read(token, searcher->options.after, searcher->n_sort, &searcher->arena, error);
  if (status != QN_OK)
    return status;
  if (token->scope.order != searcher->order)
    return qn__fail(error, QN_INVALID, "the token is of a page of another query or another order");
  if (token->scope.snapshot != qn__snapshot_hash(searcher->index))
    status = adopt_token(searcher, token, error);
  rescale(searcher, token);
  *out = &token->place;
  return status;
}

qn_status qn__begin_order(qn_searcher *searcher, const qn_query *query, qn_error *error) {
  qn_status status = keep_keys(searcher, error);
  if (status == QN_OK)
    status = warn_of_unknown(searcher, error);
  if (status == QN_OK)
    searcher->order = qn__order_hash(searcher->sort, searcher->n_sort, qn_query_text(query));
  return status;
}

qn_status qn__search_in_order(qn_searcher *searcher, size_t k, const qn__sorted_place *after, qn_error *error) {
  qn__sorted *sorted = &searcher->sorted;
  qn_status status = qn__sorted_begin(sorted, searcher->index, searcher->sort, searcher->n_sort, k, after,
                                      &searcher->interrupt, &searcher->arena, error);
  if (status == QN_OK && k > 0)
    status = qn__run_unlike(searcher, &sorted->sink, error);
  if (status == QN_OK)
    status = qn__sorted_end(sorted, error);
  for (size_t i = 0; status == QN_OK && i < sorted->n; i++)
    searcher->top_k.heap[i] = (qn__ranked){sorted->places[i].article, sorted->places[i].score};
  if (status == QN_OK)
    searcher->top_k.n = sorted->n;
  return status;
}

bool qn__saw_all(const qn_searcher *searcher) {
  return searcher->in_order && searcher->top_k.sink.k > 0 && searcher->sort[0].by != QN_SORT_SCORE;
}

/* The place of the last hit. */
static void last_place(const qn_searcher *searcher, qn__sort_value *score, qn__sorted_place *out) {
  const size_t last = searcher->options.offset + searcher->n_hits - 1;
  if (searcher->in_order) {
    *out = searcher->sorted.places[last];
    return;
  }
  qn__found hit = {0, 0, 0, NULL};
  qn__found_hit(searcher, searcher->n_hits - 1, &hit);
  *score = (qn__sort_value){.kind = QN__SORT_NUMBER, .bits = hit.base};
  *out = (qn__sorted_place){hit.article, hit.base, score};
}

qn_status qn_searcher_page_token(qn_searcher *searcher, const char **token, qn_error *error) {
  qn__located at = {0, NULL, 0};
  qn_article head;
  qn__sort_value score;
  if (searcher == NULL || token == NULL)
    return qn__fail(error, QN_INVALID, "a token is of the hits of a searcher");
  if (searcher->n_hits == 0 || searcher->collapse.most > 0) {
    *token = "";
    return QN_OK;
  }
  qn__page_token made = {
      {searcher->order, qn__snapshot_hash(searcher->index), searcher->plan.scale}, {0, 0, NULL}, {NULL, 0}};
  last_place(searcher, &score, &made.place);
  qn_status status = qn__locate(searcher, made.place.article, &at, error);
  if (status == QN_OK)
    status = qn__store_head(&at.segment->segment->store, searcher->store_reader, at.doc, &head, error);
  if (status != QN_OK)
    return status;
  made.id = head.id;
  qn__buffer_reset(&searcher->text);
  qn__page_token_write(&searcher->text, &made, searcher->n_sort);
  return qn__keep_text(searcher, &searcher->arena, token, error);
}
