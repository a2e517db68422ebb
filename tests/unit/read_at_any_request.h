/* SPDX-License-Identifier: MIT */
/* read_at_any_request.h: reads a file while requests for memory fail. */
#ifndef QN_TESTS_UNIT_READ_AT_ANY_REQUEST_H
#define QN_TESTS_UNIT_READ_AT_ANY_REQUEST_H

#include <stdlib.h>
#include <string.h>

#include "articles/read_articles.h"
#include "fault/failing_memory.h"
#include "support/support.h"

/* Shows articles and problems without memory of its own. */
typedef struct shown {
  char text[4000];
  size_t size;
} shown;

static inline void show(shown *s, const char *text, size_t size) {
  assert_true(s->size + size < sizeof s->text);
  memcpy(s->text + s->size, text, size);
  s->size += size;
}

static inline bool show_article(void *context, const qn__source_location *location, const qn_article *article) {
  const qn_string parts[] = {article->id,  article->title,  article->date, article->language,
                             article->url, article->fields, article->text};
  (void)location;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    show(context, "|", 1);
    if (parts[i].size > 0)
      show(context, parts[i].data, parts[i].size);
  }
  return true;
}

static inline void show_problem(void *context, const qn__source_location *location, qn__severity severity,
                                const char *message) {
  (void)location;
  (void)severity;
  show(context, message, strlen(message));
}

static inline qn_status show_file(shown *s, const char *path, qn_error *error) {
  qn__article_sink sink = {show_article, show_problem, NULL, s};
  qn__article_reader *reader = NULL;
  *s = (shown){.size = 0};
  qn_status status = qn__article_reader_new(&reader, &sink, error);
  if (status == QN_OK)
    status = qn__read_articles(reader, path, NULL, error);
  qn__article_reader_free(reader);
  return status;
}

/* Whichever request for memory fails, also a library's: a file is read as it should be, or the reader is out of
 * memory. */
static inline void read_at_any_request(const char *name, const char *text) {
  char *dir = make_temp_dir(), *path = path_in(dir, name);
  shown expected, found;
  qn_error error;
  write_file(path, text, strlen(text));
  assert_ok(show_file(&expected, path, &error), error);
  for (failing_mode mode = FAIL_ONCE; mode <= FAIL_ON; mode++) {
    long n = -1, requests;
    do {
      failing_memory_begin(++n, mode);
      qn_status status = show_file(&found, path, &error);
      requests = failing_memory_end();
      if (status == QN_OK && (found.size != expected.size || memcmp(found.text, expected.text, found.size) != 0))
        fail_msg("request %ld fails: %.*s", n, (int)found.size, found.text);
      if (status != QN_OK && status != QN_NO_MEMORY)
        fail_msg("request %ld fails: %s", n, error.message);
    } while (requests > n);
    assert_true(n > 5);
  }
  free(path);
  remove_tree(dir);
}

#endif
