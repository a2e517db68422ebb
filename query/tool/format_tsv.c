/* SPDX-License-Identifier: MIT */
/* format_tsv.c: tab-separated values, a line of names and a line for each article.  In a cell a backslash is \\, a tab
 * \t, a line end \n or \r, and any other control character \xNN, byte by byte: nothing is lost. */
#include "cli/safe_text.h"
#include "text/utf8.h"
#include "tool/result_columns.h"

output_start tsv_start;
output_hit tsv_hit;

static void put_escape(qn__buffer *out, const char *bytes, unsigned n) {
  static const char named[] = "\\\t\n\r", letters[] = "\\tnr";
  const char *at = memchr(named, *bytes, sizeof named - 1);
  if (at != NULL)
    qn__buffer_bytes(out, (char[]){'\\', letters[at - named]}, 2);
  for (unsigned i = 0; at == NULL && i < n; i++)
    qn__buffer_print(out, "\\x%02x", (unsigned)(uint8_t)bytes[i]);
}

static void put_tsv_cell(qn__buffer *out, const char *text, size_t size) {
  size_t copied = 0;
  for (size_t i = 0; i < size;) {
    unsigned n;
    uint32_t c = qn__utf8_decode(text + i, &n);
    if (c == '\\' || cli_is_control(c)) {
      qn__buffer_bytes(out, text + copied, i - copied);
      put_escape(out, text + i, n);
      copied = i + n;
    }
    i += n;
  }
  if (copied < size)
    qn__buffer_bytes(out, text + copied, size - copied);
}

void tsv_start(const output *to) {
  put_column_names(to, '\t', put_tsv_cell);
}

void tsv_hit(const output *to, const search_answer *answer, size_t i) {
  put_columns(to, answer, i, '\t', put_tsv_cell);
}
