/* SPDX-License-Identifier: MIT */
/* format_text.c: an answer for people: a line of totals, then each article's rank and title, what it is, and its
 * snippets.  In a file or pipe the layout is the same, without colours and with each snippet on one line. */
#include "text/boundaries.h"
#include "tool/answer.h"
#include "tool/facet_text.h"
#include "tool/hit_place.h"
#include "tool/output_format.h"
#include "tool/text_facts.h"
#include "tool/text_layout.h"
#include "tool/totals.h"

#include <inttypes.h>
#include <stdio.h>

output_begin text_begin;
output_hit text_hit;
output_end text_end;

/* --- The first line ----------------------------------------------------------------------------------------------- */

/* The query of a batch before its totals, cut to what a line has left. */
static void put_query(qn__buffer *out, const search_answer *answer, const cli_terminal *terminal, size_t totals) {
  enum { GAP = 2, LEAST = 8 };
  const marked_text query = {answer->text.data, answer->text.size, NULL, 0, TITLE_STYLE, ""};
  const size_t used = qn__display_width(answer->qid, strlen(answer->qid)) + GAP + GAP + totals;
  cli_put_styled(out, terminal, ID_STYLE, answer->qid, strlen(answer->qid));
  qn__buffer_print(out, "%*s", GAP, "");
  put_cut(out, terminal, &query,
          terminal->width == 0             ? SIZE_MAX
          : used + LEAST < terminal->width ? terminal->width - used
                                           : LEAST);
  qn__buffer_print(out, "%*s", GAP, "");
}

static void put_header(qn__buffer *out, const search_answer *answer, const tool_options *options,
                       const cli_terminal *terminal) {
  qn__buffer totals;
  qn__buffer_init(&totals);
  put_total(&totals, answer, options);
  qn__buffer_print(&totals, " (%.2f ms)", (answer->took_us + answer->fetch_us) / 1000);
  if (answer->qid != NULL)
    put_query(out, answer, terminal, totals.size);
  qn__buffer_bytes(out, totals.data, totals.size);
  qn__buffer_u8(out, '\n');
  out->failed |= totals.failed;
  qn__buffer_clear(&totals);
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

static void put_title(qn__buffer *out, const found_article *found, const cli_terminal *terminal, size_t indent) {
  const qn_string name = hit_name(found);
  const marked_text marked = {name.data,   name.size,        found->title_ranges, found->n_title_ranges,
                              TITLE_STYLE, TITLE_MATCH_STYLE};
  put_wrapped(out, terminal, &marked, indent, indent);
  qn__buffer_print(out, "\n");
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
  else if (answer->has_next)
    qn__buffer_print(to->out, "\nnext page: --offset %" PRIu64 "\n", to->options->offset + to->options->limit);
  if (answer->qid != NULL)
    qn__buffer_print(to->out, "\n");
}
