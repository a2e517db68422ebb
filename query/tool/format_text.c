/* SPDX-License-Identifier: MIT */
/* format_text.c: an answer for people: a line of totals, then each article's rank and title, a line of what it is, and
 * its snippets.  In a file or pipe the layout is the same, without colours and with each snippet on one line. */
#include "cli/numbers.h"
#include "cli/safe_text.h"
#include "tool/answer.h"
#include "tool/facet_text.h"
#include "tool/output_format.h"
#include "tool/text_layout.h"

#include <inttypes.h>
#include <stdio.h>

output_begin text_begin;
output_hit text_hit;
output_end text_end;

/* --- Totals ------------------------------------------------------------------------------------------------------- */

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

static void put_total(qn__buffer *out, const search_answer *answer, const tool_options *options) {
  if (answer->n_found > 0)
    put_place(out, answer);
  else if (!answer->wants_hits && answer->hits.total > 0)
    put_total_alone(out, &answer->hits);
  else
    put_none(out, &answer->hits, options->offset > 0 || options->after != NULL);
}

static void put_header(qn__buffer *out, const search_answer *answer, const tool_options *options,
                       const cli_terminal *terminal) {
  if (answer->qid != NULL) {
    cli_put_styled(out, terminal, ID_STYLE, answer->qid, strlen(answer->qid));
    qn__buffer_print(out, "  ");
    cli_put_styled(out, terminal, TITLE_STYLE, answer->text.data, answer->text.size);
    qn__buffer_print(out, "  ");
  }
  put_total(out, answer, options);
  qn__buffer_print(out, " (%.2f ms)\n", (answer->took_us + answer->fetch_us) / 1000);
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

static void put_title(qn__buffer *out, const found_article *found, const cli_terminal *terminal, size_t indent) {
  const qn_string *title = found->article.title.size > 0 ? &found->article.title : &found->article.id;
  marked_text marked = {title->data,           title->size, found->title_ranges,
                        found->n_title_ranges, TITLE_STYLE, TITLE_MATCH_STYLE};
  put_wrapped(out, terminal, &marked, indent, indent);
  qn__buffer_print(out, "\n");
}

/* Before a fact: the indent of the line, or the gap to the fact before; false: it is left out. */
static bool begin_fact(qn__buffer *out, bool is_there, size_t indent, bool *any) {
  if (is_there)
    qn__buffer_print(out, "%*s", *any ? 2 : (int)indent, "");
  *any |= is_there;
  return is_there;
}

static void put_date(qn__buffer *out, qn_string date, const cli_terminal *terminal) {
  const char *clock = memchr(date.data, 'T', date.size);
  size_t day_size = clock == NULL ? date.size : (size_t)(clock - date.data);
  cli_put_styled(out, terminal, DATE_STYLE, date.data, day_size);
  if (clock != NULL) {
    qn__buffer_print(out, " ");
    cli_put_styled(out, terminal, DATE_STYLE, clock + 1, date.size - day_size - 1);
  }
}

/* Date, id (unless it stands for a title), index, score and how many articles it stands for.  The id is never broken:
 * people copy it. */
static void put_facts(const output *to, const search_answer *answer, const found_article *found, size_t indent) {
  qn__buffer *out = to->out;
  const qn_article *article = &found->article;
  bool any = false;
  if (begin_fact(out, article->date.size > 0, indent, &any))
    put_date(out, article->date, to->terminal);
  if (begin_fact(out, article->title.size > 0, indent, &any))
    cli_put_styled(out, to->terminal, ID_STYLE, article->id.data, article->id.size);
  if (begin_fact(out, to->options->dirs.n > 1, indent, &any)) {
    qn__buffer_print(out, "in ");
    cli_put_any_text(out, to->options->dirs.items[found->hit.directory]);
  }
  if (begin_fact(out, answer->has_scores, indent, &any)) {
    char score[32];
    int size = snprintf(score, sizeof score, "score %.3f", found->hit.score);
    cli_put_styled(out, to->terminal, FAINT_STYLE, score, (size_t)size);
  }
  if (begin_fact(out, found->hit.n_similar > 0, indent, &any)) {
    put_count(out, found->hit.n_similar);
    qn__buffer_print(out, " similar");
  }
  qn__buffer_print(out, any ? "\n" : "");
}

static void put_snippet(qn__buffer *out, const qn_snippet *snippet, const cli_terminal *terminal, size_t indent) {
  static const char ellipsis[] = "… ";
  qn__buffer_print(out, "%*s%s", (int)indent, "", snippet->starts_text ? "" : ellipsis);
  marked_text marked = {snippet->text.data, snippet->text.size, snippet->highlights, snippet->n_highlights, "",
                        MATCH_STYLE};
  size_t margin = snippet->ends_text || terminal->width == 0 ? 0 : 2;
  cli_terminal narrowed = *terminal;
  narrowed.width -= margin;
  put_wrapped(out, &narrowed, &marked, indent + (snippet->starts_text ? 0 : 2), indent);
  qn__buffer_print(out, snippet->ends_text ? "\n" : " …\n");
}

static void put_explanation(qn__buffer *out, const char *text, const cli_terminal *terminal, size_t indent) {
  while (*text != '\0') {
    size_t size = strcspn(text, "\n");
    qn__buffer_print(out, "%*s", (int)indent, "");
    const marked_text line = {text, size, NULL, 0, FAINT_STYLE, ""};
    put_wrapped(out, terminal, &line, indent, indent + strspn(text, " ") + 4);
    qn__buffer_print(out, "\n");
    text += size + (text[size] == '\n');
  }
}

/* Columns of the highest rank, so that all titles begin below each other. */
static int rank_width(const search_answer *answer) {
  return snprintf(NULL, 0, "%" PRIu64, answer_rank(answer, answer->n_found - 1));
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

void text_begin(const output *to, const search_answer *answer) {
  put_header(to->out, answer, to->options, to->terminal);
}

void text_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  int width = rank_width(answer);
  size_t indent = (size_t)width + 2;
  qn__buffer_print(to->out, "\n%*" PRIu64 ". ", width, answer_rank(answer, i));
  put_title(to->out, found, to->terminal, indent);
  put_facts(to, answer, found, indent);
  qn_snippet snippet;
  for (size_t j = 0; found->snippets != NULL && qn_snippets_get(found->snippets, j, &snippet); j++)
    if (snippet.text.size > 0)
      put_snippet(to->out, &snippet, to->terminal, indent);
  if (found->explanation != NULL)
    put_explanation(to->out, found->explanation, to->terminal, indent + 2);
}

void text_end(const output *to, const search_answer *answer) {
  put_facets(to, answer);
  if (answer->next != NULL)
    qn__buffer_print(to->out, "\nnext page: --after %s\n", answer->next);
  if (answer->qid != NULL)
    qn__buffer_print(to->out, "\n");
}
