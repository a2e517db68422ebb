/* SPDX-License-Identifier: MIT */
/* print_text.c: an answer for people: a line of totals, then each article's rank and title, a line of what it is, and
 * its snippets.  Off a terminal the layout is the same, without colours and with each snippet on one line. */
#include "tool/print.h"

static const char title_style[] = "1", title_match_style[] = "1;4", match_style[] = "1;31", date_style[] = "32",
                  id_style[] = "36", faint_style[] = "2";

/* --- Totals ------------------------------------------------------------------------------------------------------- */

/* A number with its thousands apart. */
static void put_grouped(qn__buffer *out, uint64_t number) {
  if (number >= 1000) {
    put_grouped(out, number / 1000);
    qn__buffer_print(out, ",%03u", (unsigned)(number % 1000));
  } else {
    qn__buffer_print(out, "%u", (unsigned)number);
  }
}

/* "articles 1-10 of 42", as much of it as is known. */
static void put_total(qn__buffer *out, const search_answer *answer, const tool_options *options) {
  const qn_hits *hits = &answer->hits;
  if (answer->n_found == 0) {
    qn__buffer_print(out, "no articles");
  } else {
    qn__buffer_print(out, answer->n_found > 1 ? "articles " : "article ");
    put_grouped(out, options->offset + 1);
  }
  if (answer->n_found > 1) {
    qn__buffer_print(out, "-");
    put_grouped(out, options->offset + answer->n_found);
  }
  if (hits->total_known && hits->total > 0) {
    qn__buffer_print(out, hits->total_exact ? " of " : " of at least ");
    put_grouped(out, hits->total);
  }
}

static void put_header(qn__buffer *out, const search_answer *answer, const tool_options *options,
                       const output_terminal *terminal) {
  if (answer->qid != NULL) {
    terminal_put_styled(out, terminal, id_style, answer->qid, strlen(answer->qid));
    qn__buffer_print(out, "  ");
    terminal_put_styled(out, terminal, title_style, answer->text, answer->text_size);
    qn__buffer_print(out, "  ");
  }
  put_total(out, answer, options);
  qn__buffer_print(out, " (%.2f ms)\n", (answer->took_us + answer->fetch_us) / 1000);
}

/* --- Articles ----------------------------------------------------------------------------------------------------- */

static void put_title(qn__buffer *out, const found_article *found, const output_terminal *terminal, size_t indent) {
  const qn_string *title = found->article.title.size > 0 ? &found->article.title : &found->article.id;
  marked_text marked = {title->data,           title->size, found->title_ranges,
                        found->n_title_ranges, title_style, title_match_style};
  terminal_wrap(out, terminal, &marked, indent, indent);
  qn__buffer_print(out, "\n");
}

/* Date, id (unless it stands for a title), index and score.  The id is never broken: people copy it. */
static void put_facts(qn__buffer *out, const found_article *found, const tool_options *options,
                      const output_terminal *terminal, size_t indent) {
  qn__buffer_print(out, "%*s", (int)indent, "");
  qn_string date = found->article.date;
  if (date.size > 0) {
    const char *clock = memchr(date.data, 'T', date.size);
    size_t day_size = clock == NULL ? date.size : (size_t)(clock - date.data);
    terminal_put_styled(out, terminal, date_style, date.data, day_size);
    if (clock != NULL) {
      qn__buffer_print(out, " ");
      terminal_put_styled(out, terminal, date_style, clock + 1, date.size - day_size - 1);
    }
    qn__buffer_print(out, "  ");
  }
  if (found->article.title.size > 0) {
    terminal_put_styled(out, terminal, id_style, found->article.id.data, found->article.id.size);
    qn__buffer_print(out, "  ");
  }
  if (options->n_dirs > 1) {
    qn__buffer_print(out, "in ");
    terminal_put_any(out, options->dirs[found->hit.directory]);
    qn__buffer_print(out, "  ");
  }
  char score[32];
  int size = snprintf(score, sizeof score, "score %.3f", found->hit.score);
  terminal_put_styled(out, terminal, faint_style, score, (size_t)size);
  qn__buffer_print(out, "\n");
}

static void put_snippet(qn__buffer *out, const qn_snippet *snippet, const output_terminal *terminal, size_t indent) {
  static const char ellipsis[] = "… ";
  qn__buffer_print(out, "%*s%s", (int)indent, "", snippet->starts_text ? "" : ellipsis);
  marked_text marked = {snippet->text.data, snippet->text.size, snippet->highlights, snippet->n_highlights, "",
                        match_style};
  size_t margin = snippet->ends_text || terminal->width == 0 ? 0 : 2;
  output_terminal narrowed = {terminal->color, terminal->width - margin};
  terminal_wrap(out, &narrowed, &marked, indent + (snippet->starts_text ? 0 : 2), indent);
  qn__buffer_print(out, snippet->ends_text ? "\n" : " …\n");
}

static void put_explanation(qn__buffer *out, const char *text, const output_terminal *terminal, size_t indent) {
  while (*text != '\0') {
    size_t size = strcspn(text, "\n");
    qn__buffer_print(out, "%*s", (int)indent, "");
    terminal_put_styled(out, terminal, faint_style, text, size);
    qn__buffer_print(out, "\n");
    text += size + (text[size] == '\n');
  }
}

static void put_found(qn__buffer *out, const found_article *found, size_t rank, int rank_width,
                      const tool_options *options, const output_terminal *terminal) {
  size_t indent = (size_t)rank_width + 2;
  qn__buffer_print(out, "\n%*zu. ", rank_width, rank);
  put_title(out, found, terminal, indent);
  put_facts(out, found, options, terminal, indent);
  qn_snippet snippet;
  for (size_t i = 0; found->snippets != NULL && qn_snippets_get(found->snippets, i, &snippet); i++)
    if (snippet.text.size > 0)
      put_snippet(out, &snippet, terminal, indent);
  if (found->explanation != NULL)
    put_explanation(out, found->explanation, terminal, indent + 2);
}

/* --- All of it ---------------------------------------------------------------------------------------------------- */

void print_text(qn__buffer *out, const search_answer *answer, const tool_options *options,
                const output_terminal *terminal) {
  if (options->count == QN_COUNT_ONLY) {
    if (answer->qid != NULL)
      qn__buffer_print(out, "%s\t", answer->qid);
    qn__buffer_print(out, "%llu\n", (unsigned long long)answer->hits.total);
    return;
  }
  put_header(out, answer, options, terminal);
  int rank_width = snprintf(NULL, 0, "%zu", options->offset + answer->n_found);
  for (size_t i = 0; i < answer->n_found; i++)
    put_found(out, &answer->found[i], options->offset + i + 1, rank_width, options, terminal);
  if (answer->qid != NULL)
    qn__buffer_print(out, "\n");
}
