/* SPDX-License-Identifier: MIT */
/* index_readings.c: reads an index through the public interface: what it is about, its articles, words and ids, the
 * files they came from, a check, its columns, and queries of every kind with hits, snippets, highlights and
 * explanations. */
#include "support/index_readings.h"

#include "base/buffer.h"
#include "support/scaffold.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of the words of index_of_damage (damage_samples.c); one of each operator and engine. */
static const char *const queries[] = {
    "rare earth tide",
    "+salt +sea moon",
    "sea -moon lang:en",
    "=Tides OR =\"rare earths\"",
    "\"spring tide\" title:moon title:\"rare earth\"",
    "\xe5\x8c\x97\xe4\xba\xac caf\xc3\xa9 (w1 AND NOT w2)",
    "NOT salt",
    "x\xe5\x8c\x97 missing +absent",
    "spring NEAR/3 tide",
    "sprnig sea",
    "(moon SYN \"spring tide\" SYN =Tides)^2.5",
    "(salt sea moon tide)~2",
    "* -title:moon",
    "ear* t?de \"spring t*\"",
    "eartj~ re:/mo+n/ se*~",
    "Price:>=10 -topics:sea (tide OR date:1960..) unknown:x",
};

/* What the calls of one reading append to. */
typedef struct record {
  qn__buffer out;
  qn_error error;
} record;

static void put_string(record *r, qn_string string) {
  if (string.data[string.size] != '\0')
    scaffold_failed("a string that was handed out", "does not end in zero");
  qn__buffer_bytes(&r->out, string.data, string.size);
  qn__buffer_u8(&r->out, '|');
}

static void put_number(record *r, uint64_t number) {
  qn__buffer_print(&r->out, "%" PRIu64 "|", number);
}

static void put_ranges(record *r, const qn_range *ranges, size_t n, size_t size) {
  for (size_t i = 0; i < n; i++) {
    if (ranges[i].start > ranges[i].end || ranges[i].end > size)
      scaffold_failed("a highlight", "lies outside of its text");
    qn__buffer_print(&r->out, "%zu-%zu|", ranges[i].start, ranges[i].end);
  }
}

static bool put_article(void *context, const qn_article *article) {
  const qn_string strings[] = {article->id,   article->title,    article->text,  article->url,
                               article->date, article->language, article->fields};
  for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++)
    put_string(context, strings[i]);
  qn__buffer_u8(&((record *)context)->out, '\n');
  return true;
}

/* --- the index ---------------------------------------------------------------------------------------------------- */

static void put_pair(void *context, const char *name, uint64_t number) {
  put_string(context, string_of(name));
  put_number(context, number);
}

static qn_status read_info(record *r, const qn_index *index) {
  qn_index_info info;
  qn_index_get_info(index, &info);
  const uint64_t numbers[] = {info.n_articles, info.n_deleted,  info.n_segments,   info.n_terms,
                              info.n_tokens,   info.text_bytes, info.title_weight, info.disk_bytes};
  put_string(r, string_of(info.language));
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    put_number(r, numbers[i]);
  qn_index_each_language(index, put_pair, r);
  return qn_index_each_part(index, put_pair, r, &r->error);
}

static void put_problem(void *context, const char *problem) {
  (void)context;
  if (problem[0] == '\0')
    scaffold_failed("a problem", "is not described");
}

static qn_status read_check(record *r, const qn_index *index) {
  return qn_index_check(index, put_problem, r, &r->error);
}

static bool put_root(void *context, const qn_root *root) {
  put_string(context, root->path);
  put_string(context, root->name);
  put_number(context, root->whole);
  return true;
}

static bool put_source(void *context, const qn_source *source) {
  const uint64_t numbers[] = {source->bytes,          (uint64_t)source->modified,
                              (uint64_t)source->read, source->device,
                              source->inode,          source->content,
                              source->reading,        source->n_refused,
                              source->named,          source->n_articles};
  put_string(context, source->path);
  put_string(context, source->root);
  put_string(context, source->name);
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    put_number(context, numbers[i]);
  return true;
}

static qn_status read_sources(record *r, const qn_index *index) {
  qn_status status = qn_index_each_root(index, put_root, r, &r->error);
  return status == QN_OK ? qn_index_each_source(index, put_source, r, &r->error) : status;
}

static qn_status read_articles(record *r, const qn_index *index) {
  return qn_index_each_article(index, put_article, r, &r->error);
}

static bool put_term(void *context, const qn_term *term) {
  put_string(context, string_of(term->language));
  put_string(context, term->text);
  put_number(context, term->doc_freq);
  return true;
}

static qn_status read_terms(record *r, const qn_index *index) {
  return qn_index_each_term(index, string_of(""), put_term, r, &r->error);
}

static qn_status read_forms(record *r, const qn_index *index) {
  return qn_index_each_form(index, string_of("t"), put_term, r, &r->error);
}

static qn_status read_numbers(record *r, const qn_index *index) {
  uint64_t number;
  qn_status status = qn_index_find(index, string_of("2"), &number, &r->error);
  if (status != QN_OK)
    return status;
  put_number(r, number);
  status = qn_index_doc_freq(index, "tide", 4, &number, &r->error);
  if (status == QN_OK)
    put_number(r, number);
  return status;
}

static qn_status read_refreshed(record *r, const qn_index *index) {
  qn_index *refreshed = NULL;
  qn_status status = qn_index_refresh(&refreshed, index, &r->error);
  if (status == QN_OK)
    status = read_info(r, refreshed);
  qn_index_close(refreshed);
  return status;
}

/* --- queries ------------------------------------------------------------------------------------------------------ */

static qn_status read_snippets(record *r, qn_searcher *searcher, size_t i) {
  const qn_snippet_options options = snippet_options(2, 60);
  const qn_snippets *snippets;
  qn_snippet snippet;
  qn_status status = qn_searcher_snippets(searcher, i, &options, &snippets, &r->error);
  for (size_t k = 0; status == QN_OK && qn_snippets_get(snippets, k, &snippet); k++) {
    put_string(r, snippet.text);
    put_ranges(r, snippet.highlights, snippet.n_highlights, snippet.text.size);
  }
  return status;
}

static bool put_highlight(void *context, bool in_title, qn_range range) {
  record *r = context;
  qn__buffer_print(&r->out, "%d:%zu-%zu|", in_title, range.start, range.end);
  return true;
}

/* Where bytes of the article are in its source, and all words of the query in it. */
static qn_status read_places(record *r, qn_searcher *searcher, uint64_t article) {
  qn_place place;
  qn_status status = QN_OK;
  for (uint64_t offset = 0; status == QN_OK && offset < 100; offset += 33) {
    status = qn_searcher_place(searcher, article, offset, &place, &r->error);
    if (status == QN_OK) {
      qn__buffer_print(&r->out, "%llu:%llu|", (unsigned long long)place.line, (unsigned long long)place.offset16);
      put_string(r, place.heading);
      put_string(r, place.anchor);
    }
  }
  return status == QN_OK ? qn_searcher_each_highlight(searcher, article, put_highlight, r, &r->error) : status;
}

static qn_status read_score(record *r, const qn_searcher *searcher, size_t i) {
  qn_hit hit;
  qn_searcher_hit(searcher, i, &hit);
  qn__buffer_print(&r->out, "%.6f|", hit.score);
  return QN_OK;
}

static qn_status read_hit(record *r, qn_searcher *searcher, size_t i) {
  qn_hit hit;
  qn_article article;
  const qn_range *ranges;
  size_t n;
  const char *explanation;
  qn_searcher_hit(searcher, i, &hit);
  qn__buffer_print(&r->out, "%.6f|", hit.score);
  qn_status status = qn_searcher_article(searcher, hit.article, &article, &r->error);
  if (status != QN_OK)
    return status;
  put_string(r, article.id);
  put_string(r, article.text);
  status = qn_searcher_title_highlights(searcher, i, &ranges, &n, &r->error);
  if (status == QN_OK)
    put_ranges(r, ranges, n, article.title.size);
  if (status == QN_OK)
    status = read_snippets(r, searcher, i);
  if (status == QN_OK)
    status = read_places(r, searcher, hit.article);
  if (status == QN_OK)
    status = qn_searcher_explain(searcher, i, &explanation, &r->error);
  if (status == QN_OK)
    put_string(r, string_of(explanation));
  return status;
}

static qn_status read_hits(record *r, qn_searcher *searcher, const qn_query *query, bool exhaustive) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  options.limit = 6;
  options.count = exhaustive ? QN_COUNT_EXACT : QN_COUNT_FAST;
  options.exhaustive = exhaustive;
  qn_status status = qn_search(searcher, query, &options, &hits, &r->error);
  if (status != QN_OK)
    return status;
  put_number(r, hits.total);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
    status = exhaustive ? read_score(r, searcher, i) : read_hit(r, searcher, i);
  return status;
}

static qn_status read_suggestion(record *r, qn_searcher *searcher, const qn_query *query) {
  qn_suggestion suggestion = {.text = NULL};
  qn_status status = qn_searcher_suggest(searcher, query, NULL, &suggestion, &r->error);
  if (status != QN_OK)
    return status;
  put_string(r, string_of(suggestion.text != NULL ? suggestion.text : ""));
  put_number(r, suggestion.n_rest);
  return QN_OK;
}

static qn_status read_query(record *r, const qn_index *index, const char *text) {
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  parsing.index = index;
  qn_status status = qn_query_parse(&query, text, strlen(text), &parsing, &r->error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, &r->error);
  if (status == QN_OK)
    status = read_hits(r, searcher, query, false);
  if (status == QN_OK)
    status = read_suggestion(r, searcher, query);
  if (status == QN_OK)
    status = read_hits(r, searcher, query, true);
  qn_searcher_free(searcher);
  qn_query_free(query);
  return status;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

static void put_value(record *r, const qn_value *value) {
  put_string(r, value->keyword);
  qn__buffer_print(&r->out, "%d %" PRId64 " %.9g|", (int)value->type, value->seconds, value->number);
}

static void put_column(void *context, const qn_column *column) {
  put_string(context, column->name);
  put_number(context, column->n_articles);
  put_number(context, column->n_distinct);
  put_value(context, &column->least);
  put_value(context, &column->greatest);
}

static qn_status read_columns(record *r, const qn_index *index) {
  return qn_index_each_column(index, put_column, r, &r->error);
}

static void put_facets(record *r, const qn_searcher *searcher) {
  qn_facet_result facet;
  qn_facet_value value;
  for (size_t i = 0; qn_searcher_facet(searcher, i, &facet); i++) {
    put_number(r, facet.n_distinct);
    put_number(r, facet.n_articles);
    for (size_t k = 0; qn_searcher_facet_value(searcher, i, k, &value); k++) {
      put_value(r, &value.value);
      put_number(r, value.n_articles);
    }
  }
}

/* A page of hits, and the values of each in a column. */
static qn_status read_page(record *r, qn_searcher *searcher, const qn_query *query, const qn_search_options *options) {
  qn_hits hits;
  qn_hit hit;
  const qn_value *values;
  size_t n;
  qn_status status = qn_search(searcher, query, options, &hits, &r->error);
  if (status != QN_OK)
    return status;
  put_number(r, hits.total);
  put_facets(r, searcher);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    qn_searcher_hit(searcher, i, &hit);
    put_number(r, hit.article);
    status = qn_searcher_column_values(searcher, hit.article, i % 2 == 0 ? "topics" : "date", &values, &n, &r->error);
    for (size_t k = 0; status == QN_OK && k < n; k++)
      put_value(r, &values[k]);
  }
  return status;
}

static qn_status read_pages(record *r, qn_searcher *searcher, const qn_query *query) {
  static const double bounds[] = {20, 60};
  static const qn_filter filters[] = {{"price", ">=10", false}, {"topics", "sea", true}, {"date", "1960..", false}};
  static const qn_sort_key keys[] = {
      {QN_SORT_COLUMN, "topics", true}, {QN_SORT_COLUMN, "price", false}, {QN_SORT_ID, NULL, false}};
  static const qn_facet facets[] = {{.column = "topics"},
                                    {.column = "date", .by = QN_FACET_MONTH},
                                    {.column = "price", .by = QN_FACET_RANGE, .bounds = bounds, .n_bounds = 2}};
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  const char *token;
  options.limit = 4;
  options.filters = filters;
  options.n_filters = 3;
  options.sort = keys;
  options.n_sort = 3;
  options.facets = facets;
  options.n_facets = 3;
  qn_status status = read_page(r, searcher, query, &options);
  if (status == QN_OK)
    status = qn_searcher_page_token(searcher, &token, &r->error);
  if (status != QN_OK)
    return status;
  char *kept = strdup(token);
  options.after = kept;
  status = read_page(r, searcher, query, &options);
  free(kept);
  return status;
}

/* A page of hits that stand for others, and which these are. */
static qn_status read_collapsed_page(record *r, qn_searcher *searcher, const qn_query *query, const char *column) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits;
  const uint64_t *similar;
  size_t n;
  options.limit = 4;
  options.collapse = column == NULL ? QN_COLLAPSE_NEAR : QN_COLLAPSE_COLUMN;
  options.collapse_column = column;
  qn_status status = qn_search(searcher, query, &options, &hits, &r->error);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    qn_hit hit;
    qn_searcher_hit(searcher, i, &hit);
    put_number(r, hit.article);
    put_number(r, hit.n_similar);
    status = qn_searcher_similar(searcher, i, &similar, &n, &r->error);
    for (size_t k = 0; status == QN_OK && k < n; k++)
      put_number(r, similar[k]);
  }
  return status;
}

static qn_status read_collapsed(record *r, qn_searcher *searcher, const qn_query *query) {
  qn_status status = read_collapsed_page(r, searcher, query, NULL);
  return status == QN_OK ? read_collapsed_page(r, searcher, query, "topics") : status;
}

static bool put_match(void *context, uint64_t article) {
  put_number(context, article);
  return true;
}

static qn_status read_matches(record *r, qn_searcher *searcher, const qn_query *query) {
  return qn_search_each(searcher, query, NULL, put_match, r, &r->error);
}

static qn_status read_with(record *r, const qn_index *index,
                           qn_status (*read)(record *r, qn_searcher *searcher, const qn_query *query)) {
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_status status = qn_query_parse(&query, "tide OR moon OR earth", 21, NULL, &r->error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, &r->error);
  if (status == QN_OK)
    status = read(r, searcher, query);
  qn_searcher_free(searcher);
  qn_query_free(query);
  return status;
}

static qn_status read_sorted_pages(record *r, const qn_index *index) {
  return read_with(r, index, read_pages);
}

static qn_status read_collapsed_pages(record *r, const qn_index *index) {
  uint64_t n = 0;
  qn_status status = qn_index_count_duplicates(index, &n, &r->error);
  put_number(r, n);
  return status == QN_OK ? read_with(r, index, read_collapsed) : status;
}

static qn_status read_each_match(record *r, const qn_index *index) {
  return read_with(r, index, read_matches);
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void keep(index_readings *readings, const char *name, qn_status status, record *r) {
  if (readings->n == INDEX_READINGS_MAX)
    scaffold_failed(name, "is one reading too many");
  if (status != QN_OK && (r->error.status != status || r->error.message[0] == '\0'))
    scaffold_failed(name, "failed without a message");
  qn__buffer_u8(&r->out, '\0');
  char *text = malloc(r->out.size);
  if (text == NULL || r->out.failed)
    scaffold_failed(name, "no memory");
  memcpy(text, r->out.data, r->out.size);
  readings->all[readings->n++] = (index_reading){name, status, text, r->error};
  qn__buffer_reset(&r->out);
}

static const struct {
  const char *name;
  qn_status (*read)(record *r, const qn_index *index);
} calls[] = {
    {"info", read_info},
    {"articles", read_articles},
    {"terms", read_terms},
    {"forms", read_forms},
    {"numbers", read_numbers},
    {"refresh", read_refreshed},
    {"columns", read_columns},
    {"filtered and sorted pages with facets", read_sorted_pages},
    {"collapsed pages", read_collapsed_pages},
    {"each match", read_each_match},
    {"sources", read_sources},
};
enum { CALLS = sizeof calls / sizeof calls[0], QUERIES = sizeof queries / sizeof queries[0] };

void index_readings_take(index_readings *readings, const char *dir, unsigned wanted) {
  record r = {.error = {.status = QN_OK}};
  qn_index *index = NULL;
  qn__buffer_init(&r.out);
  readings->n = 0;
  qn_status status = qn_index_open(&index, &dir, 1, &r.error);
  keep(readings, "open", status, &r);
  for (size_t i = 0; status == QN_OK && i < CALLS + QUERIES; i++) {
    if (!(wanted >> (i & 7) & 1))
      continue;
    if (i < CALLS)
      keep(readings, calls[i].name, calls[i].read(&r, index), &r);
    else
      keep(readings, queries[i - CALLS], read_query(&r, index, queries[i - CALLS]), &r);
  }
  if (status == QN_OK) /* last, since it verifies every byte, and later readings would no longer do that */
    keep(readings, "check", read_check(&r, index), &r);
  qn_index_close(index);
  qn__buffer_clear(&r.out);
}

void index_readings_clear(index_readings *readings) {
  for (size_t i = 0; i < readings->n; i++)
    free(readings->all[i].text);
  readings->n = 0;
}

const index_reading *index_readings_find(const index_readings *readings, const char *name) {
  for (size_t i = 0; i < readings->n; i++)
    if (strcmp(readings->all[i].name, name) == 0)
      return &readings->all[i];
  return NULL;
}
