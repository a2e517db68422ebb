/* SPDX-License-Identifier: MIT */
/* test_pattern_states.c: states are made when they are needed, found again, and forgotten where they are too many. */
#include "language/regex.h"
#include "plan/pattern_states.h"
#include "support/support.h"

#include <string.h>

static qn__automaton automaton;
static qn__pattern_states states;
static qn__arena arena;

static int set_up(void **state) {
  (void)state;
  qn__arena_init(&arena);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  qn__arena_clear(&arena);
  return 0;
}

static void begin(const char *expression) {
  qn__regex_fault fault;
  qn_error error;
  assert_true(qn__regex_compile(&automaton, expression, strlen(expression), &fault));
  assert_ok(qn__pattern_states_begin(&states, &automaton, &arena, &error), error);
}

static qn__pattern_state *step(qn__pattern_state *from, uint32_t letter) {
  bool full;
  qn__pattern_state *to = qn__pattern_step(&states, from, letter, &full);
  assert_non_null(to);
  assert_false(full);
  return to;
}

static void letters_lead_from_state_to_state(void **state) {
  (void)state;
  begin("ab*");
  assert_false(states.start->accepts);
  qn__pattern_state *a = step(states.start, 'a'), *b = step(a, 'b');
  assert_true(a->accepts);
  assert_true(b->accepts);
  assert_ptr_equal(step(b, 'b'), b);
  assert_true(step(b, 'c')->dead);
  assert_false(b->dead);
  assert_ptr_equal(step(states.start, 0xe1), a); /* with an acute */
}

static void marks_and_ligatures_are_read_both_ways(void **state) {
  (void)state;
  begin("ae.");
  assert_ptr_equal(step(step(step(states.start, 'a'), 0x301), 'e'), step(step(states.start, 'a'), 'e'));
  qn__pattern_state *both = step(states.start, 0xe6);
  assert_false(both->dead);
  assert_true(step(both, 'x')->accepts);
  begin("a.e");
  assert_true(step(step(step(states.start, 'a'), 0x301), 'e')->accepts); /* the mark is any letter, too */
  begin(".e");
  assert_true(step(step(states.start, 0xe6), 'e')->accepts); /* one letter, too */
}

static void the_next_letter_that_leads_on_is_offered(void **state) {
  (void)state;
  begin("[ad]x");
  assert_int_equal(qn__pattern_next_letter(&states, states.start, 0), 'a');
  assert_int_equal(qn__pattern_next_letter(&states, states.start, 'a'), 'd');
  assert_true(qn__pattern_next_letter(&states, states.start, 'd') >= 0xc0);
}

/* Which of the last letters was an a takes as many states as there are ways; more letters than there is room for are
 * read without being remembered. */
static void too_many_states_are_forgotten(void **state) {
  (void)state;
  begin(".*a.{14}");
  random_source random = random_start("states", 93);
  qn__pattern_state *at = states.start;
  uint32_t last = 0;
  unsigned n_full = 0;
  const uint64_t n_forgotten = states.n_forgotten;
  for (unsigned i = 0; i < 20000; i++) {
    bool full;
    const uint32_t letter = 'a' + random_below(&random, 2);
    qn__pattern_state *next = qn__pattern_step(&states, at, letter, &full);
    last = last << 1 | (letter == 'a');
    if (next == NULL) {
      qn_error error;
      assert_true(full);
      assert_int_equal(states.n_states, QN__STATES_MAX);
      assert_ok(qn__pattern_states_forget(&states, &error), error);
      assert_int_equal(states.n_states, 1);
      at = states.start;
      last = 0;
      n_full++;
      continue;
    }
    at = next;
    assert_int_equal(at->accepts, last >> 14 & 1);
  }
  assert_true(n_full > 0);
  assert_int_equal(states.n_forgotten, n_forgotten + n_full);
}

static void letters_beyond_the_classes_are_read(void **state) {
  (void)state;
  char expression[512];
  size_t size = 0;
  for (uint32_t i = 0; i < 100; i++) { /* of Thai and beyond: none has marks */
    const uint32_t letter = 0x4e00 + 7 * i;
    const char bytes[3] = {(char)(0xe0 | letter >> 12), (char)(0x80 | (letter >> 6 & 0x3f)),
                           (char)(0x80 | (letter & 0x3f))};
    memcpy(expression + size, bytes, 3);
    size += 3;
  }
  expression[size] = '\0';
  begin(expression);
  for (unsigned round = 0; round < 2; round++) {
    qn__pattern_state *at = states.start;
    for (uint32_t i = 0; i < 100; i++) {
      assert_true(step(at, 0x4e00 + 7 * (i + 1))->dead);
      at = step(at, 0x4e00 + 7 * i);
      assert_false(at->dead);
    }
    assert_true(at->accepts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(letters_lead_from_state_to_state),
      cmocka_unit_test(marks_and_ligatures_are_read_both_ways),
      cmocka_unit_test(the_next_letter_that_leads_on_is_offered),
      cmocka_unit_test(too_many_states_are_forgotten),
      cmocka_unit_test(letters_beyond_the_classes_are_read),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
