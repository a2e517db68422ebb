/* SPDX-License-Identifier: MIT */
/* snippet_fixture.c: texts with their highlights in brackets. */
#include "support/snippet_fixture.h"

#include <stdio.h>
#include <string.h>

const char snippet_harbour[] =
    "The harbour wall was built in nine years. Its stones came from the island, one boat at a time.\n\n"
    "Fishing paid for it, and so did salt. When the herring came the whole town went down to the quay, and the boats "
    "lay so deep that children thought they were sinking. That is how the old people see it.\n\n"
    "Today the lighthouse is a museum. A café sells herring rolls to visitors who come by train, and no one has "
    "rowed out to the island with a stone in thirty years.\n";

void snippet_fixture_open(search_fixture *f, const char *title, const char *text) {
  qn_article article = {.id = string_of("1"), .title = string_of(title), .text = string_of(text)};
  search_fixture_open(f, &article, 1, 0);
}

/* Text with its ranges in brackets. */
static void bracket(char *to, size_t room, qn_string text, const qn_range *ranges, size_t n_ranges) {
  size_t size = strlen(to), from = 0;
  for (size_t i = 0; i < n_ranges; i++) {
    assert_true(ranges[i].start >= from && ranges[i].end > ranges[i].start && ranges[i].end <= text.size);
    size += (size_t)snprintf(to + size, room - size, "%.*s[%.*s]", (int)(ranges[i].start - from), text.data + from,
                             (int)(ranges[i].end - ranges[i].start), text.data + ranges[i].start);
    from = ranges[i].end;
  }
  snprintf(to + size, room - size, "%.*s", (int)(text.size - from), text.data + from);
}

const char *shown_snippets(search_fixture *f, const char *query, size_t max_snippets, size_t max_chars) {
  static char shown[8192];
  qn_error error;
  shown[0] = '\0';
  assert_int_equal(count_hits(f, query), 1);
  const qn_snippet_options options = snippet_options(max_snippets, max_chars);
  const qn_snippets *found;
  qn_snippet snippet;
  assert_ok(qn_searcher_snippets(f->searcher, 0, &options, &found, &error), error);
  for (size_t i = 0; qn_snippets_get(found, i, &snippet); i++) {
    if (i > 0)
      strcat(shown, " | ");
    bracket(shown, sizeof shown, snippet.text, snippet.highlights, snippet.n_highlights);
  }
  return shown;
}

const char *shown_title(search_fixture *f, const char *query) {
  static char shown[1024];
  qn_error error;
  shown[0] = '\0';
  assert_int_equal(count_hits(f, query), 1);
  qn_hit hit;
  qn_article article;
  const qn_range *ranges;
  size_t n;
  qn_searcher_hit(f->searcher, 0, &hit);
  assert_ok(qn_searcher_article(f->searcher, hit.article, &article, &error), error);
  assert_ok(qn_searcher_title_highlights(f->searcher, 0, &ranges, &n, &error), error);
  bracket(shown, sizeof shown, article.title, ranges, n);
  return shown;
}

const qn_snippets *snippets_of(search_fixture *f, size_t n_hits, const char *id, const qn_snippet_options *options) {
  const qn_snippets *found = NULL;
  qn_error error;
  for (size_t i = 0; i < n_hits; i++) {
    qn_hit hit;
    qn_article article;
    qn_searcher_hit(f->searcher, i, &hit);
    assert_ok(qn_searcher_metadata(f->searcher, hit.article, &article, &error), error);
    if (strcmp(article.id.data, id) != 0)
      continue;
    assert_ok(qn_searcher_snippets(f->searcher, i, options, &found, &error), error);
  }
  assert_non_null(found);
  return found;
}
