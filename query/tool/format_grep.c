/* SPDX-License-Identifier: MIT */
/* format_grep.c: a line for each passage, "path:line:column:text" as grep and ripgrep print it, for editors: vim's
 * quickfix, Emacs' compilation mode.  A line or column that is not known is 0. */
#include "cli/safe_text.h"
#include "tool/hit_place.h"
#include "tool/output_format.h"

#include <inttypes.h>

output_hit grep_hit;

static void put_grep_line(qn__buffer *out, const found_article *found, const qn_place *place, qn_string text) {
  const qn_string file = hit_file(found);
  cli_put_escaped(out, file.data, file.size);
  qn__buffer_print(out, ":%" PRIu64 ":%" PRIu64 ":", place->line, place->column);
  cli_put_text(out, text.data, text.size);
  qn__buffer_u8(out, '\n');
}

void grep_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  qn_snippet snippet;
  size_t n = 0;
  qn_place place = hit_source_place(answer, found, 0);
  for (; found->snippets != NULL && qn_snippets_get(found->snippets, n, &snippet); n++) {
    place = hit_source_place(answer, found, n);
    put_grep_line(to->out, found, &place, snippet.text);
  }
  if (n == 0) /* it has a title only */
    put_grep_line(to->out, found, &place, hit_name(found));
}
