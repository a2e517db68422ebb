/* SPDX-License-Identifier: MIT */
/* article_text.c: lines and tabs of the text stay as they are. */
#include "cli/article_text.h"

#include "base/status.h"

static const char title_style[] = "1", title_mark_style[] = "1;4", mark_style[] = "1;31", fact_style[] = "36";

typedef struct article_text {
  qn__buffer *out;
  const cli_terminal *terminal;
  qn__buffer marks; /* qn_range: of the title, then of the text */
  size_t n_in_title;
} article_text;

static bool keep_mark(void *context, bool in_title, qn_range range) {
  article_text *s = context;
  qn__buffer_bytes(&s->marks, &range, sizeof range);
  s->n_in_title += in_title;
  return !s->marks.failed;
}

/* A piece of a text in one style; tabs and line ends are as they are, and no style goes over these. */
static void put_line_pieces(article_text *s, const char *style, const char *text, size_t size) {
  for (size_t at = 0; at < size;) {
    const size_t from = at;
    while (at < size && text[at] != '\n' && text[at] != '\t')
      at++;
    if (at > from)
      cli_put_styled(s->out, s->terminal, style, text + from, at - from - (at < size && text[at - 1] == '\r'));
    if (at < size)
      qn__buffer_u8(s->out, (uint8_t)text[at++]);
  }
}

static void put_marked_lines(article_text *s, qn_string text, size_t first, size_t n, const char *style,
                             const char *marked) {
  const qn_range *marks = n > 0 ? QN__ARRAY(const qn_range, &s->marks) + first : NULL;
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    put_line_pieces(s, style, text.data + at, marks[i].start - at);
    put_line_pieces(s, marked, text.data + marks[i].start, marks[i].end - marks[i].start);
    at = marks[i].end;
  }
  put_line_pieces(s, style, text.data + at, text.size - at);
}

static void put_article_fact(article_text *s, const char *name, qn_string value) {
  if (value.size == 0)
    return;
  qn__buffer_print(s->out, "%s", name);
  cli_put_styled(s->out, s->terminal, fact_style, value.data, value.size);
  qn__buffer_u8(s->out, '\n');
}

static void put_whole_article(article_text *s, const qn_article *article) {
  const size_t n = s->marks.size / sizeof(qn_range);
  if (s->out->size > 0)
    qn__buffer_u8(s->out, '\n');
  if (article->title.size > 0) {
    put_marked_lines(s, article->title, 0, s->n_in_title, title_style, title_mark_style);
    qn__buffer_print(s->out, "\n\n");
  }
  put_article_fact(s, "id      ", article->id);
  put_article_fact(s, "url     ", article->url);
  put_article_fact(s, "date    ", article->date);
  put_article_fact(s, "lang    ", article->language);
  put_article_fact(s, "fields  ", article->fields);
  if (article->text.size == 0)
    return;
  qn__buffer_u8(s->out, '\n');
  put_marked_lines(s, article->text, s->n_in_title, n - s->n_in_title, "", mark_style);
  if (article->text.data[article->text.size - 1] != '\n')
    qn__buffer_u8(s->out, '\n');
}

qn_status cli_put_article(qn__buffer *out, const cli_terminal *terminal, qn_searcher *searcher, uint64_t article,
                          qn_error *error) {
  article_text s = {.out = out, .terminal = terminal};
  qn_article found;
  qn__buffer_init(&s.marks);
  qn_status status = qn_searcher_each_highlight(searcher, article, keep_mark, &s, error);
  if (status == QN_OK)
    status = s.marks.failed ? qn__fail_memory(error) : qn_searcher_article(searcher, article, &found, error);
  if (status == QN_OK)
    put_whole_article(&s, &found);
  qn__buffer_clear(&s.marks);
  return status;
}
