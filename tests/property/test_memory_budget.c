/* SPDX-License-Identifier: MIT */
/* test_memory_budget.c: indexing keeps to the memory it is given, however much there is to index; the message that
 * refuses an article too large for it names the memory that suffices.
 *
 * The allocator's functions are defined here, in front of the C library's, and count what is in use at once.  Each case
 * is a process of its own whose data the kernel limits: heap, stacks of threads and what the allocator does not give
 * back.  Skipped under sanitizers, whose allocators are their own, and where the C library is not GNU's or mmap's
 * system call another than on the processors named below. */
#include "support/support.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __has_feature
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define SANITIZED 0
#endif
#if defined(__GLIBC__) && (defined(__x86_64__) || defined(__aarch64__)) && !defined(__SANITIZE_ADDRESS__) &&           \
    !defined(__SANITIZE_THREAD__) && !SANITIZED
#define COUNTED 1
#else
#define COUNTED 0
#endif

#define MEBIBYTE ((size_t)1 << 20)

/* What a process has in addition to the budget: the data of its libraries, the stacks of its threads, the slack of its
 * allocator. */
#define BESIDE_BUDGET (16 * MEBIBYTE)

/* The heap in use at once: batches and tables are of round sizes. */
#define MOST_HEAP(memory) ((memory) + (memory) / 16)

/* --- the allocator ------------------------------------------------------------------------------------------------ */

static atomic_size_t in_use, most_in_use;

#if COUNTED
#include <malloc.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *memory, size_t size);
extern void __libc_free(void *memory);

static void count(size_t size) {
  size_t now = atomic_fetch_add(&in_use, size) + size, most = atomic_load(&most_in_use);
  while (now > most && !atomic_compare_exchange_weak(&most_in_use, &most, now))
    ;
}

static void *counted(void *memory) {
  if (memory != NULL)
    count(malloc_usable_size(memory));
  return memory;
}

void *malloc(size_t size) {
  return counted(__libc_malloc(size));
}

void *calloc(size_t n, size_t size) {
  return counted(__libc_calloc(n, size));
}

void free(void *memory) {
  if (memory != NULL)
    atomic_fetch_sub(&in_use, malloc_usable_size(memory));
  __libc_free(memory);
}

void *realloc(void *memory, size_t size) {
  size_t before = memory != NULL ? malloc_usable_size(memory) : 0;
  void *moved = __libc_realloc(memory, size);
  if (moved == NULL)
    return NULL;
  atomic_fetch_sub(&in_use, before);
  return counted(moved);
}

/* Large tables are mapped.  Maps of files are not counted; they are remembered to be recognised when they are unmapped.
 */
static _Atomic(void *) file_maps[256];

static bool exchange_file_map(void *from, void *to) {
  for (size_t i = 0; i < sizeof file_maps / sizeof file_maps[0]; i++) {
    void *found = from;
    if (atomic_compare_exchange_strong(&file_maps[i], &found, to))
      return true;
  }
  return false;
}

void *mmap(void *where, size_t size, int protection, int flags, int fd, off_t offset) {
  void *map = (void *)(uintptr_t)syscall(SYS_mmap, where, size, protection, flags, fd, offset);
  if (map == MAP_FAILED)
    return map;
  if (fd < 0)
    count(size);
  else if (!exchange_file_map(NULL, map))
    abort();
  return map;
}

int munmap(void *map, size_t size) {
  if (!exchange_file_map(map, NULL))
    atomic_fetch_sub(&in_use, size);
  return (int)syscall(SYS_munmap, map, size);
}
#endif

/* --- articles ----------------------------------------------------------------------------------------------------- */

enum { MOST_TEXT = 16 << 10, TINY_TEXT = 34 };

/* Kinds of text, by how many words there are and how many of them differ. */
typedef enum kind { SKEWED, EVEN, DISTINCT, IDS, LETTERS, TINY } kind;

/* A word and a space: of a few hundred thousand, the frequent ones in every second article, the rare ones in one; of
 * 2^18 that are all as frequent; one that was not there before; a long one of these; a letter.  TINY: a letter, and
 * articles of ten bytes without a title. */
static size_t put_word(random_source *random, kind of, char *out) {
  switch (of) {
  case SKEWED:
    return (size_t)sprintf(out, "w%x%s ", (unsigned)random_skewed(random, 16), random_below(random, 4) ? "" : "ing");
  case EVEN:
    return (size_t)sprintf(out, "w%x ", (unsigned)random_below(random, 1 << 18));
  case DISTINCT:
    return (size_t)sprintf(out, "%x ", (unsigned)random_below(random, INT32_MAX));
  case IDS:
    return (size_t)sprintf(out, "%08x%08x ", (unsigned)random_below(random, INT32_MAX),
                           (unsigned)random_below(random, INT32_MAX));
  default:
    return (size_t)sprintf(out, "%c ", (char)('a' + random_below(random, 26)));
  }
}

/* Up to `size` bytes of words. */
static size_t put_words(random_source *random, kind of, char *out, size_t size) {
  size_t n = 0;
  while (n + 24 < size)
    n += put_word(random, of, out + n);
  return n;
}

/* Adds articles with about `text` bytes. */
static qn_status add_articles_of(qn_writer *writer, random_source *random, kind of, size_t text, qn_error *error) {
  char id[24], words[MOST_TEXT];
  qn_status status = QN_OK;
  for (size_t done = 0; status == QN_OK && done < text;) {
    snprintf(id, sizeof id, "%016llx", (unsigned long long)random_next(random));
    size_t size = put_words(random, of, words, of == TINY ? TINY_TEXT : 64 + random_below(random, MOST_TEXT - 64));
    qn_article article = {.id = string_of(id), .title = string_of(of == TINY ? "" : id), .text = {words, size}};
    status = qn_writer_add(writer, &article, error);
    done += size;
  }
  return status;
}

/* --- a process of its own ----------------------------------------------------------------------------------------- */

typedef struct trial {
  size_t memory; /* the budget */
  unsigned threads;
  kind of;
  size_t text;      /* bytes in articles of up to MOST_TEXT */
  size_t large;     /* bytes in one article in their middle */
  unsigned n_files; /* whose records the index has */
} trial;

typedef struct outcome {
  qn_status status;
  char message[sizeof((qn_error *)0)->message];
  size_t peak;
} outcome;

static qn_status add_large(qn_writer *writer, random_source *random, kind of, size_t size, qn_error *error) {
  int file = memfd_create("article", MFD_CLOEXEC); /* not data, as the kernel counts it */
  char *text = MAP_FAILED;
  if (file >= 0 && ftruncate(file, (off_t)size) == 0)
    text = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (text == MAP_FAILED)
    scaffold_failed("article", "cannot be made");
  qn_article article = {.id = string_of("large"), .text = {text, put_words(random, of, text, size)}};
  qn_status status = qn_writer_add(writer, &article, error);
  munmap(text, size);
  close(file);
  return status;
}

static qn_status put_files(qn_writer *writer, unsigned n, qn_error *error) {
  char path[64];
  qn_status status = n > 0 ? qn_writer_put_root(writer, string_of("/files"), string_of(""), true, error) : QN_OK;
  for (unsigned i = 0; status == QN_OK && i < n; i++) {
    snprintf(path, sizeof path, "/files/of a folder with a name/and another one/%08x", i);
    const qn_source source = {.path = string_of(path), .bytes = i, .read = 1};
    status = qn_writer_put_source(writer, &source, error);
  }
  return status;
}

static qn_status index_it(const trial *wanted, const char *dir, qn_error *error) {
  const struct rlimit limit = {wanted->memory + BESIDE_BUDGET, wanted->memory + BESIDE_BUDGET};
  random_source random = {7};
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_writer *writer = NULL;
  options.memory = wanted->memory;
  options.threads = wanted->threads;
  if (setrlimit(RLIMIT_DATA, &limit) != 0)
    scaffold_failed("RLIMIT_DATA", "cannot be set");
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = put_files(writer, wanted->n_files, error);
  if (status == QN_OK)
    status = add_articles_of(writer, &random, wanted->of, wanted->text / 2, error);
  if (status == QN_OK && wanted->large > 0)
    status = add_large(writer, &random, wanted->of, wanted->large, error);
  if (status == QN_OK)
    status = add_articles_of(writer, &random, wanted->of, wanted->text / 2, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

typedef struct running {
  char *dir;
  pid_t child;
  int end; /* of the pipe that the outcome comes through */
} running;

static running start(const trial *wanted) {
  int ends[2];
  running started = {.dir = make_temp_dir()};
  assert_int_equal(pipe(ends), 0);
  started.child = fork();
  assert_true(started.child >= 0);
  if (started.child == 0) {
    qn_error error = {.status = QN_OK};
    size_t before = in_use;
    outcome out = {.status = index_it(wanted, started.dir, &error)};
    memcpy(out.message, error.message, sizeof out.message);
    out.peak = most_in_use - before;
    _exit(write(ends[1], &out, sizeof out) != sizeof out);
  }
  close(ends[1]);
  started.end = ends[0];
  return started;
}

static outcome finish(running started) {
  outcome out;
  ssize_t size = read(started.end, &out, sizeof out);
  close(started.end);
  assert_int_equal(waitpid(started.child, NULL, 0), started.child);
  assert_int_equal(size, sizeof out); /* else the process died */
  remove_tree(started.dir);
  return out;
}

static outcome run(const trial *wanted) {
  return finish(start(wanted));
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void skip_unless_counted(void) {
  if (!COUNTED) {
    print_message("skipped: the allocator cannot be counted here\n");
    skip();
  }
}

static void assert_kept_to_budget(const trial *wanted, const outcome *out) {
  static const char *const names[] = {"skewed", "even", "distinct", "ids", "letters", "in tiny articles"};
  print_message("%zu MiB for %zu MiB of text, in one article %zu, words: %s, threads: %u: at most %.1f MiB in use\n",
                wanted->memory / MEBIBYTE, (wanted->text + wanted->large) / MEBIBYTE, wanted->large / MEBIBYTE,
                names[wanted->of], wanted->threads, (double)out->peak / MEBIBYTE);
  if (out->status != QN_OK)
    fail_msg("%s", out->message);
  assert_true(out->peak < MOST_HEAP(wanted->memory));
}

/* The first two differ by their text alone, and one thread does the same every time. */
static void the_budget_holds_however_much_there_is(void **state) {
  (void)state;
  skip_unless_counted();
  static const trial trials[] = {
      {48 * MEBIBYTE, 1, SKEWED, 18 * MEBIBYTE, 0, 0}, {48 * MEBIBYTE, 1, SKEWED, 36 * MEBIBYTE, 0, 0},
      {48 * MEBIBYTE, 2, SKEWED, 18 * MEBIBYTE, 0, 0}, {96 * MEBIBYTE, 1, SKEWED, 20 * MEBIBYTE, 0, 0},
      {96 * MEBIBYTE, 2, SKEWED, 48 * MEBIBYTE, 0, 0},
  };
  enum { N = sizeof trials / sizeof trials[0] };
  running started[N];
  outcome out[N];
  for (size_t i = 0; i < N; i++)
    started[i] = start(&trials[i]);
  for (size_t i = 0; i < N; i++)
    out[i] = finish(started[i]);
  for (size_t i = 0; i < N; i++)
    assert_kept_to_budget(&trials[i], &out[i]);
  assert_true(out[1].peak < out[0].peak + out[0].peak / 32);
}

static void the_budget_holds_whatever_the_words(void **state) {
  (void)state;
  skip_unless_counted();
  static const trial trials[] = {
      {48 * MEBIBYTE, 1, EVEN, 18 * MEBIBYTE, 0, 0},
      {48 * MEBIBYTE, 1, DISTINCT, 18 * MEBIBYTE, 0, 0},
      {48 * MEBIBYTE, 1, IDS, 18 * MEBIBYTE, 0, 0},
      {48 * MEBIBYTE, 1, LETTERS, 18 * MEBIBYTE, 0, 0},
      {128 * MEBIBYTE, 2, EVEN, 20 * MEBIBYTE, 3 * MEBIBYTE / 2, 0},
      {128 * MEBIBYTE, 2, IDS, 20 * MEBIBYTE, 3 * MEBIBYTE / 2, 0},
      {128 * MEBIBYTE, 2, DISTINCT, 20 * MEBIBYTE, MEBIBYTE / 2, 0},
  };
  for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
    outcome out = run(&trials[i]);
    assert_kept_to_budget(&trials[i], &out);
  }
}

/* The memory that the refusal of an article names, in bytes. */
static size_t memory_named(const char *message) {
  const char *named = strstr(message, "a memory budget of ");
  assert_non_null(named);
  return strtoul(named + strlen("a memory budget of "), NULL, 10) * MEBIBYTE;
}

/* What a batch, the lengths and a term in all articles take for each article was not counted. */
static void the_budget_holds_for_many_tiny_articles(void **state) {
  (void)state;
  skip_unless_counted();
  static const trial tiny = {160 * MEBIBYTE, 2, TINY, 22 * MEBIBYTE, 0, 0};
  outcome out = run(&tiny);
  assert_kept_to_budget(&tiny, &out);
}

/* About 240 bytes a file. */
static void records_of_files_are_a_part_of_it(void **state) {
  (void)state;
  skip_unless_counted();
  static const trial files = {96 * MEBIBYTE, 1, SKEWED, 18 * MEBIBYTE, 0, 100000};
  outcome out = run(&files);
  assert_kept_to_budget(&files, &out);
}

static void the_memory_that_a_refusal_names_suffices(void **state) {
  (void)state;
  skip_unless_counted();
  static const trial trials[] = {
      {48 * MEBIBYTE, 1, SKEWED, 0, 10 * MEBIBYTE, 0}, {48 * MEBIBYTE, 1, LETTERS, 0, 8 * MEBIBYTE, 0},
      {48 * MEBIBYTE, 1, EVEN, 0, 3 * MEBIBYTE, 0},    {48 * MEBIBYTE, 1, DISTINCT, 0, 2 * MEBIBYTE, 0},
      {48 * MEBIBYTE, 1, IDS, 0, 3 * MEBIBYTE, 0},     {48 * MEBIBYTE, 2, SKEWED, 6 * MEBIBYTE, 6 * MEBIBYTE, 0},
  };
  for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
    trial wanted = trials[i];
    outcome out = run(&wanted);
    assert_int_equal(out.status, QN_TOO_LARGE);
    wanted.memory = memory_named(out.message);
    out = run(&wanted);
    assert_kept_to_budget(&wanted, &out);
    assert_true(wanted.memory < out.peak * 2);
    wanted.memory -= MEBIBYTE;
    assert_int_equal(run(&wanted).status, QN_TOO_LARGE);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_budget_holds_however_much_there_is),   cmocka_unit_test(the_budget_holds_whatever_the_words),
      cmocka_unit_test(the_budget_holds_for_many_tiny_articles),  cmocka_unit_test(records_of_files_are_a_part_of_it),
      cmocka_unit_test(the_memory_that_a_refusal_names_suffices),
  };
  return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
