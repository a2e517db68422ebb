/* SPDX-License-Identifier: MIT */
/* container.h: the frame of every quern file: sections, their directory, a CRC-32 per chunk, a content hash.  An output
 * writes a file and keeps all of these as the bytes pass.  A view reads one: code that reads the format gets its bytes
 * there and nowhere else.  Bytes: index-data/FORMAT.md, "Files". */
#ifndef QN_CORE_CONTAINER_CONTAINER_H
#define QN_CORE_CONTAINER_CONTAINER_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "container/byte_source.h"

enum {
  QN__FORMAT_VERSION = 3,
  QN__CHUNK_SIZE = 16384, /* bytes under one checksum */
  QN__FOOTER_SIZE = 56,
  QN__MAGIC_SIZE = 8,
  QN__SECTION_ENTRY_SIZE = 24,
  QN__SECTION_ALIGNMENT = 8,
  QN__MAX_SECTIONS = 32,
};
#define QN__MAGIC "QUERN\r\n\x1a"

typedef enum qn__file_kind {
  QN__FILE_SEGMENT = 1,
  QN__FILE_MANIFEST = 2,
  QN__FILE_DELETES = 3,
  QN__FILE_SOURCES = 4,
} qn__file_kind;

/* --- container_write.c --- */

typedef struct qn__output_section {
  uint32_t id, flags;
  uint64_t offset, size;
} qn__output_section;

typedef struct qn__output {
  int fd;     /* -1: not open, or gathering */
  char *path; /* owned */
  qn__file_kind kind;
  qn__buffer pending; /* not yet written; its first byte starts a chunk */
  qn__buffer crcs;
  uint64_t offset; /* of the next byte */
  uint64_t hash[2];
  qn__output_section sections[QN__MAX_SECTIONS];
  uint32_t n_sections;
  qn_status status; /* sticky */
  qn_error error;   /* of the first failure */
} qn__output;

/* Creates the file, which must not exist.  The output must be closed whatever is returned. */
qn_status qn__output_create(qn__output *output, const char *path, qn__file_kind kind, qn_error *error);

/* An output without a file: its bytes gather in `pending`, from which the caller takes them. */
void qn__output_gather(qn__output *output);

/* Starts a section; the one before ends.  `required`: a reader that does not know the id must refuse the file. */
void qn__output_section_begin(qn__output *output, uint32_t id, bool required);
void qn__output_bytes(qn__output *output, const void *bytes, size_t size);

/* The output fails for a reason of the caller's, unless it has failed before; or because the caller has no memory. */
void qn__output_fail(qn__output *output, qn_status status, const char *reason);
void qn__output_fail_memory(qn__output *output);

/* Bytes written to the section that is open. */
uint64_t qn__output_section_size(const qn__output *output);

/* Writes the end of the file, without waiting for the disk.  Returns the first failure of all calls before. */
qn_status qn__output_finish(qn__output *output, qn_error *error);

/* Bytes of the finished file. */
uint64_t qn__output_file_size(const qn__output *output);

/* Closes the file and, unless it was finished, removes it. */
void qn__output_close(qn__output *output);

/* The content hash as 32 hexadecimal digits and a zero. */
void qn__output_name(const qn__output *output, char name[33]);

/* --- container_read.c --- */

/* A quern file as checked bytes: bounds are checked, and a chunk's CRC-32 is verified the first time anyone touches it.
 * Opening reads the footer and the section directory only.  A view is immutable and shared by threads; it is freed when
 * its last holder releases it.  A caller may read, but not rely on, up to QN__VIEW_SLACK bytes past what it asked for.
 */
enum { QN__VIEW_SLACK = 16 }; /* at most QN__FOOTER_SIZE: the footer follows every section */

typedef struct qn__view {
  const uint8_t *data; /* of the whole file */
  size_t size;
  size_t checked; /* bytes under checksums: all sections lie in them */
  const uint8_t *crcs;
  const uint8_t *directory;
  uint32_t n_sections;
  uint64_t hash[2];
  char *path;
  qn__byte_source source; /* owns the bytes */
  atomic_uint holders;
  _Atomic uint64_t *verified; /* a bit per chunk */
} qn__view;

/* A part of a file, in the view's care. */
typedef struct qn__section {
  const qn__view *view; /* NULL: the section is absent and empty */
  const uint8_t *data;
  uint64_t size;
} qn__section;

/* Opens a file: QN_NOT_FOUND if it does not exist, or QN_DAMAGED; of a manifest also QN_BAD_VERSION, and QN_NO_INDEX if
 * it is not a quern file. */
qn_status qn__view_open(qn__view **out, const char *path, qn__file_kind kind, qn_error *error);

/* The same over bytes in memory, which must outlive the view; `name` stands for the path in messages. */
qn_status qn__view_of_memory(qn__view **out, const uint8_t *data, size_t size, const char *name, qn__file_kind kind,
                             qn_error *error);

void qn__view_retain(qn__view *view);
void qn__view_release(qn__view *view);

/* The content hash that the file says it has, as 32 hexadecimal digits and a zero. */
void qn__view_name(const qn__view *view, char name[33]);

/* Finds a section; an absent one is empty.  Refuses the file if the section's bounds are wrong. */
qn_status qn__view_section(const qn__view *view, uint32_t id, qn__section *section, qn_error *error);

/* QN_BAD_VERSION if the file requires a section that is not among the `n` known ids. */
qn_status qn__view_require_known(const qn__view *view, const uint32_t *known, size_t n, qn_error *error);

typedef enum qn__presence { QN__MISSING, QN__UNREADABLE, QN__WHOLE } qn__presence;

/* Whether there is a file at the path, and whether it is one of this kind with all its bytes.  Fails where that cannot
 * be known. */
qn_status qn__view_find_whole(const char *path, qn__file_kind kind, qn__presence *found, qn_error *error);

/* Verifies every chunk; calls `report` (may be NULL) for each damaged one. */
qn_status qn__view_check(const qn__view *view, void (*report)(void *context, const char *problem), void *context,
                         qn_error *error);

/* The slow half of qn__section_bytes. */
qn_status qn__view_verify(const qn__view *view, size_t first_chunk, size_t last_chunk, qn_error *error);

/* Reports damage found in a section at `at`, a pointer into it. */
qn_status qn__section_damaged(const qn__section *section, const uint8_t *at, const char *reason, qn_error *error);

/* `size` bytes at `offset` of the section, verified, or NULL and an error. */
static inline const uint8_t *qn__section_bytes(const qn__section *section, uint64_t offset, uint64_t size,
                                               qn_error *error) {
  if (QN_UNLIKELY(offset > section->size || size > section->size - offset)) {
    qn__section_damaged(section, section->data, "an offset points outside its section", error);
    return NULL;
  }
  if (size == 0)
    return section->data + offset;
  const qn__view *view = section->view;
  const uint8_t *bytes = section->data + offset;
  size_t first = (size_t)(bytes - view->data) / QN__CHUNK_SIZE;
  size_t last = (size_t)(bytes + size - 1 - view->data) / QN__CHUNK_SIZE;
  if (QN_LIKELY(last - first <= 1)) {
    uint64_t a = atomic_load_explicit(&view->verified[first / 64], memory_order_acquire) >> (first % 64);
    uint64_t b = atomic_load_explicit(&view->verified[last / 64], memory_order_acquire) >> (last % 64);
    if (QN_LIKELY(a & b & 1))
      return bytes;
  }
  return qn__view_verify(view, first, last, error) == QN_OK ? bytes : NULL;
}

#endif
