/* SPDX-License-Identifier: MIT */
/* test_keys_scan.c: a scan stops at every block that has a needle, and passes over nearly all others. */
#include "dictionary/keys_scan.h"
#include "support/section_file.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 3000, KEY_ROOM = 64 };

typedef struct dictionary {
  char keys[MOST_KEYS][KEY_ROOM]; /* with a language tag byte */
  size_t n;
  section_file file;
  qn__keys read;
} dictionary;

static dictionary d;

static int by_bytes(const void *a, const void *b) {
  return strcmp(a, b);
}

/* Writes the n keys drawn, sorted and each once. */
static void write_dictionary(size_t n) {
  qn__keys_writer writer;
  d.n = 0;
  qsort(d.keys, n, sizeof d.keys[0], by_bytes);
  section_file_begin(&d.file);
  qn__keys_begin(&writer, &d.file.output);
  for (size_t i = 0; i < n; i++) {
    if (d.n > 0 && strcmp(d.keys[d.n - 1], d.keys[i]) == 0)
      continue;
    memmove(d.keys[d.n], d.keys[i], sizeof d.keys[i]);
    qn__keys_add(&writer, d.keys[d.n], strlen(d.keys[d.n]), "\x85\xff", 2); /* values have high bytes */
    d.n++;
  }
  qn__keys_end(&writer);
  section_file_end(&d.file);
  assert_int_equal(qn__keys_open(&d.read, &d.file.section, NULL), QN_OK);
}

/* Keys of the first `n_letters` letters; one of `long_of` is long, one of `high_of` has a letter beyond ASCII. */
static void draw_dictionary(random_source *random, uint32_t n_letters, uint32_t long_of, uint32_t high_of) {
  for (size_t i = 0; i < MOST_KEYS; i++) {
    const uint32_t size = random_below(random, long_of) == 0 ? 40 : 2 + random_below(random, 10);
    char *key = d.keys[i], *end = key + 1 + size;
    *key++ = (char)(1 + random_below(random, 2));
    while (key < end)
      *key++ = (char)('a' + random_below(random, n_letters));
    if (random_below(random, high_of) == 0)
      memcpy(key, "\xc3\xa9", 2), key += 2;
    *key = '\0';
  }
  write_dictionary(MOST_KEYS);
}

/* Whether a block has the needle, or a letter that may stand for others. */
static bool block_has(uint32_t block, const char *needle) {
  bool found = false;
  for (size_t i = (size_t)block * QN__KEYS_PER_BLOCK; i < d.n && i / QN__KEYS_PER_BLOCK == block; i++)
    found |= strstr(d.keys[i], needle) != NULL || strchr(d.keys[i], '\xc3') != NULL;
  return found;
}

/* Scans all; returns at how many blocks it stops that have nothing. */
static unsigned check_scan(const char *letters) {
  qn__needle needle;
  unsigned n_others = 0;
  qn_error error;
  qn__needle_init(&needle, letters, strlen(letters));
  for (uint32_t from = 0, block; from < d.read.n_blocks; from = block + 1) {
    block = from;
    assert_ok(qn__keys_scan(&d.read, &needle, &block, d.read.n_blocks, &error), error);
    for (uint32_t passed = from; passed < block; passed++)
      if (block_has(passed, letters))
        fail_msg("%s: the scan passes over block %u", letters, passed);
    n_others += block < d.read.n_blocks && !block_has(block, letters);
  }
  return n_others;
}

static void draw_needle(random_source *random, uint32_t n_letters, char *out) {
  const uint32_t size = QN__NEEDLE_LEAST + random_below(random, 5);
  for (uint32_t i = 0; i < size; i++)
    out[i] = (char)('a' + random_below(random, n_letters));
  out[size] = '\0';
}

static void no_key_with_the_needle_is_passed_over(void **state) {
  random_source random = random_start("keys scan", 1);
  unsigned n_others = 0, n_blocks = 0;
  (void)state;
  for (int round = 0; round < 60; round++) {
    const uint32_t n_letters = 2 + random_below(&random, 20);
    draw_dictionary(&random, n_letters, 1000000, 1000000);
    for (int i = 0; i < 20; i++) {
      char needle[20];
      draw_needle(&random, n_letters, needle);
      n_others += check_scan(needle);
      n_blocks += d.read.n_blocks;
    }
    section_file_close(&d.file);
  }
  assert_true(n_others < n_blocks / 50); /* bytes of lengths may look like letters */
}

static void long_keys_and_letters_beyond_ascii_are_not_passed_over(void **state) {
  random_source random = random_start("keys scan: unusual", 2);
  (void)state;
  for (int round = 0; round < 60; round++) {
    draw_dictionary(&random, 2 + random_below(&random, 6), 1 + random_below(&random, 40),
                    1 + random_below(&random, 40));
    for (int i = 0; i < 10; i++) {
      char needle[20];
      draw_needle(&random, 4, needle);
      check_scan(needle);
    }
    section_file_close(&d.file);
  }
}

static void a_needle_may_stand_across_several_keys(void **state) {
  static const char *const keys[] = {"\x01xg", "\x01xgr", "\x01xgra", "\x01xgrap", "\x01xgraph", "\x01xgz"};
  (void)state;
  for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
    strcpy(d.keys[i], keys[i]);
  write_dictionary(sizeof keys / sizeof keys[0]);
  assert_int_equal(check_scan("graph"), 0);
  assert_int_equal(check_scan("gz"), 0);
  assert_int_equal(check_scan("phg"), 0);
  section_file_close(&d.file);
}

static void nothing_is_looked_for_from_the_end_on(void **state) {
  random_source random = random_start("keys scan: bounds", 3);
  qn__needle needle;
  qn_error error;
  (void)state;
  qn__needle_init(&needle, "ab", 2);
  draw_dictionary(&random, 2, 10, 10);
  uint32_t block = 0;
  assert_ok(qn__keys_scan(&d.read, &needle, &block, 0, &error), error);
  assert_int_equal(block, 0);
  block = d.read.n_blocks;
  assert_ok(qn__keys_scan(&d.read, &needle, &block, d.read.n_blocks, &error), error);
  assert_int_equal(block, d.read.n_blocks);
  qn__needle_init(&needle, "zzzz", 4);
  block = 0;
  assert_ok(qn__keys_scan(&d.read, &needle, &block, 3, &error), error);
  assert_true(block <= 3);
  section_file_close(&d.file);
}

static void any_damage_ends_with_a_status(void **state) {
  random_source random = random_start("keys scan: damage", 4);
  (void)state;
  draw_dictionary(&random, 5, 30, 1000000);
  for (unsigned round = 0; round < 500; round++) {
    qn__needle needle;
    qn__section section;
    qn__keys keys;
    qn_error error;
    char letters[20];
    draw_needle(&random, 5, letters);
    qn__needle_init(&needle, letters, strlen(letters));
    section_file_damage(&d.file, random_next(&random), &section);
    if (qn__keys_open(&keys, &section, &error) != QN_OK)
      continue;
    qn_status status = QN_OK;
    for (uint32_t block = 0; status == QN_OK && block < keys.n_blocks; block++)
      status = qn__keys_scan(&keys, &needle, &block, keys.n_blocks, &error);
    assert_true(status == QN_OK || status == QN_DAMAGED);
  }
  section_file_close(&d.file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_key_with_the_needle_is_passed_over),
      cmocka_unit_test(long_keys_and_letters_beyond_ascii_are_not_passed_over),
      cmocka_unit_test(a_needle_may_stand_across_several_keys),
      cmocka_unit_test(nothing_is_looked_for_from_the_end_on),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
