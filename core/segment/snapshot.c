/* SPDX-License-Identifier: MIT */
/* snapshot.c: opens the segments of a generation together.  A writer may replace them meanwhile; then the manifest has
 * changed too and is read again.  A generation that was not synced before the system went down is verified whole, and
 * left for the last synced one if it is not. */
#include "base/memory.h"
#include "segment/manifest.h"

#include <string.h>

enum { TRIES = 16 };

/* The same segment in an older snapshot, or NULL. */
static const qn__snapshot_segment *find_older(const qn__snapshot *older, const qn__manifest_entry *entry) {
  for (uint32_t i = 0; older != NULL && i < older->manifest.n_entries; i++)
    if (strcmp(older->manifest.entries[i].name, entry->name) == 0)
      return &older->segments[i];
  return NULL;
}

static qn_status open_deletes(qn__snapshot_segment *segment, const char *dir, const qn__snapshot_segment *older,
                              qn_error *error) {
  const qn__manifest_entry *entry = segment->entry;
  qn__view *view;
  if (older != NULL && older->deletes_view != NULL && older->entry->deletes == entry->deletes) {
    view = older->deletes_view;
    qn__view_retain(view);
  } else {
    char *path = qn__deletes_path(dir, entry->name, entry->deletes);
    qn_status status = path == NULL ? qn__fail_memory(error) : qn__view_open(&view, path, QN__FILE_DELETES, error);
    qn__free(path);
    if (status != QN_OK)
      return status;
  }
  segment->deletes_view = view;
  return qn__deletes_read(view, entry, &segment->deletes, error);
}

/* Whether the file is the one that the manifest means. */
static qn_status check_identity(const qn__segment *segment, const qn__manifest *manifest,
                                const qn__manifest_entry *entry, qn_error *error) {
  char name[33];
  qn__view_name(segment->view, name);
  const qn__segment_meta *meta = &segment->meta;
  if (strcmp(name, entry->name) != 0 || segment->view->size != entry->size || meta->n_docs != entry->n_docs ||
      meta->total_length != entry->total_length)
    return qn__fail_damaged(error, segment->view->path, 0, "it is not the segment that the manifest means");
  if (meta->settings.language != manifest->settings.language ||
      meta->settings.title_weight != manifest->settings.title_weight)
    return qn__fail_damaged(error, segment->view->path, 0, "its settings are not those of the manifest");
  return QN_OK;
}

/* `before`: the segment before it, or NULL. */
static qn_status open_segment(qn__snapshot_segment *segment, const qn__segment *before, const qn__snapshot *snapshot,
                              const qn__snapshot *older, qn_error *error) {
  const qn__manifest_entry *entry = segment->entry;
  const qn__snapshot_segment *same = find_older(older, entry);
  qn_status status = QN_OK;
  if (same != NULL) {
    segment->segment = same->segment;
    qn__view_retain(same->segment.view);
  } else {
    qn__view *view;
    char *path = qn__segment_path(snapshot->dir, entry->name);
    status = path == NULL ? qn__fail_memory(error) : qn__view_open(&view, path, QN__FILE_SEGMENT, error);
    qn__free(path);
    if (status == QN_OK)
      status = qn__segment_open(&segment->segment, view, before, error);
  }
  if (status == QN_OK)
    status = check_identity(&segment->segment, &snapshot->manifest, entry, error);
  if (status == QN_OK && entry->n_deleted > 0)
    status = open_deletes(segment, snapshot->dir, same, error);
  return status;
}

static void close_segment(qn__snapshot_segment *segment) {
  qn__segment_close(&segment->segment);
  qn__view_release(segment->deletes_view);
  segment->deletes_view = NULL;
  segment->deletes = NULL;
}

static void close_generation(qn__snapshot *snapshot) {
  for (uint32_t i = 0; snapshot->segments != NULL && i < snapshot->manifest.n_entries; i++)
    close_segment(&snapshot->segments[i]);
  qn__free(snapshot->segments);
  snapshot->segments = NULL;
  qn__manifest_clear(&snapshot->manifest);
}

/* Opens the segments that the manifest names. */
static qn_status open_segments(qn__snapshot *snapshot, const qn__snapshot *older, qn_error *error) {
  qn_status status = QN_OK;
  snapshot->segments = qn__calloc(snapshot->manifest.n_entries, sizeof *snapshot->segments);
  if (snapshot->segments == NULL)
    return qn__fail_memory(error);
  for (uint32_t i = 0; status == QN_OK && i < snapshot->manifest.n_entries; i++) {
    qn__snapshot_segment *segment = &snapshot->segments[i];
    segment->entry = &snapshot->manifest.entries[i];
    status = open_segment(segment, i > 0 ? &segment[-1].segment : NULL, snapshot, older, error);
  }
  return status;
}

static qn_status verify_sources(const qn__snapshot *snapshot, qn_error *error) {
  qn__view *view = NULL;
  if (snapshot->manifest.sources[0] == '\0')
    return QN_OK;
  qn_status status = qn__sources_open(&view, snapshot->dir, snapshot->manifest.sources, error);
  if (status == QN_OK)
    status = qn__view_check(view, NULL, NULL, error);
  qn__view_release(view);
  return status;
}

static qn_status verify_files(const qn__snapshot *snapshot, qn_error *error) {
  qn_status status = verify_sources(snapshot, error);
  for (uint32_t i = 0; status == QN_OK && i < snapshot->manifest.n_entries; i++) {
    const qn__snapshot_segment *segment = &snapshot->segments[i];
    status = qn__view_check(segment->segment.view, NULL, NULL, error);
    if (status == QN_OK && segment->deletes_view != NULL)
      status = qn__view_check(segment->deletes_view, NULL, NULL, error);
  }
  return status;
}

/* Opens the last synced generation in place of a newer one that is not whole. */
static qn_status fall_back(qn__snapshot *snapshot, const qn__snapshot *older, qn_error *error) {
  const uint64_t lost = snapshot->manifest.generation;
  close_generation(snapshot);
  qn_status status = qn__manifest_read_synced(&snapshot->manifest, snapshot->dir, error);
  snapshot->lost_generation = lost;
  return status == QN_OK ? open_segments(snapshot, older, error) : status;
}

/* Opens what the manifest names now. */
static qn_status open_generation(qn__snapshot *snapshot, const qn__snapshot *older, qn_error *error) {
  qn_status status = qn__manifest_read(&snapshot->manifest, snapshot->dir, error);
  if (status != QN_OK)
    return status;
  if (snapshot->manifest.newer_unreadable)
    snapshot->lost_generation = snapshot->manifest.generation + 1;
  const bool doubtful = snapshot->manifest.unsynced && !qn__manifest_is_of_this_boot(&snapshot->manifest);
  status = open_segments(snapshot, older, error);
  if (status == QN_OK && doubtful)
    status = verify_files(snapshot, error);
  if (doubtful && (status == QN_DAMAGED || status == QN_NOT_FOUND))
    status = fall_back(snapshot, older, error);
  return status;
}

/* Opens the newest generation that is whole.  After a failure the snapshot holds what was tried last. */
static qn_status open_newest(qn__snapshot *snapshot, const qn__snapshot *older, qn_error *error) {
  qn_status status = QN_NOT_FOUND;
  for (int i = 0; status == QN_NOT_FOUND && i < TRIES; i++) {
    close_generation(snapshot);
    snapshot->lost_generation = 0;
    status = open_generation(snapshot, older, error);
  }
  if (status == QN_NOT_FOUND && snapshot->manifest.unsynced)
    status = fall_back(snapshot, older, error);
  if (status == QN_NOT_FOUND)
    error->status = status = QN_DAMAGED; /* the manifest still names a file that is not there */
  return status;
}

/* Opens the segments of the generation that can be opened. */
static qn_status open_beside_damage(qn__snapshot *snapshot, qn_error *error) {
  for (uint32_t i = 0; i < snapshot->manifest.n_entries; i++) {
    qn__snapshot_segment *segment = &snapshot->segments[i];
    close_segment(segment);
    segment->entry = &snapshot->manifest.entries[i];
    qn_status status = open_segment(segment, NULL, snapshot, NULL, error);
    if (status == QN_DAMAGED || status == QN_NOT_FOUND)
      close_segment(segment);
    else if (status != QN_OK)
      return status;
  }
  return QN_OK;
}

/* `damage`: NULL where the snapshot must be whole. */
static qn_status open_snapshot(qn__snapshot **out, const char *dir, const qn__snapshot *older, qn_error *damage,
                               qn_error *error) {
  qn_error problem;
  qn__snapshot *snapshot = qn__calloc(1, sizeof *snapshot);
  if (snapshot == NULL)
    return qn__fail_memory(error);
  snapshot->dir = qn__copy_string(dir, strlen(dir));
  qn_status status = snapshot->dir == NULL ? qn__fail_memory(&problem) : open_newest(snapshot, older, &problem);
  if (status == QN_DAMAGED && damage != NULL && snapshot->segments != NULL) {
    *damage = problem;
    status = open_beside_damage(snapshot, &problem);
  }
  if (status == QN_OK) {
    *out = snapshot;
    return QN_OK;
  }
  qn__snapshot_close(snapshot);
  return qn__fail_again(error, &problem);
}

qn_status qn__snapshot_open(qn__snapshot **out, const char *dir, const qn__snapshot *older, qn_error *error) {
  return open_snapshot(out, dir, older, NULL, error);
}

qn_status qn__snapshot_open_beside_damage(qn__snapshot **out, const char *dir, qn_error *damage, qn_error *error) {
  damage->status = QN_OK;
  return open_snapshot(out, dir, NULL, damage, error);
}

void qn__snapshot_close(qn__snapshot *snapshot) {
  if (snapshot == NULL)
    return;
  close_generation(snapshot);
  qn__free(snapshot->dir);
  qn__free(snapshot);
}
