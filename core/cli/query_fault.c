/* SPDX-License-Identifier: MIT */
/* query_fault.c: characters are counted as the library counts them, and shown as wide as a terminal shows them. */
#include "cli/query_fault.h"

#include "cli/safe_text.h"
#include "text/boundaries.h"
#include "text/utf8.h"

/* Bytes of the text before its character number `column`, counted from 1. */
static size_t bytes_before(qn_string text, unsigned column) {
  size_t bytes = 0;
  for (unsigned c = 1; c < column && bytes < text.size; c++)
    for (bytes++; bytes < text.size && qn__utf8_goes_on(text.data[bytes]);)
      bytes++;
  return bytes;
}

/* The nearest place at or before `at` where a character begins. */
static size_t character_start(qn_string text, size_t at) {
  while (at > 0 && at < text.size && qn__utf8_goes_on(text.data[at]))
    at--;
  return at;
}

static void put_valid_fault(qn__buffer *out, qn_string text, unsigned column) {
  enum { BEFORE = 48, SHOWN = 72 }; /* bytes: what they fill is narrower than a terminal */
  static const char ellipsis[] = "…";
  size_t at = bytes_before(text, column);
  size_t from = at > BEFORE ? character_start(text, at - BEFORE) : 0;
  size_t to = text.size - from > SHOWN ? character_start(text, from + SHOWN) : text.size;
  qn__buffer_print(out, "  %s", from > 0 ? ellipsis : "");
  size_t start = out->size;
  cli_put_text(out, text.data + from, at - from);
  size_t width = out->failed ? 0 : qn__display_width((const char *)out->data + start, out->size - start);
  cli_put_text(out, text.data + at, to - at);
  qn__buffer_print(out, "%s\n  %*s^\n", to < text.size ? ellipsis : "", (int)width + (from > 0), "");
}

void cli_put_fault(qn__buffer *out, qn_string query, unsigned column) {
  qn__buffer valid;
  qn__buffer_init(&valid);
  qn__utf8_repair(&valid, query.data, query.size);
  put_valid_fault(out, (qn_string){valid.size > 0 ? (const char *)valid.data : "", valid.size}, column);
  out->failed |= valid.failed;
  qn__buffer_clear(&valid);
}
