/* SPDX-License-Identifier: MIT */
/* article_marks.c: window after window, from match to match; ranges that touch over the end of one are one. */
#include "snippets/article_marks.h"

#include "snippets/snippet_cut.h"
#include "text/word_parts.h"

enum {
  WINDOW = 2048,                   /* words in which the matches of a window begin */
  AROUND = QN__COMPOUND_PARTS + 1, /* words after them that an extra term may reach over */
};

typedef struct marking {
  const qn__shown_article *shown;
  qn__arena arena; /* of a window */
  uint32_t base;   /* position of the text's first word */
  qn__visit_mark *visit;
  void *context;
  qn_range last; /* not yet handed out; an empty one: there is none */
  bool goes_on;
} marking;

static void hand_out(marking *m) {
  if (m->last.end > m->last.start && m->goes_on)
    m->goes_on = m->visit(m->context, m->last);
}

static void add_mark(marking *m, qn_range range) {
  if (m->last.end > m->last.start && range.start <= m->last.end) {
    m->last.end = range.end > m->last.end ? range.end : m->last.end;
    return;
  }
  hand_out(m);
  m->last = range;
}

/* The matches from i up to `end` begin within so many words from the first. */
static qn_status mark_window(marking *m, size_t i, size_t end, qn_error *error) {
  const qn__shown_article *shown = m->shown;
  const qn__match *matches = shown->matches->data;
  const uint32_t first = matches[i].position - m->base;
  uint32_t last = first;
  for (size_t k = i; k < end; k++) {
    const uint32_t reach = matches[k].position - m->base + matches[k].words - 1;
    last = reach > last ? reach : last;
  }
  qn__arena_reset(&m->arena);
  qn__passage passage;
  qn__word_run run;
  qn_status status = qn__store_passage(&shown->segment->store, shown->store_reader, shown->doc, first, last + AROUND,
                                       AROUND, &passage, error);
  if (status == QN_OK)
    status = qn__scan_run(&m->arena, &passage, first, last + AROUND + 1, &run, error);
  qn__cut cut = {.matches = matches, .n_matches = end, .finder = shown->finder, .base = m->base};
  if (status == QN_OK)
    status = qn__find_places(cut.finder, passage.text, &run, matches, end, m->base, &m->arena, &cut.places, error);
  if (status != QN_OK)
    return status;
  qn_range *ranges = qn__arena_alloc(&m->arena, (cut.places.n + 1) * sizeof *ranges);
  if (ranges == NULL)
    return qn__fail_memory(error);
  const size_t n = qn__mark_matches(&cut, &run, ranges), offset = (size_t)passage.offset;
  for (size_t k = 0; k < n; k++)
    add_mark(m, (qn_range){offset + ranges[k].start, offset + ranges[k].end});
  return QN_OK;
}

static qn_status mark_all(marking *m, qn_error *error) {
  const qn__match *matches = m->shown->matches->data;
  const size_t n = m->shown->matches->n;
  qn_status status = QN_OK;
  size_t end = 0;
  while (end < n && matches[end].position < m->base)
    end++;
  for (size_t i = end; status == QN_OK && m->goes_on && i < n; i = end) {
    while (end < n && matches[end].position - matches[i].position < WINDOW)
      end++;
    status = mark_window(m, i, end, error);
  }
  return status;
}

qn_status qn__each_mark(const qn__shown_article *shown, qn__visit_mark *visit, void *context, qn_error *error) {
  uint32_t title_words;
  qn_status status = qn__title_words(&shown->segment->lengths, shown->doc, &title_words, error);
  if (status != QN_OK)
    return status;
  marking m = {.shown = shown,
               .base = qn__text_position(title_words, shown->segment->meta.settings.title_weight),
               .visit = visit,
               .context = context,
               .goes_on = true};
  qn__arena_init(&m.arena);
  status = mark_all(&m, error);
  if (status == QN_OK)
    hand_out(&m);
  qn__arena_clear(&m.arena);
  return status;
}
