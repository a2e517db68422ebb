/* SPDX-License-Identifier: MIT */
/* read_input.h: what the targets of the readers of files share: an input is read as a file of their format, and its
 * articles are added to an index.  The first byte says how the rest becomes the file. */
#ifndef QN_TESTS_FUZZ_READ_INPUT_H
#define QN_TESTS_FUZZ_READ_INPUT_H

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "articles/read_articles.h"
#include "fuzz/fuzz.h"
#include "support/packed_bytes.h"
#include "support/scaffold.h"

enum {
  FUZZ_READING = 8 << 20,    /* memory for reading: no input of a few kilobytes needs more */
  FUZZ_RESIDENT = 200 << 10, /* kilobytes that the process has in memory at most */
  FUZZ_FILE_MAX = 1 << 20,
  FUZZ_KEPT = 400, /* articles until the index is given up and another begun */
};

/* An index that is never committed. */
static struct {
  char *dir;
  qn_writer *writer;
  size_t n_articles;
} fuzz_index;

static inline void fuzz_end_index(void) {
  qn_writer_close(fuzz_index.writer);
  remove_tree(fuzz_index.dir);
  fuzz_index.writer = NULL;
}

static inline qn_writer *fuzz_writer(void) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  qn_error error;
  options.threads = 1;
  options.memory = (size_t)48 << 20;
  options.no_sync = true;
  if (fuzz_index.writer != NULL && ++fuzz_index.n_articles % FUZZ_KEPT == 0)
    fuzz_end_index();
  if (fuzz_index.writer != NULL)
    return fuzz_index.writer;
  if (fuzz_index.n_articles == 0)
    atexit(fuzz_end_index);
  fuzz_index.dir = make_fast_temp_dir();
  FUZZ_REQUIRE(qn_writer_open(&fuzz_index.writer, fuzz_index.dir, &options, &error) == QN_OK);
  return fuzz_index.writer;
}

/* Adds an article or has it refused, after a look at every byte of it. */
static inline bool fuzz_add(void *context, const qn__source_location *location, const qn_article *article) {
  const qn_string *strings[] = {&article->id,   &article->title,    &article->text,  &article->url,
                                &article->date, &article->language, &article->fields};
  volatile uint8_t seen = 0;
  qn_error error;
  (void)context, (void)location;
  for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
    for (size_t j = 0; j < strings[i]->size; j++)
      seen ^= (uint8_t)strings[i]->data[j];
  (void)seen;
  qn_status status = qn_writer_add(fuzz_writer(), article, &error);
  FUZZ_REQUIRE(status == QN_OK || status == QN_BAD_INPUT || status == QN_TOO_LARGE);
  return true;
}

static inline void fuzz_problem(void *context, const qn__source_location *location, qn__severity severity,
                                const char *message) {
  (void)context, (void)severity;
  FUZZ_REQUIRE(location->path[0] != '\0' && message[0] != '\0');
}

#ifdef __has_feature
#define FUZZ_SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define FUZZ_SANITIZED 1
#else
#define FUZZ_SANITIZED 0
#endif

/* Sanitizers keep what is freed; libFuzzer has limits of its own. */
static inline void fuzz_check_memory(void) {
  struct rusage usage;
  FUZZ_REQUIRE(getrusage(RUSAGE_SELF, &usage) == 0);
  FUZZ_REQUIRE(FUZZ_SANITIZED || usage.ru_maxrss < FUZZ_RESIDENT);
}

/* The file: the input once or, which shows what grows faster than the input, many times. */
static inline uint8_t *fuzz_repeat(uint8_t how, const uint8_t *data, size_t size, size_t *whole) {
  static const size_t times[] = {1, 1, 1, 1, 1, 2, 40, 700};
  size_t n = times[how & 7];
  if (size > 0 && n > FUZZ_FILE_MAX / size)
    n = FUZZ_FILE_MAX / size;
  uint8_t *file = malloc(n * size + 1);
  FUZZ_REQUIRE(file != NULL);
  for (size_t i = 0; i < n; i++)
    memcpy(file + i * size, data, size);
  *whole = n * size;
  return file;
}

/* Packed in the way that `which` is.  A last byte beyond ASCII damages it: cuts it off, or inverts a bit. */
static inline void fuzz_put_packed(int fd, unsigned which, const uint8_t *bytes, size_t size) {
  static uint8_t packed[FUZZ_FILE_MAX + (FUZZ_FILE_MAX >> 4) + 4096];
  size_t packed_size = pack_bytes(which, bytes, size, packed, sizeof packed);
  const size_t damage = size > 0 && bytes[size - 1] >= 0x80 ? bytes[size - 1] & 0x7f : 0;
  FUZZ_REQUIRE(packed_size > 0);
  if (damage % 2 == 1)
    packed[packed_size * damage / 128] ^= 0x10;
  else if (damage > 0)
    packed_size = packed_size * damage / 128;
  FUZZ_REQUIRE(pwrite(fd, packed, packed_size, 0) == (ssize_t)packed_size);
}

/* Writes the file; the first byte's fourth bit packs it, the last two say how. */
static inline int fuzz_file(const uint8_t *data, size_t size) {
  static int fd = -1;
  size_t whole;
  if (fd < 0) {
    char path[] = "/tmp/quern-fuzz-XXXXXX";
    fd = mkstemp(path);
    unlink(path);
  }
  uint8_t *file = fuzz_repeat(data[0], data + 1, size - 1, &whole);
  FUZZ_REQUIRE(fd >= 0 && ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
  if (data[0] & 8)
    fuzz_put_packed(fd, data[0] >> 6, file, whole);
  else
    FUZZ_REQUIRE(pwrite(fd, file, whole, 0) == (ssize_t)whole);
  free(file);
  return fd;
}

/* `format` NULL: whatever it looks like. */
static inline int fuzz_read(const char *format, const uint8_t *data, size_t size) {
  qn__article_sink sink = {fuzz_add, fuzz_problem, NULL, NULL};
  qn__article_reader *reader = NULL;
  qn_error error;
  if (size == 0)
    return 0;
  int fd = fuzz_file(data, size);
  FUZZ_REQUIRE(qn__article_reader_new(&reader, &sink, &error) == QN_OK);
  qn__article_reader_limit(reader, FUZZ_READING);
  const qn__format *found = format != NULL ? qn__format_find(format) : NULL;
  FUZZ_REQUIRE(qn__read_articles_from(reader, fd, "input", found, &error) == QN_OK);
  qn__article_reader_free(reader);
  fuzz_check_memory();
  return 0;
}

#endif
