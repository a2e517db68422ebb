/* SPDX-License-Identifier: MIT */
/* test_lost_ids.c: an id is claimed by the sources that still have it, which are then doubtful. */
#include "writer/source_table.h"

#include "support/support.h"

static void ids_of_live_sources_are_claimed(void **state) {
  (void)state;
  qn__source_table table;
  qn__string_set lost;
  qn__source_entry *entries[2];
  qn_error error;
  const qn__source_root root = {qn_string_of("/a"), qn_string_of(""), true, qn_string_of("")};
  static const char *const paths[] = {"/a/live", "/a/dead"};
  qn__source_table_init(&table);
  qn__string_set_init(&lost);
  assert_ok(qn__source_table_put_root(&table, &root, &error), error);
  for (size_t i = 0; i < 2; i++) {
    qn__buffer ids;
    qn__buffer_init(&ids);
    assert_ok(qn__source_table_add(&table, &entries[i], qn_string_of(paths[i]), &error), error);
    entries[i] = qn__source_table_find(&table, qn_string_of(paths[i]));
    entries[i]->record.read = 1;
    qn__source_ids_put(&ids, qn_string_of(""), qn_string_of(i == 0 ? "x" : "y"));
    assert_ok(qn__source_table_set_ids(&table, entries[i], 1, (qn_string){(char *)ids.data, ids.size}, &error), error);
    qn__buffer_clear(&ids);
  }
  entries[1]->live = false;
  assert_non_null(qn__string_set_add(&lost, 0, "x", 1));
  assert_non_null(qn__string_set_add(&lost, 0, "y", 1));
  assert_ok(qn__source_table_claim(&table, &lost, &error), error);
  assert_int_equal(qn__string_set_get(&lost, 0)->number, 1);
  assert_int_equal(qn__string_set_get(&lost, 1)->number, 0);
  assert_int_equal(qn__source_table_find(&table, qn_string_of("/a/live"))->record.read, 0);
  qn__string_set_clear(&lost);
  qn__source_table_clear(&table);
}

static void ids_that_are_cut_short_are_damage(void **state) {
  (void)state;
  qn__string_set set;
  qn_error error;
  const qn__source_root root = {qn_string_of("/a"), qn_string_of(""), true, qn_string_of("")};
  const qn__source_record record = {.path = qn_string_of("x"), .n_ids = 2, .ids = {"\1\1y", 3}};
  qn__string_set_init(&set);
  assert_int_equal(qn__source_ids_gather(&root, &record, &set, &error), QN_DAMAGED);
  assert_int_equal(set.n, 1);
  assert_string_equal(qn__string_set_get(&set, 0)->data, "xy");
  qn__string_set_clear(&set);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_of_live_sources_are_claimed),
      cmocka_unit_test(ids_that_are_cut_short_are_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
