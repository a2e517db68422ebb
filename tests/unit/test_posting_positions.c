/* SPDX-License-Identifier: MIT */
/* test_posting_positions.c: the positions of single postings, read alone or with their whole block, and questions about
 * ascending positions. */
#include "match/posting_positions.h"
#include "support/matcher_fixture.h"
#include "support/support.h"

#include <string.h>

enum { MAX_POSITIONS = 65536 };

/* --- reading ------------------------------------------------------------------------------------------------------ */

/* Checks that reading up to `until` gives the posting's positions, those above it maybe not. */
static void check_posting(qn__occurrence_reader *reader, const qn__posting_span *place, const uint32_t *expected,
                          uint32_t n, uint32_t until) {
  qn__occurrences found;
  qn_error error;
  uint32_t needed = 0;
  assert_ok(qn__occurrences_read(reader, place, until, &found, &error), error);
  while (needed < n && expected[needed] <= until)
    needed++;
  assert_in_range(found.n, needed, n);
  for (uint32_t i = 0; i < found.n; i++)
    assert_int_equal(found.positions[i] - found.base, expected[i]);
}

typedef void check_block(matcher_fixture *f, uint32_t segment, qn__occurrence_reader *reader, uint32_t block,
                         const looked_for *wanted, const uint32_t *docs, unsigned n);

/* Does `check` for each block of each list of a query's first word, in each segment. */
static void for_each_block(matcher_fixture *f, const char *text, const looked_for *wanted, check_block *check) {
  plan_query(f, text);
  for (uint32_t segment = 0; segment < f->n_segments; segment++) {
    const qn__word_lists *lists = &f->plan.words[0].segments[segment];
    for (uint32_t i = 0; i < lists->n_lists; i++) {
      qn__occurrence_reader reader;
      qn__occurrence_reader_init(&reader, lists, i, &f->arena);
      for (uint32_t block = 0; block < lists->lists[i].n_blocks; block++) {
        uint32_t docs[QN__POSTINGS_BLOCK + 16];
        qn_error error;
        unsigned n = qn__postings_block(&lists->lists[i], block, docs, NULL, &error);
        assert_true(n > 0);
        check(f, segment, &reader, block, wanted, docs, n);
      }
    }
  }
}

static void check_places(matcher_fixture *f, uint32_t segment, qn__occurrence_reader *reader, uint32_t block,
                         const looked_for *wanted, const uint32_t *docs, unsigned n) {
  static uint32_t expected[MAX_POSITIONS];
  qn_error error;
  for (unsigned i = 0; i < n; i++) {
    qn__posting_span place;
    uint32_t count = count_occurrences(&f->articles[segment][docs[i]], wanted, expected);
    assert_ok(qn__occurrences_place(reader, block, i, &place, &error), error);
    assert_int_equal(place.block, block);
    assert_int_equal(place.count, count);
    check_posting(reader, &place, expected, count, expected[count / 2]);
    check_posting(reader, &place, expected, count, UINT32_MAX); /* further than it was read before */
    check_posting(reader, &place, expected, count, 0);
  }
}

static void a_posting_is_read_as_far_as_it_is_wanted(void **state) {
  const looked_for frequent = {.words = {"the"}}, rare = {.words = {"zebra"}};
  for_each_block(*state, "the", &frequent, check_places);
  for_each_block(*state, "zebra", &rare, check_places);
}

/* Announces all postings of each second block, and reads backwards. */
static void check_announced(matcher_fixture *f, uint32_t segment, qn__occurrence_reader *reader, uint32_t block,
                            const looked_for *wanted, const uint32_t *docs, unsigned n) {
  static uint32_t expected[MAX_POSITIONS];
  qn__posting_span place;
  qn_error error;
  assert_ok(qn__occurrences_place(reader, block, 0, &place, &error), error);
  if (block % 2 == 0)
    assert_ok(qn__occurrences_expect(reader, block, place.total, n, &error), error);
  bool whole = block % 2 == 0 && (uint64_t)n * 48 >= place.total;
  assert_int_equal(reader->whole_block == block, whole);
  for (unsigned i = n; i-- > 0;) {
    uint32_t count = count_occurrences(&f->articles[segment][docs[i]], wanted, expected);
    assert_ok(qn__occurrences_place(reader, block, i, &place, &error), error);
    check_posting(reader, &place, expected, count, UINT32_MAX);
  }
}

static void a_block_of_which_much_is_wanted_is_read_whole(void **state) {
  const looked_for frequent = {.words = {"the"}}, rare = {.words = {"zebra"}};
  for_each_block(*state, "the", &frequent, check_announced);
  for_each_block(*state, "zebra", &rare, check_announced);
}

static void check_forms(matcher_fixture *f, uint32_t segment, qn__occurrence_reader *reader, uint32_t block,
                        const looked_for *wanted, const uint32_t *docs, unsigned n) {
  static uint32_t expected[MAX_POSITIONS];
  qn_error error;
  for (unsigned i = 0; i < n; i++) {
    qn__posting_span place;
    qn__occurrences found;
    uint32_t count = count_occurrences(&f->articles[segment][docs[i]], wanted, expected);
    assert_ok(qn__occurrences_place(reader, block, i, &place, &error), error);
    assert_ok(qn__occurrences_expect(reader, block, place.total, n, &error), error);
    assert_int_equal(reader->whole_block, QN__NO_BLOCK);
    assert_ok(qn__occurrences_read(reader, &place, 0, &found, &error), error);
    assert_int_equal(found.n, count); /* all of them, however far it was wanted */
    assert_true(count == 0 || memcmp(found.positions, expected, count * sizeof *expected) == 0);
  }
}

static void an_exact_word_has_the_positions_of_its_form(void **state) {
  const looked_for talks = {.words = {"talks"}};
  for_each_block(*state, "=talks", &talks, check_forms);
}

static void a_reader_may_go_from_list_to_list(void **state) {
  static uint32_t expected[MAX_POSITIONS];
  const looked_for the = {.words = {"the"}};
  matcher_fixture *f = *state;
  plan_query(f, "the");
  const qn__word_lists *lists = &f->plan.words[0].segments[0];
  qn__occurrence_reader reader;
  qn__occurrence_reader_init(&reader, lists, 0, &f->arena);
  for (uint32_t i = 0; i < 100; i++) {
    uint32_t docs[QN__POSTINGS_BLOCK + 16], list = i % 2;
    qn__posting_span place;
    qn_error error;
    assert_true(qn__postings_block(&lists->lists[list], 0, docs, NULL, &error) > i);
    qn__occurrence_reader_move(&reader, lists, list);
    assert_ok(qn__occurrences_place(&reader, 0, i, &place, &error), error);
    uint32_t count = count_occurrences(&f->articles[0][docs[i]], &the, expected);
    check_posting(&reader, &place, expected, count, UINT32_MAX);
  }
}

/* --- ascending positions ------------------------------------------------------------------------------------------ */

/* Ascending positions up to 400, with `base` added, and as a set. */
static qn__occurrences draw_positions(random_source *random, uint32_t *positions, bool *set) {
  qn__occurrences drawn = {positions, 0, random_below(random, 2) == 0 ? 0 : (uint32_t)random_next(random)};
  uint32_t wanted = random_below(random, 100);
  for (uint32_t position = 0; position < 400; position++) {
    set[position] = random_below(random, 400) < wanted;
    if (set[position])
      positions[drawn.n++] = position + drawn.base;
  }
  return drawn;
}

static void a_position_is_among_few_or_many(void **state) {
  random_source random = random_start("test_posting_positions", 1);
  (void)state;
  for (int round = 0; round < 2000; round++) {
    uint32_t positions[400];
    bool set[400];
    qn__occurrences drawn = draw_positions(&random, positions, set);
    for (uint32_t position = 0; position < 400; position++)
      assert_int_equal(qn__occurrences_have(&drawn, position), set[position]);
    assert_false(qn__occurrences_have(&drawn, 400));
    assert_false(qn__occurrences_have(&drawn, UINT32_MAX));
  }
}

static void positions_meet_at_a_distance_before_or_after(void **state) {
  random_source random = random_start("test_posting_positions: distances", 2);
  (void)state;
  for (int round = 0; round < 5000; round++) {
    uint32_t first_positions[400], second_positions[400];
    bool first_set[400], second_set[400], meet = false;
    qn__occurrences first = draw_positions(&random, first_positions, first_set);
    qn__occurrences second = draw_positions(&random, second_positions, second_set);
    int distance = (int)random_below(&random, 9) - 4;
    for (int at = 0; at < 400; at++)
      meet |= first_set[at] && at + distance >= 0 && at + distance < 400 && second_set[at + distance];
    assert_int_equal(qn__occurrences_meet(&first, &second, (uint32_t)distance), meet);
  }
}

static void room_for_numbers_grows_only(void **state) {
  matcher_fixture *f = *state;
  uint32_t *numbers = NULL, capacity = 0;
  qn_error error;
  assert_ok(qn__reserve_numbers(&f->arena, &numbers, &capacity, 10, &error), error);
  assert_true(numbers != NULL && capacity >= 10);
  uint32_t *first = numbers, first_capacity = capacity;
  assert_ok(qn__reserve_numbers(&f->arena, &numbers, &capacity, first_capacity, &error), error);
  assert_ptr_equal(numbers, first);
  assert_ok(qn__reserve_numbers(&f->arena, &numbers, &capacity, first_capacity + 1, &error), error);
  assert_ptr_not_equal(numbers, first);
  assert_true(capacity > first_capacity);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_posting_is_read_as_far_as_it_is_wanted),
      cmocka_unit_test(a_block_of_which_much_is_wanted_is_read_whole),
      cmocka_unit_test(an_exact_word_has_the_positions_of_its_form),
      cmocka_unit_test(a_reader_may_go_from_list_to_list),
      cmocka_unit_test(a_position_is_among_few_or_many),
      cmocka_unit_test(positions_meet_at_a_distance_before_or_after),
      cmocka_unit_test(room_for_numbers_grows_only),
  };
  return cmocka_run_group_tests(tests, set_up_known_articles, tear_down_known_articles);
}
