/* SPDX-License-Identifier: MIT */
/* print_answer.c: messages first, then the format's three functions. */
#include "tool/print_answer.h"

#include "cli/console.h"
#include "cli/query_fault.h"
#include "tool/suggestion_text.h"

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

static void put_suggestion(qn__buffer *messages, const search_answer *answer) {
  qn__buffer line;
  qn__buffer_init(&line);
  put_suggestion_text(&line, answer);
  if (line.size > 0) {
    qn__buffer_u8(&line, '\0');
    put_message(messages, answer->qid, (const char *)line.data);
  }
  messages->failed |= line.failed;
  qn__buffer_clear(&line);
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
