/* SPDX-License-Identifier: MIT */
/* pattern_states.c: makes states and their transitions when they are first asked for. */
#include "plan/pattern_states.h"

#include "text/letters.h"

#include <string.h>

enum { NO_CLASS = 0, OVERFLOW_CLASS = QN__LETTER_CLASSES - 1 };

/* --- Sets --------------------------------------------------------------------------------------------------------- */

static bool is_empty(const qn__pattern_states *states, const qn__position_set *set) {
  uint64_t all = 0;
  for (uint32_t w = 0; w < states->n_words; w++)
    all |= set->words[w];
  return all == 0;
}

static bool meets(const qn__pattern_states *states, const qn__position_set *a, const qn__position_set *b) {
  uint64_t both = 0;
  for (uint32_t w = 0; w < states->n_words; w++)
    both |= a->words[w] & b->words[w];
  return both != 0;
}

/* The positions that may follow those of a set. */
static void follow_all(const qn__pattern_states *states, const qn__position_set *from, qn__position_set *to) {
  memset(to, 0, sizeof *to);
  for (uint32_t w = 0; w < states->n_words; w++)
    for (uint64_t left = from->words[w]; left != 0; left &= left - 1) {
      const qn__position_set *more = &states->automaton->follow[w * 64 + qn__lowest_bit(left)];
      for (uint32_t v = 0; v < states->n_words; v++)
        to->words[v] |= more->words[v];
    }
}

static void keep_common(const qn__pattern_states *states, qn__position_set *set, const qn__position_set *kept) {
  for (uint32_t w = 0; w < states->n_words; w++)
    set->words[w] &= kept->words[w];
}

/* --- Classes ------------------------------------------------------------------------------------------------------ */

static void describe(const qn__automaton *automaton, uint32_t letter, qn__letter_class *out) {
  uint32_t bare[QN__BARE_MAX];
  const size_t n = qn__bare_letters(bare, letter);
  memset(out, 0, sizeof *out);
  qn__automaton_takers(automaton, letter, &out->takes);
  out->is_mark = n == 0;
  out->is_two = n == 2;
  for (size_t i = 0; i < 2 && n == 2; i++)
    qn__automaton_takers(automaton, bare[i], &out->two[i]);
}

static bool same_class(const qn__letter_class *a, const qn__letter_class *b) {
  return a->is_mark == b->is_mark && a->is_two == b->is_two &&
         memcmp(a->takes.words, b->takes.words, sizeof a->takes.words) == 0 &&
         memcmp(a->two[0].words, b->two[0].words, sizeof a->two[0].words) == 0 &&
         memcmp(a->two[1].words, b->two[1].words, sizeof a->two[1].words) == 0;
}

/* The class of a letter, which is made if there is none like it; the overflow class if there is no room for it. */
static uint8_t make_class(qn__pattern_states *states, uint32_t letter) {
  qn__letter_class made;
  describe(states->automaton, letter, &made);
  uint32_t i = NO_CLASS + 1;
  while (i < states->n_classes && !same_class(&states->classes[i], &made))
    i++;
  memcpy(&states->classes[i], &made, sizeof made);
  states->n_classes += i == states->n_classes && i < OVERFLOW_CLASS;
  return (uint8_t)i;
}

static uint8_t class_of_ascii(qn__pattern_states *states, uint32_t letter) {
  uint8_t found = states->ascii[letter];
  if (found != NO_CLASS)
    return found;
  found = make_class(states, letter);
  if (found != OVERFLOW_CLASS)
    states->ascii[letter] = found;
  return found;
}

/* The last letter of each slot is remembered. */
static uint8_t class_of_other(qn__pattern_states *states, uint32_t letter) {
  const size_t slot = letter % QN__LETTER_SLOTS;
  if (states->others[slot].letter == letter)
    return states->others[slot].class_of_it;
  const uint8_t found = make_class(states, letter);
  if (found != OVERFLOW_CLASS) {
    states->others[slot].letter = letter;
    states->others[slot].class_of_it = found;
  }
  return found;
}

/* --- States ------------------------------------------------------------------------------------------------------- */

static qn__pattern_state *new_state(qn__pattern_states *states) {
  qn__pattern_state *state = states->unused;
  if (state != NULL)
    states->unused = state->same_slot;
  else
    state = qn__arena_alloc(states->arena, sizeof *state);
  if (state != NULL)
    memset(state, 0, sizeof *state);
  return state;
}

static size_t slot_of(const qn__pattern_states *states, const qn__position_set *positions) {
  uint64_t hash = 0;
  for (uint32_t w = 0; w < states->n_words; w++)
    hash = (hash ^ positions->words[w]) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 29);
  return (size_t)(hash >> 40) % QN__STATES_MAX;
}

/* The state of these positions, which is made if there is none. */
static qn__pattern_state *find_state(qn__pattern_states *states, const qn__position_set *positions, bool *full) {
  qn__pattern_state **slot = &states->slots[slot_of(states, positions)];
  for (qn__pattern_state *state = *slot; state != NULL; state = state->same_slot)
    if (memcmp(&state->positions, positions, sizeof *positions) == 0)
      return state;
  *full = states->n_states == QN__STATES_MAX;
  qn__pattern_state *made = *full ? NULL : new_state(states);
  if (made == NULL)
    return NULL;
  made->positions = *positions;
  made->dead = is_empty(states, positions);
  made->accepts = meets(states, positions, &states->automaton->accepts);
  made->same_slot = *slot;
  *slot = made;
  states->n_states++;
  return made;
}

static qn_status begin_states(qn__pattern_states *states, qn_error *error) {
  qn__position_set first = {{1}};
  bool full;
  states->n_states = 0;
  states->start = find_state(states, &first, &full);
  return states->start == NULL ? qn__fail_memory(error) : QN_OK;
}

qn_status qn__pattern_states_forget(qn__pattern_states *states, qn_error *error) {
  states->n_forgotten++;
  for (size_t i = 0; i < QN__STATES_MAX; i++) {
    while (states->slots[i] != NULL) {
      qn__pattern_state *state = states->slots[i];
      states->slots[i] = state->same_slot;
      state->same_slot = states->unused;
      states->unused = state;
    }
  }
  return begin_states(states, error);
}

qn_status qn__pattern_states_begin(qn__pattern_states *states, const qn__automaton *automaton, qn__arena *arena,
                                   qn_error *error) {
  states->automaton = automaton;
  states->arena = arena;
  states->n_words = (automaton->n_positions + 63) / 64;
  states->n_classes = NO_CLASS + 1;
  states->needle.size = 0;
  if (automaton->common_size >= QN__NEEDLE_LEAST)
    qn__needle_init(&states->needle, automaton->common, automaton->common_size);
  memset(states->ascii, 0, sizeof states->ascii);
  memset(states->others, 0, sizeof states->others);
  return qn__pattern_states_forget(states, error);
}

/* --- Steps -------------------------------------------------------------------------------------------------------- */

static void step(const qn__pattern_states *states, const qn__position_set *from, const qn__letter_class *letter,
                 qn__position_set *to) {
  qn__position_set first, second;
  follow_all(states, from, to);
  if (letter->is_two) {
    first = *to;
    keep_common(states, &first, &letter->two[0]);
    follow_all(states, &first, &second);
    keep_common(states, &second, &letter->two[1]);
  }
  keep_common(states, to, &letter->takes);
  if (letter->is_two)
    qn__add_positions(to, &second);
  if (letter->is_mark)
    qn__add_positions(to, from);
}

qn__pattern_state *qn__pattern_step(qn__pattern_states *states, qn__pattern_state *from, uint32_t letter, bool *full) {
  const uint8_t letter_class = letter < 0x80 ? class_of_ascii(states, letter) : class_of_other(states, letter);
  qn__pattern_state *next = from->next[letter_class];
  qn__position_set positions;
  *full = false;
  if (next != NULL)
    return next;
  step(states, &from->positions, &states->classes[letter_class], &positions);
  next = find_state(states, &positions, full);
  if (letter_class != OVERFLOW_CLASS)
    from->next[letter_class] = next;
  return next;
}

static uint32_t find_next_letter(const qn__pattern_states *states, const qn__pattern_state *state, uint32_t after) {
  qn__position_set follow;
  uint32_t next = qn__next_mark(after);
  follow_all(states, &state->positions, &follow);
  for (uint32_t w = 0; w < states->n_words; w++)
    for (uint64_t left = follow.words[w]; left != 0; left &= left - 1) {
      const uint32_t taken = qn__automaton_next_taken(states->automaton, w * 64 + qn__lowest_bit(left), after);
      if (taken != 0 && (next == 0 || taken < next))
        next = taken;
    }
  return next;
}

uint32_t qn__pattern_next_letter(const qn__pattern_states *states, qn__pattern_state *state, uint32_t after) {
  enum { NONE = UINT16_MAX }; /* no letter that is remembered */
  if (after >= 0x80)
    return find_next_letter(states, state, after);
  if (state->next_letter[after] == 0) {
    const uint32_t next = find_next_letter(states, state, after);
    if (next >= NONE)
      return next;
    state->next_letter[after] = (uint16_t)(next == 0 ? NONE : next);
  }
  return state->next_letter[after] == NONE ? 0 : state->next_letter[after];
}
