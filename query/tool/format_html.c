/* SPDX-License-Identifier: MIT */
/* format_html.c: a page of answers for a browser, in one file without scripts.  All that is not quern's own is escaped
 * before it is marked.  A batch has a section for each query. */
#include "cli/numbers.h"
#include "cli/safe_text.h"
#include "tool/facet_tables.h"
#include "tool/hit_place.h"
#include "tool/html_escape.h"
#include "tool/html_frame.h"
#include "tool/page_title.h"
#include "tool/shown_fields.h"
#include "tool/suggestion_text.h"
#include "tool/totals.h"
#include "tool/web_url.h"

#include <inttypes.h>

output_start html_start, html_finish;
output_begin html_begin;
output_hit html_hit;
output_end html_end;

/* --- The page ----------------------------------------------------------------------------------------------------- */

void html_start(const output *to) {
  qn__buffer title;
  qn__buffer_init(&title);
  put_page_title(&title, to->options);
  put_page_start(to->out, cli_text_of(&title));
  to->out->failed |= title.failed;
  qn__buffer_clear(&title);
}

void html_finish(const output *to) {
  put_page_end(to->out);
}

static void put_note(qn__buffer *out, const char *before, const char *message) {
  qn__buffer_print(out, "<p class=\"note\">%s", before);
  put_any_html(out, message);
  qn__buffer_print(out, "</p>\n");
}

static void put_suggested(qn__buffer *out, const search_answer *answer) {
  qn__buffer line;
  qn__buffer_init(&line);
  put_suggestion_text(&line, answer);
  if (line.size > 0) {
    qn__buffer_print(out, "<p class=\"note\">Note: ");
    put_html(out, cli_text_of(&line));
    qn__buffer_print(out, "</p>\n");
  }
  out->failed |= line.failed;
  qn__buffer_clear(&line);
}

static void put_notes(const output *to, const search_answer *answer) {
  const char *warning;
  for (size_t i = 0; (warning = answer_warning(answer, i)) != NULL; i++)
    put_note(to->out, "Note: ", warning);
  if (to->index_warning != NULL)
    put_note(to->out, "Note: ", to->index_warning);
  if (answer->status == QN_OK)
    put_suggested(to->out, answer);
}

void html_begin(const output *to, const search_answer *answer) {
  qn__buffer *out = to->out;
  if (answer->qid != NULL) {
    qn__buffer_print(out, "<section aria-label=\"");
    put_any_html(out, answer->qid);
    qn__buffer_print(out, "\">\n<h2 dir=\"auto\">");
    put_html(out, answer->text);
    qn__buffer_print(out, "</h2>\n");
  }
  if (answer->status == QN_OK) {
    qn__buffer_print(out, "<p class=\"total\">");
    put_total(out, answer, to->options);
    qn__buffer_print(out, "</p>\n");
  } else {
    put_note(out, "Error: ", answer->error.message);
  }
  put_notes(to, answer);
  if (answer->n_found > 0)
    qn__buffer_print(out, "<ol start=\"%" PRIu64 "\">\n", answer_rank(answer, 0));
}

/* --- An article --------------------------------------------------------------------------------------------------- */

static void put_language(qn__buffer *out, const qn_article *article) {
  qn__buffer_print(out, " dir=\"auto\"");
  if (article->language.size == 0)
    return;
  qn__buffer_print(out, " lang=\"");
  put_html(out, article->language);
  qn__buffer_u8(out, '"');
}

/* Leads to the first passage, if its page has a place for it. */
static void put_link(qn__buffer *out, const search_answer *answer, const found_article *found) {
  qn__buffer place, encoded;
  qn__buffer_init(&place);
  qn__buffer_init(&encoded);
  put_hit_place(&place, answer, found);
  put_web_url(&encoded, cli_text_of(&place));
  put_html(out, cli_text_of(&encoded));
  out->failed |= place.failed | encoded.failed;
  qn__buffer_clear(&place);
  qn__buffer_clear(&encoded);
}

static void put_heading(const output *to, const search_answer *answer, const found_article *found) {
  qn__buffer *out = to->out;
  const char level = to->options->batch != NULL ? '3' : '2';
  const bool is_linked = is_web_url(found->article.url);
  const qn_string name = hit_name(found);
  const marked_text marked = {name.data, name.size, found->title_ranges, found->n_title_ranges, "", ""};
  qn__buffer_print(out, "<h%c", level);
  put_language(out, &found->article);
  qn__buffer_u8(out, '>');
  if (is_linked) {
    qn__buffer_print(out, "<a rel=\"noreferrer\" href=\"");
    put_link(out, answer, found);
    qn__buffer_print(out, "\">");
  }
  put_marked_html(out, &marked, " ");
  qn__buffer_print(out, "%s</h%c>\n", is_linked ? "</a>" : "", level);
}

static void put_fact(qn__buffer *out, const char *open, qn_string text, const char *close) {
  if (text.size == 0)
    return;
  qn__buffer_print(out, "%s", open);
  put_html(out, text);
  qn__buffer_print(out, "%s ", close);
}

static void put_date(qn__buffer *out, const found_article *found) {
  qn__buffer date;
  if (found->article.date.size == 0)
    return;
  qn__buffer_init(&date);
  put_hit_date(&date, found);
  qn__buffer_print(out, "<time datetime=\"");
  put_html(out, found->article.date);
  put_fact(out, "\">", cli_text_of(&date), "</time>");
  out->failed |= date.failed;
  qn__buffer_clear(&date);
}

static void put_place(qn__buffer *out, const search_answer *answer, const found_article *found) {
  qn__buffer place;
  qn__buffer_init(&place);
  put_hit_place(&place, answer, found);
  put_fact(out, "<span dir=\"ltr\">", cli_text_of(&place), "</span>");
  out->failed |= place.failed;
  qn__buffer_clear(&place);
}

static void put_facts_line(const output *to, const search_answer *answer, const found_article *found) {
  qn__buffer *out = to->out;
  const tool_options *options = to->options;
  char number[CLI_NUMBER_MAX];
  const size_t before = out->size;
  qn__buffer_print(out, "<p class=\"facts\">");
  const size_t inside = out->size;
  put_date(out, found);
  put_place(out, answer, found);
  if (options->dirs.n > 1) {
    qn__buffer_print(out, "<span>in ");
    put_any_html(out, options->dirs.items[found->hit.directory]);
    qn__buffer_print(out, "</span> ");
  }
  if (hit_shows_id(found, options))
    put_fact(out, "<span dir=\"ltr\">", found->article.id, "</span>");
  if (hit_shows_score(answer, options))
    qn__buffer_print(out, "<span>score %.3f</span> ", found->hit.score);
  if (found->hit.n_similar > 0)
    qn__buffer_print(out, "<span>%s similar</span> ", cli_count(number, found->hit.n_similar));
  if (out->size > inside)
    qn__buffer_print(out, "</p>\n");
  else
    out->size = before; /* there are no facts */
}

static void put_passages(qn__buffer *out, const found_article *found) {
  qn_snippet snippet;
  for (size_t i = 0; found->snippets != NULL && qn_snippets_get(found->snippets, i, &snippet); i++) {
    if (snippet.text.size == 0)
      continue;
    const marked_text marked = {snippet.text.data, snippet.text.size, snippet.highlights, snippet.n_highlights, "", ""};
    qn__buffer_print(out, "<p");
    put_language(out, &found->article);
    qn__buffer_print(out, snippet.starts_text ? ">" : ">… ");
    put_marked_html(out, &marked, "<br>\n");
    qn__buffer_print(out, snippet.ends_text ? "</p>\n" : " …</p>\n");
  }
}

static void put_field_list(const output *to, const qn_article *article) {
  field_names names = shown_fields(to->options);
  qn_string name;
  qn__buffer text;
  bool any = false;
  qn__buffer_init(&text);
  while (next_field(&names, &name)) {
    qn__buffer_reset(&text);
    if (!put_field_text(&text, article, name))
      continue;
    qn__buffer_print(to->out, any ? "" : "<dl>\n");
    put_fact(to->out, "<dt>", name, "</dt>");
    qn__buffer_print(to->out, "<dd dir=\"auto\">");
    put_html(to->out, cli_text_of(&text));
    qn__buffer_print(to->out, "</dd>\n");
    any = true;
  }
  qn__buffer_print(to->out, any ? "</dl>\n" : "");
  to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_explanation(qn__buffer *out, const char *text) {
  if (text == NULL)
    return;
  qn__buffer_print(out, "<details>\n<summary>Score</summary>\n<pre>");
  while (*text != '\0') {
    const size_t size = strcspn(text, "\n");
    put_html(out, (qn_string){text, size});
    qn__buffer_u8(out, '\n');
    text += size + (text[size] == '\n');
  }
  qn__buffer_print(out, "</pre>\n</details>\n");
}

void html_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  qn__buffer_print(to->out, "<li>\n<article>\n");
  put_heading(to, answer, found);
  put_facts_line(to, answer, found);
  put_passages(to->out, found);
  put_field_list(to, &found->article);
  put_explanation(to->out, found->explanation);
  qn__buffer_print(to->out, "</article>\n</li>\n");
}

/* --- Facets, and the end ------------------------------------------------------------------------------------------ */

static void begin_table(qn__buffer *out, qn_string name, qn_string caption) {
  (void)name;
  qn__buffer_print(out, "<table>\n<caption>");
  put_html(out, caption);
  qn__buffer_print(out,
                   "</caption>\n<thead><tr><th scope=\"col\">Value</th><th scope=\"col\" class=\"count\">Articles</th>"
                   "<td aria-hidden=\"true\"></td></tr></thead>\n<tbody>\n");
}

static void put_row(qn__buffer *out, qn_string value, uint64_t n_articles, uint64_t most) {
  char number[CLI_NUMBER_MAX];
  const double share = most > 0 ? 100.0 * (double)n_articles / (double)most : 0;
  qn__buffer_print(out, "<tr><th scope=\"row\" dir=\"auto\">");
  put_html(out, value);
  qn__buffer_print(out,
                   "</th><td class=\"count\">%s</td><td class=\"bar\" style=\"--share:%.1f%%\" aria-hidden=\"true\">",
                   cli_count(number, n_articles), share);
  qn__buffer_print(out, "</td></tr>\n");
}

static void end_table(qn__buffer *out, uint64_t n_more) {
  char number[CLI_NUMBER_MAX];
  qn__buffer_print(out, "</tbody>\n</table>\n");
  if (n_more > 0)
    qn__buffer_print(out, "<p>and %s more</p>\n", cli_count(number, n_more));
}

void html_end(const output *to, const search_answer *answer) {
  static const facet_writer tables = {begin_table, put_row, end_table};
  qn__buffer_print(to->out, answer->n_found > 0 ? "</ol>\n" : "");
  put_facet_tables(to, answer, &tables);
  qn__buffer_print(to->out, answer->qid != NULL ? "</section>\n" : "");
}
