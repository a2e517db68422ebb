/* SPDX-License-Identifier: MIT */
/* test_ids.c: every id leads to its article, no other does; damage is a status. */
#include "dictionary/ids.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdio.h>
#include <string.h>

enum { N = 3000, STEP = 1009 };

/* Ids in order of bytes; article (i * STEP) % N has the i-th. */
static size_t id_of(uint32_t i, char id[32]) {
  return (size_t)snprintf(id, 32, "articles/%05u%s", i / 3, i % 3 == 0 ? "" : i % 3 == 1 ? "#1" : "#1b");
}

static void write_ids(section_file *file) {
  char id[32];
  qn__keys_writer writer;
  section_file_begin(file);
  qn__ids_begin(&writer, &file->output);
  for (uint32_t i = 0; i < N; i++)
    qn__ids_add(&writer, id, id_of(i, id), i * STEP % N);
  qn__ids_end(&writer);
  section_file_end(file);
}

static void ids_lead_to_articles(void **state) {
  (void)state;
  section_file file;
  write_ids(&file);
  qn__keys ids;
  qn__ids_cursor cursor;
  assert_int_equal(qn__keys_open(&ids, &file.section, NULL), QN_OK);
  assert_int_equal(qn__ids_first(&cursor, &ids, NULL), QN_OK);
  for (uint32_t i = 0; i < N; i++) {
    char id[32];
    uint32_t doc;
    bool found;
    size_t size = id_of(i, id);
    assert_int_equal(qn__ids_find(&ids, id, size, &doc, &found, NULL), QN_OK);
    assert_true(found);
    assert_int_equal(doc, i * STEP % N);
    assert_int_equal(cursor.keys.size, size);
    assert_memory_equal(cursor.keys.key, id, size);
    assert_int_equal(cursor.doc, doc);
    id[size] = '0';
    assert_int_equal(qn__ids_find(&ids, id, size + 1, &doc, &found, NULL), QN_OK);
    assert_false(found);
    assert_int_equal(qn__ids_next(&cursor, NULL), QN_OK);
  }
  assert_int_equal(cursor.keys.ordinal, N);
  section_file_close(&file);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  section_file file;
  write_ids(&file);
  random_source random = random_start("ids damage", 5);
  for (unsigned round = 0; round < 300; round++) {
    qn__section section;
    qn__keys ids;
    qn__ids_cursor cursor;
    qn_error error;
    section_file_damage(&file, random_next(&random), &section);
    if (qn__keys_open(&ids, &section, &error) != QN_OK)
      continue;
    for (uint32_t i = 0; i < N; i += 7) {
      char id[32];
      uint32_t doc;
      bool found;
      if (qn__ids_find(&ids, id, id_of(i, id), &doc, &found, &error) == QN_OK && found)
        assert_true(doc < ids.n_keys);
    }
    qn_status status = qn__ids_first(&cursor, &ids, &error);
    while (status == QN_OK && cursor.keys.ordinal < ids.n_keys)
      status = qn__ids_next(&cursor, &error);
  }
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ids_lead_to_articles),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
