/* SPDX-License-Identifier: MIT */
/* test_segment_check.c: a good segment has no problems; one whose parts contradict each other has, and whatever the
 * bytes are, checking ends. */
#include "segment/manifest.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_ARTICLES = 400, N_WORDS = 60 };

/* Articles in which some words, in several forms, are in most articles, some in few. */
static void add_random_articles(const char *dir, random_source *random) {
  static char ids[N_ARTICLES][16], texts[N_ARTICLES][N_WORDS * 12], fields[N_ARTICLES][64];
  static const char *const endings[] = {"", "", "", "s", "ed", "ing"};
  qn_article articles[N_ARTICLES];
  for (uint32_t i = 0; i < N_ARTICLES; i++) {
    size_t size = 0;
    for (uint32_t k = random_below(random, N_WORDS); k > 0; k--)
      size += (size_t)snprintf(texts[i] + size, 12, "w%cnt%s ", (int)('a' + random_skewed(random, 9) % 26),
                               endings[random_below(random, 6)]);
    snprintf(ids[i], sizeof ids[i], "id%u", (unsigned)i * 37);
    snprintf(fields[i], sizeof fields[i], "{\"n\":%u,\"topic\":[\"t%u\",\"u\"]}", (unsigned)i, (unsigned)(i % 7));
    articles[i] = (qn_article){.id = string_of(ids[i]),
                               .title = string_of(i % 3 == 0 ? "a title of wants" : NULL),
                               .text = {texts[i], size},
                               .date = string_of(i % 2 == 0 ? "2024-05-06" : NULL),
                               .fields = string_of(fields[i])};
  }
  add_articles(dir, articles, N_ARTICLES, NULL);
}

/* The bytes of the one segment of an index of random articles. */
static char *make_segment(uint64_t seed, size_t *size) {
  random_source random = random_start("segment check", seed);
  char *dir = make_temp_dir();
  add_random_articles(dir, &random);
  qn__snapshot *snapshot;
  qn_error error;
  assert_ok(qn__snapshot_open(&snapshot, dir, NULL, &error), error);
  char *path = qn__segment_path(dir, snapshot->manifest.entries[0].name);
  char *bytes = read_file(path, size);
  free(path);
  qn__snapshot_close(snapshot);
  remove_tree(dir);
  return bytes;
}

static void count(void *context, const char *problem) {
  assert_true(strlen(problem) > 0);
  ++*(unsigned *)context;
}

/* Opens and checks; QN_DAMAGED comes with problems reported. */
static qn_status check_bytes(const char *bytes, size_t size) {
  qn__view *view;
  qn__segment segment;
  qn_error error;
  unsigned n_problems = 0;
  qn_status status = qn__view_of_memory(&view, (const uint8_t *)bytes, size, "segment", QN__FILE_SEGMENT, &error);
  if (status == QN_OK)
    status = qn__segment_open(&segment, view, NULL, &error);
  if (status != QN_OK)
    return status;
  status = qn__segment_check(&segment, count, &n_problems, &error);
  assert_true(status == QN_OK || status == QN_DAMAGED);
  assert_int_equal(status == QN_DAMAGED, n_problems > 0);
  qn__segment_close(&segment);
  return status;
}

static void a_good_segment_has_no_problems(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed < 4; seed++) {
    size_t size;
    char *bytes = make_segment(seed, &size);
    assert_int_equal(check_bytes(bytes, size), QN_OK);
    free(bytes);
  }
}

static void a_changed_byte_is_found(void **state) {
  (void)state;
  size_t size;
  char *bytes = make_segment(5, &size);
  for (size_t at = 8; at < size; at += 397) {
    bytes[at] ^= 4;
    assert_int_not_equal(check_bytes(bytes, size), QN_OK);
    bytes[at] ^= 4;
  }
  free(bytes);
}

/* Where a section is in the file. */
static qn__section find_section(const char *bytes, size_t size, uint32_t id, qn__view **view) {
  qn__section section;
  assert_int_equal(qn__view_of_memory(view, (const uint8_t *)bytes, size, "segment", QN__FILE_SEGMENT, NULL), QN_OK);
  assert_int_equal(qn__view_section(*view, id, &section, NULL), QN_OK);
  return section;
}

/* Bytes changed with the checksums made right: the parts of a segment say most things twice.  What they do not is,
 * above all, the letters of a term that still stands in its place. */
static unsigned count_found(char *bytes, size_t size, uint32_t id, random_source *random, unsigned rounds) {
  qn__view *view;
  qn__section section = find_section(bytes, size, id, &view);
  size_t start = (size_t)((const char *)section.data - bytes), section_size = (size_t)section.size;
  qn__view_release(view);
  unsigned found = 0;
  char *damaged = malloc(size);
  for (unsigned round = 0; round < rounds; round++) {
    memcpy(damaged, bytes, size);
    damaged[start + random_below(random, (uint32_t)section_size)] ^= (char)(1 << random_below(random, 8));
    reseal((uint8_t *)damaged, size);
    found += check_bytes(damaged, size) != QN_OK;
  }
  free(damaged);
  return found;
}

static void contradictions_are_found(void **state) {
  (void)state;
  static const uint32_t sections[] = {QN__SECTION_TERMS, QN__SECTION_POSTINGS, QN__SECTION_POSITIONS, QN__SECTION_IDS,
                                      QN__SECTION_LENGTHS};
  enum { ROUNDS = 100 };
  random_source random = random_start("contradictions", 6);
  size_t size;
  char *bytes = make_segment(6, &size);
  for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
    unsigned found = count_found(bytes, size, sections[i], &random, ROUNDS);
    if (found < ROUNDS * 7 / 10)
      fail_msg("section %u: %u of %d changes found", (unsigned)sections[i], found, ROUNDS);
  }
  free(bytes);
}

static void any_damage_ends_with_a_status(void **state) {
  (void)state;
  random_source random = random_start("segment damage", 7);
  size_t size;
  char *bytes = make_segment(7, &size), *damaged = malloc(size);
  for (unsigned round = 0; round < 200; round++) {
    memcpy(damaged, bytes, size);
    for (uint32_t i = 1 + (uint32_t)random_skewed(&random, 5); i > 0; i--)
      damaged[8 + random_below(&random, (uint32_t)size - 8)] = (char)random_next(&random);
    reseal((uint8_t *)damaged, size);
    (void)check_bytes(damaged, size);
  }
  free(damaged);
  free(bytes);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_good_segment_has_no_problems),
      cmocka_unit_test(a_changed_byte_is_found),
      cmocka_unit_test(contradictions_are_found),
      cmocka_unit_test(any_damage_ends_with_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
