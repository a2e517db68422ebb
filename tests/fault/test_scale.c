/* SPDX-License-Identifier: MIT */
/* test_scale.c: sizes beyond 32 bits, and others that are unlikely: the answers are right, or the input is refused in
 * words that say why, in the memory that was allowed.
 *
 * $QUERN_SCALE is the share of the full size in percent; without it the tests are skipped.  100 takes an hour or two,
 * and 40 GB of $TMPDIR.  Each test prints what it took. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MIB = 1 << 20, LETTERS = 26 };

/* --- measuring ---------------------------------------------------------------------------------------------------- */

static uint64_t share_of(uint64_t full) {
  const char *percent = getenv("QUERN_SCALE");
  if (percent == NULL)
    skip();
  uint64_t part = full * strtoull(percent, NULL, 10) / 100;
  return part > 0 ? part : 1;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Runs a step in a process of its own and prints its time and memory. */
static void measure(const char *name, const char *dir, void (*step)(const char *dir, uint64_t n), uint64_t n) {
  double start = seconds();
  struct rusage used;
  int ended;
  fflush(NULL);
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    step(dir, n);
    _exit(0);
  }
  assert_int_equal(wait4(child, &ended, 0, &used), child);
  assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  print_message("  %-34s %8.1f s, %6ld MiB of memory\n", name, seconds() - start, used.ru_maxrss >> 10);
}

static void print_part(void *context, const char *part, uint64_t bytes) {
  (void)context;
  if (bytes > UINT32_MAX)
    print_message("  %s: %.3f GB, more than 4 GiB\n", part, (double)bytes / 1e9);
}

static void print_parts(const char *dir) {
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_part(index, print_part, NULL, &error), error);
  qn_index_close(index);
}

static void print_index(const char *dir) {
  const qn_index_info info = index_info(dir);
  print_parts(dir);
  print_message("  %llu articles, %llu words, %.3f GB of text, %.3f GB of index\n", (unsigned long long)info.n_articles,
                (unsigned long long)info.n_tokens, (double)info.text_bytes / 1e9, (double)info.disk_bytes / 1e9);
}

/* A step cannot use cmocka: it is another process. */
static void need(bool right, const char *what, const qn_error *error) {
  if (!right)
    scaffold_failed(what, error != NULL ? error->message : "wrong");
}

/* --- steps -------------------------------------------------------------------------------------------------------- */

/* The kernel allows no more than the budget, the default one, and what a process has beside it. */
static void limit_data(size_t others) {
  const rlim_t most = (256 + 16) * (rlim_t)MIB + others;
  need(setrlimit(RLIMIT_DATA, &(struct rlimit){most, most}) == 0, "a limit of memory", NULL);
}

static qn_writer *open_large(const char *dir, size_t memory) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.memory = memory;
  return open_writer_in(dir, &options);
}

static void check_all(const char *dir, uint64_t n) {
  qn_index *index;
  qn_error error;
  (void)n;
  need(qn_index_open(&index, &dir, 1, &error) == QN_OK, "open", &error);
  need(qn_index_check(index, NULL, NULL, &error) == QN_OK, "check", &error);
  qn_index_close(index);
}

static void compact_all(const char *dir, uint64_t n) {
  qn_writer *writer = open_large(dir, 0);
  qn_error error;
  (void)n;
  need(qn_writer_compact(writer, NULL, &error) == QN_OK, "compact", &error);
  qn_writer_close(writer);
}

typedef struct expectation {
  uint64_t total;
  const char *last_id; /* of the hits; NULL: any */
  uint64_t n_visited;
} expectation;

static bool visit_hit(void *context, const qn_result *result) {
  expectation *self = context;
  need(result->hits->total_exact && result->hits->total == self->total, "the number of hits", NULL);
  need(result->snippet->n_highlights > 0, "a highlight in the snippet", NULL);
  self->n_visited++;
  return true;
}

/* The text finds `total` articles, at most 10, each with a snippet. */
static void expect_hits(const char *dir, const char *text, uint64_t total) {
  qn_index *index;
  qn_error error;
  expectation expected = {.total = total};
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_search_text(index, text, NULL, visit_hit, &expected, &error), error);
  assert_int_equal(expected.n_visited, total);
  qn_index_close(index);
}

/* --- more than 4 GiB ---------------------------------------------------------------------------------------------- */

enum { CHUNK_TEXT = 8 * MIB };

static char *need_memory(size_t size) {
  char *bytes = malloc(size);
  need(bytes != NULL, "memory", NULL);
  return bytes;
}

/* Signs that hardly compress, without a word among them, then the number of the article as a word. */
static size_t put_signs(char *text, uint64_t number) {
  static const char signs[33] = "!#$%&()*+,/:;<=>?@[]^`{|}~!#$%&(";
  random_source random = {number};
  size_t size = 0;
  while (size < CHUNK_TEXT)
    for (uint64_t bits = random_next(&random), i = 0; i < 12; i++, bits >>= 5)
      text[size++] = signs[bits & 31];
  return size + (size_t)snprintf(text + size, 40, " number%llu mark%llu", (unsigned long long)number,
                                 (unsigned long long)(number % 1000 == 0));
}

static void add_signs(const char *dir, uint64_t n) {
  limit_data(CHUNK_TEXT);
  char *text = need_memory(CHUNK_TEXT + 64);
  qn_writer *writer = open_large(dir, 0);
  qn_error error;
  for (uint64_t i = 0; i < n; i++) {
    char id[24];
    snprintf(id, sizeof id, "%llu", (unsigned long long)i);
    const qn_article article = {.id = string_of(id), .text = {text, put_signs(text, i)}};
    need(qn_writer_add(writer, &article, &error) == QN_OK, "add", &error);
  }
  need(qn_writer_commit(writer, NULL, &error) == QN_OK, "commit", &error);
  qn_writer_close(writer);
  free(text);
}

/* The article that was added last is read as it was. */
static void assert_last_signs(const char *dir, uint64_t last) {
  char *text = need_memory(CHUNK_TEXT + 64), id[24];
  qn_index *index;
  qn_searcher *searcher;
  qn_article article;
  uint64_t number;
  qn_error error;
  snprintf(id, sizeof id, "%llu", (unsigned long long)last);
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  assert_ok(qn_index_find(index, string_of(id), &number, &error), error);
  assert_ok(qn_searcher_article(searcher, number, &article, &error), error);
  assert_int_equal(article.text.size, put_signs(text, last));
  assert_memory_equal(article.text.data, text, article.text.size);
  qn_searcher_free(searcher);
  qn_index_close(index);
  free(text);
}

static void a_store_has_more_than_4_gib(void **state) {
  (void)state;
  const uint64_t n = share_of(1000);
  char *dir = make_temp_dir(), last[40];
  measure("adding", dir, add_signs, n);
  print_index(dir);
  measure("check", dir, check_all, 0);
  assert_last_signs(dir, n - 1);
  snprintf(last, sizeof last, "number%llu", (unsigned long long)n - 1);
  expect_hits(dir, last, 1);
  remove_tree(dir);
}

/* --- positions ---------------------------------------------------------------------------------------------------- */

enum { WORDS_OF_ARTICLE = 1 << 20 };

/* Words of three letters, each of 17,576 as likely: their positions hardly compress. */
static size_t put_words(char *text, uint64_t number) {
  random_source random = {number};
  size_t size = 0;
  for (unsigned i = 0; i < WORDS_OF_ARTICLE; i++) {
    uint32_t word = random_below(&random, LETTERS * LETTERS * LETTERS);
    for (unsigned k = 0; k < 3; k++, word /= LETTERS)
      text[size++] = (char)('a' + word % LETTERS);
    text[size++] = ' ';
  }
  return size + (size_t)snprintf(text + size, 40, "end of number%llu", (unsigned long long)number);
}

static void add_words(const char *dir, uint64_t n) {
  char *text = need_memory(4 * (size_t)WORDS_OF_ARTICLE + 64);
  qn_writer *writer = open_large(dir, 512 * (size_t)MIB);
  qn_error error;
  for (uint64_t i = 0; i < n; i++) {
    char id[24];
    snprintf(id, sizeof id, "%llu", (unsigned long long)i);
    const qn_article article = {.id = string_of(id), .text = {text, put_words(text, i)}};
    need(qn_writer_add(writer, &article, &error) == QN_OK, "add", &error);
  }
  need(qn_writer_commit(writer, NULL, &error) == QN_OK, "commit", &error);
  qn_writer_close(writer);
  free(text);
}

static void positions_have_more_than_4_gib(void **state) {
  (void)state;
  const uint64_t n = share_of(2400);
  char *dir = make_temp_dir(), phrase[64];
  measure("adding", dir, add_words, n);
  print_index(dir);
  measure("check", dir, check_all, 0);
  snprintf(phrase, sizeof phrase, "\"end of number%llu\"", (unsigned long long)n - 1);
  expect_hits(dir, phrase, 1);
  remove_tree(dir);
}

/* --- many articles ------------------------------------------------------------------------------------------------ */

static void add_tiny(const char *dir, uint64_t n) {
  limit_data(0);
  qn_writer *writer = open_large(dir, 0);
  qn_error error;
  for (uint64_t i = 0; i < n; i++) {
    char id[24], text[48];
    snprintf(id, sizeof id, "%llu", (unsigned long long)i);
    snprintf(text, sizeof text, "tiny number%llu", (unsigned long long)i % 1000000);
    const qn_article article = {.id = string_of(id), .text = string_of(text)};
    need(qn_writer_add(writer, &article, &error) == QN_OK, "add", &error);
  }
  need(qn_writer_commit(writer, NULL, &error) == QN_OK, "commit", &error);
  qn_writer_close(writer);
}

static void ten_million_tiny_articles_are_found(void **state) {
  (void)state;
  const uint64_t n = share_of(10000000);
  char *dir = make_temp_dir();
  measure("adding", dir, add_tiny, n);
  print_index(dir);
  assert_int_equal(index_info(dir).n_articles, n);
  measure("check", dir, check_all, 0);
  expect_hits(dir, "number7", (n + 999992) / 1000000);
  measure("compact", dir, compact_all, 0);
  remove_tree(dir);
}

static void add_commits(const char *dir, uint64_t n) {
  limit_data(0);
  qn_writer *writer = open_large(dir, 0);
  qn_error error;
  for (uint64_t i = 0; i < n; i++) {
    char id[24];
    snprintf(id, sizeof id, "%llu", (unsigned long long)i);
    add_plain(writer, id, "one article in each commit");
    need(qn_writer_commit(writer, NULL, &error) == QN_OK, "commit", &error);
  }
  qn_writer_close(writer);
}

static void ten_thousand_commits_leave_few_segments(void **state) {
  (void)state;
  const uint64_t n = share_of(10000);
  char *dir = make_temp_dir();
  measure("adding", dir, add_commits, n);
  print_index(dir);
  const qn_index_info info = index_info(dir);
  assert_int_equal(info.n_articles, n);
  assert_true(info.n_segments < 32);
  assert_int_equal(count_entries(dir), info.n_segments + 2);
  measure("check", dir, check_all, 0);
  remove_tree(dir);
}

/* --- large articles ----------------------------------------------------------------------------------------------- */

/* Adds one article of so many words; first in the default memory, which is too little and says how much is needed. */
static void add_large(const char *dir, uint64_t n_words, bool distinct) {
  char *text = need_memory(n_words * 12 + 64);
  size_t size = 0;
  qn_error error;
  for (uint64_t i = 0; i < n_words; i++)
    size += (size_t)snprintf(text + size, 13, "w%llx ", (unsigned long long)(distinct ? i : i * i % 50021));
  size += (size_t)snprintf(text + size, 13, "the last one");
  const qn_article article = {.id = string_of("large"), .text = {text, size}};
  qn_writer *writer = open_large(dir, 0);
  qn_status status = qn_writer_add(writer, &article, &error);
  qn_writer_close(writer);
  if (status == QN_TOO_LARGE) {
    unsigned long needed = 0;
    const char *number = strstr(error.message, "budget of ");
    need(number != NULL && sscanf(number, "budget of %lu MiB", &needed) == 1, "how much memory it needs", &error);
    print_message("  refused: %s\n", error.message);
    writer = open_large(dir, needed * MIB);
  } else {
    need(status == QN_OK, "add", &error);
    writer = open_large(dir, 0);
  }
  need(qn_writer_add(writer, &article, &error) == QN_OK, "add", &error);
  need(qn_writer_commit(writer, NULL, &error) == QN_OK, "commit", &error);
  qn_writer_close(writer);
  free(text);
}

static void add_distinct(const char *dir, uint64_t n) {
  add_large(dir, n, true);
}

static void add_long(const char *dir, uint64_t n) {
  add_large(dir, n, false);
}

static void assert_large(void (*add)(const char *dir, uint64_t n), uint64_t n) {
  char *dir = make_temp_dir();
  measure("adding", dir, add, n);
  print_index(dir);
  measure("check", dir, check_all, 0);
  expect_hits(dir, "\"the last one\"", 1);
  remove_tree(dir);
}

static void an_article_may_have_five_million_distinct_words(void **state) {
  (void)state;
  assert_large(add_distinct, share_of(5000000));
}

static void an_article_may_have_60_mb(void **state) {
  (void)state;
  assert_large(add_long, share_of(10000000));
}

/* --- queries ------------------------------------------------------------------------------------------------------ */

/* Parses and searches.  Returns the first warning or the message of a refusal, until the next call; else "". */
static const char *try_query(const char *dir, const char *text, size_t size, bool strict) {
  static char said[500];
  const qn_query_options options = query_options(QN_QUERY_SYNTAX, false, strict);
  qn_index *index;
  qn_searcher *searcher;
  qn_query *query = NULL;
  qn_hits hits;
  qn_error error;
  const double start = seconds();
  said[0] = '\0';
  qn_status status = qn_query_parse(&query, text, size, &options, &error);
  if (status == QN_OK) {
    const char *warning = qn_query_warning(query, 0);
    snprintf(said, sizeof said, "%s", warning == NULL ? "" : warning);
    assert_ok(qn_index_open(&index, &dir, 1, &error), error);
    assert_ok(qn_searcher_new(&searcher, index, &error), error);
    assert_ok(qn_search(searcher, query, NULL, &hits, &error), error);
    qn_searcher_free(searcher);
    qn_index_close(index);
    qn_query_free(query);
  } else {
    snprintf(said, sizeof said, "%s", error.message);
  }
  print_message("  %zu bytes: %s, %.3f s%s%.100s\n", size, qn_status_text(status), seconds() - start,
                said[0] == '\0' ? "" : ": ", said);
  return said;
}

static void fill(char *text, size_t size, const char *with) {
  for (size_t i = 0; i < size; i++)
    text[i] = with[i % strlen(with)];
}

static void large_queries_are_answered_or_refused(void **state) {
  (void)state;
  static const char *const hostile[] = {"(", "\"", " +x", "-a ", "x AND ", "title:", "=a\" "};
  share_of(1);
  char *dir = make_temp_dir(), *text = need_memory(4 * MIB);
  add_texts(dir, (const char *const[]){"a word"}, 1);
  fill(text, MIB + 1, "a");
  assert_non_null(strstr(try_query(dir, text, MIB, false), "1,024 words")); /* long ones are cut into several */
  assert_non_null(strstr(try_query(dir, text, MIB + 1, false), "at most 1048576 bytes"));
  size_t size = 0;
  for (unsigned i = 0; i < 100000; i++)
    size += (size_t)snprintf(text + size, 16, "word%x ", i);
  assert_non_null(strstr(try_query(dir, text, size, false), "1,024 words"));
  assert_non_null(strstr(try_query(dir, text, size, true), "1,024 words"));
  for (unsigned i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
    fill(text, MIB, hostile[i]);
    try_query(dir, text, MIB, false);
  }
  free(text);
  remove_tree(dir);
}

/* Runs the tests that the argument, a pattern, names; without one, all. */
int main(int argc, char **argv) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(large_queries_are_answered_or_refused),
      cmocka_unit_test(ten_thousand_commits_leave_few_segments),
      cmocka_unit_test(an_article_may_have_60_mb),
      cmocka_unit_test(an_article_may_have_five_million_distinct_words),
      cmocka_unit_test(ten_million_tiny_articles_are_found),
      cmocka_unit_test(a_store_has_more_than_4_gib),
      cmocka_unit_test(positions_have_more_than_4_gib),
  };
  if (argc > 1)
    cmocka_set_test_filter(argv[1]);
  return cmocka_run_group_tests_name("scale", tests, NULL, NULL);
}
