/* SPDX-License-Identifier: MIT */
/* format_csv.c: comma-separated values, a line of names and a line for each article.  As RFC 4180 has it, but lines end
 * in a newline alone. */
#include "cli/safe_text.h"
#include "tool/result_columns.h"

output_start csv_start;
output_hit csv_hit;

/* Line ends within quotes stay; control characters that a terminal obeys become U+FFFD. */
static void put_csv_cell(qn__buffer *out, const char *text, size_t size) {
  bool is_quoted = false;
  for (size_t i = 0; i < size && !is_quoted; i++)
    is_quoted = strchr(",\"\r\n", text[i]) != NULL;
  if (!is_quoted) {
    cli_put_text(out, text, size);
    return;
  }
  qn__buffer_u8(out, '"');
  for (size_t i = 0; i < size;) {
    size_t end = i;
    while (end < size && text[end] != '"' && text[end] != '\n')
      end++;
    cli_put_text(out, text + i, end - i);
    if (end < size)
      qn__buffer_print(out, "%s", text[end] == '"' ? "\"\"" : "\n");
    i = end + 1;
  }
  qn__buffer_u8(out, '"');
}

void csv_start(const output *to) {
  put_column_names(to, ',');
}

void csv_hit(const output *to, const search_answer *answer, size_t i) {
  put_columns(to, answer, i, ',', put_csv_cell);
}
