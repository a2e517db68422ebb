/* SPDX-License-Identifier: MIT */
/* test_segment_parts.c: the parts of a segment add up to its file, and only long lists have headers, bit sets and best
 * articles. */
#include "segment/manifest.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct parts {
  char names[200];
  uint64_t total, headers, bits, best, postings, exact_forms;
} parts;

static void visit(void *context, const char *part, uint64_t bytes) {
  parts *found = context;
  snprintf(found->names + strlen(found->names), 32, "%s,", part);
  found->total += bytes;
  if (strcmp(part, "headers") == 0)
    found->headers = bytes;
  else if (strcmp(part, "bit sets") == 0)
    found->bits = bytes;
  else if (strcmp(part, "best articles") == 0)
    found->best = bytes;
  else if (strcmp(part, "postings") == 0)
    found->postings = bytes;
  else if (strcmp(part, "exact forms") == 0)
    found->exact_forms = bytes;
}

/* The parts of a segment of n articles, which have "tea" or "teas", a word of one in ten articles, and one of few. */
static uint64_t find_parts(parts *found, size_t n, bool forms) {
  char *dir = make_temp_dir();
  char(*texts)[32] = calloc(n, sizeof *texts);
  const char **pointers = calloc(n, sizeof *pointers);
  qn__snapshot *snapshot;
  qn_error error;
  *found = (parts){.total = 0};
  for (size_t i = 0; i < n; i++) {
    snprintf(texts[i], sizeof texts[i], "%s %s %s", forms && i % 3 == 0 ? "teas" : "tea", i % 10 == 0 ? "cup" : "",
             i % 100 == 0 ? "pot" : "");
    pointers[i] = texts[i];
  }
  add_texts(dir, pointers, n);
  assert_ok(qn__snapshot_open(&snapshot, dir, NULL, &error), error);
  assert_ok(qn__segment_each_part(&snapshot->segments[0].segment, visit, found, &error), error);
  uint64_t size = snapshot->manifest.entries[0].size;
  qn__snapshot_close(snapshot);
  free(texts);
  free(pointers);
  remove_tree(dir);
  return size;
}

static void the_parts_add_up_to_the_file(void **state) {
  (void)state;
  static const size_t sizes[] = {1, 127, 128, 2000};
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
    parts found;
    uint64_t size = find_parts(&found, sizes[i], true);
    assert_int_equal(found.total, size);
    assert_string_equal(found.names,
                        "terms,postings,headers,bit sets,best articles,positions,exact forms,forms,variants,term ends,"
                        "ids,"
                        "lengths,sketches,store,words,columns,other,checksums,");
  }
}

static void short_lists_have_postings_only(void **state) {
  (void)state;
  parts found;
  find_parts(&found, 127, true);
  assert_int_equal(found.headers + found.bits + found.best, 0);
  assert_true(found.postings > 0);
  assert_true(found.exact_forms > 0);
  find_parts(&found, 127, false);
  assert_int_equal(found.exact_forms, 0);
}

/* "tea" has a list with bits, "cup" one without: it is not in one of eight articles. */
static void long_lists_have_headers_and_best_articles(void **state) {
  (void)state;
  enum { N = 2000, TEA_BLOCKS = 16, CUP_BLOCKS = 2, WORDS = 32 };
  parts found;
  find_parts(&found, QN__POSTINGS_BLOCK, false); /* the shortest such list */
  assert_int_equal(found.headers, 4 + QN__BLOCK_HEADER_SIZE);
  find_parts(&found, N, false);
  assert_int_equal(found.headers, (TEA_BLOCKS + CUP_BLOCKS) * (4 + QN__BLOCK_HEADER_SIZE));
  assert_int_equal(found.best, 2 * QN__POSTINGS_BEST * QN__POSTINGS_BEST_SIZE);
  assert_int_equal(found.bits, WORDS * (8 + 2) + 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_parts_add_up_to_the_file),
      cmocka_unit_test(short_lists_have_postings_only),
      cmocka_unit_test(long_lists_have_headers_and_best_articles),
  };
  return cmocka_run_group_tests_name("segment parts", tests, NULL, NULL);
}
