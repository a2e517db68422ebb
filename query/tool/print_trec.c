/* SPDX-License-Identifier: MIT */
/* print_trec.c: run lines, "qid Q0 id rank score tag".  Fields end at white space, so an id's own becomes '_'. */
#include "tool/print.h"

static void put_field(qn__buffer *out, const char *text, size_t size) {
  size_t start = out->size;
  qn__buffer_bytes(out, text, size);
  for (size_t i = start; i < out->size; i++)
    if (out->data[i] <= ' ' || out->data[i] == 0x7f)
      out->data[i] = '_';
}

void print_trec(qn__buffer *out, const search_answer *answer, const tool_options *options) {
  const char *qid = answer->qid == NULL ? "1" : answer->qid;
  for (size_t i = 0; i < answer->n_found; i++) {
    const found_article *found = &answer->found[i];
    put_field(out, qid, strlen(qid));
    qn__buffer_bytes(out, " Q0 ", 4);
    put_field(out, found->article.id.data, found->article.id.size);
    qn__buffer_print(out, " %zu %.9g %s\n", options->offset + i + 1, found->hit.score, options->trec);
  }
}
