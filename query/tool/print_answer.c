/* SPDX-License-Identifier: MIT */
/* print_answer.c: messages first, then the format's three functions. */
#include "tool/print_answer.h"

#include "cli/console.h"
#include "cli/safe_text.h"
#include "text/boundaries.h"

/* The query with a mark under the character at fault. */
static void put_fault(qn__buffer *messages, const search_answer *answer) {
  size_t before = 0;
  for (unsigned column = 1; column < answer->error.column && before < answer->text_size; column++)
    for (before++; before < answer->text_size && ((uint8_t)answer->text[before] & 0xc0) == 0x80;)
      before++;
  qn__buffer_print(messages, "  ");
  cli_put_text(messages, answer->text, answer->text_size);
  qn__buffer_print(messages, "\n  %*s^\n", (int)qn__display_width(answer->text, before), "");
}

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
