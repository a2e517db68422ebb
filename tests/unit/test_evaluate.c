/* SPDX-License-Identifier: MIT */
/* test_evaluate.c: the relevance measures against values worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "relevance/measures.h"

/* cmocka 1.1.5 compares floats only. */
#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

typedef bool reader(trec_table *out, FILE *in, size_t *bad_line);

/* 0, or the number of the line that is refused. */
static size_t read_text(trec_table *out, const char *text, reader *read) {
  FILE *in = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
  assert_non_null(in);
  size_t bad_line = 0;
  bool fine = read(out, in, &bad_line);
  fclose(in);
  assert_int_equal(fine, bad_line == 0);
  return bad_line;
}

static measures measures_of(const char *qrels_text, const char *run_text) {
  trec_table qrels, run;
  assert_int_equal(read_text(&qrels, qrels_text, trec_read_qrels), 0);
  assert_int_equal(read_text(&run, run_text, trec_read_run), 0);
  measures m = measure(&qrels, &run);
  trec_free(&qrels);
  trec_free(&run);
  return m;
}

static void a_perfect_ranking_scores_one(void **state) {
  (void)state;
  measures m = measures_of("1 0 a 2\n1 0 b 1\n", "1 Q0 a 1 9 x\n1 Q0 b 2 8 x\n");
  assert_near(m.ndcg_10, 1);
  assert_near(m.map, 1);
  assert_near(m.p_10, 0.2);
  assert_near(m.r_100, 1);
  assert_int_equal(m.n_queries, 1);
}

/* Retrieved: b (worth 1), d (judged worthless), a (worth 2), x (not judged).  c (worth 1) is missing.
 * gain 1/log2(2) + 2/log2(4) = 2; ideal 2/log2(2) + 1/log2(3) + 1/log2(4) = 3.130929753571457;
 * average precision (1/1 + 2/3) / 3; precision 2/10; recall 2/3. */
static void a_mixed_ranking_scores_as_by_hand(void **state) {
  (void)state;
  measures m =
      measures_of("7 0 a 2\n7 0 b 1\n7 0 c 1\n7 0 d 0\n", "7 Q0 b 1 4 x\n7 Q0 d 2 3 x\n7 Q0 a 3 2 x\n7 Q0 x 4 1 x\n");
  assert_near(m.ndcg_10, 2 / 3.130929753571457);
  assert_near(m.map, 5.0 / 9);
  assert_near(m.p_10, 0.2);
  assert_near(m.r_100, 2.0 / 3);
}

static void the_rank_decides_and_not_the_order_of_lines(void **state) {
  (void)state;
  measures m = measures_of("1 0 a 1\n", "1 Q0 z 10 0 x\n1 Q0 a 2 1 x\n1 Q0 y 1 2 x\n");
  assert_near(m.map, 0.5);
  assert_near(m.ndcg_10, 0.6309297535714575); /* 1 / log2(3) */
}

static void each_measure_stops_at_its_depth(void **state) {
  (void)state;
  char run[8192] = "", line[64];
  for (int rank = 1; rank <= 101; rank++) {
    const char *name = rank == 10 ? "tenth" : rank == 11 ? "eleventh" : rank == 101 ? "last" : "other";
    snprintf(line, sizeof line, "1 Q0 %s%s %d 0 x\n", name, rank == 1 ? "1" : "", rank);
    strcat(run, line);
  }
  measures m = measures_of("1 0 tenth 1\n1 0 eleventh 1\n1 0 last 1\n", run);
  assert_near(m.p_10, 0.1);
  assert_near(m.r_100, 2.0 / 3);
  assert_near(m.map, (1.0 / 10 + 2.0 / 11 + 3.0 / 101) / 3);
  /* (1/log2(11)) / (1 + 1/log2(3) + 1/2) */
  assert_near(m.ndcg_10, 0.2890648263178879 / 2.1309297535714578);
}

/* Query 2 is not in the run and counts as 0; query 3 has nothing relevant and query 4 no judgement: neither counts. */
static void means_are_over_the_judged_queries(void **state) {
  (void)state;
  measures m = measures_of("1 0 a 1\n2 0 a 1\n3 0 a 0\n", "1 Q0 a 1 1 x\n3 Q0 a 1 1 x\n4 Q0 a 1 1 x\n");
  assert_int_equal(m.n_queries, 2);
  assert_near(m.ndcg_10, 0.5);
  assert_near(m.map, 0.5);
}

static void nothing_judged_is_zero_queries(void **state) {
  (void)state;
  measures m = measures_of("\n", "1 Q0 a 1 1 x\n");
  assert_int_equal(m.n_queries, 0);
  assert_near(m.map, 0);
}

static void a_malformed_line_is_named(void **state) {
  (void)state;
  trec_table table;
  assert_int_equal(read_text(&table, "1 0 a 1\n1 0 b\n", trec_read_qrels), 2);
  assert_int_equal(read_text(&table, "1 Q0 a first 1 x\n", trec_read_run), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_perfect_ranking_scores_one),
      cmocka_unit_test(a_mixed_ranking_scores_as_by_hand),
      cmocka_unit_test(the_rank_decides_and_not_the_order_of_lines),
      cmocka_unit_test(each_measure_stops_at_its_depth),
      cmocka_unit_test(means_are_over_the_judged_queries),
      cmocka_unit_test(nothing_judged_is_zero_queries),
      cmocka_unit_test(a_malformed_line_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
