/* SPDX-License-Identifier: MIT */
/* test_hit_records.c: a hit that is a record of a file knows the file, its number and its line. */
#include "unit/source_files.h"

#include "tool/hit_place.h"
#include "tool/hit_records.h"

enum { MOST = 7 };

/* Hits with these ids of an index of three files. */
typedef struct record_hits {
  char *dir;
  qn_index *index;
  found_article found[MOST];
  search_answer answer;
} record_hits;

static void set_up_records(record_hits *h, const char *const *ids, size_t n) {
  qn_error error;
  *h = (record_hits){.dir = make_temp_dir()};
  qn_writer *writer = open_writer_in(h->dir, NULL);
  put_root_at(writer, "/n", "n");
  GIVE(writer, "/n/a.jsonl.gz", "one", "n/a.jsonl.gz#2", "three", "issue#5");
  GIVE(writer, "/n/b.json", "four", "n/b.json#2");
  GIVE(writer, "/n/c.txt", "n/c.txt");
  commit_and_close(writer);
  assert_ok(qn_index_open(&h->index, (const char *const *)&h->dir, 1, &error), error);
  for (size_t i = 0; i < n; i++)
    h->found[i].article.id = qn_string_of(ids[i]);
  h->answer.found = h->found;
  h->answer.n_found = n;
}

static void clear_records(record_hits *h) {
  qn__string_set_clear(&h->answer.files);
  qn_index_close(h->index);
  remove_tree(h->dir);
}

static void check_record(const record_hits *h, size_t i, const char *file, uint64_t record, uint64_t line) {
  const qn_string found = hit_file(&h->found[i]);
  const qn_place place = hit_source_place(&h->answer, &h->found[i], 0);
  assert_int_equal(found.size, strlen(file));
  assert_memory_equal(found.data, file, found.size);
  assert_int_equal(place.record, record);
  assert_int_equal(place.line, line);
}

static void ids_say_which_record_it_is(void **state) {
  (void)state;
  static const char *const ids[] = {"x.jsonl#12", "x.json#3", "x.jsonl/y#4", "x.jsonlike#5", "x", "x.ndjson#0"};
  record_hits h;
  set_up_records(&h, ids, 6);
  note_named_records(&h.answer);
  check_record(&h, 0, "x.jsonl", 12, 12);
  check_record(&h, 1, "x.json", 3, 0);
  check_record(&h, 2, "x.jsonl/y", 4, 0);
  check_record(&h, 3, "x.jsonlike", 5, 0);
  check_record(&h, 4, "x", 0, 0);
  check_record(&h, 5, "x.ndjson", 0, 0);
  clear_records(&h);
}

static void other_records_are_found_among_the_ids_of_files(void **state) {
  (void)state;
  static const char *const ids[] = {"three", "four", "n/a.jsonl.gz#2", "n/c.txt", "none", "one", "issue#5"};
  record_hits h;
  qn_error error;
  set_up_records(&h, ids, 7);
  assert_ok(find_hit_records(&h.answer, h.index, &error), error);
  check_record(&h, 0, "n/a.jsonl.gz", 3, 3);
  check_record(&h, 1, "n/b.json", 1, 0);
  check_record(&h, 2, "n/a.jsonl.gz", 2, 2);
  check_record(&h, 3, "n/c.txt", 1, 0);
  check_record(&h, 4, "none", 0, 0);
  check_record(&h, 5, "n/a.jsonl.gz", 1, 1);
  check_record(&h, 6, "n/a.jsonl.gz", 4, 4);
  clear_records(&h);
}

static void a_place_that_the_source_map_has_stays(void **state) {
  (void)state;
  static const char *const ids[] = {"x.jsonl#12", "one"};
  const qn_place places[] = {{.line = 9}, {.line = 8, .record = 7}};
  record_hits h;
  qn_error error;
  set_up_records(&h, ids, 2);
  qn__buffer_bytes(&h.answer.places, places, sizeof places);
  h.found[0].n_places = h.found[1].n_places = h.found[1].first_place = 1;
  assert_ok(find_hit_records(&h.answer, h.index, &error), error);
  check_record(&h, 0, "x.jsonl", 0, 9);
  check_record(&h, 1, "one", 7, 8);
  qn__buffer_clear(&h.answer.places);
  clear_records(&h);
}

static void the_file_of_a_record_with_a_line_is_looked_for(void **state) {
  (void)state;
  static const char *const ids[] = {"four", "n/b.json#2", "issue#5"};
  const qn_place places[] = {
      {.line = 9, .is_record = true}, {.line = 8, .record = 2, .is_record = true}, {.line = 7, .is_record = true}};
  record_hits h;
  qn_error error;
  set_up_records(&h, ids, 3);
  qn__buffer_bytes(&h.answer.places, places, sizeof places);
  for (size_t i = 0; i < 3; i++) {
    h.found[i].n_places = 1;
    h.found[i].first_place = i;
  }
  assert_ok(find_hit_records(&h.answer, h.index, &error), error);
  check_record(&h, 0, "n/b.json", 0, 9);
  check_record(&h, 1, "n/b.json", 2, 8);
  check_record(&h, 2, "n/a.jsonl.gz", 0, 7);
  qn__buffer_clear(&h.answer.places);
  clear_records(&h);
}

static void where_records_were_refused_the_number_is_not_known(void **state) {
  (void)state;
  static const char *const ids[] = {"five"};
  record_hits h;
  qn_error error;
  set_up_records(&h, ids, 1);
  qn_index_close(h.index);
  qn_writer *writer = open_writer_in(h.dir, NULL);
  qn_source source = source_at("/n/d.jsonl", 2);
  const qn_article article = {.id = qn_string_of("five"), .text = qn_string_of("five")};
  source.n_refused = 1;
  assert_ok(qn_writer_begin_source(writer, source.path, &error), error);
  assert_ok(qn_writer_add(writer, &article, &error), error);
  assert_ok(qn_writer_put_source(writer, &source, &error), error);
  commit_and_close(writer);
  assert_ok(qn_index_open(&h.index, (const char *const *)&h.dir, 1, &error), error);
  assert_ok(find_hit_records(&h.answer, h.index, &error), error);
  check_record(&h, 0, "n/d.jsonl", 0, 0);
  clear_records(&h);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_say_which_record_it_is),
      cmocka_unit_test(other_records_are_found_among_the_ids_of_files),
      cmocka_unit_test(a_place_that_the_source_map_has_stays),
      cmocka_unit_test(the_file_of_a_record_with_a_line_is_looked_for),
      cmocka_unit_test(where_records_were_refused_the_number_is_not_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
