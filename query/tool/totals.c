/* SPDX-License-Identifier: MIT */
/* totals.c: a total is exact, at least so many, or not known at all. */
#include "tool/totals.h"

#include "cli/numbers.h"

static void put_count(qn__buffer *out, uint64_t count) {
  char number[CLI_NUMBER_MAX];
  qn__buffer_print(out, "%s", cli_count(number, count));
}

/* "42 articles", of a search that shows none of them. */
static void put_total_alone(qn__buffer *out, const qn_hits *hits) {
  qn__buffer_print(out, hits->total_exact ? "" : "at least ");
  put_count(out, hits->total);
  qn__buffer_print(out, hits->total == 1 ? " article" : " articles");
}

/* "no more articles: 42 in all", of a page after the last. */
static void put_none(qn__buffer *out, const qn_hits *hits, bool skips_any) {
  bool is_past_end = hits->total_known ? hits->total > 0 : skips_any;
  qn__buffer_print(out, is_past_end ? "no more articles" : "no articles");
  if (is_past_end && hits->total_known) {
    qn__buffer_print(out, ": ");
    put_count(out, hits->total);
    qn__buffer_print(out, " in all");
  }
}

/* "articles 1-10 of 42", as far as it is known. */
static void put_place(qn__buffer *out, const search_answer *answer) {
  const qn_hits *hits = &answer->hits;
  qn__buffer_print(out, answer->n_found > 1 ? "articles " : "article ");
  put_count(out, answer_rank(answer, 0));
  if (answer->n_found > 1) {
    qn__buffer_print(out, "-");
    put_count(out, answer_rank(answer, answer->n_found - 1));
  }
  if (hits->total_known) {
    qn__buffer_print(out, hits->total_exact ? " of " : " of at least ");
    put_count(out, hits->total);
  }
}

void put_total(qn__buffer *out, const search_answer *answer, const tool_options *options) {
  if (answer->n_found > 0)
    put_place(out, answer);
  else if (!answer->wants_hits && answer->hits.total > 0)
    put_total_alone(out, &answer->hits);
  else
    put_none(out, &answer->hits, options->offset > 0 || (options->after != NULL && options->after[0] != '\0'));
}
