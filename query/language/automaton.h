/* SPDX-License-Identifier: MIT */
/* automaton.h: a set of words, as an automaton that reads them letter by letter (Glushkov's).  It has a position for
 * each place where a word may have a letter; a state is the set of positions at which the letters read so far may have
 * arrived.  No transition is empty, so a step is a union of bit sets.  Words are forms (text/analyze.h), without case.
 * A letter without marks stands for those with marks too, and one with marks for the bare one. */
#ifndef QN_QUERY_LANGUAGE_AUTOMATON_H
#define QN_QUERY_LANGUAGE_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  QN__POSITIONS_MAX = 512, /* with the start, which is position 0 */
  QN__POSITION_WORDS = QN__POSITIONS_MAX / 64,
  QN__LETTER_RANGES_MAX = 1024,
  QN__COMMON_MAX = 16,
};

typedef struct qn__position_set {
  uint64_t words[QN__POSITION_WORDS];
} qn__position_set;

typedef struct qn__letter_range {
  uint32_t first, last;
  bool strict; /* letters with other marks are not in it */
} qn__letter_range;

/* Classes of letters. */
enum { QN__LETTERS_DIGIT = 1, QN__LETTERS_WORD = 2, QN__LETTERS_OTHER = 4, QN__LETTERS_NO_DIGIT = 8 };

/* The letters that a position takes: those of some ranges or classes, or all others. */
typedef struct qn__letter_set {
  uint16_t first_range, n_ranges;
  uint8_t classes;
  bool others;
} qn__letter_set;

typedef struct qn__automaton {
  uint32_t n_positions, n_ranges;
  uint32_t common_size;        /* 0: not known */
  char common[QN__COMMON_MAX]; /* letters of ASCII that all words have side by side somewhere, maybe with marks */
  qn__position_set accepts;    /* a word may end there */
  qn__position_set follow[QN__POSITIONS_MAX]; /* where a letter may lead to */
  qn__letter_set letters[QN__POSITIONS_MAX];
  qn__letter_range ranges[QN__LETTER_RANGES_MAX];
} qn__automaton;

static inline bool qn__has_position(const qn__position_set *set, uint32_t position) {
  return set->words[position / 64] >> (position % 64) & 1;
}
static inline void qn__add_position(qn__position_set *set, uint32_t position) {
  set->words[position / 64] |= UINT64_C(1) << (position % 64);
}
static inline void qn__add_positions(qn__position_set *set, const qn__position_set *more) {
  for (unsigned i = 0; i < QN__POSITION_WORDS; i++)
    set->words[i] |= more->words[i];
}

/* It has the start alone, and accepts nothing. */
void qn__automaton_init(qn__automaton *automaton);

/* Its words can begin with anything, and these letters stand side by side in each; the longest are kept. */
void qn__automaton_set_common(qn__automaton *automaton, const char *letters, size_t size);

/* Adds a position that takes nothing yet; it follows none.  There must be room for it. */
uint32_t qn__automaton_add(qn__automaton *automaton);

/* Adds letters to what the last position takes: a range; or a letter without case, and its bare one. */
void qn__automaton_take_range(qn__automaton *automaton, uint32_t first, uint32_t last, bool strict);
void qn__automaton_take_letter(qn__automaton *automaton, uint32_t letter);

/* The last position takes all letters but those that it is said to take. */
void qn__automaton_take_others(qn__automaton *automaton);

/* Whether a position takes a letter. */
bool qn__automaton_takes(const qn__automaton *automaton, uint32_t position, uint32_t letter);

/* All positions that take it. */
void qn__automaton_takers(const qn__automaton *automaton, uint32_t letter, qn__position_set *out);

/* No letter above `after` and below this is taken; 0: none above is. */
uint32_t qn__automaton_next_taken(const qn__automaton *automaton, uint32_t position, uint32_t after);

#endif
