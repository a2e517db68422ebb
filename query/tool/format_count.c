/* SPDX-License-Identifier: MIT */
/* format_count.c: only how many articles match; in a batch after the query's name and a tab. */
#include "tool/answer.h"
#include "tool/output_format.h"

output_begin count_begin;

void count_begin(const output *to, const search_answer *answer) {
  if (answer->qid != NULL)
    qn__buffer_print(to->out, "%s\t", answer->qid);
  qn__buffer_print(to->out, "%llu\n", (unsigned long long)answer->hits.total);
}
