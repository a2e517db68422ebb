/* SPDX-License-Identifier: MIT */
/* print_answer.c: messages first, then the format's three functions. */
#include "tool/print_answer.h"

#include "cli/console.h"
#include "cli/query_fault.h"

static void put_message(qn__buffer *messages, const char *qid, const char *message) {
  qn__buffer line;
  qn__buffer_init(&line);
  qn__buffer_print(&line, "%s%s%s", qid != NULL ? qid : "", qid != NULL ? ": " : "", message);
  qn__buffer_u8(&line, '\0');
  if (!line.failed)
    cli_put_message(messages, (const char *)line.data);
  messages->failed |= line.failed;
  qn__buffer_clear(&line);
}

/* The message that the buffer has, which is emptied. */
static void put_built(qn__buffer *messages, const char *qid, qn__buffer *built) {
  qn__buffer_u8(built, '\0');
  if (!built->failed)
    put_message(messages, qid, (const char *)built->data);
  messages->failed |= built->failed;
  qn__buffer_clear(built);
}

/* "no article has "salt""; where nothing was found "no article has all words; without "salt" 12 have the rest". */
static void put_missing(qn__buffer *messages, const search_answer *answer) {
  enum { COUNTED = 1000 };
  const qn_suggestion *suggestion = &answer->suggestion;
  const bool counts = suggestion->n_rest > 0 && answer_exit(answer) == EXIT_NEGATIVE;
  qn__buffer line;
  qn__buffer_init(&line);
  qn__buffer_print(&line, counts ? "no article has all words; without " : "no article has ");
  for (size_t i = 0; i < suggestion->n_missing; i++) {
    const char *before = i == 0 ? "\"" : i + 1 < suggestion->n_missing ? "\", \"" : counts ? "\" and \"" : "\" or \"";
    qn__buffer_print(&line, "%s", before);
    qn__buffer_bytes(&line, suggestion->missing[i].data, suggestion->missing[i].size);
  }
  qn__buffer_print(&line, "\"");
  if (counts)
    qn__buffer_print(&line, " %s%llu ha%s the rest", suggestion->n_rest >= COUNTED ? "at least " : "",
                     (unsigned long long)suggestion->n_rest, suggestion->n_rest == 1 ? "s" : "ve");
  put_built(messages, answer->qid, &line);
}

static void put_suggestion(qn__buffer *messages, const search_answer *answer) {
  qn__buffer line;
  qn__buffer_init(&line);
  if (answer->is_corrected) {
    qn__buffer_print(&line, "searched for ");
    qn__buffer_bytes(&line, answer->corrected.data, answer->corrected.size);
    qn__buffer_print(&line, " instead of ");
    qn__buffer_bytes(&line, answer->text.data, answer->text.size);
  } else if (answer->suggestion.text != NULL) {
    qn__buffer_print(&line, "did you mean %s", answer->suggestion.text);
  }
  if (line.size > 0 || line.failed)
    put_built(messages, answer->qid, &line);
  else if (answer->suggestion.n_missing > 0)
    put_missing(messages, answer);
}

void print_messages(qn__buffer *messages, const search_answer *answer) {
  const char *warning;
  for (size_t i = 0; (warning = answer_warning(answer, i)) != NULL; i++)
    put_message(messages, answer->qid, warning);
  if (answer->status == QN_OK) {
    put_suggestion(messages, answer);
    return;
  }
  put_message(messages, answer->qid, answer->error.message);
  if (answer->error.column > 0)
    cli_put_fault(messages, answer->asked, answer->error.column);
}

void print_search_warnings(qn__buffer *messages, const qn_searcher *searcher) {
  const char *warning;
  for (size_t i = 0; (warning = qn_searcher_warning(searcher, i)) != NULL; i++)
    put_message(messages, NULL, warning);
}

void print_start(const output *to) {
  if (to->options->format->start != NULL)
    to->options->format->start(to);
}

void print_finish(const output *to) {
  if (to->options->format->finish != NULL)
    to->options->format->finish(to);
}

void print_answer(const output *to, qn__buffer *messages, const search_answer *answer) {
  const output_format *format = to->options->format;
  if (!format->has_messages) {
    print_messages(messages, answer);
    if (answer->status != QN_OK)
      return;
  }
  if (format->begin != NULL)
    format->begin(to, answer);
  for (size_t i = 0; i < answer->n_found && format->hit != NULL; i++)
    format->hit(to, answer, i);
  if (format->end != NULL)
    format->end(to, answer);
}
