/* SPDX-License-Identifier: MIT */
/* test_index_bytes.c: a segment's bytes follow from its live articles in order and from nothing else: not from threads,
 * memory, replaced and deleted articles, or the commits that the articles came in.  They are as many as the articles
 * ask for, whatever their fields are called. */
#include "support/support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Every article, in one piece of memory. */
typedef struct collection {
  qn_article *articles;
  size_t n;
  char *memory;
} collection;

static size_t put_words(random_source *random, char *out, size_t n) {
  static const char *const odd[] = {"caf\xc3\xa9",
                                    "U.S.",
                                    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e",
                                    "don\xe2\x80\x99t",
                                    "pneumonoultramicroscopicsilicovolcanoconiosis",
                                    "5,864.6",
                                    "Stra\xc3\x9f\x65"};
  size_t size = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t kind = random_below(random, 40);
    if (kind < sizeof odd / sizeof odd[0])
      size += (size_t)sprintf(out + size, "%s ", odd[kind]);
    else
      size += (size_t)sprintf(out + size, "%c%x%s ", (int)('A' + random_below(random, 8) * 4),
                              (unsigned)random_skewed(random, 12), kind & 1 ? "ing" : "s");
  }
  return size;
}

/* `n` articles of up to `max_words` words. */
static collection make_collection(random_source *random, size_t n, size_t max_words) {
  collection made = {calloc(n, sizeof *made.articles), n, NULL};
  size_t room = n * (max_words + 8) * 48;
  char *next = made.memory = malloc(room);
  for (size_t i = 0; i < n; i++) {
    qn_article *article = &made.articles[i];
    article->id = (qn_string){next, (size_t)sprintf(next, "article/%zu", i)};
    next += article->id.size;
    article->title = (qn_string){next, put_words(random, next, random_below(random, 5))};
    next += article->title.size;
    article->text = (qn_string){next, put_words(random, next, random_below(random, (uint32_t)max_words + 1))};
    next += article->text.size;
    if (i % 3 == 0)
      article->language = string_of(i % 2 ? "de" : "tr");
    if (i % 5 == 0)
      article->date = string_of("1987-02-26T15:01");
    if (i % 4 == 0)
      article->fields = string_of("{\"topics\":[\"grain\",\"wheat\"],\"n\":7.5,\"ok\":true,\"deep\":{\"x\":1}}");
  }
  return made;
}

static void free_collection(collection *made) {
  free(made->articles);
  free(made->memory);
}

/* The names of the directory's segments; there must be just one. */
static void only_segment(const char *dir, char name[64]) {
  DIR *directory = opendir(dir);
  int n = 0;
  assert_non_null(directory);
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
    if (strstr(entry->d_name, ".segment") != NULL && n++ == 0)
      snprintf(name, 64, "%.63s", entry->d_name);
  closedir(directory);
  assert_int_equal(n, 1);
}

static qn_writer *open_writer(const char *dir, unsigned threads, size_t memory) {
  qn_writer_options options = quick_options();
  options.threads = threads;
  options.memory = memory;
  return open_writer_in(dir, &options);
}

static void add_all(const char *dir, const collection *made, unsigned threads, size_t memory) {
  qn_writer *writer = open_writer(dir, threads, memory);
  qn_error error;
  for (size_t i = 0; i < made->n; i++)
    assert_ok(qn_writer_add(writer, &made->articles[i], &error), error);
  commit_and_close(writer);
}

/* The name of the segment that one add of these articles makes. */
static void name_of_add(const collection *made, unsigned threads, size_t memory, char name[64]) {
  char *dir = make_temp_dir();
  add_all(dir, made, threads, memory);
  only_segment(dir, name);
  remove_tree(dir);
}

static void the_bytes_do_not_depend_on_threads_or_memory(void **state) {
  (void)state;
  random_source random = random_start("the_bytes_do_not_depend_on_threads_or_memory", 1);
  collection made = make_collection(&random, 900, 8000); /* more than the first batch, which is for training */
  char first[64], other[64];
  name_of_add(&made, 1, 0, first);
  const struct {
    unsigned threads;
    size_t memory;
  } cases[] = {{1, 48u << 20}, {2, 64u << 20}, {4, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    name_of_add(&made, cases[i].threads, cases[i].memory, other);
    assert_string_equal(first, other);
  }
  free_collection(&made);
}

/* Adds the articles, with articles that are replaced or deleted and commits without articles in between, so that the
 * same ones remain in order. */
static void add_with_detours(random_source *random, const char *dir, const collection *made) {
  qn_writer *writer = open_writer(dir, 1 + random_below(random, 3), 0);
  qn_error error;
  for (size_t i = 0; i < made->n; i++) {
    const qn_article *article = &made->articles[i];
    qn_article early = *article;
    early.text = string_of("An early version.");
    if (random_below(random, 4) == 0)
      assert_ok(qn_writer_add(writer, &early, &error), error);
    if (random_below(random, 6) == 0)
      assert_ok(qn_writer_commit(writer, NULL, &error), error);
    if (random_below(random, 8) == 0) {
      early.id = string_of("doomed");
      assert_ok(qn_writer_add(writer, &early, &error), error);
      if (random_below(random, 2) == 0)
        assert_ok(qn_writer_commit(writer, NULL, &error), error);
      assert_ok(qn_writer_delete(writer, early.id, &error), error);
      assert_int_equal(qn_writer_delete(writer, early.id, &error), QN_NOT_FOUND);
    }
    assert_ok(qn_writer_add(writer, article, &error), error);
  }
  assert_ok(qn_writer_compact(writer, NULL, &error), error);
  qn_writer_close(writer);
}

static void compacting_equals_one_add(void **state) {
  (void)state;
  random_source random = random_start("compacting_equals_one_add", 2);
  for (int round = 0; round < 12; round++) {
    collection made = make_collection(&random, 1 + random_below(&random, 120), 60);
    char added[64], compacted[64];
    name_of_add(&made, 1, 0, added);
    char *dir = make_temp_dir();
    add_with_detours(&random, dir, &made);
    only_segment(dir, compacted);
    assert_string_equal(added, compacted);
    remove_tree(dir);
    free_collection(&made);
  }
}

static void the_bytes_do_not_depend_on_large_articles_that_were_replaced(void **state) {
  (void)state;
  random_source random = random_start("the_bytes_do_not_depend_on_large_articles_that_were_replaced", 3);
  collection made = make_collection(&random, 300, 2000);
  char plain[64], name[64];
  name_of_add(&made, 2, 0, plain);
  char *dir = make_temp_dir();
  qn_writer *writer = open_writer(dir, 2, 64u << 20);
  qn_error error;
  qn_commit_info done;
  for (size_t i = made.n / 2; i < made.n; i++) /* come again below, and are deleted in between */
    assert_ok(qn_writer_add(writer, &made.articles[i], &error), error);
  for (size_t i = 0; i < made.n; i++)
    assert_ok(qn_writer_add(writer, &made.articles[i], &error), error);
  qn_article doomed = {.id = string_of("doomed"), .text = string_of("soon gone")};
  assert_ok(qn_writer_add(writer, &doomed, &error), error);
  assert_ok(qn_writer_delete(writer, doomed.id, &error), error);
  assert_ok(qn_writer_commit(writer, &done, &error), error);
  assert_int_equal(done.replaced, made.n - made.n / 2);
  assert_int_equal(done.deleted, 1);
  qn_writer_close(writer);
  only_segment(dir, name);
  assert_string_equal(plain, name);
  remove_tree(dir);
  free_collection(&made);
}

/* The size of the index of `n` articles of which each has a field like no other's. */
static uint64_t size_with_unique_keys(uint32_t n) {
  char *dir = make_temp_dir(), name[64], id[16], fields[32];
  qn_writer *writer = open_writer(dir, 1, 0);
  qn_error error;
  for (uint32_t i = 0; i < n; i++) {
    snprintf(id, sizeof id, "%u", i);
    snprintf(fields, sizeof fields, "{\"key %u\":%u}", i, i);
    qn_article article = {.id = string_of(id), .text = string_of("tea"), .fields = string_of(fields)};
    assert_ok(qn_writer_add(writer, &article, &error), error);
  }
  commit_and_close(writer);
  only_segment(dir, name);
  char *path = path_in(dir, name);
  struct stat about;
  assert_int_equal(stat(path, &about), 0);
  free(path);
  remove_tree(dir);
  return (uint64_t)about.st_size;
}

static void unique_keys_take_linear_space(void **state) {
  (void)state;
  assert_in_range(size_with_unique_keys(5000), 1, size_with_unique_keys(1000) * 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_bytes_do_not_depend_on_threads_or_memory),
      cmocka_unit_test(compacting_equals_one_add),
      cmocka_unit_test(the_bytes_do_not_depend_on_large_articles_that_were_replaced),
      cmocka_unit_test(unique_keys_take_linear_space),
  };
  return cmocka_run_group_tests_name("index bytes", tests, NULL, NULL);
}
