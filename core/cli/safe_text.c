/* SPDX-License-Identifier: MIT */
/* safe_text.c: no control character reaches a terminal raw. */
#include "cli/safe_text.h"

#include "text/utf8.h"

bool cli_is_control(uint32_t c) {
  if (c < 0xa0)
    return c < 0x20 || c >= 0x7f;
  return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void cli_put_text(qn__buffer *out, const char *text, size_t size) {
  size_t copied = 0;
  for (size_t i = 0; i < size;) {
    unsigned n;
    uint32_t c = qn__utf8_decode(text + i, &n);
    if (cli_is_control(c)) {
      bool is_space = c == '\t' || c == '\n' || c == '\r';
      qn__buffer_bytes(out, text + copied, i - copied);
      qn__buffer_print(out, "%s", is_space ? " " : "\xef\xbf\xbd");
      copied = i + n;
    }
    i += n;
  }
  if (copied < size)
    qn__buffer_bytes(out, text + copied, size - copied);
}

void cli_put_any_text(qn__buffer *out, const char *text) {
  cli_put_repaired(out, text, strlen(text), cli_put_text);
}

void cli_put_repaired(qn__buffer *out, const char *text, size_t size, cli_put *put) {
  qn__buffer repaired;
  qn__buffer_init(&repaired);
  qn__utf8_repair(&repaired, text, size);
  put(out, (const char *)repaired.data, repaired.size);
  out->failed |= repaired.failed;
  qn__buffer_clear(&repaired);
}

qn_string cli_text_of(const qn__buffer *buffer) {
  return (qn_string){(const char *)buffer->data, buffer->failed ? 0 : buffer->size};
}

/* Bytes of the character at `text`; 0 if it is not valid UTF-8. */
static unsigned character_size(const char *text, size_t size) {
  const uint8_t first = (uint8_t)*text;
  unsigned n = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  return n <= size && qn__utf8_valid(text, n) ? n : 0;
}

/* Left-to-right and right-to-left marks are invisible: two names that differ by one look the same. */
static bool is_shown_as_it_is(uint32_t c) {
  return !cli_is_control(c) && c != 0x200e && c != 0x200f;
}

void cli_put_escaped(qn__buffer *out, const char *text, size_t size) {
  for (size_t i = 0; i < size;) {
    unsigned n = character_size(text + i, size - i), decoded;
    if (n > 0 && is_shown_as_it_is(qn__utf8_decode(text + i, &decoded))) {
      qn__buffer_bytes(out, text + i, n);
      i += n;
      continue;
    }
    for (size_t end = i + (n > 0 ? n : 1); i < end; i++)
      qn__buffer_print(out, "\\x%02x", (unsigned)(unsigned char)text[i]);
  }
}
