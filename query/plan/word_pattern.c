/* SPDX-License-Identifier: MIT */
/* word_pattern.c: all patterns are read as forms are, without case and dots, and become automata of one kind. */
#include "plan/word_pattern.h"

#include "language/regex.h"
#include "text/letters.h"
#include "text/utf8.h"

#include <string.h>

/* The word as forms have it.  A language's own rules are left out; signs such as * stay. */
static qn_status plain_form(const qn__query_word *word, qn__analyzer *analyzer, const char **form, size_t *size,
                            qn_error *error) {
  qn__analyzed analyzed;
  bool ascii = true;
  for (uint32_t i = 0; i < word->size && ascii; i++)
    ascii = (uint8_t)word->text[i] < 0x80;
  const qn__word_kind kind = word->kind != QN__WORD_ASCII && word->kind != QN__WORD_UNICODE ? word->kind
                             : ascii                                                        ? QN__WORD_ASCII
                                                                                            : QN__WORD_UNICODE;
  qn_status status =
      qn__analyze(analyzer, word->text, word->size, kind, QN__LANGUAGE_PLAIN, QN__LANGUAGE_PLAIN, &analyzed, error);
  if (status != QN_OK)
    return status;
  *form = analyzed.form;
  *size = analyzed.form_size;
  return QN_OK;
}

/* --- Wildcards ---------------------------------------------------------------------------------------------------- */

enum { EXPRESSION_MAX = 2 * QN__FORM_MAX + 4 };

/* A wildcard as a regular expression. */
static size_t as_expression(char *out, const char *form, size_t size, bool partial) {
  size_t n = 0;
  for (size_t i = 0; i < size; i++) {
    const char c = form[i];
    const bool is_sign = c >= '!' && c <= '~' && !(c >= '0' && c <= '9') && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c == '*' || c == '?' || is_sign)
      out[n++] = c == '*' || c == '?' ? '.' : '\\';
    if (c != '?')
      out[n++] = c;
  }
  if (partial) {
    out[n++] = '.';
    out[n++] = '*';
  }
  return n;
}

static bool is_ascii_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* What all words of a wildcard that begins with a star have in common. */
static void set_common(qn__automaton *automaton, const char *form, size_t size) {
  for (size_t at = 0, end; at < size && form[0] == '*'; at = end + (end == at)) {
    for (end = at; end < size && is_ascii_letter(form[end]);)
      end++;
    qn__automaton_set_common(automaton, form + at, end - at);
  }
}

static qn_status make_wildcard(qn__automaton *automaton, const qn__query_word *word, qn__analyzer *analyzer,
                               bool *possible, qn_error *error) {
  char expression[EXPRESSION_MAX];
  qn__regex_fault fault;
  const char *form;
  size_t size;
  *possible = word->size <= QN__WORD_MAX;
  qn_status status = *possible ? plain_form(word, analyzer, &form, &size, error) : QN_OK;
  if (status != QN_OK || !*possible)
    return status;
  const size_t expression_size = as_expression(expression, form, size, word->op == QN__PARTIAL);
  *possible = qn__regex_compile(automaton, expression, expression_size, &fault);
  if (*possible)
    set_common(automaton, form, size);
  return QN_OK;
}

/* --- Fuzzy words -------------------------------------------------------------------------------------------------- */

/* A state of a fuzzy word is how many letters of it are accounted for, and with how many edits.  It is reached by a
 * letter of the word, by any other one (one more, or in place of the word's), or as the second of two that have changed
 * places; each way is a position of its own, as is the first of two such letters. */
typedef enum arrival { BY_LETTER, BY_ANY, BY_SECOND, AT_FIRST, ARRIVALS } arrival;

enum { MOST_LETTERS = QN__WORD_MAX, NO_POSITION = 0 };

typedef struct fuzzy_maker {
  qn__automaton *automaton;
  const uint32_t *letters;
  uint32_t n, edits;
  uint16_t positions[QN__EDITS_MAX + 1][MOST_LETTERS + 1][ARRIVALS];
} fuzzy_maker;

/* The letter by which a state is reached so, counted from 0; or none. */
static bool has_arrival(const fuzzy_maker *maker, uint32_t at, uint32_t edits, arrival how) {
  switch (how) {
  case BY_LETTER:
    return at > 0;
  case BY_ANY:
    return edits > 0;
  case BY_SECOND:
    return edits > 0 && at >= 2;
  default:
    return edits > 0 && at + 2 <= maker->n;
  }
}

static void add_arrival(fuzzy_maker *maker, uint32_t at, uint32_t edits, arrival how) {
  if (!has_arrival(maker, at, edits, how))
    return;
  maker->positions[edits][at][how] = (uint16_t)qn__automaton_add(maker->automaton);
  if (how == BY_ANY)
    qn__automaton_take_others(maker->automaton);
  else
    qn__automaton_take_letter(maker->automaton, maker->letters[how == BY_LETTER   ? at - 1
                                                               : how == BY_SECOND ? at - 2
                                                                                  : at + 1]);
}

static uint32_t count_arrivals(uint32_t n, uint32_t edits) {
  const uint32_t pairs = n > 0 ? n - 1 : 0;
  return 1 + n * (edits + 1) + (n + 1) * edits + 2 * pairs * edits;
}

static void follow(fuzzy_maker *maker, qn__position_set *set, uint32_t at, uint32_t edits, arrival how) {
  if (edits <= maker->edits && at <= maker->n && maker->positions[edits][at][how] != NO_POSITION)
    qn__add_position(set, maker->positions[edits][at][how]);
}

/* Where a letter may lead from a state, letters of the word that are missing before it included. */
static void follow_state(fuzzy_maker *maker, qn__position_set *set, uint32_t at, uint32_t edits) {
  for (; edits <= maker->edits && at <= maker->n; at++, edits++) {
    follow(maker, set, at + 1, edits, BY_LETTER);
    follow(maker, set, at, edits + 1, BY_ANY);
    follow(maker, set, at + 1, edits + 1, BY_ANY);
    follow(maker, set, at, edits + 1, AT_FIRST);
  }
}

static void set_follow(fuzzy_maker *maker, uint32_t at, uint32_t edits, arrival how) {
  const uint32_t position = maker->positions[edits][at][how];
  if (position == NO_POSITION)
    return;
  qn__position_set *set = &maker->automaton->follow[position];
  if (how == AT_FIRST) {
    follow(maker, set, at + 2, edits, BY_SECOND);
    return;
  }
  follow_state(maker, set, at, edits);
  if (maker->n - at <= maker->edits - edits)
    qn__add_position(&maker->automaton->accepts, position);
}

static void make_fuzzy_automaton(fuzzy_maker *maker) {
  memset(maker->positions, 0, sizeof maker->positions);
  qn__automaton_init(maker->automaton);
  for (uint32_t edits = 0; edits <= maker->edits; edits++)
    for (uint32_t at = 0; at <= maker->n; at++)
      for (int how = 0; how < ARRIVALS; how++)
        add_arrival(maker, at, edits, (arrival)how);
  follow_state(maker, &maker->automaton->follow[0], 0, 0);
  for (uint32_t edits = 0; edits <= maker->edits; edits++)
    for (uint32_t at = 0; at <= maker->n; at++)
      for (int how = 0; how < ARRIVALS; how++)
        set_follow(maker, at, edits, (arrival)how);
}

static qn_status make_fuzzy(qn__automaton *automaton, const qn__query_word *word, qn__analyzer *analyzer,
                            bool *possible, qn_error *error) {
  uint32_t letters[MOST_LETTERS];
  fuzzy_maker maker = {.automaton = automaton, .letters = letters, .n = 0};
  const char *form;
  size_t size = 0;
  *possible = word->size <= QN__WORD_MAX;
  qn_status status = *possible ? plain_form(word, analyzer, &form, &size, error) : QN_OK;
  for (size_t at = 0; status == QN_OK && at < size && maker.n < MOST_LETTERS;) {
    uint32_t bare[QN__BARE_MAX];
    unsigned step;
    letters[maker.n] = qn__utf8_decode(form + at, &step);
    at += step;
    maker.n += qn__bare_letters(bare, letters[maker.n]) > 0; /* but no marks */
  }
  if (status != QN_OK || !*possible)
    return status;
  maker.edits = word->edits < QN__EDITS_MAX ? word->edits : QN__EDITS_MAX;
  while (count_arrivals(maker.n, maker.edits) > QN__POSITIONS_MAX)
    maker.edits--;
  make_fuzzy_automaton(&maker);
  return QN_OK;
}

/* --- Any of them -------------------------------------------------------------------------------------------------- */

qn_status qn__word_pattern(qn__automaton *automaton, const qn__query_word *word, qn__analyzer *analyzer, bool *possible,
                           qn_error *error) {
  qn__regex_fault fault;
  if (word->op == QN__FUZZY)
    return make_fuzzy(automaton, word, analyzer, possible, error);
  if (word->op != QN__REGEX)
    return make_wildcard(automaton, word, analyzer, possible, error);
  *possible = qn__regex_compile(automaton, word->text, word->size, &fault);
  return QN_OK;
}

bool qn__own_word(qn__query_word *out, const qn__query_word *word) {
  *out = *word;
  out->op = QN__TERM;
  out->edits = 0;
  return word->op == QN__FUZZY || word->op == QN__PARTIAL;
}

size_t qn__pattern_key(char key[QN__PATTERN_KEY_MAX], const qn__query_word *word) {
  if (word->size > QN__PATTERN_MAX)
    return 0;
  key[0] = 'x'; /* as a language tag byte stands before what others are counted by */
  key[1] = word->op == QN__WILDCARD ? 'w' : word->op == QN__PARTIAL ? 'p' : word->op == QN__FUZZY ? 'f' : 'r';
  key[2] = (char)('0' + word->edits);
  memcpy(key + 3, word->text, word->size);
  return word->size + 3;
}

char *qn__pattern_name(const qn__query_word *word, qn__arena *arena) {
  const char *before = word->op == QN__REGEX ? qn__operator_spelling(QN__REGEX) : "";
  const char *after = word->op == QN__REGEX     ? "/"
                      : word->op == QN__PARTIAL ? "*"
                      : word->op == QN__FUZZY   ? (word->edits == 1 ? "~1" : "~2")
                                                : "";
  const size_t before_size = strlen(before), after_size = strlen(after);
  char *name = qn__arena_alloc(arena, before_size + word->size + after_size + 1);
  if (name == NULL)
    return NULL;
  memcpy(name, before, before_size);
  memcpy(name + before_size, word->text, word->size);
  memcpy(name + before_size + word->size, after, after_size + 1);
  return name;
}
