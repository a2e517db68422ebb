/* SPDX-License-Identifier: MIT */
/* all_matches.c: a buffer that is written whenever it is full. */
#include "tool/all_matches.h"

#include "cli/console.h"
#include "cli/report.h"
#include "tool/name_list.h"
#include "tool/print_answer.h"

enum { FULL = 1 << 16 }; /* bytes */

typedef struct match_stream {
  qn_searcher *searcher;
  const tool_options *options;
  qn__buffer out;
  bool any;
  qn_status status; /* of reading an article */
  qn_error *error;
  cli_exit failure; /* of writing */
} match_stream;

static bool print_match(void *context, uint64_t article) {
  match_stream *stream = context;
  qn_article found;
  stream->any = true;
  stream->status = qn_searcher_metadata(stream->searcher, article, &found, stream->error);
  if (stream->status != QN_OK)
    return false;
  put_listed_name(&stream->out, stream->options, found.id);
  if (stream->out.size >= FULL || stream->out.failed)
    stream->failure = cli_write(&stream->out);
  return stream->failure == EXIT_DONE;
}

/* Searches, and writes what is left in the buffer. */
static cli_exit stream_matches(match_stream *stream, const qn_query *query) {
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  date_filters dates = {.since = ""};
  qn_error error;
  stream->error = &error;
  answer_dates(&searching, &dates, stream->options);
  searching.max_expansions = (size_t)stream->options->max_expansions;
  qn_status status = qn_search_each(stream->searcher, query, &searching, print_match, stream, &error);
  if (status == QN_OK)
    status = stream->status;
  if (stream->failure == EXIT_DONE)
    stream->failure = cli_write(&stream->out);
  if (status != QN_OK)
    return cli_report(&error);
  if (stream->failure != EXIT_DONE)
    return stream->failure;
  return stream->any ? EXIT_DONE : EXIT_NEGATIVE;
}

cli_exit print_all_matches(qn_searcher *searcher, const tool_options *options) {
  search_answer answer = {.asked = qn_string_of(options->query)};
  match_stream stream = {.searcher = searcher, .options = options};
  qn__buffer_init(&stream.out);
  answer_parse(&answer, options);
  qn__buffer messages;
  qn__buffer_init(&messages);
  print_messages(&messages, &answer);
  cli_exit exit = cli_write_both(&stream.out, &messages);
  if (exit == EXIT_DONE)
    exit = answer.status == QN_OK ? stream_matches(&stream, answer.query) : cli_exit_of(answer.status);
  print_search_warnings(&messages, searcher);
  const cli_exit last = cli_write_both(&stream.out, &messages);
  exit = last != EXIT_DONE ? last : exit;
  qn__buffer_clear(&messages);
  qn__buffer_clear(&stream.out);
  answer_clear(&answer);
  return exit;
}
