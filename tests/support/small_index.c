/* SPDX-License-Identifier: MIT */
/* small_index.c: indexes of a few articles, made through the public interface. */
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

qn_string string_of(const char *text) {
  return (qn_string){text == NULL ? "" : text, text == NULL ? 0 : strlen(text)};
}

static void require(qn_status status, const qn_error *error) {
  if (status != QN_OK)
    scaffold_failed(qn_status_text(status), error->message);
}

qn_writer_options quick_options(void) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = 1;
  return options;
}

qn_query_options query_options(qn_query_mode mode, bool all, bool strict) {
  qn_query_options options = QN_QUERY_OPTIONS_INIT;
  options.mode = mode;
  options.all = all;
  options.strict = strict;
  return options;
}

qn_snippet_options snippet_options(size_t max_snippets, size_t max_chars) {
  qn_snippet_options options = QN_SNIPPET_OPTIONS_INIT;
  options.max_snippets = max_snippets;
  options.max_chars = max_chars;
  return options;
}

bool flag_is_set(void *flag) {
  return *(const bool *)flag;
}

qn_writer *open_writer_in(const char *dir, const qn_writer_options *options) {
  const qn_writer_options quick = quick_options();
  qn_writer *writer = NULL;
  qn_error error;
  require(qn_writer_open(&writer, dir, options != NULL ? options : &quick, &error), &error);
  return writer;
}

void commit_and_close(qn_writer *writer) {
  qn_error error;
  require(qn_writer_commit(writer, NULL, &error), &error);
  qn_writer_close(writer);
}

void add_plain(qn_writer *writer, const char *id, const char *text) {
  const qn_article article = {.id = string_of(id), .text = string_of(text)};
  qn_error error;
  require(qn_writer_add(writer, &article, &error), &error);
}

void add_articles(const char *dir, const qn_article *articles, size_t n, const qn_writer_options *options) {
  qn_writer *writer = open_writer_in(dir, options);
  qn_error error;
  for (size_t i = 0; i < n; i++)
    require(qn_writer_add(writer, &articles[i], &error), &error);
  commit_and_close(writer);
}

void add_texts(const char *dir, const char *const *texts, size_t n) {
  qn_article *articles = calloc(n + 1, sizeof *articles);
  char(*ids)[24] = calloc(n + 1, sizeof *ids);
  if (articles == NULL || ids == NULL)
    scaffold_failed(dir, "no memory");
  for (size_t i = 0; i < n; i++) {
    snprintf(ids[i], sizeof ids[i], "%zu", i + 1);
    articles[i].id = string_of(ids[i]);
    articles[i].text = string_of(texts[i]);
  }
  add_articles(dir, articles, n, NULL);
  free(ids);
  free(articles);
}

qn_index_info index_info(const char *dir) {
  qn_index *index = NULL;
  qn_index_info info;
  qn_error error;
  require(qn_index_open(&index, &dir, 1, &error), &error);
  qn_index_get_info(index, &info);
  qn_index_close(index);
  return info;
}

typedef struct id_list {
  char *text;
  size_t size;
} id_list;

static bool append_id(void *context, const qn_article *article) {
  id_list *list = context;
  char *text = realloc(list->text, list->size + article->id.size + 2);
  if (text == NULL)
    scaffold_failed("a list of ids", "no memory");
  memcpy(text + list->size, article->id.data, article->id.size);
  list->text = text;
  list->size += article->id.size + 1;
  text[list->size - 1] = ' ';
  text[list->size] = '\0';
  return true;
}

char *index_ids(const char *dir) {
  qn_index *index = NULL;
  id_list list = {calloc(1, 1), 0};
  qn_error error;
  require(qn_index_open(&index, &dir, 1, &error), &error);
  require(qn_index_each_article(index, append_id, &list, &error), &error);
  qn_index_close(index);
  return list.text;
}
