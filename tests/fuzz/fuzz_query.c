/* SPDX-License-Identifier: MIT */
/* fuzz_query.c: any bytes are a query, or are refused; the canonical spelling means itself; searching finds the same
 * pruned and exhaustively. */
#include "fuzz/fuzz.h"

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
  qn_error error;
  dir = make_temp_dir();
  add_texts(dir, texts, sizeof texts / sizeof *texts);
  if (qn_index_open(&index_of_tides, (const char *const *)&dir, 1, &error) != QN_OK)
    scaffold_failed(dir, error.message);
  atexit(remove_index);
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
    FUZZ_REQUIRE(qn_searcher_title_highlights(searcher, i, &ranges, &n, &error) == QN_OK);
    FUZZ_REQUIRE(qn_searcher_explain(searcher, i, &text, &error) == QN_OK);
  }
}

static void search_both_ways(const qn_query *query) {
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_searcher *searcher = NULL;
  qn_error error;
  qn_hits pruned, exhaustive;
  FUZZ_REQUIRE(qn_searcher_new(&searcher, index_of_tides, &error) == QN_OK);
  options.rank = QN_RANK_BM25;
  options.count = QN_COUNT_EXACT;
  FUZZ_REQUIRE(qn_search(searcher, query, &options, &pruned, &error) == QN_OK);
  show_hits(searcher, pruned.n_hits);
  options.exhaustive = true;
  FUZZ_REQUIRE(qn_search(searcher, query, &options, &exhaustive, &error) == QN_OK);
  FUZZ_REQUIRE(pruned.n_hits == exhaustive.n_hits && pruned.total == exhaustive.total);
  qn_searcher_free(searcher);
}

/* The canonical text parses to the same canonical text. */
static void parse_again(const qn_query *query) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  qn_query *again = NULL;
  qn_error error;
  const char *text = qn_query_text(query);
  FUZZ_REQUIRE(qn_query_parse(&again, text, strlen(text), &options, &error) == QN_OK);
  FUZZ_REQUIRE(strcmp(qn_query_text(again), text) == 0);
  qn_query_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (index_of_tides == NULL)
    make_index();
  for (unsigned variant = 0; variant < 4; variant++) {
    qn_query_options options =
        query_options(variant & 1 ? QN_QUERY_WORDS : QN_QUERY_SYNTAX, variant == 2, variant == 3);
    qn_query *query = NULL;
    qn_error error;
    qn_status status = qn_query_parse(&query, (const char *)data, size, &options, &error);
    FUZZ_REQUIRE(status == QN_OK || status == QN_BAD_QUERY || status == QN_TOO_LARGE);
    if (status != QN_OK)
      continue;
    parse_again(query);
    search_both_ways(query);
    qn_query_free(query);
  }
  return 0;
}
