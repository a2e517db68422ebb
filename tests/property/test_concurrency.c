/* SPDX-License-Identifier: MIT */
/* test_concurrency.c: while a writer adds, replaces, deletes, merges and compacts, eight readers, which are threads or
 * processes, open, refresh, read and search.  Each sees one generation, whole, and never an older one than before.
 *
 * An article says which generation it is, and everything else in a generation follows from its number, so a reader
 * knows what it should see.  $QUERN_ROUNDS: rounds of 100 generations. */
#include "base/hash.h"
#include "support/support.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { N_READERS = 8, N_ARTICLES = 40, N_WORDS = 7, GENERATIONS = 100, TEXT_SIZE = 256, KEPT = 4 };

/* --- what a generation has ---------------------------------------------------------------------------------------- */

/* Whether generation `step` changes article i, and if so whether it deletes it. */
static bool is_changed(unsigned step, unsigned i, bool *deleted) {
  const unsigned key[2] = {step, i};
  uint64_t hash = qn__hash(key, sizeof key, 1);
  *deleted = (hash >> 8) % 4 == 0;
  return step > 0 && hash % 5 == 0;
}

/* The generation that wrote article i as it is in this one; 0: there is no such article. */
static unsigned version_in(unsigned generation, unsigned i) {
  bool deleted;
  for (unsigned step = generation; step > 0; step--)
    if (is_changed(step, i, &deleted))
      return deleted ? 0 : step;
  return 0;
}

static void put_text(char text[TEXT_SIZE], unsigned i, unsigned version) {
  snprintf(
      text, TEXT_SIZE,
      "Article %u was written by generation %u.  It has word%u among others, about tides, walnuts and the moon, so "
      "that there is something to be found in it.",
      i, version, version % N_WORDS);
}

/* --- the writer --------------------------------------------------------------------------------------------------- */

static void add_changed(qn_writer *writer, unsigned generation) {
  char id[16], text[TEXT_SIZE];
  bool deleted;
  for (unsigned i = 0; i < N_ARTICLES; i++)
    if (is_changed(generation, i, &deleted) && !deleted) {
      snprintf(id, sizeof id, "%u", i);
      put_text(text, i, generation);
      add_plain(writer, id, text);
    }
  snprintf(text, sizeof text, "generation %u", generation);
  add_plain(writer, "generation", text);
}

static void delete_changed(qn_writer *writer, unsigned generation) {
  char id[16];
  bool deleted;
  qn_error error;
  for (unsigned i = 0; i < N_ARTICLES; i++)
    if (is_changed(generation, i, &deleted) && deleted && version_in(generation - 1, i) != 0) {
      snprintf(id, sizeof id, "%u", i);
      assert_ok(qn_writer_delete(writer, string_of(id), &error), error);
    }
}

/* What is added comes from another index. */
static void merge_changed(qn_writer *writer, unsigned generation) {
  char *other = make_temp_dir();
  qn_error error;
  qn_writer *source = open_writer_in(other, NULL);
  add_changed(source, generation);
  commit_and_close(source);
  assert_ok(qn_writer_merge(writer, other, &error), error);
  remove_tree(other);
}

static void make_generation(qn_writer *writer, unsigned generation) {
  qn_error error;
  delete_changed(writer, generation);
  if (generation % 5 == 0)
    merge_changed(writer, generation);
  else
    add_changed(writer, generation);
  if (generation % 16 == 7)
    assert_ok(qn_writer_compact(writer, NULL, &error), error);
  else
    assert_ok(qn_writer_commit(writer, NULL, &error), error);
}

/* Half of the writers do not wait for the disk. */
static void write_generations(const char *dir, unsigned first, unsigned end) {
  qn_writer *writer = NULL;
  for (unsigned generation = first; generation < end; generation++) {
    if (writer == NULL || generation % 20 == 0) {
      qn_writer_options options = quick_options();
      options.threads = 2;
      options.no_sync = generation / 20 % 2 == 1;
      qn_writer_close(writer);
      writer = open_writer_in(dir, &options);
    }
    make_generation(writer, generation);
  }
  qn_writer_close(writer);
}

/* --- a reader ----------------------------------------------------------------------------------------------------- */

/* Shared by all; in memory that processes share, too. */
typedef struct shared {
  atomic_bool ended;
  atomic_uint n_started, n_readings, n_wrong;
  unsigned last; /* generation that is there at the end */
  pid_t writer;
  char problem[400];
} shared;

typedef struct reader {
  shared *common;
  const char *dir;
  unsigned newest; /* generation that it has seen */
} reader;

static void report(reader *self, const char *what, unsigned generation, const char *detail) {
  if (atomic_fetch_add(&self->common->n_wrong, 1) == 0)
    snprintf(self->common->problem, sizeof self->common->problem, "in generation %u: %s (%.200s)", generation, what,
             detail);
}

typedef struct reading {
  unsigned generation, n_seen;
  bool wrong;
} reading;

static bool read_article(void *context, const qn_article *article) {
  reading *self = context;
  char text[TEXT_SIZE];
  if (strcmp(article->id.data, "generation") == 0)
    return true;
  unsigned i = (unsigned)strtoul(article->id.data, NULL, 10), version = version_in(self->generation, i);
  put_text(text, i, version);
  self->wrong |= i >= N_ARTICLES || version == 0 || strcmp(article->text.data, text) != 0;
  self->n_seen++;
  return true;
}

/* The number of articles; those whose text has the word. */
static unsigned count_articles(unsigned generation, unsigned word, uint64_t *with_word) {
  unsigned n = 0;
  *with_word = 0;
  for (unsigned i = 0; i < N_ARTICLES; i++) {
    unsigned version = version_in(generation, i);
    n += version != 0;
    *with_word += version != 0 && version % N_WORDS == word;
  }
  return n;
}

static qn_status read_generation(const qn_index *index, qn_searcher *searcher, unsigned *generation, qn_error *error) {
  uint64_t number;
  qn_article article;
  qn_status status = qn_index_find(index, string_of("generation"), &number, error);
  if (status == QN_OK)
    status = qn_searcher_article(searcher, number, &article, error);
  if (status == QN_OK && sscanf(article.text.data, "generation %u", generation) != 1)
    status = QN_DAMAGED;
  return status;
}

static qn_status search_word(qn_searcher *searcher, unsigned word, uint64_t expected, bool *wrong, qn_error *error) {
  const qn_query_options parsing = query_options(QN_QUERY_WORDS, false, false);
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query = NULL;
  qn_hits hits;
  char text[16];
  options.count = QN_COUNT_EXACT;
  int size = snprintf(text, sizeof text, "word%u", word);
  qn_status status = qn_query_parse(&query, text, (size_t)size, &parsing, error);
  if (status == QN_OK)
    status = qn_search(searcher, query, &options, &hits, error);
  *wrong = status == QN_OK && hits.total != expected;
  for (size_t i = 0; status == QN_OK && i < hits.n_hits; i++) {
    const qn_snippets *snippets;
    qn_snippet snippet;
    status = qn_searcher_snippets(searcher, i, NULL, &snippets, error);
    if (status == QN_OK)
      *wrong |= !qn_snippets_get(snippets, 0, &snippet) || strstr(snippet.text.data, text) == NULL;
  }
  qn_query_free(query);
  return status;
}

/* Everything that the snapshot shows belongs to its generation, which is returned. */
static unsigned read_snapshot(reader *self, const qn_index *index) {
  qn_searcher *searcher = NULL;
  qn_error error = {.message = ""};
  reading seen = {0, 0, false};
  uint64_t with_word;
  bool wrong = false;
  qn_status status = qn_searcher_new(&searcher, index, &error);
  if (status == QN_OK)
    status = read_generation(index, searcher, &seen.generation, &error);
  const unsigned word = seen.generation % N_WORDS, n = count_articles(seen.generation, word, &with_word);
  if (status == QN_OK)
    status = qn_index_each_article(index, read_article, &seen, &error);
  if (status == QN_OK && (seen.wrong || seen.n_seen != n))
    report(self, "it has other articles", seen.generation, "");
  if (status == QN_OK)
    status = search_word(searcher, word, with_word, &wrong, &error);
  if (wrong)
    report(self, "the search finds other articles", seen.generation, "");
  if (status != QN_OK)
    report(self, "it cannot be read", seen.generation, error.message);
  qn_searcher_free(searcher);
  self->common->n_readings++;
  return seen.generation;
}

/* The newest generation: opened from scratch, or from a snapshot. */
static qn_index *open_newest(reader *self, const qn_index *older) {
  qn_index *index = NULL;
  qn_error error;
  qn_status status =
      older == NULL ? qn_index_open(&index, &self->dir, 1, &error) : qn_index_refresh(&index, older, &error);
  if (status != QN_OK)
    report(self, "the newest cannot be opened", self->newest, error.message);
  return index;
}

/* A writer whose test has failed never ends. */
static bool writer_lives(const shared *common) {
  return common->writer == getpid() || common->writer == getppid();
}

/* Keeps some snapshots for a while; what they show stays. */
static void *read_on(void *context) {
  reader *self = context;
  qn_index *kept[KEPT] = {NULL};
  unsigned generations[KEPT] = {0};
  bool last;
  self->common->n_started++;
  unsigned turn = 0;
  do {
    const unsigned place = turn % KEPT, before = (turn + KEPT - 1) % KEPT;
    last = self->common->ended;
    if (kept[place] != NULL && read_snapshot(self, kept[place]) != generations[place])
      report(self, "a snapshot has changed", generations[place], "");
    qn_index_close(kept[place]);
    kept[place] = open_newest(self, turn % 3 == 0 ? NULL : kept[before]);
    if (kept[place] == NULL)
      break;
    generations[place] = read_snapshot(self, kept[place]);
    if (generations[place] < self->newest)
      report(self, "a newer generation was seen before", generations[place], "");
    self->newest = generations[place];
    turn++;
  } while (!last && self->common->n_wrong == 0 && writer_lives(self->common));
  for (unsigned i = 0; i < KEPT; i++)
    qn_index_close(kept[i]);
  if (last && self->newest != self->common->last)
    report(self, "the last generation is not there", self->newest, "");
  return NULL;
}

/* --- all together ------------------------------------------------------------------------------------------------- */

static shared *share(void) {
  shared *common = mmap(NULL, sizeof *common, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  const char *rounds = getenv("QUERN_ROUNDS");
  assert_true(common != MAP_FAILED);
  common->writer = getpid();
  common->last = GENERATIONS * (rounds == NULL ? 1 : (unsigned)strtoul(rounds, NULL, 10));
  return common;
}

static void write_beside(shared *common, const char *dir) {
  while (common->n_started < N_READERS)
    usleep(1000);
  write_generations(dir, 1, common->last + 1);
  common->ended = true;
}

static void check_shared(shared *common) {
  print_message("%u generations, %u readings\n", common->last, (unsigned)common->n_readings);
  if (common->n_wrong > 0)
    fail_msg("%s", common->problem);
  assert_true(common->n_readings > 2 * N_READERS);
  munmap(common, sizeof *common);
}

static void reading_threads_see_whole_generations(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  shared *common = share();
  reader readers[N_READERS];
  pthread_t threads[N_READERS];
  write_generations(dir, 0, 1);
  for (unsigned i = 0; i < N_READERS; i++) {
    readers[i] = (reader){common, dir, 0};
    assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
  }
  write_beside(common, dir);
  for (unsigned i = 0; i < N_READERS; i++)
    assert_int_equal(pthread_join(threads[i], NULL), 0);
  check_shared(common);
  remove_tree(dir);
}

static void reading_processes_see_whole_generations(void **state) {
  (void)state;
  char *dir = make_temp_dir();
  shared *common = share();
  pid_t children[N_READERS];
  write_generations(dir, 0, 1);
  fflush(NULL);
  for (unsigned i = 0; i < N_READERS; i++) {
    children[i] = fork();
    assert_true(children[i] >= 0);
    if (children[i] == 0) {
      reader self = {common, dir, 0};
      read_on(&self);
      _exit(0);
    }
  }
  write_beside(common, dir);
  for (unsigned i = 0; i < N_READERS; i++) {
    int ended;
    assert_int_equal(waitpid(children[i], &ended, 0), children[i]);
    assert_true(WIFEXITED(ended) && WEXITSTATUS(ended) == 0);
  }
  check_shared(common);
  remove_tree(dir);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reading_threads_see_whole_generations),
      cmocka_unit_test(reading_processes_see_whole_generations),
  };
  return cmocka_run_group_tests_name("concurrency", tests, NULL, NULL);
}
