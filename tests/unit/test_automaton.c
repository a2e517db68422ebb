/* SPDX-License-Identifier: MIT */
/* test_automaton.c: which letters a position takes, and which it may take next. */
#include "language/automaton.h"
#include "support/support.h"

static qn__automaton automaton;

static void a_letter_without_marks_stands_for_those_with_marks(void **state) {
  (void)state;
  qn__automaton_init(&automaton);
  const uint32_t bare = qn__automaton_add(&automaton);
  qn__automaton_take_letter(&automaton, 'e');
  const uint32_t marked = qn__automaton_add(&automaton);
  qn__automaton_take_letter(&automaton, 0xe9);
  assert_true(qn__automaton_takes(&automaton, bare, 'e'));
  assert_true(qn__automaton_takes(&automaton, bare, 0xe9));
  assert_true(qn__automaton_takes(&automaton, bare, 0xe8));
  assert_false(qn__automaton_takes(&automaton, bare, 'f'));
  assert_true(qn__automaton_takes(&automaton, marked, 'e'));
  assert_true(qn__automaton_takes(&automaton, marked, 0xe9));
  assert_false(qn__automaton_takes(&automaton, marked, 0xe8));
}

static void a_position_may_take_all_other_letters(void **state) {
  (void)state;
  qn__automaton_init(&automaton);
  const uint32_t position = qn__automaton_add(&automaton);
  qn__automaton_take_others(&automaton);
  assert_true(qn__automaton_takes(&automaton, position, 0x5317));
  qn__automaton_take_range(&automaton, 'a', 'c', false);
  assert_false(qn__automaton_takes(&automaton, position, 'b'));
  assert_false(qn__automaton_takes(&automaton, position, 0xe0));
  assert_true(qn__automaton_takes(&automaton, position, 'd'));
}

static void takers_are_the_positions_that_take_a_letter(void **state) {
  (void)state;
  qn__position_set takers;
  qn__automaton_init(&automaton);
  for (uint32_t c = 'a'; c < 'a' + 100; c++) {
    qn__automaton_add(&automaton);
    qn__automaton_take_range(&automaton, c, c + 1, true);
  }
  qn__automaton_takers(&automaton, 'a' + 70, &takers);
  for (uint32_t i = 0; i < automaton.n_positions; i++)
    assert_int_equal(qn__has_position(&takers, i), i > 0 && qn__automaton_takes(&automaton, i, 'a' + 70));
  assert_true(qn__has_position(&takers, 70));
  assert_true(qn__has_position(&takers, 71));
}

/* From any letter the next that is taken is offered, or one before it. */
static void no_letter_that_is_taken_is_passed_over(void **state) {
  (void)state;
  qn__automaton_init(&automaton);
  qn__automaton_add(&automaton);
  qn__automaton_take_letter(&automaton, 'e');
  qn__automaton_add(&automaton);
  qn__automaton_take_letter(&automaton, 0x451);
  qn__automaton_add(&automaton);
  qn__automaton_take_range(&automaton, 0x80, 0x5317, false);
  qn__automaton_add(&automaton);
  automaton.letters[4].classes = QN__LETTERS_DIGIT;
  qn__automaton_add(&automaton);
  automaton.letters[5].classes = QN__LETTERS_WORD;
  for (uint32_t position = 1; position < automaton.n_positions; position++) {
    uint32_t next = qn__automaton_next_taken(&automaton, position, 0);
    for (uint32_t c = 1; c < 0x6000; c++) {
      assert_true(c == next || !qn__automaton_takes(&automaton, position, c));
      if (c == next)
        next = qn__automaton_next_taken(&automaton, position, c);
    }
  }
  assert_int_equal(qn__automaton_next_taken(&automaton, 4, '9'), 0);
  assert_int_equal(qn__automaton_next_taken(&automaton, 1, 0), 'e');
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_letter_without_marks_stands_for_those_with_marks),
      cmocka_unit_test(a_position_may_take_all_other_letters),
      cmocka_unit_test(takers_are_the_positions_that_take_a_letter),
      cmocka_unit_test(no_letter_that_is_taken_is_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
