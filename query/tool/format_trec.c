/* SPDX-License-Identifier: MIT */
/* format_trec.c: lines of a run for trec_eval, "qid Q0 id rank score tag".  Fields end at white space, so an id's own
 * is written as \\xNN, and a backslash as \\x5c: two ids are never the same. */
#include "tool/answer.h"
#include "tool/output_format.h"

#include <inttypes.h>

output_hit trec_hit;
output_accepts trec_accepts;

bool trec_accepts(const char *tag) {
  return tag[0] != '\0' && strpbrk(tag, " \t\r\n") == NULL;
}

static void put_field(qn__buffer *out, const char *text, size_t size) {
  size_t copied = 0;
  for (size_t i = 0; i < size; i++) {
    uint8_t c = (uint8_t)text[i];
    if (c > ' ' && c != 0x7f && c != '\\')
      continue;
    qn__buffer_bytes(out, text + copied, i - copied);
    qn__buffer_print(out, "\\x%02x", c);
    copied = i + 1;
  }
  qn__buffer_bytes(out, text + copied, size - copied);
}

void trec_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  const char *qid = answer->qid == NULL ? "1" : answer->qid;
  put_field(to->out, qid, strlen(qid));
  qn__buffer_bytes(to->out, " Q0 ", 4);
  put_field(to->out, found->article.id.data, found->article.id.size);
  qn__buffer_print(to->out, " %" PRIu64 " %.9g %s\n", answer_rank(answer, i), found->hit.score,
                   to->options->format_argument);
}
