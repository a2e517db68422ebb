/* SPDX-License-Identifier: MIT */
/* test_index_changes.c: an index under random changes holds what a plain list under the same changes holds, in the same
 * order; searches count what the list counts; snapshots stay as they were; and nothing in it is damaged.
 *
 * The changes are the rows of `operations`.  $QUERN_ROUNDS: rounds of 2,000 changes, each from a seed of its own. */
#include "segment/manifest.h"
#include "support/index_contents.h"
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_IDS = 64, MAX_ARTICLES = 1024, STEPS = 2000, N_WORDS = 7 };

/* --- the list ----------------------------------------------------------------------------------------------------- */

/* What the index should hold: ids and versions in order. */
typedef struct entry {
  unsigned id, version;
} entry;

typedef struct list {
  entry entries[MAX_ARTICLES];
  size_t n;
} list;

static bool list_remove(list *l, unsigned id) {
  for (size_t i = 0; i < l->n; i++)
    if (l->entries[i].id == id) {
      memmove(&l->entries[i], &l->entries[i + 1], (l->n - i - 1) * sizeof l->entries[0]);
      l->n--;
      return true;
    }
  return false;
}

static void list_add(list *l, unsigned id, unsigned version) {
  list_remove(l, id);
  assert_true(l->n < MAX_ARTICLES);
  l->entries[l->n++] = (entry){id, version};
}

static uint64_t list_count(const list *l, unsigned word) {
  uint64_t n = 0;
  for (size_t i = 0; i < l->n; i++)
    n += l->entries[i].version % N_WORDS == word;
  return n;
}

/* --- the index and what it should hold ---------------------------------------------------------------------------- */

typedef struct world {
  random_source random;
  char *dir;
  qn_writer *writer;
  bool no_sync;                      /* of the writer */
  char *copy;                        /* of the index some changes ago; NULL: none */
  qn_index *reader;                  /* a snapshot that was opened some changes ago; NULL: none */
  list now, committed, synced, seen; /* for the writer, on disk, after a power failure, in the snapshot */
  unsigned version, next_id;         /* the last version; an id that was never used */
} world;

static void put_text(char out[64], unsigned id, unsigned version) {
  snprintf(out, 64, "Version %u of article %u, word%u", version, id, version % N_WORDS);
}

static void add_version(qn_writer *writer, unsigned id, unsigned version) {
  char id_text[16], text[64];
  snprintf(id_text, sizeof id_text, "%u", id);
  put_text(text, id, version);
  add_plain(writer, id_text, text);
}

static void open_writer_again(world *w) {
  qn_writer_options options = quick_options();
  options.threads = 1 + random_below(&w->random, 3);
  options.no_sync = w->no_sync = random_below(&w->random, 3) == 0;
  w->writer = open_writer_in(w->dir, &options);
}

/* The writer has committed. */
static void note_commit(world *w) {
  w->committed = w->now;
  if (!w->no_sync)
    w->synced = w->now;
}

/* --- comparing ---------------------------------------------------------------------------------------------------- */

typedef struct comparison {
  const list *expected;
  size_t n, n_lost;
  bool differs, may_skip; /* articles may be missing */
} comparison;

static bool equals(const qn_article *article, const entry *expected) {
  char id[16], text[64];
  snprintf(id, sizeof id, "%u", expected->id);
  put_text(text, expected->id, expected->version);
  return strcmp(article->id.data, id) == 0 && strcmp(article->text.data, text) == 0;
}

static bool compare_article(void *context, const qn_article *article) {
  comparison *self = context;
  while (self->may_skip && self->n < self->expected->n && !equals(article, &self->expected->entries[self->n])) {
    self->n++;
    self->n_lost++;
  }
  self->differs |= self->n == self->expected->n || !equals(article, &self->expected->entries[self->n]);
  self->n++;
  return !self->differs;
}

static void no_problem(void *context, const char *problem) {
  (void)context;
  fail_msg("%s", problem);
}

static uint64_t count_hits(const qn_index *index, unsigned word) {
  const qn_query_options parsing = query_options(QN_QUERY_WORDS, false, false);
  qn_search_options options = QN_SEARCH_OPTIONS_INIT;
  qn_query *query;
  qn_searcher *searcher;
  qn_hits hits;
  qn_error error;
  char text[16];
  options.count = QN_COUNT_ONLY;
  int size = snprintf(text, sizeof text, "word%u", word);
  assert_ok(qn_query_parse(&query, text, (size_t)size, &parsing, &error), error);
  assert_ok(qn_searcher_new(&searcher, index, &error), error);
  assert_ok(qn_search(searcher, query, &options, &hits, &error), error);
  qn_searcher_free(searcher);
  qn_query_free(query);
  return hits.total;
}

static void assert_index_holds(const qn_index *index, const list *expected, unsigned word) {
  qn_error error;
  qn_index_info info;
  comparison compared = {.expected = expected};
  assert_ok(qn_index_check(index, no_problem, NULL, &error), error);
  assert_ok(qn_index_each_article(index, compare_article, &compared, &error), error);
  assert_false(compared.differs);
  assert_int_equal(compared.n, expected->n);
  qn_index_get_info(index, &info);
  assert_int_equal(info.n_articles, expected->n);
  assert_int_equal(count_hits(index, word), list_count(expected, word));
}

static void assert_holds(world *w, const list *expected) {
  const char *dir = w->dir;
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_index_holds(index, expected, random_below(&w->random, N_WORDS));
  qn_index_close(index);
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

static void add_or_replace(world *w) {
  unsigned id = random_below(&w->random, N_IDS);
  add_version(w->writer, id, ++w->version);
  list_add(&w->now, id, w->version);
}

/* The segment may then equal one that is there. */
static void add_the_same_again(world *w) {
  if (w->now.n == 0)
    return;
  size_t first = random_below(&w->random, (uint32_t)w->now.n);
  const entry again = w->now.entries[first];
  add_version(w->writer, again.id, again.version);
  list_add(&w->now, again.id, again.version);
}

static void delete_article(world *w) {
  char id[16];
  qn_error error;
  unsigned number = random_below(&w->random, N_IDS);
  snprintf(id, sizeof id, "%u", number);
  const bool exists = list_remove(&w->now, number);
  assert_int_equal(qn_writer_delete(w->writer, string_of(id), &error), exists ? QN_OK : QN_NOT_FOUND);
}

static void commit(world *w) {
  qn_error error;
  assert_ok(qn_writer_commit(w->writer, NULL, &error), error);
  note_commit(w);
}

static void compact(world *w) {
  qn_error error;
  assert_ok(qn_writer_compact(w->writer, NULL, &error), error);
  note_commit(w);
}

/* A small other index, whose articles come last when it is added. */
static char *make_other(world *w) {
  char *dir = make_temp_dir();
  qn_writer *other = open_writer_in(dir, NULL);
  for (uint32_t i = random_below(&w->random, 5) + 1; i > 0; i--)
    add_version(other, random_below(&w->random, N_IDS), ++w->version);
  commit_and_close(other);
  return dir;
}

static bool list_article(void *context, const qn_article *article) {
  unsigned id, version;
  assert_int_equal(sscanf(article->text.data, "Version %u of article %u", &version, &id), 2);
  list_add(context, id, version);
  return true;
}

static void list_index(const char *dir, list *l) {
  qn_index *index;
  qn_error error;
  assert_ok(qn_index_open(&index, &dir, 1, &error), error);
  assert_ok(qn_index_each_article(index, list_article, l, &error), error);
  qn_index_close(index);
}

static void merge(world *w) {
  char *other = make_other(w);
  qn_error error;
  assert_ok(qn_writer_merge(w->writer, other, &error), error);
  list_index(other, &w->now);
  remove_tree(other);
  commit(w);
}

static void drop_copy(world *w) {
  if (w->copy != NULL)
    remove_tree(w->copy);
  w->copy = NULL;
}

static void keep_copy(world *w) {
  drop_copy(w);
  w->copy = make_temp_dir();
  copy_directory(w->dir, w->copy);
}

/* The copy may have segments that the index has, with other articles deleted. */
static void merge_copy(world *w) {
  qn_error error;
  if (w->copy == NULL)
    return;
  assert_ok(qn_writer_merge(w->writer, w->copy, &error), error);
  list_index(w->copy, &w->now);
  drop_copy(w);
  commit(w);
}

static void salvage_another(world *w) {
  char *other = make_other(w);
  qn_error error;
  assert_ok(qn_writer_salvage(w->writer, other, NULL, NULL, &error), error);
  list_index(other, &w->now);
  remove_tree(other);
}

/* Forgets what was not committed. */
static void reopen(world *w) {
  qn_writer_close(w->writer);
  open_writer_again(w);
  w->now = w->committed;
}

static void close_reader(world *w) {
  qn_index_close(w->reader);
  w->reader = NULL;
}

static void refresh(world *w) {
  const char *dir = w->dir;
  qn_index *newest;
  qn_error error;
  unsigned word = random_below(&w->random, N_WORDS);
  if (w->reader != NULL)
    assert_index_holds(w->reader, &w->seen, word);
  assert_ok(w->reader != NULL ? qn_index_refresh(&newest, w->reader, &error) : qn_index_open(&newest, &dir, 1, &error),
            error);
  close_reader(w);
  w->reader = newest;
  w->seen = w->committed;
  assert_index_holds(w->reader, &w->seen, word);
}

/* A power failure takes what was not synced.  The copy may be newer then. */
static void lose_unsynced(world *w) {
  char *path = path_in(w->dir, QN__UNSYNCED_NAME);
  drop_copy(w);
  close_reader(w);
  qn_writer_close(w->writer);
  unlink(path);
  free(path);
  w->now = w->committed = w->synced;
  open_writer_again(w);
}

/* --- damage ------------------------------------------------------------------------------------------------------- */

/* A random segment of the index, on the heap; NULL: it has none. */
static char *choose_segment(world *w) {
  qn__manifest manifest;
  qn_error error;
  char *path = NULL;
  assert_ok(qn__manifest_read(&manifest, w->dir, &error), error);
  if (manifest.n_entries > 0)
    path = qn__segment_path(w->dir, manifest.entries[random_below(&w->random, manifest.n_entries)].name);
  qn__manifest_clear(&manifest);
  return path;
}

/* Inverts a byte of the segment. */
static size_t damage_segment(world *w, const char *path) {
  size_t size;
  free(read_file(path, &size));
  /* Not the format's version in the last bytes: another one is refused. */
  size_t offset = random_below(&w->random, (uint32_t)size - 16);
  damage_file(path, offset);
  return offset;
}

/* A damaged segment stops no commit of other articles, and once it is repaired all is there. */
static void commit_beside_damage(world *w) {
  char *path = choose_segment(w);
  if (path == NULL)
    return;
  qn_writer_close(w->writer);
  size_t offset = damage_segment(w, path);
  w->now = w->committed;
  open_writer_again(w);
  add_version(w->writer, w->next_id, ++w->version);
  list_add(&w->now, w->next_id++, w->version);
  commit(w);
  qn_writer_close(w->writer);
  damage_file(path, offset);
  open_writer_again(w);
  free(path);
}

static void count_lost(void *context, const qn_loss *loss) {
  *(uint64_t *)context += loss->n_articles;
}

/* What can be read of a damaged index becomes the index. */
static void salvage_damaged(world *w) {
  char *path = choose_segment(w), *next = make_temp_dir();
  uint64_t n_lost = 0;
  qn_error error;
  if (path != NULL)
    damage_segment(w, path);
  close_reader(w);
  qn_writer_close(w->writer);
  qn_writer *writer = open_writer_in(next, NULL);
  assert_ok(qn_writer_salvage(writer, w->dir, count_lost, &n_lost, &error), error);
  commit_and_close(writer);
  qn_index *index;
  comparison compared = {.expected = &w->committed, .may_skip = true};
  assert_ok(qn_index_open(&index, (const char *const *)&next, 1, &error), error);
  assert_ok(qn_index_each_article(index, compare_article, &compared, &error), error);
  qn_index_close(index);
  assert_false(compared.differs);
  assert_int_equal(compared.n_lost + (w->committed.n - compared.n), n_lost);
  remove_tree(w->dir);
  free(path);
  w->dir = next;
  w->now.n = 0;
  list_index(next, &w->now);
  w->committed = w->synced = w->now;
  open_writer_again(w);
}

/* --- the test ----------------------------------------------------------------------------------------------------- */

static const struct {
  uint32_t weight;
  void (*make)(world *w);
} operations[] = {
    {480, add_or_replace}, {30, add_the_same_again},  {190, delete_article}, {170, commit},    {25, compact},
    {30, merge},           {15, salvage_another},     {30, reopen},          {40, refresh},    {10, lose_unsynced},
    {8, salvage_damaged},  {8, commit_beside_damage}, {10, keep_copy},       {10, merge_copy},
};
enum { N_OPERATIONS = sizeof operations / sizeof operations[0] };

static void change(world *w) {
  uint32_t sum = 0, chosen;
  size_t i = 0;
  for (size_t k = 0; k < N_OPERATIONS; k++)
    sum += operations[k].weight;
  for (chosen = random_below(&w->random, sum); chosen >= operations[i].weight; i++)
    chosen -= operations[i].weight;
  operations[i].make(w);
}

static void play(uint64_t seed) {
  world *w = calloc(1, sizeof *w);
  assert_non_null(w);
  w->random = random_start("an_index_holds_what_a_list_under_the_same_changes_holds", seed);
  w->dir = make_temp_dir();
  w->next_id = N_IDS;
  open_writer_again(w);
  commit(w);
  for (int step = 0; step < STEPS; step++) {
    change(w);
    assert_holds(w, &w->committed);
    if (w->reader != NULL && step % 10 == 0)
      assert_index_holds(w->reader, &w->seen, random_below(&w->random, N_WORDS));
  }
  close_reader(w);
  qn_writer_close(w->writer);
  remove_tree(w->dir);
  drop_copy(w);
  free(w);
}

static void an_index_holds_what_a_list_under_the_same_changes_holds(void **state) {
  (void)state;
  const char *rounds = getenv("QUERN_ROUNDS");
  for (uint64_t i = 0, n = rounds == NULL ? 1 : strtoull(rounds, NULL, 10); i < n; i++)
    play(11 + i);
}

int main(void) {
  if (access("/dev/shm", W_OK) == 0)
    setenv("TMPDIR", "/dev/shm", false); /* in memory: many small files are made */
  const struct CMUnitTest tests[] = {cmocka_unit_test(an_index_holds_what_a_list_under_the_same_changes_holds)};
  return cmocka_run_group_tests_name("index changes", tests, NULL, NULL);
}
