/* SPDX-License-Identifier: MIT */
/* container_read.c: opens a quern file by its end and verifies chunks as they are touched.
 * Partner: container_write.c.  Bytes: index-data/FORMAT.md, "Files". */
#include "container/container.h"

#include "base/memory.h"

#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <string.h>

/* Offsets in the footer. */
enum {
  FOOTER_CHECKED = 0,
  FOOTER_HASH = 8,
  FOOTER_SECTIONS = 24,
  FOOTER_KIND = 28,
  FOOTER_CRC = 40,
  FOOTER_VERSION = 44,
  FOOTER_MAGIC = 48,
};

static qn_status view_damaged(const qn__view *view, uint64_t offset, const char *reason, qn_error *error) {
  return qn__fail_damaged(error, view->path, offset, reason);
}

/* A strange manifest means that somebody else lives in this directory; any other file was named by a manifest of ours,
 * so what it held is lost. */
static qn_status strange(const qn__view *view, qn__file_kind kind, const char *what, qn_error *error) {
  if (kind == QN__FILE_MANIFEST)
    return qn__fail(error, QN_NO_INDEX, "%s is %s", view->path, what);
  return qn__fail(error, QN_DAMAGED, "%s is damaged at byte 0: it is %s", view->path, what);
}

/* The manifest says of which version an index is: another one in any other file is damage. */
static qn_status other_version(const qn__view *view, qn__file_kind kind, uint32_t version, qn_error *error) {
  if (kind == QN__FILE_MANIFEST)
    return qn__fail(
        error, QN_BAD_VERSION,
        "%s has format version %u, and this quern reads version %d: add the articles to a new index (a quern "
        "of that version can export them), or salvage what is there if that is damage",
        view->path, version, QN__FORMAT_VERSION);
  return qn__fail(error, QN_DAMAGED,
                  "%s is damaged at byte %zu: it has format version %u, and this quern and its indexes have %d",
                  view->path, view->size - QN__FOOTER_SIZE + FOOTER_VERSION, version, QN__FORMAT_VERSION);
}

/* Reads the footer and finds the tables; everything else of the file is still unread. */
static qn_status open_footer(qn__view *view, qn__file_kind kind, qn_error *error) {
  if (view->size < QN__MAGIC_SIZE || memcmp(view->data, QN__MAGIC, QN__MAGIC_SIZE) != 0)
    return strange(view, kind, "not a quern file", error);
  if (view->size < QN__MAGIC_SIZE + QN__FOOTER_SIZE)
    return view_damaged(view, view->size, "the file is cut short", error);
  const uint8_t *footer = view->data + view->size - QN__FOOTER_SIZE;
  if (memcmp(footer + FOOTER_MAGIC, QN__MAGIC, QN__MAGIC_SIZE) != 0)
    return view_damaged(view, view->size, "the file has no end: it was cut short or overwritten", error);
  if (qn__load_u32(footer + FOOTER_VERSION) != QN__FORMAT_VERSION)
    return other_version(view, kind, qn__load_u32(footer + FOOTER_VERSION), error);
  uint64_t checked = qn__load_u64(footer + FOOTER_CHECKED);
  view->n_sections = qn__load_u32(footer + FOOTER_SECTIONS);
  uint64_t room = view->size - QN__FOOTER_SIZE;
  uint64_t directory_size = (uint64_t)view->n_sections * QN__SECTION_ENTRY_SIZE;
  uint64_t crcs_size = checked <= room ? (checked + QN__CHUNK_SIZE - 1) / QN__CHUNK_SIZE * 4 : 0;
  if (checked > room || directory_size > room || checked + crcs_size + directory_size != room)
    return view_damaged(view, view->size - QN__FOOTER_SIZE, "its parts do not add up to its size", error);
  view->checked = (size_t)checked;
  view->crcs = view->data + checked;
  view->directory = view->crcs + crcs_size;
  view->hash[0] = qn__load_u64(footer + FOOTER_HASH);
  view->hash[1] = qn__load_u64(footer + FOOTER_HASH + 8);
  if (libdeflate_crc32(0, view->directory, (size_t)directory_size + FOOTER_CRC) != qn__load_u32(footer + FOOTER_CRC))
    return view_damaged(view, (uint64_t)(view->directory - view->data), "the section directory's checksum is wrong",
                        error);
  if (qn__load_u32(footer + FOOTER_KIND) != (uint32_t)kind)
    return strange(view, kind, "a quern file of another kind", error);
  size_t n_chunks = (size_t)(crcs_size / 4);
  view->verified = qn__calloc(n_chunks / 64 + 1, sizeof *view->verified);
  return view->verified == NULL ? qn__fail_memory(error) : QN_OK;
}

static qn__view *new_view(const char *path) {
  qn__view *view = qn__calloc(1, sizeof *view);
  if (view == NULL)
    return NULL;
  atomic_init(&view->holders, 1);
  view->path = qn__copy_string(path, strlen(path));
  if (view->path == NULL) {
    qn__free(view);
    return NULL;
  }
  return view;
}

/* Takes the source over, whatever it returns. */
static qn_status open_source(qn__view **out, qn__byte_source source, const char *path, qn__file_kind kind,
                             qn_error *error) {
  qn__view *view = new_view(path);
  if (view == NULL) {
    qn__byte_source_close(&source);
    return qn__fail_memory(error);
  }
  view->source = source;
  view->data = source.data;
  view->size = source.size;
  qn_status status = open_footer(view, kind, error);
  if (status == QN_OK)
    *out = view;
  else
    qn__view_release(view);
  return status;
}

qn_status qn__view_open(qn__view **out, const char *path, qn__file_kind kind, qn_error *error) {
  qn__byte_source source;
  qn_status status = qn__byte_source_map(&source, path, error);
  return status == QN_OK ? open_source(out, source, path, kind, error) : status;
}

qn_status qn__view_of_memory(qn__view **out, const uint8_t *data, size_t size, const char *name, qn__file_kind kind,
                             qn_error *error) {
  return open_source(out, qn__byte_source_of_memory(data, size), name, kind, error);
}

void qn__view_retain(qn__view *view) {
  atomic_fetch_add(&view->holders, 1);
}

void qn__view_release(qn__view *view) {
  if (view == NULL || atomic_fetch_sub(&view->holders, 1) != 1)
    return;
  qn__byte_source_close(&view->source);
  qn__free(view->path);
  qn__free((void *)view->verified);
  qn__free(view);
}

void qn__view_name(const qn__view *view, char name[33]) {
  snprintf(name, 33, "%016" PRIx64 "%016" PRIx64, view->hash[0], view->hash[1]);
}

qn_status qn__view_section(const qn__view *view, uint32_t id, qn__section *section, qn_error *error) {
  for (uint32_t i = 0; i < view->n_sections; i++) {
    const uint8_t *entry = view->directory + (size_t)i * QN__SECTION_ENTRY_SIZE;
    if (qn__load_u32(entry) != id)
      continue;
    uint64_t offset = qn__load_u64(entry + 8), size = qn__load_u64(entry + 16);
    if (offset > view->checked || size > view->checked - offset)
      return view_damaged(view, (uint64_t)(entry - view->data), "a section lies outside the file", error);
    *section = (qn__section){view, view->data + offset, size};
    return QN_OK;
  }
  *section = (qn__section){view, view->data, 0};
  return QN_OK;
}

qn_status qn__view_require_known(const qn__view *view, const uint32_t *known, size_t n, qn_error *error) {
  for (uint32_t i = 0; i < view->n_sections; i++) {
    const uint8_t *entry = view->directory + (size_t)i * QN__SECTION_ENTRY_SIZE;
    uint32_t id = qn__load_u32(entry);
    size_t k = 0;
    while (k < n && known[k] != id)
      k++;
    if (k == n && (qn__load_u32(entry + 4) & 1))
      return qn__fail(error, QN_BAD_VERSION, "%s has a part (%u) that this quern does not know: use a newer quern",
                      view->path, id);
  }
  return QN_OK;
}

static bool chunk_is_good(const qn__view *view, size_t chunk) {
  size_t at = chunk * QN__CHUNK_SIZE;
  size_t size = view->checked - at < QN__CHUNK_SIZE ? view->checked - at : QN__CHUNK_SIZE;
  return libdeflate_crc32(0, view->data + at, size) == qn__load_u32(view->crcs + chunk * 4);
}

/* Whether all chunks are known to be good: 64 at once. */
static bool are_verified(const qn__view *view, size_t first, size_t last) {
  bool all = true;
  for (size_t end; first <= last && all; first = end + 1) {
    end = (first | 63) < last ? first | 63 : last;
    const uint64_t wanted = UINT64_MAX << first % 64 & UINT64_MAX >> (63 - end % 64);
    all = (wanted & ~atomic_load_explicit(&view->verified[first / 64], memory_order_acquire)) == 0;
  }
  return all;
}

qn_status qn__view_verify(const qn__view *view, size_t first_chunk, size_t last_chunk, qn_error *error) {
  if (are_verified(view, first_chunk, last_chunk))
    return QN_OK;
  for (size_t chunk = first_chunk; chunk <= last_chunk; chunk++) {
    uint64_t bit = UINT64_C(1) << (chunk % 64);
    if (atomic_load_explicit(&view->verified[chunk / 64], memory_order_acquire) & bit)
      continue;
    if (!chunk_is_good(view, chunk))
      return view_damaged(view, (uint64_t)chunk * QN__CHUNK_SIZE, "the checksum of the 16 KiB that start here is wrong",
                          error);
    atomic_fetch_or_explicit(&view->verified[chunk / 64], bit, memory_order_release);
  }
  return QN_OK;
}

qn_status qn__view_check(const qn__view *view, void (*report)(void *context, const char *problem), void *context,
                         qn_error *error) {
  size_t n_chunks = (view->checked + QN__CHUNK_SIZE - 1) / QN__CHUNK_SIZE;
  qn_status status = QN_OK;
  for (size_t chunk = 0; chunk < n_chunks; chunk++) {
    qn_error problem;
    if (qn__view_verify(view, chunk, chunk, &problem) == QN_OK)
      continue;
    if (status == QN_OK && error != NULL)
      *error = problem;
    status = QN_DAMAGED;
    if (report != NULL)
      report(context, problem.message);
  }
  return status;
}

qn_status qn__section_damaged(const qn__section *section, const uint8_t *at, const char *reason, qn_error *error) {
  return view_damaged(section->view, (uint64_t)(at - section->view->data), reason, error);
}

qn_status qn__view_find_whole(const char *path, qn__file_kind kind, qn__presence *found, qn_error *error) {
  qn__view *view = NULL;
  qn_error problem;
  qn_status status = qn__view_open(&view, path, kind, &problem);
  if (status == QN_OK)
    status = qn__view_check(view, NULL, NULL, &problem);
  qn__view_release(view);
  if (status != QN_OK && status != QN_NOT_FOUND && status != QN_DAMAGED && status != QN_BAD_VERSION)
    return qn__fail_again(error, &problem);
  *found = status == QN_OK ? QN__WHOLE : status == QN_NOT_FOUND ? QN__MISSING : QN__UNREADABLE;
  return QN_OK;
}
