/* SPDX-License-Identifier: MIT */
/* open_hit.c: from a hit to a file. */
#include "tool/open_hit.h"

#include "cli/article_text.h"
#include "cli/console.h"
#include "cli/editor.h"
#include "cli/pager.h"
#include "cli/report.h"
#include "tool/answer.h"
#include "tool/hit_place.h"
#include "tool/hit_records.h"
#include "tool/print_answer.h"
#include "tool/stale_hits.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

static bool is_file(const char *path) {
  struct stat found;
  return stat(path, &found) == 0 && S_ISREG(found.st_mode);
}

static cli_exit show_in_pager(qn_searcher *searcher, const output *to, const found_article *found) {
  cli_pager pager = {.command = NULL};
  qn_error error;
  if (cli_put_article(to->out, to->terminal, searcher, found->hit.article, &error) != QN_OK)
    return cli_report(&error);
  if (!to->options->no_pager)
    cli_pager_begin(&pager);
  return cli_pager_end(&pager, cli_write(to->out));
}

static void keep_path(void *context, const qn_source *source, source_state state) {
  qn__buffer *kept = context;
  if (state == SOURCE_CHANGED)
    cli_message("%s has changed since it was added; its lines may be others (--fresh adds it again)",
                source->path.data);
  qn__buffer_reset(kept);
  qn__buffer_bytes(kept, source->path.data, source->path.size);
}

typedef struct source_search {
  size_t directory;
  bool found;
} source_search;

static bool note_any_source(void *context, const qn_source *source) {
  source_search *search = context;
  search->found = source->directory == search->directory;
  return !search->found;
}

/* Whether the index of an article knows where files are; true if that cannot be read. */
static bool knows_sources(const qn_index *index, const found_article *found) {
  source_search search = {.directory = found->hit.directory};
  qn_error error;
  return qn_index_each_source(index, note_any_source, &search, &error) != QN_OK || search.found;
}

/* The file as the index knows it.  An id is a path where the index knows no files at all: else the author of an article
 * would choose a file of this machine.  Empty: there is none. */
static void find_path(search_answer *answer, const qn_index *index, qn__buffer *path) {
  found_article *found = &answer->found[0];
  qn_error error;
  (void)find_hit_records(answer, index, &error);
  if (hit_source_place(answer, found, 0).line == 0)
    found->file = (qn_string){"", 0}; /* a pager shows more than a file of many records does */
  const qn_string file = hit_file(found);
  (void)find_stale_hits(answer, index, keep_path, path, &error); /* without records there is no path */
  if (path->size == 0 && !knows_sources(index, found))
    qn__buffer_bytes(path, file.data, file.size);
  qn__buffer_u8(path, '\0');
}

static cli_exit open_article(qn_searcher *searcher, const output *to, search_answer *answer) {
  const found_article *found = &answer->found[0];
  qn__buffer path;
  qn__buffer_init(&path);
  find_path(answer, to->options->index, &path);
  cli_exit exit = EXIT_DONE;
  if (path.failed)
    exit = cli_report_memory();
  else if (is_file((const char *)path.data))
    exit = cli_edit((const char *)path.data, hit_source_place(answer, found, 0).line);
  else
    exit = show_in_pager(searcher, to, found);
  qn__buffer_clear(&path);
  return exit;
}

cli_exit open_hit(qn_searcher *searcher, const output *to) {
  search_answer answer = {.asked = qn_string_of(to->options->query)};
  qn__buffer messages;
  qn__buffer_init(&messages);
  answer_query(&answer, searcher, to->options);
  print_messages(&messages, &answer);
  cli_exit exit = cli_write_both(to->out, &messages);
  if (exit == EXIT_DONE)
    exit = answer_exit(&answer);
  if (exit == EXIT_NEGATIVE)
    cli_message(answer.hits.total > 0 ? "--open %" PRIu64 ": only %" PRIu64 " match"
                                      : "--open %" PRIu64 ": no article matches",
                to->options->open, answer.hits.total);
  if (exit == EXIT_DONE)
    exit = open_article(searcher, to, &answer);
  answer_clear(&answer);
  qn__buffer_clear(&messages);
  return exit;
}
