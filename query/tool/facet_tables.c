/* SPDX-License-Identifier: MIT */
/* facet_tables.c: a caption, the values, and how many are left out. */
#include "tool/facet_tables.h"

#include "cli/safe_text.h"
#include "text/utf8.h"
#include "tool/facet_values.h"

#include <string.h>

static uint64_t most_articles(const qn_searcher *searcher, size_t facet) {
  qn_facet_value value;
  uint64_t most = 0;
  for (size_t i = 0; qn_searcher_facet_value(searcher, facet, i, &value); i++)
    most = value.n_articles > most ? value.n_articles : most;
  return most;
}

static void put_rows(const output *to, const search_answer *answer, size_t facet, const facet_writer *writer,
                     qn__buffer *text) {
  const uint64_t most = most_articles(answer->searcher, facet);
  qn_facet_value value;
  for (size_t i = 0; qn_searcher_facet_value(answer->searcher, facet, i, &value); i++) {
    qn__buffer_reset(text);
    put_facet_value(text, &to->options->facets[facet], &value);
    writer->row(to->out, cli_text_of(text), value.n_articles, most);
  }
}

static void put_table(const output *to, const search_answer *answer, size_t facet, const facet_writer *writer) {
  const char *asked = to->options->facet.items[facet];
  qn_facet_result result;
  qn__buffer name, text;
  qn__buffer_init(&name);
  qn__buffer_init(&text);
  qn_searcher_facet(answer->searcher, facet, &result);
  qn__utf8_repair(&name, asked, strlen(asked));
  qn__buffer_bytes(&text, name.data, name.size);
  put_facet_counts(&text, &result, &answer->hits);
  writer->begin(to->out, cli_text_of(&name), cli_text_of(&text));
  put_rows(to, answer, facet, writer, &text);
  const bool is_range = to->options->facets[facet].by == QN_FACET_RANGE;
  writer->end(to->out, is_range ? 0 : result.n_distinct - result.n_values);
  to->out->failed |= name.failed | text.failed;
  qn__buffer_clear(&name);
  qn__buffer_clear(&text);
}

void put_facet_tables(const output *to, const search_answer *answer, const facet_writer *writer) {
  if (answer->status != QN_OK || (answer->hits.total_known && answer->hits.total == 0))
    return;
  for (size_t i = 0; i < to->options->facet.n; i++)
    put_table(to, answer, i, writer);
}
