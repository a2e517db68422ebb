/* SPDX-License-Identifier: MIT */
/* text_facts.c: a line breaks between facts.  A place that is longer than a line is never broken: people copy it. */
#include "tool/text_facts.h"

#include "cli/numbers.h"
#include "text/boundaries.h"
#include "text/utf8.h"
#include "tool/hit_place.h"
#include "tool/shown_fields.h"
#include "tool/text_layout.h"

#include <stdio.h>

enum { GAP = 2 };

typedef struct fact_lines {
  const output *to;
  size_t indent;
  size_t column; /* 0: no line is begun */
  bool has_fields;
} fact_lines;

/* Goes to where a fact of so many columns begins. */
static void begin_fact(fact_lines *lines, size_t columns) {
  qn__buffer *out = lines->to->out;
  const size_t width = lines->to->terminal->width;
  if (lines->column > 0 && (width == 0 || lines->column + GAP + columns <= width)) {
    qn__buffer_print(out, "%*s", GAP, "");
    lines->column += GAP + columns;
    return;
  }
  qn__buffer_print(out, "%s%*s", lines->column > 0 ? "\n" : "", (int)lines->indent, "");
  lines->column = lines->indent + columns;
}

static void put_fact(fact_lines *lines, const char *style, const char *text, size_t size) {
  if (size == 0)
    return;
  begin_fact(lines, qn__display_width(text, size));
  cli_put_styled(lines->to->out, lines->to->terminal, style, text, size);
}

static void put_date(fact_lines *lines, const found_article *found) {
  qn__buffer text;
  qn__buffer_init(&text);
  put_hit_date(&text, found);
  put_fact(lines, DATE_STYLE, (const char *)text.data, text.size);
  lines->to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_index(fact_lines *lines, const char *dir) {
  qn__buffer text;
  qn__buffer_init(&text);
  qn__buffer_print(&text, "in ");
  qn__utf8_repair(&text, dir, strlen(dir));
  put_fact(lines, "", (const char *)text.data, text.size);
  lines->to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_place_fact(fact_lines *lines, const search_answer *answer, const found_article *found) {
  qn__buffer text;
  qn__buffer_init(&text);
  put_hit_place(&text, answer, found);
  put_fact(lines, ID_STYLE, (const char *)text.data, text.size);
  lines->to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

static void put_state(fact_lines *lines, const found_article *found) {
  static const char changed[] = "changed since it was added", gone[] = "the file is gone";
  if (found->state == SOURCE_CHANGED)
    put_fact(lines, STALE_STYLE, changed, sizeof changed - 1);
  else if (found->state == SOURCE_GONE)
    put_fact(lines, STALE_STYLE, gone, sizeof gone - 1);
}

static void put_details(fact_lines *lines, const search_answer *answer, const found_article *found) {
  const tool_options *options = lines->to->options;
  const qn_article *article = &found->article;
  char score[32];
  if (hit_shows_id(found, options))
    put_fact(lines, ID_STYLE, article->id.data, article->id.size);
  if (hit_shows_score(answer, options))
    put_fact(lines, FAINT_STYLE, score, (size_t)snprintf(score, sizeof score, "score %.3f", found->hit.score));
}

static void put_similar(fact_lines *lines, const found_article *found) {
  char text[CLI_NUMBER_MAX + 10], number[CLI_NUMBER_MAX];
  if (found->hit.n_similar > 0)
    put_fact(lines, "", text,
             (size_t)snprintf(text, sizeof text, "%s similar", cli_count(number, found->hit.n_similar)));
}

/* The first of the fields begins a line. */
static void begin_fields(fact_lines *lines) {
  if (lines->column > 0 && !lines->has_fields)
    qn__buffer_u8(lines->to->out, '\n');
  if (!lines->has_fields)
    lines->column = 0;
  lines->has_fields = true;
}

/* "name: value", wrapped where it is longer than a line. */
static void put_field(fact_lines *lines, const qn_article *article, qn_string name) {
  qn__buffer text;
  qn__buffer_init(&text);
  qn__utf8_repair(&text, name.data, name.size);
  qn__buffer_print(&text, ": ");
  if (put_field_text(&text, article, name) && !text.failed) {
    const marked_text marked = {(const char *)text.data, text.size, NULL, 0, "", ""};
    begin_fields(lines);
    begin_fact(lines, qn__display_width(marked.text, marked.size));
    put_wrapped(lines->to->out, lines->to->terminal, &marked, lines->indent, lines->indent + GAP);
  }
  lines->to->out->failed |= text.failed;
  qn__buffer_clear(&text);
}

void put_facts(const output *to, const search_answer *answer, const found_article *found, size_t indent) {
  fact_lines lines = {.to = to, .indent = indent};
  field_names names = shown_fields(to->options);
  qn_string name;
  put_date(&lines, found);
  put_place_fact(&lines, answer, found);
  put_state(&lines, found);
  if (to->options->dirs.n > 1)
    put_index(&lines, to->options->dirs.items[found->hit.directory]);
  put_details(&lines, answer, found);
  put_similar(&lines, found);
  while (next_field(&names, &name))
    put_field(&lines, &found->article, name);
  qn__buffer_print(to->out, lines.column > 0 ? "\n" : "");
}
