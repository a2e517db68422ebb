/* SPDX-License-Identifier: MIT */
/* matching.c: parses the query, and streams what it finds. */
#include "tool/matching.h"

#include "cli/console.h"
#include "cli/query_fault.h"
#include "cli/signals.h"
#include "tool/command.h"

const cli_option match_option_rows[N_MATCH_OPTIONS] = {
    {"query", 0, CLI_TEXT, offsetof(match_options, query), .argument = "QUERY",
     .help = "the articles that match, as quern-query finds them"},
    {"strict", 0, CLI_FLAG, offsetof(match_options, strict), .help = "refuse a query with a slip in it"},
};

static cli_exit report_fault(const char *text, const qn_error *error) {
  qn__buffer messages, none;
  qn__buffer_init(&messages);
  qn__buffer_init(&none);
  cli_put_message(&messages, error->message);
  if (error->column > 0)
    cli_put_fault(&messages, qn_string_of(text), error->column);
  const cli_exit exit = cli_write_both(&none, &messages);
  qn__buffer_clear(&messages);
  return exit != EXIT_DONE ? exit : cli_exit_of(error->status);
}

cli_exit parse_match_query(qn_query **query, const qn_index *index, const match_options *options) {
  qn_query_options parsing = QN_QUERY_OPTIONS_INIT;
  qn_error error;
  const char *warning;
  parsing.strict = options->strict;
  parsing.index = index;
  if (qn_query_parse(query, options->query, strlen(options->query), &parsing, &error) != QN_OK)
    return report_fault(options->query, &error);
  for (size_t i = 0; (warning = qn_query_warning(*query, i)) != NULL; i++)
    cli_message("%s", warning);
  return EXIT_DONE;
}

typedef struct match_stream {
  qn_searcher *searcher;
  match_visit *visit;
  void *context;
} match_stream;

static bool visit_match(void *context, uint64_t article) {
  const match_stream *stream = context;
  return stream->visit(stream->context, stream->searcher, article);
}

static cli_exit visit_matches(match_stream *stream, const qn_query *query) {
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  qn_error error;
  const char *warning;
  searching.cancelled = cli_is_interrupted;
  qn_status status = qn_search_each(stream->searcher, query, &searching, visit_match, stream, &error);
  for (size_t i = 0; (warning = qn_searcher_warning(stream->searcher, i)) != NULL; i++)
    cli_message("%s", warning);
  return status == QN_OK ? EXIT_DONE : command_failed(&error);
}

cli_exit each_matching(const qn_index *index, const match_options *options, match_visit *visit, void *context) {
  match_stream stream = {.visit = visit, .context = context};
  qn_query *query = NULL;
  qn_error error;
  cli_exit exit = parse_match_query(&query, index, options);
  if (exit == EXIT_DONE && qn_searcher_new(&stream.searcher, index, &error) != QN_OK)
    exit = command_failed(&error);
  if (exit == EXIT_DONE)
    exit = visit_matches(&stream, query);
  qn_searcher_free(stream.searcher);
  qn_query_free(query);
  return exit;
}
