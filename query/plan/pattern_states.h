/* SPDX-License-Identifier: MIT */
/* pattern_states.h: an automaton's states, as far as words that are read need them, with where each letter leads: the
 * second word that comes by costs one look at a table for each of its letters.  Memory is bounded: where there are too
 * many states, all are forgotten, and the reader begins its word again. */
#ifndef QN_QUERY_PLAN_PATTERN_STATES_H
#define QN_QUERY_PLAN_PATTERN_STATES_H

#include "base/arena.h"
#include "base/status.h"
#include "dictionary/keys_scan.h"
#include "language/automaton.h"

enum {
  QN__LETTER_CLASSES = 64, /* of letters that all positions treat alike; the last is for those beyond that many */
  QN__STATES_MAX = 2048,   /* more than a form has letters */
  QN__LETTER_SLOTS = 1024, /* of letters beyond ASCII whose classes are known */
};

typedef struct qn__pattern_state qn__pattern_state;
struct qn__pattern_state {
  qn__pattern_state *next[QN__LETTER_CLASSES]; /* by class; NULL: not known yet */
  bool accepts, dead;                          /* dead: no word begins so */
  uint16_t next_letter[128];    /* after each of ASCII: the next letter that leads on; 0: not known yet */
  qn__pattern_state *same_slot; /* in the table of states */
  qn__position_set positions;
};

/* What the positions make of a letter. */
typedef struct qn__letter_class {
  qn__position_set takes;  /* the positions that take it */
  qn__position_set two[2]; /* those that take the letters that it is without its marks, if they are two */
  bool is_two;
  bool is_mark; /* it may be left out */
} qn__letter_class;

typedef struct qn__pattern_states {
  const qn__automaton *automaton;
  qn__arena *arena;
  uint32_t n_states, n_classes, n_words;
  qn__needle needle;    /* what all words have in common; of no size if that is too little */
  uint64_t n_forgotten; /* how often all states were forgotten */
  qn__pattern_state *start;
  qn__pattern_state *slots[QN__STATES_MAX];
  qn__pattern_state *unused;                    /* states of before */
  qn__letter_class classes[QN__LETTER_CLASSES]; /* 0 is none */
  uint8_t ascii[256];                           /* the class of a letter; 0: not known yet, or not of ASCII */
  struct {
    uint32_t letter;
    uint8_t class_of_it;
  } others[QN__LETTER_SLOTS];
} qn__pattern_states;

/* States of before are used again; the first time the struct is all zeros. */
qn_status qn__pattern_states_begin(qn__pattern_states *states, const qn__automaton *automaton, qn__arena *arena,
                                   qn_error *error);

/* Where a letter leads; NULL: out of memory, or there are too many states: *full. */
qn__pattern_state *qn__pattern_step(qn__pattern_states *states, qn__pattern_state *from, uint32_t letter, bool *full);

/* Forgets all states but the start. */
qn_status qn__pattern_states_forget(qn__pattern_states *states, qn_error *error);

/* No letter above `after` and below this leads on from a state; 0: none above does. */
uint32_t qn__pattern_next_letter(const qn__pattern_states *states, qn__pattern_state *state, uint32_t after);

#endif
