/* SPDX-License-Identifier: MIT */
/* quern_query.c: the quern-query program: reads the options, opens the index, answers one query or a batch of them. */
#include "cli/console.h"
#include "cli/index_location.h"
#include "cli/pager.h"
#include "cli/report.h"
#include "cli/signals.h"
#include "tool/all_matches.h"
#include "tool/fresh_files.h"
#include "tool/hit_records.h"
#include "tool/index_warning.h"
#include "tool/missing_fields.h"
#include "tool/open_hit.h"
#include "tool/output_format.h"
#include "tool/print_answer.h"
#include "tool/query_batch.h"
#include "tool/query_options.h"
#include "tool/stale_hits.h"
#include "tool/synonym_file.h"
#include "tool/syntax_help.h"

/* Writes all there is, through a pager if it is longer than the screen. */
static cli_exit write_paged(const output *to, qn__buffer *messages) {
  cli_pager pager = {.command = NULL};
  if (!to->options->no_pager && cli_is_longer_than_screen(to->terminal, to->out))
    cli_pager_begin(&pager);
  return cli_pager_end(&pager, cli_write_both(to->out, messages));
}

/* Answers the query and prints the answer. */
static cli_exit answer_and_print(qn_searcher *searcher, const output *to) {
  search_answer answer = {.asked = qn_string_of(to->options->query)};
  qn_error error;
  qn__buffer messages;
  qn__buffer_init(&messages);
  answer_query(&answer, searcher, to->options);
  note_missing_fields(&answer, to->options);
  note_named_records(&answer);
  if (answer.status == QN_OK && (to->options->format->shows & SHOWS_FILES))
    (void)find_hit_records(&answer, to->options->index, &error); /* without records of sources ids are all there is */
  if (answer.status == QN_OK && (to->options->format->shows & SHOWS_STATES))
    (void)find_stale_hits(&answer, to->options->index, NULL, NULL, &error); /* an answer needs no marks */
  const bool is_shown = answer.status == QN_OK || to->options->format->has_messages;
  if (is_shown)
    print_start(to);
  print_answer(to, &messages, &answer);
  if (is_shown)
    print_finish(to);
  cli_exit exit = answer_exit(&answer);
  cli_exit failure = write_paged(to, &messages);
  answer_clear(&answer);
  qn__buffer_clear(&messages);
  return failure != EXIT_DONE ? failure : exit;
}

/* All matches are printed as they are found: how many there are is not known before. */
static cli_exit stream_paged(qn_searcher *searcher, const tool_options *options) {
  cli_pager pager = {.command = NULL};
  if (!options->no_pager)
    cli_pager_begin(&pager);
  return cli_pager_end(&pager, print_all_matches(searcher, options));
}

static cli_exit run_query(const qn_index *index, const tool_options *options, const cli_terminal *terminal,
                          const char *warning) {
  qn_searcher *searcher = NULL;
  qn_error error;
  if (qn_searcher_new(&searcher, index, &error) != QN_OK)
    return cli_report(&error);
  qn__buffer out;
  qn__buffer_init(&out);
  const output to = {&out, options, terminal, warning};
  cli_exit exit;
  if (options->all_matches)
    exit = stream_paged(searcher, options);
  else
    exit = options->open > 0 ? open_hit(searcher, &to) : answer_and_print(searcher, &to);
  qn__buffer_clear(&out);
  qn_searcher_free(searcher);
  return exit;
}

static cli_exit search_index(const qn_index *index, const tool_options *options, const cli_terminal *terminal) {
  const char *warning = index_warning(index);
  if (warning != NULL && !options->format->has_messages)
    cli_message("warning: %s", warning);
  return options->batch != NULL ? batch_run(index, options, terminal, warning)
                                : run_query(index, options, terminal, warning);
}

/* Opens the index, after what --fresh adds to it. */
static cli_exit open_index(qn_index **index, tool_options *options) {
  cli_exit exit = cli_open_index(index, options->dirs.items, options->dirs.n);
  if (exit != EXIT_DONE || !options->fresh)
    return exit;
  options->index = *index;
  add_fresh_files(*index, options);
  qn_index_close(*index);
  *index = NULL;
  return cli_open_index(index, options->dirs.items, options->dirs.n);
}

static cli_exit search(tool_options *options) {
  qn_index *index = NULL;
  cli_terminal terminal;
  cli_exit exit = open_index(&index, options);
  if (exit == EXIT_DONE) {
    cli_terminal_init(&terminal, (cli_color)options->color);
    options->index = index;
    exit = search_index(index, options, &terminal);
    qn_index_close(index);
  }
  if (exit == EXIT_DAMAGED)
    cli_advise(QN_DAMAGED, options->dirs.n == 1 ? options->dirs.items[0] : "DIR");
  return exit;
}

/* With the words that mean the same, if a file lists some. */
static cli_exit search_with_synonyms(tool_options *options) {
  qn_synonyms *synonyms = NULL;
  cli_exit exit = EXIT_DONE;
  if (options->synonym_file != NULL)
    exit = synonym_file_read(&synonyms, options->synonym_file);
  options->synonyms = synonyms;
  if (exit == EXIT_DONE)
    exit = search(options);
  qn_synonyms_free(synonyms);
  return exit;
}

static cli_exit run(tool_options *options) {
  if (options->help_syntax)
    print_syntax_help(stdout);
  else if (options->help)
    options_print_help(stdout);
  else if (options->version)
    printf("quern-query %s\n", qn_version());
  else
    return search_with_synonyms(options);
  return EXIT_DONE;
}

int main(int argc, char **argv) {
  tool_options options;
  cli_set_program("quern-query");
  cli_exit_when_interrupted();
  cli_exit exit = options_parse(&options, argc, argv);
  if (exit == EXIT_DONE)
    exit = run(&options);
  options_clear(&options);
  return (int)cli_finish(exit);
}
