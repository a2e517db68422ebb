/* SPDX-License-Identifier: MIT */
/* test_index_upkeep.c: what keeping an index in order costs: little is written for little that is added, merges by
 * themselves write each byte a few times at most, whole indexes are imported without being rewritten, compacting twice
 * changes nothing, and readers go on meanwhile. */
#include "support/support.h"

#include <dirent.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { TEXT = 600 }; /* bytes of an article's, about */

static void add_article(qn_writer *writer, random_source *random, unsigned number) {
  char id[16], text[TEXT + 32];
  size_t n = 0;
  snprintf(id, sizeof id, "%u", number);
  while (n < TEXT)
    n += (size_t)snprintf(text + n, sizeof text - n, "w%x ", (unsigned)random_skewed(random, 14));
  add_plain(writer, id, text);
}

static qn_commit_info commit(qn_writer *writer) {
  qn_commit_info done;
  qn_error error;
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  return done;
}

static void add_range(const char *dir, random_source *random, unsigned first, unsigned end) {
  qn_writer *writer = open_writer_in(dir, NULL);
  for (unsigned i = first; i < end; i++)
    add_article(writer, random, i);
  commit_and_close(writer);
}

static void compact(const char *dir) {
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  qn_writer_close(writer);
}

/* --- files -------------------------------------------------------------------------------------------------------- */

/* What a directory's segments are: name, place on the disk and size of each. */
typedef struct segment_file {
  char name[64];
  ino_t inode;
  off_t size;
} segment_file;

enum { MOST_FILES = 128 };

static int by_name(const void *a, const void *b) {
  return strcmp(((const segment_file *)a)->name, ((const segment_file *)b)->name);
}

/* Lists the segments, by name. */
static size_t list_segments(const char *dir, segment_file files[MOST_FILES]) {
  DIR *directory = opendir(dir);
  size_t n = 0;
  assert_non_null(directory);
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strstr(entry->d_name, ".segment") == NULL)
      continue;
    char *path = path_in(dir, entry->d_name);
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    free(path);
    assert_true(n < MOST_FILES);
    files[n] = (segment_file){.inode = about.st_ino, .size = about.st_size};
    snprintf(files[n++].name, sizeof files[0].name, "%.63s", entry->d_name);
  }
  closedir(directory);
  qsort(files, n, sizeof files[0], by_name);
  return n;
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void one_more_article_writes_little(void **state) {
  (void)state;
  random_source random = random_start("one_more_article_writes_little", 1);
  char *dir = make_temp_dir();
  segment_file files[MOST_FILES];
  add_range(dir, &random, 0, 4000);
  assert_true(index_info(dir).disk_bytes > 1 << 20);
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  add_article(writer, &random, 4000);
  qn_commit_info done = commit(writer);
  assert_int_equal(list_segments(dir, files), 2);
  off_t size = files[0].size < files[1].size ? files[0].size : files[1].size;
  assert_in_range(done.written_bytes, (uint64_t)size, 8 << 10);
  assert_ok(qn_writer_delete(writer, string_of("17"), &error), error);
  assert_in_range(commit(writer).written_bytes, 4000 / 8, 4 << 10);
  qn_writer_close(writer);
  remove_tree(dir);
}

/* Tiers grow by eight, so a byte rises through log8(1,000) of them, four at most: it is written once by its own commit
 * and once by each merge.  A merge writes less than the segments it unites had; the manifests come on top. */
static void small_commits_write_each_byte_a_few_times(void **state) {
  (void)state;
  enum { COMMITS = 1000, MOST_TIMES = 5, MOST_SEGMENTS = 4 * 8 };
  random_source random = random_start("small_commits_write_each_byte_a_few_times", 2);
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer_in(dir, NULL);
  segment_file files[MOST_FILES];
  uint64_t written = 0, added = 0;
  for (unsigned i = 0; i < COMMITS; i++) {
    add_article(writer, &random, i);
    qn_commit_info done = commit(writer);
    if (i == 0)
      added = done.written_bytes * COMMITS; /* of the commits without merges */
    written += done.written_bytes;
    assert_true(list_segments(dir, files) < MOST_SEGMENTS);
  }
  print_message("%.2f times what was added\n", (double)written / (double)added);
  assert_true(written < added * MOST_TIMES);
  qn_writer_close(writer);
  assert_int_equal(index_info(dir).n_articles, COMMITS);
  remove_tree(dir);
}

static void merging_rewrites_no_segment(void **state) {
  (void)state;
  enum { SHARDS = 12 };
  random_source random = random_start("merging_rewrites_no_segment", 3);
  char *dir = make_temp_dir(), *shards[SHARDS];
  qn_writer *writer = open_writer_in(dir, NULL);
  qn_error error;
  segment_file files[MOST_FILES], shard_files[MOST_FILES];
  for (unsigned i = 0; i < SHARDS; i++) {
    shards[i] = make_temp_dir();
    add_range(shards[i], &random, i * 10, i * 10 + 10);
    assert_ok(qn_writer_merge(writer, shards[i], &error), error);
  }
  qn_commit_info done = commit(writer);
  assert_int_equal(done.added, SHARDS * 10);
  assert_in_range(done.written_bytes, 1, 8 << 10); /* the manifest */
  qn_writer_close(writer);
  assert_int_equal(list_segments(dir, files), SHARDS);
  for (unsigned i = 0; i < SHARDS; i++) {
    assert_int_equal(list_segments(shards[i], shard_files), 1);
    const segment_file *same = bsearch(&shard_files[0], files, SHARDS, sizeof files[0], by_name);
    assert_non_null(same);
    assert_int_equal(same->inode, shard_files[0].inode);
    remove_tree(shards[i]);
  }
  remove_tree(dir);
}

static void compacting_twice_changes_nothing(void **state) {
  (void)state;
  random_source random = random_start("compacting_twice_changes_nothing", 4);
  char *dir = make_temp_dir();
  segment_file once[MOST_FILES], twice[MOST_FILES];
  for (unsigned i = 0; i < 5; i++)
    add_range(dir, &random, i * 7, i * 7 + 10); /* three of them replaced */
  compact(dir);
  uint64_t generation = index_info(dir).generation;
  assert_int_equal(list_segments(dir, once), 1);
  compact(dir);
  assert_int_equal(list_segments(dir, twice), 1);
  assert_string_equal(once[0].name, twice[0].name);
  assert_int_equal(once[0].inode, twice[0].inode);
  assert_int_equal(index_info(dir).generation, generation);
  remove_tree(dir);
}

/* --- readers ------------------------------------------------------------------------------------------------------ */

typedef struct reading {
  const qn_index *index;
  uint64_t expected; /* articles with the word */
  atomic_bool ended;
  atomic_uint answers, wrong;
} reading;

static uint64_t count_word(const qn_index *index) {
  const qn_query_options query_options = QN_QUERY_OPTIONS_INIT;
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_searcher *searcher = NULL;
  qn_hits hits = {.total = 0};
  options.count = QN_COUNT_EXACT;
  qn_status status = qn_query_parse(&query, "w7", 2, &query_options, NULL);
  if (status == QN_OK)
    status = qn_searcher_new(&searcher, index, NULL);
  if (status == QN_OK)
    status = qn_search(searcher, query, &options, &hits, NULL);
  qn_searcher_free(searcher);
  qn_query_free(query);
  return status == QN_OK ? hits.total : 0;
}

static void *read_on(void *context) {
  reading *self = context;
  do {
    self->wrong += count_word(self->index) != self->expected;
    self->answers++;
  } while (!self->ended);
  return NULL;
}

static void readers_go_on_while_all_is_compacted(void **state) {
  (void)state;
  random_source random = random_start("readers_go_on_while_all_is_compacted", 5);
  char *dir = make_temp_dir();
  qn_index *index, *later;
  qn_error error;
  pthread_t thread;
  for (unsigned i = 0; i < 4; i++)
    add_range(dir, &random, i * 400, i * 400 + 500);
  assert_ok(qn_index_open(&index, (const char *const *)&dir, 1, &error), error);
  reading reader = {.index = index, .expected = count_word(index)};
  assert_true(reader.expected > 10);
  assert_int_equal(pthread_create(&thread, NULL, read_on, &reader), 0);
  compact(dir);
  unsigned before = reader.answers;
  while (reader.answers < before + 2) /* the files it reads have lost their names */
    ;
  reader.ended = true;
  assert_int_equal(pthread_join(thread, NULL), 0);
  assert_int_equal(reader.wrong, 0);
  assert_ok(qn_index_refresh(&later, index, &error), error);
  assert_int_equal(count_word(later), reader.expected);
  qn_index_close(index);
  qn_index_close(later);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_more_article_writes_little),
      cmocka_unit_test(small_commits_write_each_byte_a_few_times),
      cmocka_unit_test(merging_rewrites_no_segment),
      cmocka_unit_test(compacting_twice_changes_nothing),
      cmocka_unit_test(readers_go_on_while_all_is_compacted),
  };
  return cmocka_run_group_tests_name("index upkeep", tests, NULL, NULL);
}
