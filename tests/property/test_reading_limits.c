/* SPDX-License-Identifier: MIT */
/* test_reading_limits.c: whatever a file holds, `quern-index add` keeps to its memory, readers ask all the time whether
 * to go on, and an interrupt ends them.
 *
 * Each input goes through a pipe to a process of its own, which may have BESIDE_MEMORY more than --memory as data; the
 * kernel says how much of it was in memory at most.  Memory is not measured under sanitizers. */
#include "support/support.h"

#include "articles/read_articles.h"
#include "cli/signals.h"
#include "tool/command.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#ifdef __has_feature
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

#define MEBIBYTE ((size_t)1 << 20)
#define MEMORY (48 * MEBIBYTE)
#define BESIDE_MEMORY (32 * MEBIBYTE) /* 16 for reading; libraries, stacks, the allocator's slack */

/* --- inputs ------------------------------------------------------------------------------------------------------- */

/* `part` again and again, with its number where it has a %zu. */
typedef struct hostile {
  const char *format, *begin, *part;
  size_t n_parts;
  const char *end;
  bool packed;
} hostile;

static const hostile inputs[] = {
    {"json", "{\"text\":\"x\",\"a\":[1", ",1", 5000000, "]}", false},
    {"json", "{\"text\":\"x\",\"a\":[1", ",1", 16000000, "]}", true},
    {"json", "{\"text\":\"x\"", ",\"k%zu\":1", 800000, "}", false},
    {"json", "{\"text\":\"x\",\"a\":[[]", ",[[],[]]", 1000000, "]}", false},
    {"json", "{\"text\":\"x\",\"a\":", "[", 8000000, "", false},
    {"json", "[", "{\"text\":\"x\",\"a\":[[[1,2,3]]]}\n", 100000, "", true},
    {"jsonl", "{\"text\":\"", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 3000000, "\"}\n", true},
    {"jsonl", "{\"text\":\"", "\\u00e9", 1500000, "\"}\n", false},
    {"jsonl", "{\"text\":\"", "\xff\xff\xff\xff\xff\xff\xff\xff", 800000, "\"}\n", false},
    {"jsonl", "", "\n", 20000000, "", true},
    {"jsonl", "{\"text\":\"<p>", "<b>x</b>", 1500000, "</p>\"}\n", false},
    {"jsonl", "{\"talk\":[\"x\"", ",\"some words\"", 900000, "]}\n", false},
    {"html", "", "<b>x ", 2500000, "", false},
    {"html", "", "<div>x</i></p>", 900000, "", false},
    {"html", "", "<p>x</p>", 1000000, "", false},
    {"html", "", "<a%zu>", 1300000, "", false},
    {"html", "", "<nav><main><h1>", 700000, "", false},
    {"html", "<p", " a%zu=x", 1000000, ">text", false},
    {"html", "<meta", " name=%zu", 900000, ">text", false},
    {"html", "<meta content=\"", "xxxxxxxx", 1500000, "\">text", false},
    {"html", "<p>text<!--", "--!", 4000000, "", false},
    {"html", "<p>", "&eacute;&#1234;&lt;", 600000, "", false},
    {"html", "", "\xff\xff\xff\xff\xff\xff\xff\xff", 1500000, "", false},
    {"html", "<meta charset=shift_jis>", "\x93\xfa\x96\x7b", 3000000, "", false},
    {"html", "", "<p>all in one line</p>", 2000000, "", true},
    {"markdown", "---\na: [1", ", 1", 4000000, "]\n---\ntext", false},
    {"markdown", "---\na:\n", "- 1\n", 3000000, "---\ntext", false},
    {"markdown", "# T\n", "*a `b ", 900000, "\n", false},
    {"markdown", "# ", "[", 3000000, "\n", false},
    {"markdown", "", "k%zu: v\n", 900000, "", false},
    {"man", ".TH A 1\n", ".SH NAME\na\n", 900000, "", false},
    {"man", ".TH A 1\n.B ", "\\(em x ", 1500000, "\n", false},
    {"markdown", "---\na: >\n", "  more of it\n", 900000, "---\ntext", false},
    {"text", "", "\xff\xff\xff\xff\xff\xff\xff\xff", 1800000, "", false},
    {"text", "\xff\xfe", "a\n", 5000000, "", false},
    {"text", "", "1,", 300000, "", false},
    {"text", "", "a line of text\n", 3000000, "", true},
};
enum { N_INPUTS = sizeof inputs / sizeof inputs[0], BLOCK = 64 << 10 };

/* Where an input goes: a descriptor, until its reader is gone. */
typedef struct outlet {
  int fd;
  size_t left; /* bytes that may still be written */
  bool closed;
  z_stream *packer; /* NULL: none */
} outlet;

static void put_raw(outlet *to, const uint8_t *bytes, size_t size) {
  size_t wanted = size < to->left ? size : to->left;
  for (ssize_t n = 0; wanted > 0 && !to->closed; bytes += n, wanted -= (size_t)n, to->left -= (size_t)n) {
    n = write(to->fd, bytes, wanted);
    to->closed = n < 0;
    n = n < 0 ? 0 : n;
  }
  to->closed = to->closed || to->left == 0;
}

static void put(outlet *to, const char *bytes, size_t size, int flush) {
  uint8_t packed[BLOCK];
  if (to->packer == NULL) {
    put_raw(to, (const uint8_t *)bytes, size);
    return;
  }
  to->packer->next_in = (Bytef *)bytes;
  to->packer->avail_in = (uInt)size;
  do {
    to->packer->next_out = packed;
    to->packer->avail_out = BLOCK;
    deflate(to->packer, flush);
    put_raw(to, packed, BLOCK - to->packer->avail_out);
  } while (to->packer->avail_out == 0 && !to->closed);
}

static void put_parts(outlet *to, const hostile *input) {
  char block[BLOCK];
  size_t size = 0;
  bool numbered = strstr(input->part, "%zu") != NULL;
  for (size_t i = 0; i < input->n_parts && !to->closed; i++) {
    if (BLOCK - size < strlen(input->part) + 24) {
      put(to, block, size, Z_NO_FLUSH);
      size = 0;
    }
    if (numbered)
      size += (size_t)sprintf(block + size, input->part, i); /* NOLINT: the table has the formats */
    else
      size = (size_t)(stpcpy(block + size, input->part) - block);
  }
  put(to, block, size, Z_NO_FLUSH);
}

/* Writes up to `most` bytes of an input, packed as it says. */
static void put_input(int fd, const hostile *input, size_t most) {
  z_stream packer = {.next_in = NULL};
  outlet to = {.fd = fd, .left = most, .packer = input->packed ? &packer : NULL};
  if (input->packed && deflateInit2(&packer, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    scaffold_failed("zlib", "no memory");
  put(&to, input->begin, strlen(input->begin), Z_NO_FLUSH);
  put_parts(&to, input);
  put(&to, input->end, strlen(input->end), Z_FINISH);
  if (input->packed)
    deflateEnd(&packer);
}

static const char *name_of(const hostile *input) {
  static char name[120];
  snprintf(name, sizeof name, "%s%s, %zu times %.20s", input->format, input->packed ? ".gz" : "", input->n_parts,
           input->part);
  return name;
}

/* --- a process of its own ----------------------------------------------------------------------------------------- */

typedef struct running {
  pid_t child;
  int input; /* its standard input; -1: closed */
  char *dir;
} running;

static _Noreturn void add_input(const hostile *input, const char *dir, int from) {
  const struct rlimit limit = {MEMORY + BESIDE_MEMORY, MEMORY + BESIDE_MEMORY};
  const char *const arguments[] = {"add", "-i", dir, "--memory", "48M", "--no-sync", "--format", input->format, "-"};
  enum { N = sizeof arguments / sizeof arguments[0] };
  char *argv[N + 1] = {NULL};
  for (size_t i = 0; i < N; i++)
    argv[i] = (char *)arguments[i];
  if (!SANITIZED && setrlimit(RLIMIT_DATA, &limit) != 0)
    _exit(99);
  dup2(from, STDIN_FILENO);
  if (freopen("/dev/null", "w", stderr) == NULL)
    _exit(99);
  cli_stop_when_interrupted();
  _exit((int)command_add(N, argv));
}

static running start(const hostile *input) {
  int ends[2];
  running started = {.dir = make_temp_dir()};
  assert_int_equal(pipe(ends), 0);
  started.child = fork();
  assert_true(started.child >= 0);
  if (started.child == 0) {
    close(ends[1]);
    add_input(input, started.dir, ends[0]);
  }
  close(ends[0]);
  started.input = ends[1];
  return started;
}

/* Its exit code; *most is what was in memory at most, in bytes. */
static int finish(running *started, size_t *most) {
  struct rusage usage;
  int status = 0;
  assert_int_equal(wait4(started->child, &status, 0, &usage), started->child);
  close(started->input);
  remove_tree(started->dir);
  *most = (size_t)usage.ru_maxrss * 1024;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* --- tests -------------------------------------------------------------------------------------------------------- */

static void memory_is_kept_to_whatever_the_input(void **state) {
  (void)state;
  if (SANITIZED) {
    print_message("skipped: a sanitizer takes memory of its own\n");
    skip();
  }
  for (size_t i = 0; i < N_INPUTS; i++) {
    size_t most;
    running started = start(&inputs[i]);
    put_input(started.input, &inputs[i], SIZE_MAX);
    close(started.input);
    started.input = -1;
    int code = finish(&started, &most);
    print_message("%s: exit %d, %.1f MiB\n", name_of(&inputs[i]), code, (double)most / MEBIBYTE);
    assert_true(code == EXIT_DONE || code == EXIT_NEGATIVE);
    assert_true(most <= MEMORY + BESIDE_MEMORY);
  }
}

/* The input does not end, so that nothing but the interrupt ends the process. */
static void an_interrupt_ends_reading(void **state) {
  (void)state;
  alarm(300);
  for (size_t i = 0; i < N_INPUTS; i++) {
    size_t most;
    running started = start(&inputs[i]);
    put_input(started.input, &inputs[i], inputs[i].packed ? 1000 : MEBIBYTE);
    kill(started.child, SIGINT);
    int code = finish(&started, &most);
    assert_true(code == EXIT_INTERRUPTED || code == -SIGINT); /* the latter before it had set up its handler */
  }
  alarm(0);
}

/* Counts how often a reader asks; stops it at one of these times. */
typedef struct patience {
  size_t n_asked, stop_at;
} patience;

static bool is_out_of_patience(void *context) {
  patience *p = context;
  return ++p->n_asked >= p->stop_at;
}

static bool take_article(void *context, const qn__source_location *location, const qn_article *article) {
  (void)context, (void)location, (void)article;
  return true;
}

static void take_problem(void *context, const qn__source_location *location, qn__severity severity,
                         const char *message) {
  (void)context, (void)location, (void)severity, (void)message;
}

static qn_status read_from(FILE *file, const hostile *input, patience *p) {
  qn__article_sink sink = {take_article, take_problem, is_out_of_patience, p};
  qn__article_reader *reader = NULL;
  qn_error error;
  rewind(file);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  qn_status status = qn__read_articles_from(reader, fileno(file), "input", qn__format_find(input->format), &error);
  qn__article_reader_free(reader);
  return status;
}

static void readers_ask_all_the_time_whether_to_go_on(void **state) {
  (void)state;
  for (size_t i = 0; i < N_INPUTS; i++) {
    const hostile *input = &inputs[i];
    patience all = {0, SIZE_MAX};
    FILE *file = tmpfile();
    assert_non_null(file);
    put_input(fileno(file), input, input->packed ? 4000 : 2 * MEBIBYTE);
    assert_int_equal(read_from(file, input, &all), QN_OK);
    print_message("%s: asked %zu times\n", name_of(input), all.n_asked);
    assert_true(all.n_asked >= 4);
    for (size_t part = 1; part <= 4; part++) {
      patience some = {0, all.n_asked * part / 4};
      assert_int_equal(read_from(file, input, &some), QN_CANCELLED);
      assert_true(some.n_asked < some.stop_at + 2);
    }
    fclose(file);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_kept_to_whatever_the_input),
      cmocka_unit_test(an_interrupt_ends_reading),
      cmocka_unit_test(readers_ask_all_the_time_whether_to_go_on),
  };
  signal(SIGPIPE, SIG_IGN);
  return cmocka_run_group_tests_name("reading limits", tests, NULL, NULL);
}
