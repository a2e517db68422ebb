/* SPDX-License-Identifier: MIT */
/* print.c: chooses the form of the output, and tells what went wrong beside it. */
#include "tool/print.h"

#include "text/boundaries.h"

/* The query with a mark under the character at fault. */
static void put_fault(qn__buffer *messages, const search_answer *answer) {
  size_t before = 0;
  for (unsigned column = 1; column < answer->error.column && before < answer->text_size; column++)
    for (before++; before < answer->text_size && ((uint8_t)answer->text[before] & 0xc0) == 0x80;)
      before++;
  qn__buffer_print(messages, "  ");
  terminal_put(messages, answer->text, answer->text_size);
  qn__buffer_print(messages, "\n  %*s^\n", (int)qn__display_width(answer->text, before), "");
}

static void put_message(qn__buffer *messages, const char *qid, const char *message) {
  qn__buffer_print(messages, "quern-query: ");
  if (qid != NULL) {
    terminal_put(messages, qid, strlen(qid));
    qn__buffer_print(messages, ": ");
  }
  terminal_put_any(messages, message);
  qn__buffer_print(messages, "\n");
}

/* What went wrong or was repaired, a line each. */
static void print_messages(qn__buffer *messages, const search_answer *answer) {
  const char *warning;
  for (size_t i = 0; answer->query != NULL && (warning = qn_query_warning(answer->query, i)) != NULL; i++)
    put_message(messages, answer->qid, warning);
  if (answer->status == QN_OK)
    return;
  put_message(messages, answer->qid, answer->error.message);
  if (answer->error.column > 0)
    put_fault(messages, answer);
}

void print_answer(qn__buffer *out, qn__buffer *messages, const search_answer *answer, const tool_options *options,
                  const output_terminal *terminal) {
  if (options->json) {
    print_json(out, answer, options);
    return;
  }
  print_messages(messages, answer);
  if (answer->status != QN_OK)
    return;
  if (options->trec != NULL)
    print_trec(out, answer, options);
  else
    print_text(out, answer, options, terminal);
}
