/* SPDX-License-Identifier: MIT */
/* test_damage.c: damage by accident.  A bit of a file is inverted, or a file is cut short, and then everything is done
 * that can be done with an index: it is reported, never answered wrongly, and no writer passes it on.  The ordinary run
 * takes every STRIDE-th bit and length; $QUERN_ROUNDS makes that denser, and STRIDE or more rounds take all of them. */
#include "support/damage_samples.h"
#include "support/index_files.h"
#include "support/index_readings.h"
#include "support/index_writes.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STRIDE = 13, RANDOM_CASES = 40 };

/* An index, and what it answers when it is whole. */
typedef struct sample {
  char *dir, *other;
  index_files files;
  index_readings readings;
  char *all_articles;                 /* as lines, deleted ones too */
  char *articles_after[INDEX_WRITES]; /* as lines, after a writer has been at work */
  unsigned long n_cases;
} sample;

static unsigned long rounds(void) {
  const char *wanted = getenv("QUERN_ROUNDS");
  unsigned long n = wanted != NULL ? strtoul(wanted, NULL, 10) : 1;
  return n > 0 ? n : 1;
}

/* --- the whole index ---------------------------------------------------------------------------------------------- */

static char *copy_of(const char *text) {
  char *copy = strdup(text);
  assert_non_null(copy);
  return copy;
}

/* The articles of an index, a line each, or NULL if it is not whole. */
static char *whole_articles(const char *dir) {
  index_readings readings;
  index_readings_take(&readings, dir, 1u << ARTICLES_READING);
  const index_reading *articles = index_readings_find(&readings, "articles"),
                      *check = index_readings_find(&readings, "check");
  bool whole = check != NULL && check->status == QN_OK && articles->status == QN_OK;
  char *lines = whole ? copy_of(articles->text) : NULL;
  index_readings_clear(&readings);
  return lines;
}

/* Lays the files out as they are now, and lets a writer work on them. */
static qn_status write_to(const sample *s, const index_write *write, qn_error *error) {
  index_files_write(&s->files, s->dir);
  empty_directory(s->other);
  return write->run(s->dir, s->other, error);
}

static void open_sample(sample *s, void (*make)(const char *dir), void (*make_undeleted)(const char *dir)) {
  *s = (sample){.dir = make_fast_temp_dir(), .other = make_fast_temp_dir()};
  qn_error error;
  make_undeleted(s->other);
  s->all_articles = whole_articles(s->other);
  make(s->dir);
  index_files_read(&s->files, s->dir);
  index_readings_take(&s->readings, s->dir, ALL_READINGS);
  for (size_t i = 0; i < s->readings.n; i++)
    assert_ok(s->readings.all[i].status, s->readings.all[i].error);
  for (size_t i = 0; i < INDEX_WRITES; i++) {
    assert_ok(write_to(s, &index_writes[i], &error), error);
    s->articles_after[i] = whole_articles(index_writes[i].makes_new ? s->other : s->dir);
    assert_non_null(s->articles_after[i]);
  }
}

static void close_sample(sample *s) {
  for (size_t i = 0; i < INDEX_WRITES; i++)
    free(s->articles_after[i]);
  free(s->all_articles);
  index_readings_clear(&s->readings);
  index_files_clear(&s->files);
  remove_tree(s->dir);
  remove_tree(s->other);
}

/* --- what must hold of a damaged one ------------------------------------------------------------------------------ */

static bool is_report(qn_status status) {
  return status == QN_DAMAGED || status == QN_NO_INDEX || status == QN_BAD_VERSION;
}

/* An answer is that of the whole index, or the start of it followed by a report. */
static void assert_right_or_reported(const sample *s, const index_reading *reading) {
  const index_reading *right = index_readings_find(&s->readings, reading->name);
  if (reading->status != QN_OK && !is_report(reading->status))
    fail_msg("%s: %s", reading->name, reading->error.message);
  if (reading->status != QN_OK && strstr(reading->error.message, s->dir) == NULL)
    fail_msg("%s: \"%s\" names no file", reading->name, reading->error.message);
  size_t size = reading->status == QN_OK ? strlen(right->text) + 1 : strlen(reading->text);
  if (strncmp(reading->text, right->text, size) != 0)
    fail_msg("%s: %s\nanswered:  %s\nthe right: %s", reading->name, qn_status_text(reading->status), reading->text,
             right->text);
}

static void assert_readings_report(const sample *s) {
  index_readings readings;
  index_files_write(&s->files, s->dir);
  index_readings_take(&readings, s->dir, ALL_READINGS);
  for (size_t i = 0; i < readings.n; i++)
    assert_right_or_reported(s, &readings.all[i]);
  const index_reading *last = &readings.all[readings.n - 1]; /* the check, or opening */
  if (last->status == QN_OK)
    fail_msg("the check finds nothing");
  index_readings_clear(&readings);
}

/* Every line of `some` is a line of `all`. */
static void assert_lines_of(const char *some, const char *all) {
  for (const char *line = some, *end; *line != '\0'; line = end + 1) {
    end = strchr(line, '\n');
    assert_non_null(end);
    char *copy = strndup(line, (size_t)(end - line) + 1);
    if (strstr(all, copy) == NULL)
      fail_msg("an article that was never added: %s", copy);
    free(copy);
  }
}

/* The files are as they were laid out. */
static void assert_untouched(const sample *s, const index_write *write) {
  index_files now;
  index_files_read(&now, s->dir);
  for (size_t i = 0; i < s->files.n; i++) {
    const index_file *before = &s->files.files[i], *after = index_files_find(&now, before->name);
    if (after == NULL || after->size != before->size || memcmp(after->bytes, before->bytes, before->size) != 0)
      fail_msg("%s changed %s and left it damaged", write->name, before->name);
  }
  index_files_clear(&now);
}

/* A writer that did its work has made the right index, or left one whose damage is still reported. */
static void assert_good_work(const sample *s, size_t i) {
  const index_write *write = &index_writes[i];
  const bool salvaged = strcmp(write->name, "salvage") == 0;
  char *articles = whole_articles(write->makes_new ? s->other : s->dir);
  if (articles == NULL && write->makes_new)
    fail_msg("%s passed damage on", write->name);
  if (articles == NULL && write->makes_clean)
    assert_untouched(s, write); /* there was nothing to do, and so nothing was read */
  if (articles != NULL && salvaged)
    assert_lines_of(articles, s->all_articles);
  else if (articles != NULL && strcmp(articles, s->articles_after[i]) != 0)
    fail_msg("%s made of a damaged index:\n%s\nof the whole one:\n%s", write->name, articles, s->articles_after[i]);
  free(articles);
}

static void assert_writers_report(const sample *s) {
  for (size_t i = 0; i < INDEX_WRITES; i++) {
    qn_error error;
    qn_status status = write_to(s, &index_writes[i], &error);
    if (status == QN_OK)
      assert_good_work(s, i);
    else if (!is_report(status))
      fail_msg("%s: %s", index_writes[i].name, error.message);
    else
      assert_untouched(s, &index_writes[i]);
  }
}

static void assert_reported(sample *s) {
  assert_readings_report(s);
  assert_writers_report(s);
  s->n_cases++;
}

/* --- damage ------------------------------------------------------------------------------------------------------- */

static void with_inverted_bit(sample *s, index_file *file, size_t bit) {
  file->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
  assert_reported(s);
  file->bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
}

static void with_length(sample *s, index_file *file, size_t length) {
  size_t size = file->size;
  file->size = length;
  assert_reported(s);
  file->size = size;
}

static void every_bit_and_every_length_of_a_tiny_index_count(void **state) {
  (void)state;
  const unsigned long stride = rounds() < STRIDE ? STRIDE / rounds() : 1;
  sample s;
  open_sample(&s, make_tiny_index, make_tiny_articles);
  for (size_t i = 0; i < s.files.n; i++) {
    index_file *file = &s.files.files[i];
    for (size_t bit = i; bit < file->size * 8; bit += stride)
      with_inverted_bit(&s, file, bit);
    for (size_t length = i; length < file->size; length += stride)
      with_length(&s, file, length);
  }
  print_message("%lu cases\n", s.n_cases);
  close_sample(&s);
}

/* At random places of the larger files. */
static void damage_at_random(const char *name, void (*make)(const char *dir), void (*make_undeleted)(const char *dir)) {
  random_source random = random_start(name, 5);
  sample s;
  open_sample(&s, make, make_undeleted);
  for (unsigned long n = RANDOM_CASES * rounds(); n > 0; n--) {
    index_file *file = &s.files.files[random_below(&random, (uint32_t)s.files.n)];
    uint32_t size = (uint32_t)file->size;
    if (random_below(&random, 4) == 0)
      with_length(&s, file, random_below(&random, size));
    else
      with_inverted_bit(&s, file, random_below(&random, size * 8));
  }
  print_message("%lu cases\n", s.n_cases);
  close_sample(&s);
}

static void damage_anywhere_in_an_index_of_several_segments_is_reported(void **state) {
  (void)state;
  damage_at_random("several segments", make_index_of_segments, make_articles_of_segments);
}

static void damage_anywhere_in_a_large_segment_is_reported(void **state) {
  (void)state;
  damage_at_random("a large segment", make_index_of_chunks, make_index_of_chunks);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_bit_and_every_length_of_a_tiny_index_count),
      cmocka_unit_test(damage_anywhere_in_an_index_of_several_segments_is_reported),
      cmocka_unit_test(damage_anywhere_in_a_large_segment_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
