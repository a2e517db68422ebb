/* SPDX-License-Identifier: MIT */
/* json_writer.c: strings are copied in runs, from escape to escape. */
#include "cli/json_writer.h"

#include "cli/safe_text.h"
#include "text/utf8.h"

static void put_escape(qn__buffer *out, uint32_t c) {
  static const char letters[] = "btnvfr"; /* 8 to 13 */
  if (c == '"' || c == '\\')
    qn__buffer_bytes(out, (char[]){'\\', (char)c}, 2);
  else if (c >= 8 && c <= 13 && c != 11)
    qn__buffer_bytes(out, (char[]){'\\', letters[c - 8]}, 2);
  else
    qn__buffer_print(out, "\\u%04x", (unsigned)c);
}

/* Copies valid UTF-8 with every control character as an escape; quotes and backslashes too, unless they are JSON's
 * own. */
static void put_escaped(qn__buffer *out, const char *text, size_t size, bool is_json) {
  size_t copied = 0;
  for (size_t i = 0; i < size;) {
    uint8_t byte = (uint8_t)text[i];
    if (QN_LIKELY(byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\')) {
      i++;
      continue;
    }
    unsigned n;
    uint32_t c = qn__utf8_decode(text + i, &n);
    if (cli_is_control(c) || (!is_json && c < 0x7f)) {
      qn__buffer_bytes(out, text + copied, i - copied);
      put_escape(out, c);
      copied = i + n;
    }
    i += n;
  }
  if (copied < size)
    qn__buffer_bytes(out, text + copied, size - copied);
}

void cli_json_literal(qn__buffer *out, const char *json) {
  qn__buffer_bytes(out, json, strlen(json));
}

void cli_json_string(qn__buffer *out, const char *text, size_t size) {
  qn__buffer_u8(out, '"');
  put_escaped(out, text, size, false);
  qn__buffer_u8(out, '"');
}

void cli_json_any_string(qn__buffer *out, const char *text) {
  cli_put_repaired(out, text, strlen(text), cli_json_string);
}

void cli_json_number(qn__buffer *out, uint64_t number) {
  qn__buffer_decimal(out, number);
}

void cli_json_member(qn__buffer *out, const char *key, qn_string value) {
  if (value.size == 0)
    return;
  cli_json_literal(out, key);
  cli_json_string(out, value.data, value.size);
}

void cli_json_stored(qn__buffer *out, qn_string json) {
  bool in_string = false;
  size_t start = 0;
  for (size_t i = 0; i < json.size; i++) {
    char c = json.data[i];
    if (in_string && c == '\\') {
      i++;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
      put_escaped(out, json.data + start, i - start, true);
      start = i + 1;
    }
  }
  put_escaped(out, json.data + start, json.size - start, true);
}
