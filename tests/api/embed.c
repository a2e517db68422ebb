/* SPDX-License-Identifier: MIT */
/* embed.c: a whole program around libquern: puts three articles into an index, commits, searches, prints hits and
 * snippets.
 *     cc embed.c $(pkg-config --cflags --libs quern) -o embed && ./embed notes "tide table" */
#include <quern.h>

#include <stdio.h>

static qn_status write_notes(const char *dir, qn_error *error) {
  static const char *const notes[][3] = {
      {"1", "Moving day", "Bring the ladder and the tide table. The boat leaves at six."},
      {"2", "Shopping", "Flour, salt, a table for the kitchen. No more tea."},
      {"3", "Tides", "High water comes fifty minutes later every day. The tide tables say so, and so does the moon."},
  };
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, NULL, error);
  for (size_t i = 0; status == QN_OK && i < sizeof notes / sizeof *notes; i++) {
    qn_article note = {qn_string_of(notes[i][0]), .title = qn_string_of(notes[i][1]),
                       .text = qn_string_of(notes[i][2])};
    status = qn_writer_add(writer, &note, error);
  }
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static bool print_result(void *context, const qn_result *result) {
  (void)context;
  printf("%zu. %s (%.3f)\n   %s\n", result->rank, result->article->title.data, result->hit->score,
         result->snippet->text.data);
  return true; /* go on */
}

static qn_status print_hits(const char *dir, const char *text, qn_error *error) {
  qn_index *index = NULL;
  qn_status status = qn_index_open(&index, &dir, 1, error);
  if (status == QN_OK)
    status = qn_search_text(index, text, NULL, print_result, NULL, error);
  qn_index_close(index);
  return status;
}

int main(int argc, char **argv) {
  qn_error error;
  if (argc == 3 && write_notes(argv[1], &error) == QN_OK && print_hits(argv[1], argv[2], &error) == QN_OK)
    return 0;
  fprintf(stderr, "embed: %s\n", argc == 3 ? error.message : "usage: embed DIRECTORY QUERY");
  return 1;
}
