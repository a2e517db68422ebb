/* SPDX-License-Identifier: MIT */
/* embed.c: a whole program around libquern: puts three articles into an index, commits, searches, prints hits and
 * snippets.
 *     cc embed.c $(pkg-config --cflags --libs quern) -o embed && ./embed notes "tide table" */
#include <quern.h>

#include <stdio.h>
#include <string.h>

static qn_string string(const char *text) {
  return (qn_string){text, strlen(text)};
}

static qn_status write_notes(const char *dir, qn_error *error) {
  static const char *const notes[][3] = {
      {"1", "Moving day", "Bring the ladder and the tide table. The boat leaves at six."},
      {"2", "Shopping", "Flour, salt, a table for the kitchen. No more tea."},
      {"3", "Tides", "High water comes fifty minutes later every day. The tide tables say so, and so does the moon."},
  };
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  for (size_t i = 0; status == QN_OK && i < sizeof notes / sizeof *notes; i++) {
    qn_article article = {.id = string(notes[i][0]), .title = string(notes[i][1]), .text = string(notes[i][2])};
    status = qn_writer_add(writer, &article, error);
  }
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static qn_status print_hit(qn_searcher *searcher, size_t i, qn_error *error) {
  qn_hit hit;
  qn_searcher_hit(searcher, i, &hit);
  qn_article article;
  qn_status status = qn_searcher_metadata(searcher, hit.article, &article, error);
  if (status != QN_OK)
    return status;
  printf("%zu. %s (%.3f)\n", i + 1, article.title.data, hit.score);
  const qn_snippets *snippets;
  qn_snippet snippet;
  status = qn_searcher_snippets(searcher, i, NULL, &snippets, error);
  if (status == QN_OK && qn_snippets_get(snippets, 0, &snippet))
    printf("   %s\n", snippet.text.data);
  return status;
}

static qn_status print_hits(const char *dir, const char *text, qn_error *error) {
  qn_index *index = NULL;
  qn_searcher *searcher = NULL;
  qn_query *query = NULL;
  qn_query_options query_options = QN_QUERY_OPTIONS_INIT;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_hits hits = {0};
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, error);
  if (status == QN_OK)
    status = qn_query_parse(&query, text, strlen(text), &query_options, error);
  if (status == QN_OK)
    status = qn_search(searcher, query, &options, &hits, error);
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++)
    status = print_hit(searcher, i, error);
  qn_query_free(query);
  qn_searcher_free(searcher);
  qn_index_close(index);
  return status;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: embed DIRECTORY QUERY\n");
    return 2;
  }
  qn_error error;
  if (write_notes(argv[1], &error) != QN_OK || print_hits(argv[1], argv[2], &error) != QN_OK) {
    fprintf(stderr, "embed: %s\n", error.message);
    return 1;
  }
  return 0;
}
