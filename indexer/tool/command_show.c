/* SPDX-License-Identifier: MIT */
/* command_show.c: prints articles for a person, and marks a query's words. */
#include "cli/article_text.h"
#include "cli/console.h"
#include "cli/pager.h"
#include "cli/signals.h"
#include "tool/command.h"
#include "tool/matching.h"

static const char usage[] = "Usage: quern-index show [OPTION...] ID...\n\n"
                            "Prints articles: title, what is known of them, and the whole text; with\n"
                            "--query the words of a query are marked. On a terminal $PAGER shows it, by\n"
                            "git's rules: less with FRX if it is not set, none if it is empty or cat.\n\n";

static const cli_note examples[] = {
    {"quern-index show notes/tides.md", "prints an article, page by page"},
    {"quern-index show notes/tides.md --query 'neap tide'", "the same with words marked"},
    {NULL, NULL},
};

typedef struct showing {
  match_options matching;
  bool no_pager;
  unsigned color;
  qn__buffer out;
  cli_terminal terminal;
  qn_searcher *searcher;
  size_t n_missing; /* ids */
} showing;

static const cli_option own_options[] = {
    {"color", 0, CLI_CHOICE, offsetof(showing, color), .choices = "auto|always|never", .argument = "WHEN"},
    {"no-pager", 0, CLI_FLAG, offsetof(showing, no_pager), .help = "print to the terminal directly"},
};

static qn_status show_id(showing *s, const qn_index *index, const char *id, qn_error *error) {
  uint64_t number = 0;
  qn_status status = qn_index_find(index, qn_string_of(id), &number, error);
  return status == QN_OK ? cli_put_article(&s->out, &s->terminal, s->searcher, number, error) : status;
}

static cli_exit show_ids(showing *s, const qn_index *index, const invocation *call) {
  qn_error error;
  cli_exit exit = EXIT_DONE;
  for (int i = 0; i < call->n_operands && exit == EXIT_DONE && !cli_interrupted; i++) {
    const qn_status status = show_id(s, index, call->operands[i], &error);
    if (status == QN_NOT_FOUND) {
      cli_message("no article has the id \"%s\"", call->operands[i]);
      s->n_missing++;
    } else if (status != QN_OK) {
      exit = command_failed(&error);
    }
  }
  return exit;
}

/* Prepares the searcher to find the words of the query in any article. */
static cli_exit ask(showing *s, const qn_index *index) {
  qn_search_options searching = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  if (s->matching.query == NULL)
    return EXIT_DONE;
  cli_exit exit = parse_match_query(&query, index, &s->matching);
  searching.no_hits = true;
  searching.count = QN_COUNT_NONE;
  if (exit == EXIT_DONE && qn_search(s->searcher, query, &searching, &hits, &error) != QN_OK)
    exit = command_failed(&error);
  qn_query_free(query);
  return exit;
}

static cli_exit show_all(showing *s, const qn_index *index, const invocation *call) {
  cli_pager pager = {.command = NULL};
  qn_error error;
  if (qn_searcher_new(&s->searcher, index, &error) != QN_OK)
    return command_failed(&error);
  cli_exit exit = ask(s, index);
  if (exit == EXIT_DONE)
    exit = show_ids(s, index, call);
  if (!s->no_pager && s->out.size > 0)
    cli_pager_begin(&pager);
  const cli_exit written = cli_pager_end(&pager, cli_write(&s->out));
  qn_searcher_free(s->searcher);
  if (cli_interrupted)
    return EXIT_INTERRUPTED;
  if (exit == EXIT_DONE && s->n_missing > 0)
    exit = EXIT_NEGATIVE;
  return written == EXIT_DONE ? exit : written;
}

cli_exit command_show(int argc, char **argv) {
  showing s = {.color = 0};
  invocation call = {.syntax = {"show", usage, .examples = examples,
                                .groups = {{match_option_rows, N_MATCH_OPTIONS, &s.matching},
                                           {own_options, sizeof own_options / sizeof *own_options, &s}}}};
  qn_index *index;
  if (!command_begin(&call, argc, argv))
    return call.exit;
  if (call.n_operands == 0)
    return cli_usage_error(&call.syntax, "name the ids of the articles to show");
  if (s.matching.query == NULL && s.matching.strict)
    return cli_usage_error(&call.syntax, "--strict is for --query");
  if (!command_open_index(&call, &index))
    return call.exit;
  cli_terminal_init(&s.terminal, (cli_color)s.color);
  qn__buffer_init(&s.out);
  const cli_exit exit = show_all(&s, index, &call);
  qn__buffer_clear(&s.out);
  qn_index_close(index);
  return exit;
}
