/* SPDX-License-Identifier: MIT */
/* print_answer.c: messages first, then the format's three functions. */
#include "tool/print_answer.h"

#include "cli/console.h"
#include "cli/safe_text.h"
#include "text/boundaries.h"

/* Bytes of the text before its character number `column`, counted from 1. */
static size_t bytes_before(qn_string text, unsigned column) {
  size_t bytes = 0;
  for (unsigned c = 1; c < column && bytes < text.size; c++)
    for (bytes++; bytes < text.size && ((uint8_t)text.data[bytes] & 0xc0) == 0x80;)
      bytes++;
  return bytes;
}

/* The nearest place at or before `at` where a character begins. */
static size_t character_start(qn_string text, size_t at) {
  while (at > 0 && at < text.size && ((uint8_t)text.data[at] & 0xc0) == 0x80)
    at--;
  return at;
}

/* The query, or the part of it around the fault, with a mark under the character at fault. */
static void put_fault(qn__buffer *messages, const search_answer *answer) {
  enum { BEFORE = 48, SHOWN = 72 }; /* bytes: what they fill is narrower than a terminal */
  static const char ellipsis[] = "…";
  const qn_string text = answer->text;
  size_t at = bytes_before(text, answer->error.column);
  size_t from = at > BEFORE ? character_start(text, at - BEFORE) : 0;
  size_t to = text.size - from > SHOWN ? character_start(text, from + SHOWN) : text.size;
  qn__buffer_print(messages, "  %s", from > 0 ? ellipsis : "");
  size_t start = messages->size;
  cli_put_text(messages, text.data + from, at - from);
  size_t width = messages->failed ? 0 : qn__display_width((const char *)messages->data + start, messages->size - start);
  cli_put_text(messages, text.data + at, to - at);
  qn__buffer_print(messages, "%s\n  %*s^\n", to < text.size ? ellipsis : "", (int)width + (from > 0), "");
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

void print_messages(qn__buffer *messages, const search_answer *answer) {
  const char *warning;
  for (size_t i = 0; (warning = answer_warning(answer, i)) != NULL; i++)
    put_message(messages, answer->qid, warning);
  if (answer->status == QN_OK)
    return;
  put_message(messages, answer->qid, answer->error.message);
  if (answer->error.column > 0)
    put_fault(messages, answer);
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
