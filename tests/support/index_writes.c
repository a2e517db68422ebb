/* SPDX-License-Identifier: MIT */
/* index_writes.c: adds, from files too, deletes, compacts, merges, salvages. */
#include "support/index_writes.h"

#include "support/scaffold.h"

#include <string.h>

/* Adds one article and replaces another. */
static qn_status add_two(qn_writer *writer, qn_error *error) {
  const qn_article articles[] = {{.id = string_of("2"), .title = string_of("Moon"), .text = string_of("A new tide.")},
                                 {.id = string_of("new"), .text = string_of("Rare salt, earth and sea.")}};
  qn_status status = qn_writer_add(writer, &articles[0], error);
  return status == QN_OK ? qn_writer_add(writer, &articles[1], error) : status;
}

static qn_status add_and_commit(const char *dir, const char *other, qn_error *error) {
  (void)other;
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = add_two(writer, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

/* A file gives two articles, and then one of them. */
static qn_status give_sources(qn_writer *writer, qn_error *error) {
  const qn_source source = {.path = string_of("/notes/a"), .bytes = 1, .modified = 2, .read = 3};
  qn_status status = qn_writer_put_root(writer, string_of("/notes"), string_of("notes"), true, error);
  if (status == QN_OK)
    status = qn_writer_begin_source(writer, source.path, error);
  if (status == QN_OK)
    status = add_two(writer, error);
  if (status == QN_OK)
    status = qn_writer_put_source(writer, &source, error);
  if (status == QN_OK)
    status = qn_writer_begin_source(writer, source.path, error);
  if (status == QN_OK)
    status = qn_writer_keep(writer, string_of("2"), error);
  return status == QN_OK ? qn_writer_put_source(writer, &source, error) : status;
}

static qn_status add_source(const char *dir, const char *other, qn_error *error) {
  (void)other;
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = give_sources(writer, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static qn_status delete_and_commit(const char *dir, const char *other, qn_error *error) {
  (void)other;
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = qn_writer_delete(writer, string_of("2"), error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static qn_status compact(const char *dir, const char *other, qn_error *error) {
  (void)other;
  qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  options.must_exist = true;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = qn_writer_compact(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static qn_status merge(const char *dir, const char *other, qn_error *error) {
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, other, &options, error);
  if (status == QN_OK)
    status = qn_writer_merge(writer, dir, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static void require_loss(void *context, const qn_loss *loss) {
  (void)context;
  if (loss->problem == NULL || loss->problem[0] == '\0' || loss->id.data[loss->id.size] != '\0')
    scaffold_failed("a loss", "is not described");
}

static qn_status salvage(const char *dir, const char *other, qn_error *error) {
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, other, &options, error);
  if (status == QN_OK)
    status = qn_writer_salvage(writer, dir, require_loss, NULL, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

const index_write index_writes[] = {
    {"add", false, false, add_and_commit},
    {"source", false, false, add_source},
    {"delete", false, false, delete_and_commit},
    {"compact", false, true, compact},
    {"merge", true, true, merge},
    {"salvage", true, true, salvage},
    {NULL, false, false, NULL},
};
