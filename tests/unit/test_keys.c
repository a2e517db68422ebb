/* SPDX-License-Identifier: MIT */
/* test_keys.c: sorted keys are found, missed and walked as a sorted array's would be; terms come back as they were. */
#include "dictionary/terms.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

typedef struct key {
  size_t size;
  uint8_t bytes[80];
} key;

static int by_bytes(const void *a, const void *b) {
  const key *x = a, *y = b;
  int order = memcmp(x->bytes, y->bytes, x->size < y->size ? x->size : y->size);
  return order != 0 ? order : (x->size > y->size) - (x->size < y->size);
}

/* Few letters, so that many keys share prefixes, also beyond the eight bytes that are indexed. */
static key draw_key(random_source *random) {
  key drawn = {.size = 1 + (size_t)random_skewed(random, 6)};
  for (size_t i = 0; i < drawn.size; i++)
    drawn.bytes[i] = (uint8_t)(random_below(random, 8) == 0 ? 0xff - random_below(random, 2) : 'a');
  return drawn;
}

static size_t draw_keys(random_source *random, key *keys, size_t n) {
  for (size_t i = 0; i < n; i++)
    keys[i] = draw_key(random);
  qsort(keys, n, sizeof *keys, by_bytes);
  size_t kept = 0;
  for (size_t i = 0; i < n; i++)
    if (kept == 0 || by_bytes(&keys[kept - 1], &keys[i]) != 0)
      keys[kept++] = keys[i];
  return kept;
}

/* Makes a file with one section of terms. */
static qn__term_info info_of(size_t i) {
  qn__term_info info = {.doc_freq = 1 + (uint32_t)(i % 3)};
  info.coll_freq = info.doc_freq + i % 2;
  if (info.doc_freq == 1)
    info.doc = (uint32_t)i;
  else
    info.postings_size = i * 7;
  if (info.coll_freq == 1)
    info.position = (uint32_t)i + 5;
  else
    info.positions_size = i * 11;
  return info;
}

static qn__view *write_terms(const char *dir, const key *keys, size_t n) {
  qn__output output;
  char *path = path_in(dir, "terms");
  assert_int_equal(qn__output_create(&output, path, QN__FILE_SEGMENT, NULL), QN_OK);
  qn__output_section_begin(&output, 3, true);
  qn__terms_writer writer;
  qn__terms_begin(&writer, &output);
  for (size_t i = 0; i < n; i++) {
    qn__term_info info = info_of(i);
    qn__terms_add(&writer, keys[i].bytes, keys[i].size, &info);
  }
  qn__terms_end(&writer);
  assert_int_equal(qn__output_finish(&output, NULL), QN_OK);
  qn__output_close(&output);
  qn__view *view;
  assert_int_equal(qn__view_open(&view, path, QN__FILE_SEGMENT, NULL), QN_OK);
  free(path);
  return view;
}

static void check_info(const qn__term_info *info, size_t i, uint64_t postings, uint64_t positions) {
  qn__term_info expected = info_of(i);
  assert_int_equal(info->doc_freq, expected.doc_freq);
  assert_int_equal(info->coll_freq, expected.coll_freq);
  assert_int_equal(info->doc, expected.doc);
  assert_int_equal(info->position, expected.position);
  assert_int_equal(info->postings_size, expected.postings_size);
  assert_int_equal(info->positions_size, expected.positions_size);
  assert_int_equal(info->postings_offset, postings);
  assert_int_equal(info->positions_offset, positions);
}

/* Goes on from one drawn key to the next above the current one. */
static void walk_ahead(random_source *random, const qn__keys *terms, const key *keys, size_t n) {
  for (unsigned round = 0; round < 50 && n > 0; round++) {
    qn__keys_cursor cursor;
    size_t at = 0;
    assert_int_equal(qn__keys_seek(&cursor, terms, NULL, 0, NULL), QN_OK);
    for (unsigned step = 0; step < 20 && at < n; step++) {
      const key drawn = step % 2 == 0 ? draw_key(random) : keys[at + random_below(random, 40) % (n - at)];
      if (by_bytes(&keys[at], &drawn) >= 0)
        continue;
      while (at < n && by_bytes(&keys[at], &drawn) < 0)
        at++;
      assert_int_equal(qn__keys_seek_ahead(&cursor, drawn.bytes, drawn.size, NULL), QN_OK);
      assert_int_equal(cursor.ordinal, at);
      assert_true(at == n || (cursor.size == keys[at].size && memcmp(cursor.key, keys[at].bytes, cursor.size) == 0));
    }
  }
}

static void check_terms(random_source *random, size_t wanted) {
  key *keys = calloc(wanted + 1, sizeof *keys);
  size_t n = draw_keys(random, keys, wanted);
  char *dir = make_temp_dir();
  qn__view *view = write_terms(dir, keys, n);
  qn__section section;
  qn__terms terms;
  assert_int_equal(qn__view_section(view, 3, &section, NULL), QN_OK);
  assert_int_equal(qn__terms_open(&terms, &section, NULL), QN_OK);
  assert_int_equal(terms.keys.n_keys, n);

  qn__terms_cursor cursor;
  uint64_t postings = 0, positions = 0;
  assert_int_equal(qn__terms_first(&cursor, &terms, NULL), QN_OK);
  for (size_t i = 0; i < n; i++) {
    qn__term_info info;
    bool found;
    assert_int_equal(qn__terms_find(&terms, keys[i].bytes, keys[i].size, &info, &found, NULL), QN_OK);
    assert_true(found);
    check_info(&info, i, postings, positions);
    assert_int_equal(cursor.keys.ordinal, i);
    assert_int_equal(cursor.keys.size, keys[i].size);
    assert_memory_equal(cursor.keys.key, keys[i].bytes, keys[i].size);
    check_info(&cursor.info, i, postings, positions);
    if (i % QN__KEYS_PER_BLOCK == 0)
      assert_int_equal(cursor.keys.shared, 0);
    else
      assert_memory_equal(keys[i - 1].bytes, keys[i].bytes, cursor.keys.shared);
    assert_int_equal(qn__terms_next(&cursor, NULL), QN_OK);
    postings += info.postings_size;
    positions += info.positions_size;
  }
  assert_int_equal(cursor.keys.ordinal, n);

  for (unsigned round = 0; round < 500; round++) {
    key drawn = draw_key(random);
    size_t at = 0;
    while (at < n && by_bytes(&keys[at], &drawn) < 0)
      at++;
    bool expected = at < n && by_bytes(&keys[at], &drawn) == 0, found;
    qn__key_place place;
    assert_int_equal(qn__keys_find(&terms.keys, drawn.bytes, drawn.size, &place, &found, NULL), QN_OK);
    assert_int_equal(found, expected);
    if (found)
      assert_int_equal(place.ordinal, at);
    qn__keys_cursor seeker;
    assert_int_equal(qn__keys_seek(&seeker, &terms.keys, drawn.bytes, drawn.size, NULL), QN_OK);
    assert_int_equal(seeker.ordinal, at);
  }
  walk_ahead(random, &terms.keys, keys, n);
  qn__view_release(view);
  remove_tree(dir);
  free(keys);
}

static void keys_are_found_missed_and_walked_around_block_borders(void **state) {
  (void)state;
  static const size_t counts[] = {0, 1, 2, 16, 17, 33, 300, 5000};
  random_source random = random_start("keys", 7);
  for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
    check_terms(&random, counts[i]);
}

static void a_changed_byte_is_found(void **state) {
  (void)state;
  random_source random = random_start("keys damage", 8);
  key *keys = calloc(2000, sizeof *keys);
  size_t n = draw_keys(&random, keys, 2000);
  char *dir = make_temp_dir(), *path = path_in(dir, "terms");
  qn__view_release(write_terms(dir, keys, n));
  size_t size;
  uint8_t *file = (uint8_t *)read_file(path, &size);
  for (unsigned round = 0; round < 300; round++) {
    size_t at = random_below(&random, (uint32_t)size);
    uint8_t flip = (uint8_t)(1 + random_below(&random, 255));
    file[at] ^= flip;
    qn__view *view;
    qn_status status = qn__view_of_memory(&view, file, size, "memory", QN__FILE_SEGMENT, NULL);
    qn__section section;
    if (status == QN_OK) {
      status = qn__view_section(view, 3, &section, NULL);
      if (status == QN_OK)
        status = qn__section_bytes(&section, 0, section.size, NULL) == NULL ? QN_DAMAGED : QN_OK;
      qn__view_release(view);
    }
    bool only_magic = at < QN__MAGIC_SIZE; /* the first bytes say whether it is a quern file at all */
    assert_int_not_equal(only_magic ? QN_DAMAGED : status, QN_OK);
    file[at] ^= flip;
  }
  free(file);
  free(path);
  remove_tree(dir);
  free(keys);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_found_missed_and_walked_around_block_borders),
      cmocka_unit_test(a_changed_byte_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
