/* SPDX-License-Identifier: MIT */
/* small_index.c: indexes of a few articles, made through the public interface. */
#include "support/scaffold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

qn_string string_of(const char *text) {
  return (qn_string){text == NULL ? "" : text, text == NULL ? 0 : strlen(text)};
}

void add_articles(const char *dir, const qn_article *articles, size_t n, const qn_writer_options *options) {
  qn_writer_options defaults = QN_WRITER_OPTIONS_INIT;
  defaults.no_sync = true;
  defaults.threads = 1;
  qn_writer *writer = NULL;
  qn_error error;
  if (qn_writer_open(&writer, dir, options != NULL ? options : &defaults, &error) != QN_OK)
    scaffold_failed(dir, error.message);
  for (size_t i = 0; i < n; i++)
    if (qn_writer_add(writer, &articles[i], &error) != QN_OK)
      scaffold_failed(dir, error.message);
  if (qn_writer_commit(writer, NULL, &error) != QN_OK)
    scaffold_failed(dir, error.message);
  qn_writer_close(writer);
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
