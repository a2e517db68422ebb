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

static qn_status change_and_commit(const char *dir, qn_status (*change)(qn_writer *writer, qn_error *error),
                                   qn_error *error) {
  const qn_writer_options options = quick_options();
  qn_writer *writer = NULL;
  qn_status status = qn_writer_open(&writer, dir, &options, error);
  if (status == QN_OK)
    status = change(writer, error);
  if (status == QN_OK)
    status = qn_writer_commit(writer, NULL, error);
  qn_writer_close(writer);
  return status;
}

static qn_status add_and_commit(const char *dir, const char *other, qn_error *error) {
  (void)other;
  return change_and_commit(dir, add_two, error);
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
  return change_and_commit(dir, give_sources, error);
}

static bool take_id(void *context, qn_string id) {
  *(size_t *)context += id.size;
  return true;
}

/* Files of the samples in damage_samples.c, if they are there: one is moved, the other one deleted.  Without records
 * it is not known which articles they gave. */
static qn_status move_sources(qn_writer *writer, qn_error *error) {
  const qn_string moved = string_of("/notes/1"), deleted = string_of("/notes/201");
  size_t n_bytes = 0;
  qn_status status = qn_writer_each_source_id(writer, moved, take_id, &n_bytes, error);
  if (qn_writer_lost_sources(writer) != NULL)
    status = error->status = QN_DAMAGED;
  if (status == QN_OK)
    status = qn_writer_move_source(writer, moved, string_of("/notes/moved"), error);
  if (status == QN_OK)
    status = qn_writer_delete_source(writer, deleted, error);
  return status == QN_NOT_FOUND ? QN_OK : status;
}

static qn_status move_and_commit(const char *dir, const char *other, qn_error *error) {
  (void)other;
  return change_and_commit(dir, move_sources, error);
}

static qn_status delete_second(qn_writer *writer, qn_error *error) {
  return qn_writer_delete(writer, string_of("2"), error);
}

static qn_status delete_and_commit(const char *dir, const char *other, qn_error *error) {
  (void)other;
  return change_and_commit(dir, delete_second, error);
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
  if (status == QN_OK && qn_writer_lost_sources(writer) != NULL)
    status = error->status = QN_DAMAGED;
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
    {"add", false, false, add_and_commit},   {"source", false, false, add_source},
    {"move", false, false, move_and_commit}, {"delete", false, false, delete_and_commit},
    {"compact", false, true, compact},       {"merge", true, true, merge},
    {"salvage", true, true, salvage},        {NULL, false, false, NULL},
};
