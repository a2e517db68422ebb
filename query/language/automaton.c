/* SPDX-License-Identifier: MIT */
/* automaton.c: which letters a position takes. */
#include "language/automaton.h"

#include "text/letters.h"
#include "text/word_breaks.h"

#include <string.h>

void qn__automaton_init(qn__automaton *automaton) {
  automaton->n_positions = automaton->n_ranges = automaton->common_size = 0;
  memset(&automaton->accepts, 0, sizeof automaton->accepts);
  qn__automaton_add(automaton);
}

void qn__automaton_set_common(qn__automaton *automaton, const char *letters, size_t size) {
  const size_t kept = size < QN__COMMON_MAX ? size : QN__COMMON_MAX;
  if (kept <= automaton->common_size)
    return;
  memcpy(automaton->common, letters, kept);
  automaton->common_size = (uint32_t)kept;
}

uint32_t qn__automaton_add(qn__automaton *automaton) {
  const uint32_t position = automaton->n_positions++;
  memset(&automaton->follow[position], 0, sizeof automaton->follow[position]);
  automaton->letters[position] = (qn__letter_set){.first_range = (uint16_t)automaton->n_ranges};
  return position;
}

static qn__letter_set *last_set(qn__automaton *automaton) {
  return &automaton->letters[automaton->n_positions - 1];
}

void qn__automaton_take_range(qn__automaton *automaton, uint32_t first, uint32_t last, bool strict) {
  automaton->ranges[automaton->n_ranges++] = (qn__letter_range){first, last, strict};
  last_set(automaton)->n_ranges++;
}

void qn__automaton_take_letter(qn__automaton *automaton, uint32_t letter) {
  uint32_t bare[QN__BARE_MAX];
  const bool is_bare = qn__bare_letters(bare, letter) == 1 && bare[0] == letter;
  qn__automaton_take_range(automaton, letter, letter, !is_bare);
  if (!is_bare && qn__bare_letters(bare, letter) == 1)
    qn__automaton_take_range(automaton, bare[0], bare[0], true);
}

void qn__automaton_take_others(qn__automaton *automaton) {
  last_set(automaton)->others = true;
}

/* --- What a position takes ---------------------------------------------------------------------------------------- */

static bool is_decimal_digit(uint32_t letter) {
  return letter >= '0' && letter <= '9';
}

static bool is_of_words(uint32_t letter) {
  const unsigned properties = qn__character(letter);
  return letter == '_' || properties & QN__IS_WORD || qn__word_break_of(properties) == QN__WB_EXTEND;
}

static bool is_in_classes(unsigned classes, uint32_t letter) {
  return (classes & QN__LETTERS_DIGIT && is_decimal_digit(letter)) ||
         (classes & QN__LETTERS_NO_DIGIT && !is_decimal_digit(letter)) ||
         (classes & QN__LETTERS_WORD && is_of_words(letter)) || (classes & QN__LETTERS_OTHER && !is_of_words(letter));
}

static bool is_in_ranges(const qn__automaton *automaton, const qn__letter_set *set, uint32_t letter, uint32_t bare) {
  bool found = false;
  for (uint32_t i = 0; i < set->n_ranges && !found; i++) {
    const qn__letter_range *range = &automaton->ranges[set->first_range + i];
    found = (letter >= range->first && letter <= range->last) ||
            (bare >= range->first && bare <= range->last && !range->strict);
  }
  return found;
}

static bool takes(const qn__automaton *automaton, uint32_t position, uint32_t letter, uint32_t bare) {
  const qn__letter_set *set = &automaton->letters[position];
  return (is_in_ranges(automaton, set, letter, bare) || is_in_classes(set->classes, letter)) != set->others;
}

/* The letter without its marks, if that is one. */
static uint32_t bare_letter(uint32_t letter) {
  uint32_t bare[QN__BARE_MAX];
  return letter >= 0x80 && qn__bare_letters(bare, letter) == 1 ? bare[0] : letter;
}

bool qn__automaton_takes(const qn__automaton *automaton, uint32_t position, uint32_t letter) {
  return takes(automaton, position, letter, bare_letter(letter));
}

void qn__automaton_takers(const qn__automaton *automaton, uint32_t letter, qn__position_set *out) {
  const uint32_t bare = bare_letter(letter);
  memset(out, 0, sizeof *out);
  for (uint32_t i = 1; i < automaton->n_positions; i++)
    if (takes(automaton, i, letter, bare))
      qn__add_position(out, i);
}

/* --- What it may take next ---------------------------------------------------------------------------------------- */

static uint32_t lower(uint32_t a, uint32_t b) {
  return a == 0 || (b != 0 && b < a) ? b : a;
}

static uint32_t next_of_range(const qn__letter_range *range, uint32_t after) {
  const uint32_t own = after < range->first ? range->first : after < range->last ? after + 1 : 0;
  return range->strict ? own : lower(own, qn__next_marked_letter(range->first, range->last, after));
}

/* Of a set that takes any number of letters beyond ASCII. */
static uint32_t next_of_many(const qn__automaton *automaton, uint32_t position, uint32_t after) {
  uint32_t next = after + 1;
  while (next < 0x80 && !qn__automaton_takes(automaton, position, next))
    next++;
  return next;
}

uint32_t qn__automaton_next_taken(const qn__automaton *automaton, uint32_t position, uint32_t after) {
  const qn__letter_set *set = &automaton->letters[position];
  if (set->others || (set->classes & ~QN__LETTERS_DIGIT) != 0)
    return next_of_many(automaton, position, after);
  uint32_t next = 0;
  for (uint32_t i = 0; i < set->n_ranges; i++)
    next = lower(next, next_of_range(&automaton->ranges[set->first_range + i], after));
  if (set->classes & QN__LETTERS_DIGIT && after < '9')
    next = lower(next, after < '0' ? '0' : after + 1);
  return next;
}
