/* SPDX-License-Identifier: MIT */
/* quern_query.c: quern-query finds articles.  Reads the options, opens the index, answers one query or a batch of them. */
#include "text/utf8.h"
#include "tool/output.h"
#include "tool/print.h"
#include "tool/query_batch.h"
#include "tool/query_options.h"

#include <signal.h>
#include <unistd.h>

enum { USAGE = 2, NO_INDEX = 3, INTERRUPTED = 130 };

/* Nothing of ours outlives the process: there is nothing to put in order. */
static void interrupt(int signal_number) {
  (void)signal_number;
  _exit(INTERRUPTED);
}

static int tell(qn_status status, const qn_error *error) {
  output_complain("%s", error->message);
  return status_exit(status);
}

static int run_query(const qn_index *index, const tool_options *options, const output_terminal *terminal) {
  qn_searcher *searcher = NULL;
  qn_error error;
  qn_status status = qn_searcher_new(&searcher, index, &error);
  if (status != QN_OK)
    return tell(status, &error);
  qn__buffer query, out, messages;
  qn__buffer_init(&query);
  qn__buffer_init(&out);
  qn__buffer_init(&messages);
  qn__utf8_repair(&query, options->query, strlen(options->query));

  search_answer answer = {.text = (const char *)query.data, .text_size = query.size};
  answer_query(&answer, searcher, options);
  print_answer(&out, &messages, &answer, options, terminal);
  int exit_status = answer_exit(&answer);
  int failure = output_write(&out, &messages);

  answer_clear(&answer);
  qn__buffer_clear(&query);
  qn__buffer_clear(&out);
  qn__buffer_clear(&messages);
  qn_searcher_free(searcher);
  return failure != 0 ? failure : exit_status;
}

static int run(const tool_options *options) {
  qn_index *index = NULL;
  qn_error error;
  qn_status status = qn_index_open(&index, options->dirs, options->n_dirs, &error);
  if (status != QN_OK) {
    int exit_status = tell(status, &error);
    return status == QN_IO ? NO_INDEX : exit_status; /* one that may not be read is none to us */
  }
  output_terminal terminal;
  terminal_init(&terminal, (color_choice)options->color);
  int exit_status =
      options->batch != NULL ? batch_run(index, options, &terminal) : run_query(index, options, &terminal);
  qn_index_close(index);
  return exit_status;
}

int main(int argc, char **argv) {
  signal(SIGINT, interrupt);
  tool_options options;
  int exit_status = 0;
  if (!options_parse(&options, argc, argv))
    exit_status = USAGE;
  else if (options.help)
    options_print_help(stdout);
  else if (options.version)
    printf("quern-query %s\n", qn_version());
  else
    exit_status = run(&options);
  options_clear(&options);
  return exit_status;
}
