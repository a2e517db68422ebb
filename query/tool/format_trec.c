/* SPDX-License-Identifier: MIT */
/* format_trec.c: lines of a run for trec_eval, "qid Q0 id rank score tag".  Fields end at white space, so an id's own
 * becomes '_'. */
#include "tool/answer.h"
#include "tool/output_format.h"

#include <inttypes.h>

output_hit trec_hit;
output_accepts trec_accepts;

bool trec_accepts(const char *tag) {
  return tag[0] != '\0' && strpbrk(tag, " \t\r\n") == NULL;
}

static void put_field(qn__buffer *out, const char *text, size_t size) {
  size_t start = out->size;
  qn__buffer_bytes(out, text, size);
  for (size_t i = start; i < out->size; i++)
    if (out->data[i] <= ' ' || out->data[i] == 0x7f)
      out->data[i] = '_';
}

void trec_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  const char *qid = answer->qid == NULL ? "1" : answer->qid;
  put_field(to->out, qid, strlen(qid));
  qn__buffer_bytes(to->out, " Q0 ", 4);
  put_field(to->out, found->article.id.data, found->article.id.size);
  qn__buffer_print(to->out, " %" PRIu64 " %.9g %s\n", to->options->offset + i + 1, found->hit.score,
                   to->options->format_argument);
}
