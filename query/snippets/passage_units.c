/* SPDX-License-Identifier: MIT */
/* passage_units.c: paragraphs are divided into sentences.  A short paragraph that does not end like a sentence is a
 * heading, a menu entry or a caption. */
#include "snippets/passage_units.h"

#include <string.h>

#include "base/status.h"
#include "snippets/shown_text.h"
#include "text/characters.h"
#include "text/paragraphs.h"
#include "text/sentences.h"

enum {
  FIRST_ROOM = 32,
  LONGEST_HEADING = 120, /* characters */
  SHORTEST_PROSE = 20,   /* characters of a paragraph: `Go home.` is a menu entry */
};

typedef struct unit_list {
  qn__arena *arena;
  qn__unit *units;
  size_t n, capacity;
} unit_list;

static bool keep_unit(unit_list *list, qn__unit unit) {
  if (list->n == list->capacity) {
    size_t capacity = list->capacity == 0 ? FIRST_ROOM : 2 * list->capacity;
    qn__unit *units = qn__arena_alloc(list->arena, capacity * sizeof *units);
    if (units == NULL)
      return false;
    if (list->n > 0)
      memcpy(units, list->units, list->n * sizeof *units);
    list->units = units;
    list->capacity = capacity;
  }
  list->units[list->n++] = unit;
  return true;
}

/* True if the text ends with a full stop or the like, quotes and brackets after it not counted. */
static bool ends_like_a_sentence(const char *text, size_t start, size_t end) {
  unsigned n;
  for (size_t at = end; at > start;) {
    at = qn__utf8_before(text, start, at);
    qn__sentence_break kind = qn__sentence_break_of(qn__character(qn__utf8_decode(text + at, &n)));
    if (kind == QN__SB_FULL_STOP || kind == QN__SB_TERMINATOR)
      return true;
    if (kind != QN__SB_CLOSE && kind != QN__SB_SPACE && kind != QN__SB_EXTEND)
      return false;
  }
  return false;
}

typedef struct paragraph {
  size_t start, end;
  bool is_start, is_end; /* false where the passage cuts it off */
} paragraph;

/* The sentences of a paragraph from `low` on. */
static bool add_sentences(unit_list *list, const char *text, const paragraph *in, size_t low, size_t *n_chars) {
  size_t first = list->n;
  bool prose = !in->is_end || !in->is_start;
  for (size_t at = in->start, next; at < in->end; at = next) {
    next = qn__next_sentence(text, in->end, at);
    size_t start = qn__skip_hidden(text, at, next), end = qn__trim_hidden(text, start, next);
    if (end <= start || next <= low)
      continue;
    *n_chars += list->n > 0 && start > list->units[list->n - 1].end;
    qn__unit unit = {.start = start, .end = end, .chars_before = *n_chars, .chars = qn__shown_chars(text, start, end)};
    unit.is_start = at > in->start || in->is_start;
    unit.is_end = next < in->end || in->is_end;
    *n_chars += unit.chars;
    if (!keep_unit(list, unit))
      return false;
    size_t length = end - qn__skip_blanks(text, in->start, end);
    prose = prose || unit.chars > LONGEST_HEADING || (length >= SHORTEST_PROSE && ends_like_a_sentence(text, at, end));
  }
  for (size_t i = first; i < list->n; i++)
    list->units[i].prose = prose;
  return true;
}

qn_status qn__passage_units(qn__arena *arena, const qn__passage *passage, size_t low, size_t high, qn__unit_list *out,
                            qn_error *error) {
  unit_list list = {arena, NULL, 0, 0};
  const qn_string text = passage->text;
  size_t n_chars = 0;
  for (size_t at = 0, next; at < text.size && at < high; at = next) {
    bool is_start = at > 0 || passage->starts_text;
    next = qn__paragraph_end(text.data, text.size, at, is_start);
    const paragraph in = {at, next, is_start, next < text.size || passage->ends_text};
    if (next > low && !add_sentences(&list, text.data, &in, low, &n_chars))
      return qn__fail_memory(error);
  }
  *out = (qn__unit_list){list.units, list.n};
  return QN_OK;
}
