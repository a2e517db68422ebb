/* SPDX-License-Identifier: MIT */
/* test_lengths.c: exact lengths, length bytes and title words come back. */
#include "columns/lengths.h"
#include "support/section_file.h"
#include "support/support.h"

enum { MOST = 5000 };

static void check_lengths(random_source *random, uint32_t n, unsigned bits) {
  static uint32_t lengths[MOST], titles[MOST];
  section_file file;
  section_file_begin(&file);
  for (uint32_t i = 0; i < n; i++) {
    lengths[i] = (uint32_t)random_skewed(random, bits);
    titles[i] = (uint32_t)random_skewed(random, bits / 4);
  }
  qn__lengths_write(&file.output, lengths, titles, n);
  section_file_end(&file);
  qn__lengths read;
  const uint8_t *bytes;
  assert_int_equal(qn__lengths_open(&read, &file.section, n, NULL), QN_OK);
  assert_int_equal(qn__lengths_bytes(&read, &bytes, NULL), QN_OK);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t length, title_words;
    assert_int_equal(qn__length(&read, i, &length, NULL), QN_OK);
    assert_int_equal(qn__title_words(&read, i, &title_words, NULL), QN_OK);
    assert_int_equal(length, lengths[i]);
    assert_int_equal(title_words, titles[i]);
    assert_int_equal(bytes[i], qn__length_to_byte(lengths[i]));
  }
  section_file_close(&file);
}

static void lengths_and_titles_come_back(void **state) {
  (void)state;
  random_source random = random_start("lengths", 8);
  for (unsigned bits = 0; bits <= 32; bits += 4) {
    check_lengths(&random, 0, bits);
    check_lengths(&random, 1, bits);
    check_lengths(&random, 1 + random_below(&random, MOST), bits);
  }
}

static void another_number_of_articles_is_damage(void **state) {
  (void)state;
  const uint32_t lengths[100] = {7, 1000}, titles[100] = {3};
  section_file file;
  section_file_begin(&file);
  qn__lengths_write(&file.output, lengths, titles, 100);
  section_file_end(&file);
  qn__lengths read;
  assert_int_equal(qn__lengths_open(&read, &file.section, 200, NULL), QN_DAMAGED);
  assert_int_equal(qn__lengths_open(&read, &file.section, UINT32_MAX, NULL), QN_DAMAGED);
  section_file_close(&file);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lengths_and_titles_come_back),
      cmocka_unit_test(another_number_of_articles_is_damage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
