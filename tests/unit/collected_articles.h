/* SPDX-License-Identifier: MIT */
/* collected_articles.h: reads a file in a temporary directory and shows what came of it as text. */
#ifndef QN_TESTS_UNIT_COLLECTED_ARTICLES_H
#define QN_TESTS_UNIT_COLLECTED_ARTICLES_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "articles/read_articles.h"
#include "base/buffer.h"
#include "support/support.h"

/* What a reader handed over, a line each: "id|title|date|lang|url|fields|text", or "!LINE:COLUMN:" and the problem. */
typedef struct collected {
  qn__buffer lines;
  size_t n_articles;
  size_t stop_after; /* articles; 0: never */
} collected;

static inline void put_part(qn__buffer *out, qn_string string, const char *end) {
  for (size_t i = 0; i < string.size; i++)
    qn__buffer_u8(out, string.data[i] == '\n' ? '/' : (uint8_t)string.data[i]);
  qn__buffer_print(out, "%s", end);
}

static char last_map[400]; /* the source map of the article that came last */

static inline bool collect_article(void *context, const qn__source_location *location, const qn_article *article) {
  collected *c = context;
  (void)location;
  put_part(&c->lines, article->id, "|");
  put_part(&c->lines, article->title, "|");
  put_part(&c->lines, article->date, "|");
  put_part(&c->lines, article->language, "|");
  put_part(&c->lines, article->url, "|");
  put_part(&c->lines, article->fields, "|");
  put_part(&c->lines, article->text, "\n");
  snprintf(last_map, sizeof last_map, "%.*s", (int)article->source_map.size, article->source_map.data);
  return ++c->n_articles != c->stop_after;
}

static inline void collect_problem(void *context, const qn__source_location *location, qn__severity severity,
                                   const char *message) {
  static const char *const names[] = {"remark", "skipped", "refused"};
  collected *c = context;
  qn__buffer_print(&c->lines, "!%s:%" PRIu64 ":%" PRIu64 ": %s\n", names[severity], location->line, location->column,
                   message);
}

/* Reads a file with these bytes that is called `name`, with so much memory (0: the default); the result is
 * zero-terminated and lives until the next call. */
static inline const char *read_bytes_within(size_t memory, const char *name, const void *bytes, size_t size) {
  static char out[100000];
  char *dir = make_temp_dir(), *path = path_in(dir, name);
  collected c = {.n_articles = 0};
  qn__article_sink sink = {collect_article, collect_problem, NULL, &c};
  qn__article_reader *reader;
  qn_error error;
  qn__buffer_init(&c.lines);
  write_file(path, bytes, size);
  assert_ok(qn__article_reader_new(&reader, &sink, &error), error);
  if (memory > 0)
    qn__article_reader_limit(reader, memory);
  assert_ok(qn__read_articles(reader, path, NULL, &error), error);
  if (qn__article_reader_binary(reader) != NULL)
    qn__buffer_print(&c.lines, "!not text: %s\n", qn__article_reader_binary(reader)->what);
  qn__article_reader_free(reader);
  qn__buffer_u8(&c.lines, 0);
  assert_true(c.lines.size <= sizeof out);
  /* The directory's name is different each time. */
  size_t length = strlen(dir) + 1, n = 0;
  for (const char *p = (const char *)c.lines.data; *p != '\0'; p++)
    if (strncmp(p, path, length) == 0)
      p += length - 1;
    else
      out[n++] = *p;
  out[n] = '\0';
  qn__buffer_clear(&c.lines);
  free(path);
  remove_tree(dir);
  return out;
}

static inline const char *read_bytes(const char *name, const void *bytes, size_t size) {
  return read_bytes_within(0, name, bytes, size);
}

static inline const char *read_text(const char *name, const char *text) {
  return read_bytes(name, text, strlen(text));
}

#endif
