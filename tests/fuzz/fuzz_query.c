/* SPDX-License-Identifier: MIT */
/* fuzz_query.c: any bytes are a query, or are refused; all of them are in its tree or in a warning; the canonical text
 * means the same; searching finds the same pruned and exhaustively. */
#include "fuzz/fuzz.h"

#include "support/dropped_text.h"
#include "support/scaffold.h"

#include <stdlib.h>
#include <string.h>

const char *const fuzz_seeds[] = {
    "rare earth",
    "+rare earth -tariff",
    "\"trade truce\" OR (tide AND NOT moon)",
    "title:\"spring tide\" title:moon +(salt sea)",
    "NOT (a OR b) AND c",
    "cross-examination AT&T U.S. 5,864.6 caf\xc3\xa9",
    "\xe5\x8c\x97\xe4\xba\xac\xe7\x9a\x84\xe8\x83\xa1\xe5\x90\x8c\xe5\xbe\x88\xe5\xae\x89\xe9\x9d\x99 \xe8\x8c\xb6",
    "((((((((((((((((((((((((((((((((x",
    "+ - \" ( ) : title: AND OR NOT",
    "a b c d e f g h i j a b c a b a",
    "=tides title:=tide +=\"rare earths\" -=metal = ==a =(b) \xe3\x81\x82= =\xe8\x8c\xb6",
    "tide lang:en -lang:\"zh-TW\" (lang:en salt) OR lang:de +moon OR lang:none lang: lang:\"\" -(lang:de OR lang:=x)",
    "salt* *ide t?de *oo* \"rare ear* * sea\" foo-ba* 192.168.* ** *~ a*b*~ wh?t? \xe8\x8c\xb6* re:/t(i|o)de/ "
    "re:/a\\/b/^2 re:/x",
    "tidde~ salt~1 \"mon~2 a\"~3 se~ tide~9 -tariff-truce~ rar*~",
    "rare NEAR/2 earth NEAR \"spring tide\" title:(moon NEAR/0 sea) +a NEAR b NEAR ( c NEAR",
    "tide SYN moon SYN \"rare earth\" SYN salt^2 (tide SYN sea)^0.5 tide^2.5 \"a b\"~2^3 (a b c)~2^4 moon^ sea^x ^2 "
    "lang:en^2",
    "* -* *^2 +* (* -tide) * OR moon title:* -tide",
    "\xe2\x80\x9cspring tide\xe2\x80\x9d \xe2\x80\x9emoon sea\xe2\x80\x9c \xc2\xabsalt\xc2\xbb "
    "\xe3\x80\x8c\xe5\x8c\x97\xe4\xba\xac\xe3\x80\x8d \xe2\x80\x98the tide\xe2\x80\x99 \"rare\xe2\x80\x9d",
    "\xe2\x80\x93tide \xe2\x88\x92moon \xef\xbc\x8dsea !salt ! \xe2\x80\x93 a&&b && c || d",
    "topics:tea Topics:\"New York\" tide price:10..20 price:>=10 -price:<5 date:2025-06-09 date:2025-06..2025-07 "
    "(date:..2024 OR date:7d..) path:docs/** path:** id:docs/a.md price:cheap^2 year:x",
    "year:1987 OR (topics:* AND -price:-.5..) std:x http:x std::x http://x C:\\x price: 5 topics: price:)(topics:\"a",
    "Title:moon TITLE: tide foo:bar LANG: en http://a.b/c?d=e* 12:30 std::vector C:\\x title: lang:) (a b c d)~3 (a (b "
    "c) d)~2",
    NULL,
};

static char *dir;
static qn_index *index_of_tides;

static void remove_index(void) {
  qn_index_close(index_of_tides);
  remove_tree(dir);
}

static void make_index(void) {
  static const char *const texts[] = {
      "Rare earths are not rare. The spring tide and the moon.",
      "A trade truce over tariffs: rare metals, salt and the sea.",
      "The sea draws back; the moon pulls; salt remains. The tide, the tide.",
      "\xe5\x8c\x97\xe4\xba\xac\xe7\x9a\x84\xe8\x83\xa1\xe5\x90\x8c\xe3\x80\x82\xe8\x8c\xb6\xe5\x8f\xb6",
      "a b c d e f g h i j",
      "Cross-examination at the caf\xc3\xa9 by AT&T of the U.S.: 5,864.6 a tonne.",
  };
  static const char *const fields[] = {
      "{\"topics\":[\"tea\",\"New York\"],\"price\":12.5,\"year\":\"1987\"}",
      "{\"topics\":\"sea\",\"price\":[-1,7],\"year\":1987,\"std\":\"x\",\"http\":\"x\",\"C\":\"x\"}"};
  static const char *const ids[] = {"docs/a.md", "docs/talks/b.md", "c.txt"};
  static const char *const dates[] = {"2025-06-09", "2024-02", ""};
  qn_error error;
  dir = make_temp_dir();
  add_texts(dir, texts, sizeof texts / sizeof *texts);
  qn_writer *writer = open_writer_in(dir, NULL);
  for (size_t i = 0; i < 3; i++) {
    const qn_article article = {.id = string_of(ids[i]),
                                .date = string_of(dates[i]),
                                .fields = string_of(fields[i % 2]),
                                .text = string_of("The tide and the sea.")};
    if (qn_writer_add(writer, &article, &error) != QN_OK)
      scaffold_failed(dir, error.message);
  }
  commit_and_close(writer);
  if (qn_index_open(&index_of_tides, (const char *const *)&dir, 1, &error) != QN_OK)
    scaffold_failed(dir, error.message);
  atexit(remove_index);
}

static bool check_highlight(void *context, bool in_title, qn_range range) {
  size_t *after = context;
  FUZZ_REQUIRE(range.start < range.end && (in_title || range.start >= *after));
  *after = in_title ? 0 : range.end;
  return true;
}

static void show_hits(qn_searcher *searcher, size_t n_hits) {
  qn_snippet_options options = QN_SNIPPET_OPTIONS_INIT;
  qn_error error;
  for (size_t i = 0; i < n_hits; i++) {
    const qn_snippets *snippets;
    qn_snippet snippet;
    const qn_range *ranges;
    const char *text;
    size_t n;
    FUZZ_REQUIRE(qn_searcher_snippets(searcher, i, &options, &snippets, &error) == QN_OK);
    for (size_t j = 0; qn_snippets_get(snippets, j, &snippet); j++)
      for (size_t k = 0; k < snippet.n_highlights; k++)
        FUZZ_REQUIRE(snippet.highlights[k].end <= snippet.text.size);
    size_t after = 0;
    qn_hit hit;
    qn_searcher_hit(searcher, i, &hit);
    FUZZ_REQUIRE(qn_searcher_each_highlight(searcher, hit.article, check_highlight, &after, &error) == QN_OK);
    FUZZ_REQUIRE(qn_searcher_title_highlights(searcher, i, &ranges, &n, &error) == QN_OK);
    FUZZ_REQUIRE(qn_searcher_explain(searcher, i, &text, &error) == QN_OK);
  }
}

static void search(qn_searcher *searcher, const qn_query *query, bool exhaustive, qn_hits *hits) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  options.rank = QN_RANK_BM25;
  options.count = QN_COUNT_EXACT;
  options.exhaustive = exhaustive;
  options.now = 1750000000;
  FUZZ_REQUIRE(qn_search(searcher, query, &options, hits, &error) == QN_OK);
}

/* What may have been meant is a query, too. */
static void show_suggestion(qn_searcher *searcher, const qn_query *query) {
  qn_suggestion suggestion;
  qn_query *meant = NULL;
  qn_error error;
  FUZZ_REQUIRE(qn_searcher_suggest(searcher, query, NULL, &suggestion, &error) == QN_OK);
  for (size_t i = 0; i < suggestion.n_missing; i++)
    FUZZ_REQUIRE(suggestion.missing[i].size > 0);
  if (suggestion.text == NULL)
    return;
  FUZZ_REQUIRE(qn_query_parse(&meant, suggestion.text, strlen(suggestion.text), NULL, &error) == QN_OK);
  qn_query_free(meant);
}

/* Searches pruned and exhaustively, and for what the canonical text says. */
static void search_all_ways(const qn_query *query, const qn_query *again) {
  qn_searcher *searcher = NULL, *other = NULL;
  qn_error error;
  qn_hits pruned, exhaustive, same;
  FUZZ_REQUIRE(qn_searcher_new(&searcher, index_of_tides, &error) == QN_OK);
  FUZZ_REQUIRE(qn_searcher_new(&other, index_of_tides, &error) == QN_OK);
  search(searcher, query, false, &pruned);
  show_hits(searcher, pruned.n_hits);
  show_suggestion(searcher, query);
  search(other, again, false, &same);
  FUZZ_REQUIRE(same.n_hits == pruned.n_hits && same.total == pruned.total);
  for (size_t i = 0; i < same.n_hits; i++) {
    qn_hit a, b;
    qn_searcher_hit(searcher, i, &a);
    qn_searcher_hit(other, i, &b);
    FUZZ_REQUIRE(a.article == b.article && a.score == b.score);
  }
  search(searcher, query, true, &exhaustive);
  FUZZ_REQUIRE(pruned.n_hits == exhaustive.n_hits && pruned.total == exhaustive.total);
  qn_searcher_free(other);
  qn_searcher_free(searcher);
}

/* The canonical text parses to the same canonical text, without a slip. */
static qn_query *parse_again(const qn_query *query) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *again = NULL;
  qn_error error;
  const char *text = qn_query_text(query);
  options.index = index_of_tides;
  FUZZ_REQUIRE(qn_query_parse(&again, text, strlen(text), &options, &error) == QN_OK);
  if (strcmp(qn_query_text(again), text) != 0)
    scaffold_failed(text, qn_query_text(again));
  if (*text != '\0' && qn_query_warning(again, 0) != NULL)
    scaffold_failed(text, qn_query_warning(again, 0));
  return again;
}

static void try_query(const uint8_t *data, size_t size, const qn_query_options *options) {
  qn_query *query = NULL;
  qn_error error;
  qn_status status = qn_query_parse(&query, (const char *)data, size, options, &error);
  FUZZ_REQUIRE(status == QN_OK || status == QN_BAD_QUERY || status == QN_TOO_LARGE);
  if (status != QN_OK)
    return;
  if (find_dropped(query) != NULL)
    scaffold_failed(qn_query_text(query), find_dropped(query));
  qn_query *again = parse_again(query);
  search_all_ways(query, again);
  qn_query_free(again);
  qn_query_free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (index_of_tides == NULL)
    make_index();
  for (unsigned variant = 0; variant < 6; variant++) {
    qn_query_options options =
        query_options(variant & 1 ? QN_QUERY_WORDS : QN_QUERY_SYNTAX, variant == 2, variant == 3);
    options.partial = variant >= 4;
    options.index = index_of_tides;
    options.min_match_percent = variant == 4 ? 60 : 0;
    try_query(data, size, &options);
  }
  return 0;
}
