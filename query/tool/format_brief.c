/* SPDX-License-Identifier: MIT */
/* format_brief.c: a line for each article: its rank, title, day and place.  On a terminal each fits: a long title is
 * cut, then the day is left out, then the beginning of a long place, whose end says more. */
#include "text/boundaries.h"
#include "text/utf8.h"
#include "tool/hit_place.h"
#include "tool/output_format.h"
#include "tool/text_layout.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

output_hit brief_hit;

enum { GAP = 2, NARROWEST_TITLE = 24 }; /* columns */

typedef struct brief_line {
  marked_text title;
  qn_string day, place;
  bool place_is_cut;
  char similar[32]; /* how many articles it stands for, or "" */
} brief_line;

static size_t width_of(qn_string text) {
  return qn__display_width(text.data, text.size);
}

static size_t width_with_gap(qn_string text) {
  return text.size > 0 ? GAP + width_of(text) : 0;
}

/* The end of the text that fills at most `columns`. */
static qn_string end_of(qn_string text, size_t columns) {
  while (text.size > 0 && (qn__utf8_goes_on(*text.data) || width_of(text) > columns))
    text = (qn_string){text.data + 1, text.size - 1};
  return text;
}

static qn_string similar_of(const brief_line *line) {
  return (qn_string){line->similar, strlen(line->similar)};
}

static brief_line whole_line(const found_article *found) {
  const qn_string name = hit_name(found);
  brief_line line = {
      .title = {name.data, name.size, found->title_ranges, found->n_title_ranges, TITLE_STYLE, TITLE_MATCH_STYLE},
      .day = hit_day(found),
      .place = hit_place(found)};
  if (found->hit.n_similar > 0)
    snprintf(line.similar, sizeof line.similar, "%" PRIu64 " similar", found->hit.n_similar);
  return line;
}

/* Shortens the line to so many columns; returns those of the title. */
static size_t fit(brief_line *line, size_t columns) {
  const size_t similar = width_with_gap(similar_of(line));
  columns -= columns > similar ? similar : 0;
  size_t title = qn__display_width(line->title.text, line->title.size);
  size_t wanted = title < NARROWEST_TITLE ? title : NARROWEST_TITLE;
  if (wanted + width_with_gap(line->day) + width_with_gap(line->place) > columns)
    line->day.size = 0;
  if (wanted + width_with_gap(line->place) > columns) {
    size_t room = columns > wanted + GAP + 1 ? columns - wanted - GAP - 1 : 0;
    line->place = end_of(line->place, room);
    line->place_is_cut = line->place.size > 0;
  }
  size_t rest = width_with_gap(line->day) + width_with_gap(line->place) + line->place_is_cut;
  return columns > rest ? columns - rest : 1;
}

void brief_hit(const output *to, const search_answer *answer, size_t i) {
  const cli_terminal *terminal = to->terminal;
  brief_line line = whole_line(&answer->found[i]);
  size_t columns = SIZE_MAX;
  int width = snprintf(NULL, 0, "%" PRIu64, answer_rank(answer, answer->n_found - 1));
  if (terminal->width > 0)
    columns = fit(&line, terminal->width - (size_t)width - 2);
  qn__buffer_print(to->out, "%*" PRIu64 ". ", width, answer_rank(answer, i));
  put_cut(to->out, terminal, &line.title, columns);
  if (line.day.size > 0) {
    qn__buffer_print(to->out, "%*s", GAP, "");
    cli_put_styled(to->out, terminal, DATE_STYLE, line.day.data, line.day.size);
  }
  if (line.place.size > 0) {
    qn__buffer_print(to->out, "%*s%s", GAP, "", line.place_is_cut ? "…" : "");
    cli_put_styled(to->out, terminal, ID_STYLE, line.place.data, line.place.size);
  }
  if (line.similar[0] != '\0') {
    qn__buffer_print(to->out, "%*s", GAP, "");
    cli_put_styled(to->out, terminal, FAINT_STYLE, line.similar, strlen(line.similar));
  }
  qn__buffer_print(to->out, "\n");
}
