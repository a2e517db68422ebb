/* SPDX-License-Identifier: MIT */
/* fault_changes.c: the commands, and the indexes that they are tried on. */
#include "fault/fault_changes.h"

#include "writer/writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BULK_TEXT = 24 << 10, BROKEN_BYTE = 20 };

/* --- articles ----------------------------------------------------------------------------------------------------- */

static qn_status add_number(qn_writer *writer, unsigned number, const char *version, qn_error *error) {
  char id[16], text[80];
  snprintf(id, sizeof id, "%u", number);
  snprintf(text, sizeof text, "Article %u in its %s version", number, version);
  const qn_article article = {.id = string_of(id), .text = string_of(text)};
  return qn_writer_add(writer, &article, error);
}

/* A long text of rare words, so that little of it is enough to fill a spool. */
static qn_status add_long(qn_writer *writer, unsigned number, const char *version, qn_error *error) {
  char id[32], *text = malloc(BULK_TEXT + 16);
  random_source random = {number * 31u + (unsigned char)version[0]};
  size_t size = 0;
  if (text == NULL)
    scaffold_failed("a long text", "no memory");
  while (size < BULK_TEXT)
    size += (size_t)snprintf(text + size, 16, "%x ", (unsigned)random_next(&random) & 0xffffff);
  snprintf(id, sizeof id, "%s-%u", version, number);
  const qn_article article = {.id = string_of(id), .text = {text, size}};
  qn_status status = qn_writer_add(writer, &article, error);
  free(text);
  return status;
}

static qn_status add_two(qn_writer *writer, const fault_scale *scale, unsigned first, unsigned second,
                         const char *version, qn_error *error) {
  qn_status status = add_number(writer, first, version, error);
  for (unsigned i = 0; status == QN_OK && i < scale->n_bulk; i++)
    status = add_long(writer, i, version, error);
  return status == QN_OK ? add_number(writer, second, version, error) : status;
}

/* The two articles come from a file, in the place of those that it gave before; those of the other index come from
 * another file. */
static qn_status add_source(qn_writer *writer, const fault_scale *scale, unsigned first, const char *version,
                            qn_error *error) {
  const qn_source source = {.path = string_of(first == 30 ? "/n/b" : "/n/a"), .bytes = first, .modified = 1, .read = 2};
  qn_status status = qn_writer_put_root(writer, string_of("/n"), string_of("n"), true, error);
  if (status == QN_OK)
    status = qn_writer_begin_source(writer, source.path, error);
  if (status == QN_OK)
    status = add_two(writer, scale, first, first + 1, version, error);
  return status == QN_OK ? qn_writer_put_source(writer, &source, error) : status;
}

/* --- changes ------------------------------------------------------------------------------------------------------ */

/* The eighth segment makes the policy merge. */
static qn_status change_by_add(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                               fault_outcome *outcome) {
  (void)sources;
  qn_status status = add_two(writer, scale, 20, 21, "new", &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

static qn_status change_by_replace(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                   fault_outcome *outcome) {
  (void)sources;
  qn_status status = add_two(writer, scale, 4, 7, "new", &outcome->error);
  if (status == QN_OK)
    status = add_number(writer, 7, "newer", &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

static qn_status change_by_delete(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                  fault_outcome *outcome) {
  (void)scale;
  (void)sources;
  qn_status status = qn_writer_delete(writer, string_of("9"), &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

static qn_status change_by_source(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                  fault_outcome *outcome) {
  (void)sources;
  qn_status status = add_source(writer, scale, 20, "new", &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

static qn_status change_by_merge(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                 fault_outcome *outcome) {
  (void)scale;
  qn_status status = qn_writer_merge(writer, sources->other, &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

static qn_status change_by_compact(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                   fault_outcome *outcome) {
  (void)sources;
  qn_status status = add_two(writer, scale, 20, 21, "new", &outcome->error);
  return status == QN_OK ? qn_writer_compact(writer, NULL, &outcome->error) : status;
}

static void count_loss(void *context, const qn_loss *loss) {
  fault_outcome *outcome = context;
  (void)loss;
  outcome->n_lost++;
}

static qn_status change_by_salvage(qn_writer *writer, const fault_scale *scale, const fault_sources *sources,
                                   fault_outcome *outcome) {
  (void)scale;
  qn_status status = qn_writer_salvage(writer, sources->broken, count_loss, outcome, &outcome->error);
  return status == QN_OK ? qn_writer_commit(writer, NULL, &outcome->error) : status;
}

const fault_change fault_changes[] = {
    {"first add", BASE_NONE, false, change_by_add},
    {"first merge", BASE_NONE, false, change_by_merge},
    {"salvage", BASE_NONE, false, change_by_salvage},
    {"first add, unsynced", BASE_NONE, true, change_by_add},
    {"add", BASE_SYNCED, false, change_by_add},
    {"replace", BASE_SYNCED, false, change_by_replace},
    {"delete", BASE_SYNCED, false, change_by_delete},
    {"source", BASE_SYNCED, false, change_by_source},
    {"source, unsynced", BASE_SYNCED, true, change_by_source},
    {"merge", BASE_SYNCED, false, change_by_merge},
    {"compact", BASE_SYNCED, false, change_by_compact},
    {"salvage into an index", BASE_SYNCED, false, change_by_salvage},
    {"replace, unsynced", BASE_SYNCED, true, change_by_replace},
    {"compact, unsynced", BASE_SYNCED, true, change_by_compact},
    {"add to an unsynced index", BASE_UNSYNCED, false, change_by_add},
    {"delete from an unsynced index, unsynced", BASE_UNSYNCED, true, change_by_delete},
    {"compact an unsynced index", BASE_UNSYNCED, false, change_by_compact},
};
const size_t n_fault_changes = sizeof fault_changes / sizeof fault_changes[0];

static qn_status open_for(qn_writer **writer, const fault_scale *scale, bool unsynced, const char *dir,
                          qn_error *error) {
  qn_writer_options options = QN_WRITER_OPTIONS_INIT;
  options.threads = scale->threads;
  options.no_sync = unsynced;
  qn_status status = qn_writer_open(writer, dir, &options, error);
  if (status == QN_OK && scale->memory != 0)
    (*writer)->options.memory = scale->memory;
  return status;
}

void fault_change_run(const fault_change *change, const fault_scale *scale, const fault_sources *sources,
                      const char *dir, fault_outcome *outcome) {
  qn_writer *writer = NULL;
  *outcome = (fault_outcome){.ended = false};
  outcome->status = open_for(&writer, scale, change->unsynced, dir, &outcome->error);
  if (outcome->status == QN_OK)
    outcome->status = change->make(writer, scale, sources, outcome);
  qn_writer_close(writer);
  outcome->ended = true;
}

/* --- indexes ------------------------------------------------------------------------------------------------------ */

static void commit_two(const char *dir, const fault_scale *scale, bool unsynced, unsigned first, const char *version) {
  qn_writer *writer = NULL;
  qn_error error;
  assert_ok(open_for(&writer, scale, unsynced, dir, &error), error);
  if (first == 10 || first == 30)
    assert_ok(add_source(writer, scale, first, version, &error), error);
  else
    assert_ok(add_two(writer, scale, first, first + 1, version, &error), error);
  if (first == 6)
    assert_ok(qn_writer_delete(writer, string_of("1"), &error), error);
  commit_and_close(writer);
}

static void make_base(const char *dir, const fault_scale *scale, bool unsynced) {
  static const fault_scale small = {.threads = 1};
  for (unsigned i = 0; i < 7; i++)
    commit_two(dir, i == 4 ? scale : &small, unsynced && i == 6, i * 2, "old");
}

static void break_newest(const char *dir) {
  char *name = newest_segment(dir);
  damage_file(name, BROKEN_BYTE);
  free(name);
}

void fault_sources_make(fault_sources *sources, const fault_scale *scale) {
  *sources = (fault_sources){.other = make_temp_dir(), .broken = make_temp_dir()};
  for (unsigned i = 0; i < N_BASES; i++) {
    sources->bases[i] = make_temp_dir();
    if (i != BASE_NONE)
      make_base(sources->bases[i], scale, i == BASE_UNSYNCED);
  }
  commit_two(sources->other, scale, false, 30, "other");
  commit_two(sources->other, &(fault_scale){.threads = 1}, false, 2, "other");
  copy_directory(sources->other, sources->broken);
  break_newest(sources->broken);
}

void fault_sources_remove(fault_sources *sources) {
  for (unsigned i = 0; i < N_BASES; i++)
    remove_tree(sources->bases[i]);
  remove_tree(sources->other);
  remove_tree(sources->broken);
}
