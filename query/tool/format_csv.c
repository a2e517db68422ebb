/* SPDX-License-Identifier: MIT */
/* format_csv.c: comma-separated values, a line of names and a line for each article.  As RFC 4180 has it, but lines end
 * in a newline alone. */
#include "cli/safe_text.h"
#include "tool/result_columns.h"

output_start csv_start;
output_hit csv_hit;

/* Newlines and tabs stay, within quotes; a carriage return becomes a space, and any other control character, which a
 * terminal would obey, U+FFFD. */
static void put_csv_cell(qn__buffer *out, const char *text, size_t size) {
  static const char quoted[] = ",\"\r\n\t", kept[] = "\"\n\t";
  size_t start = 0;
  while (start < size && memchr(quoted, text[start], sizeof quoted - 1) == NULL)
    start++;
  if (start == size) {
    cli_put_text(out, text, size);
    return;
  }
  qn__buffer_u8(out, '"');
  for (size_t i = 0; i < size;) {
    size_t end = i;
    while (end < size && memchr(kept, text[end], sizeof kept - 1) == NULL)
      end++;
    cli_put_text(out, text + i, end - i);
    if (end < size)
      qn__buffer_bytes(out, text[end] == '"' ? "\"\"" : text + end, text[end] == '"' ? 2 : 1);
    i = end + 1;
  }
  qn__buffer_u8(out, '"');
}

void csv_start(const output *to) {
  put_column_names(to, ',', put_csv_cell);
}

void csv_hit(const output *to, const search_answer *answer, size_t i) {
  put_columns(to, answer, i, ',', put_csv_cell);
}
