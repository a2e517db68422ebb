/* SPDX-License-Identifier: MIT */
/* format_markdown.c: answers for notes and messages: a heading, a list of articles with quoted passages, tables of
 * facets.  All that is not quern's own is escaped before it is marked. */
#include "cli/numbers.h"
#include "cli/safe_text.h"
#include "tool/facet_tables.h"
#include "tool/hit_place.h"
#include "tool/markdown_text.h"
#include "tool/page_title.h"
#include "tool/shown_fields.h"
#include "tool/totals.h"
#include "tool/web_url.h"

#include <inttypes.h>
#include <stdio.h>

output_begin markdown_begin;
output_hit markdown_hit;
output_end markdown_end;

static void put_valid_markdown(qn__buffer *out, const char *text, size_t size) {
  put_markdown(out, (qn_string){text, size});
}

void markdown_begin(const output *to, const search_answer *answer) {
  qn__buffer title;
  qn__buffer_init(&title);
  if (answer->qid != NULL)
    qn__buffer_bytes(&title, answer->text.data, answer->text.size);
  else
    put_page_title(&title, to->options);
  qn__buffer_print(to->out, "# ");
  put_markdown(to->out, cli_text_of(&title));
  qn__buffer_print(to->out, "\n\n");
  put_total(to->out, answer, to->options);
  qn__buffer_print(to->out, "\n");
  to->out->failed |= title.failed;
  qn__buffer_clear(&title);
}

/* --- An article --------------------------------------------------------------------------------------------------- */

/* What belongs to an item of a list begins where its text does. */
static void begin_block(qn__buffer *out, int indent, const char *sign) {
  qn__buffer_print(out, "\n%*s%s", indent, "", sign);
}

/* Before a fact: the beginning of its line, or what separates it from the one before. */
static void begin_fact(qn__buffer *out, int indent, bool *any) {
  if (*any)
    qn__buffer_print(out, " · ");
  else
    begin_block(out, indent, "");
  *any = true;
}

/* Appends where the article is as a link has it, which leads to the first passage if its page has a place for it. */
static void put_link(qn__buffer *out, const search_answer *answer, const found_article *found) {
  qn__buffer place;
  qn__buffer_init(&place);
  put_hit_place(&place, answer, found);
  qn__buffer_print(out, "](<");
  put_web_url(out, cli_text_of(&place));
  qn__buffer_print(out, ">)");
  out->failed |= place.failed;
  qn__buffer_clear(&place);
}

static void put_title(qn__buffer *out, const search_answer *answer, const found_article *found) {
  const qn_string name = hit_name(found);
  const marked_text marked = {name.data, name.size, found->title_ranges, found->n_title_ranges, "", ""};
  const bool is_linked = is_web_url(found->article.url);
  qn__buffer_print(out, is_linked ? "[" : "");
  put_marked_markdown(out, &marked, " ");
  if (is_linked)
    put_link(out, answer, found);
  qn__buffer_u8(out, '\n');
}

static void put_date(qn__buffer *out, const found_article *found, int indent, bool *any) {
  qn__buffer date;
  qn__buffer_init(&date);
  put_hit_date(&date, found);
  if (date.size > 0) {
    begin_fact(out, indent, any);
    put_markdown(out, cli_text_of(&date));
  }
  out->failed |= date.failed;
  qn__buffer_clear(&date);
}

static void put_place(qn__buffer *out, const search_answer *answer, const found_article *found, int indent, bool *any) {
  qn__buffer place;
  qn__buffer_init(&place);
  put_hit_place(&place, answer, found);
  if (place.size > 0) {
    begin_fact(out, indent, any);
    put_markdown_code(out, cli_text_of(&place));
  }
  out->failed |= place.failed;
  qn__buffer_clear(&place);
}

static void put_field_facts(const output *to, const qn_article *article, int indent, bool *any) {
  field_names names = shown_fields(to->options);
  qn_string name;
  qn__buffer text;
  qn__buffer_init(&text);
  while (next_field(&names, &name)) {
    qn__buffer_reset(&text);
    if (!put_field_text(&text, article, name))
      continue;
    begin_fact(to->out, indent, any);
    put_markdown(to->out, name);
    qn__buffer_print(to->out, ": ");
    put_markdown(to->out, cli_text_of(&text));
  }
  to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_facts_line(const output *to, const search_answer *answer, const found_article *found, int indent) {
  qn__buffer *out = to->out;
  const tool_options *options = to->options;
  const qn_article *article = &found->article;
  char number[CLI_NUMBER_MAX];
  bool any = false;
  put_date(out, found, indent, &any);
  if (!is_web_url(article->url)) /* else it is in the link */
    put_place(out, answer, found, indent, &any);
  const char *dir = options->dirs.n > 1 ? options->dirs.items[found->hit.directory] : NULL;
  if (dir != NULL) {
    begin_fact(out, indent, &any);
    qn__buffer_print(out, "in ");
    cli_put_repaired(out, dir, strlen(dir), put_valid_markdown);
  }
  if (hit_shows_id(found, options)) {
    begin_fact(out, indent, &any);
    put_markdown_code(out, article->id);
  }
  if (hit_shows_score(answer, options)) {
    begin_fact(out, indent, &any);
    qn__buffer_print(out, "score %.3f", found->hit.score);
  }
  if (found->hit.n_similar > 0) {
    begin_fact(out, indent, &any);
    qn__buffer_print(out, "%s similar", cli_count(number, found->hit.n_similar));
  }
  put_field_facts(to, article, indent, &any);
  qn__buffer_print(out, any ? "\n" : "");
}

static void put_passages(qn__buffer *out, const found_article *found, int indent) {
  qn_snippet snippet;
  char line_end[40];
  snprintf(line_end, sizeof line_end, "\\\n%*s> ", indent, "");
  for (size_t i = 0; found->snippets != NULL && qn_snippets_get(found->snippets, i, &snippet); i++) {
    if (snippet.text.size == 0)
      continue;
    const marked_text marked = {snippet.text.data, snippet.text.size, snippet.highlights, snippet.n_highlights, "", ""};
    begin_block(out, indent, snippet.starts_text ? "> " : "> … ");
    put_marked_markdown(out, &marked, line_end);
    qn__buffer_print(out, snippet.ends_text ? "\n" : " …\n");
  }
}

/* As code between lines of more back quotes than it has. */
static void put_explanation(qn__buffer *out, const char *text, int indent) {
  if (text == NULL)
    return;
  size_t quotes = longest_back_quotes(qn_string_of(text)) + 1;
  quotes = quotes < 3 ? 3 : quotes;
  begin_block(out, indent, "");
  put_back_quotes(out, quotes);
  while (*text != '\0') {
    const size_t size = strcspn(text, "\n");
    begin_block(out, indent, "");
    cli_put_text(out, text, size);
    text += size + (text[size] == '\n');
  }
  begin_block(out, indent, "");
  put_back_quotes(out, quotes);
  qn__buffer_u8(out, '\n');
}

void markdown_hit(const output *to, const search_answer *answer, size_t i) {
  const found_article *found = &answer->found[i];
  const int indent = snprintf(NULL, 0, "%" PRIu64 ". ", answer_rank(answer, i));
  qn__buffer_print(to->out, "\n%" PRIu64 ". ", answer_rank(answer, i));
  put_title(to->out, answer, found);
  put_facts_line(to, answer, found, indent);
  put_passages(to->out, found, indent);
  put_explanation(to->out, found->explanation, indent);
}

/* --- Facets, and the end ------------------------------------------------------------------------------------------ */

static void begin_table(qn__buffer *out, qn_string name, qn_string caption) {
  qn__buffer_u8(out, '\n');
  put_markdown(out, caption);
  qn__buffer_print(out, "\n\n| ");
  put_markdown(out, name);
  qn__buffer_print(out, " | articles |\n| --- | ---: |\n");
}

static void put_row(qn__buffer *out, qn_string value, uint64_t n_articles, uint64_t most) {
  char number[CLI_NUMBER_MAX];
  (void)most;
  qn__buffer_print(out, "| ");
  put_markdown(out, value);
  qn__buffer_print(out, " | %s |\n", cli_count(number, n_articles));
}

static void end_table(qn__buffer *out, uint64_t n_more) {
  char number[CLI_NUMBER_MAX];
  if (n_more > 0)
    qn__buffer_print(out, "\nand %s more\n", cli_count(number, n_more));
}

void markdown_end(const output *to, const search_answer *answer) {
  static const facet_writer tables = {begin_table, put_row, end_table};
  put_facet_tables(to, answer, &tables);
  qn__buffer_print(to->out, answer->qid != NULL ? "\n" : "");
}
