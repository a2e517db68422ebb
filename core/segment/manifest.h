/* SPDX-License-Identifier: MIT */
/* manifest.h: which segments make up an index, and which of their articles are deleted.  The one file that is replaced:
 * renaming a new manifest over the old is the commit.  Bytes: index-data/FORMAT.md, "Manifest" and "Deletes". */
#ifndef QN_CORE_SEGMENT_MANIFEST_H
#define QN_CORE_SEGMENT_MANIFEST_H

#include "segment/segment.h"

#define QN__MANIFEST_NAME "manifest"
#define QN__LOCK_NAME "lock"
#define QN__SEGMENT_SUFFIX ".segment"
#define QN__DELETES_SUFFIX ".deletes"

typedef struct qn__manifest_entry {
  char name[33];         /* the segment's content hash in hexadecimal: the file is NAME.segment */
  uint32_t n_docs;       /* in the segment */
  uint32_t n_deleted;    /* of those */
  uint64_t deletes;      /* generation of the deletes file NAME.GENERATION.deletes (decimal); 0: no deletes */
  uint64_t size;         /* of the segment file */
  uint64_t total_length; /* of the segment's articles, deleted ones included */
} qn__manifest_entry;

typedef struct qn__manifest {
  uint64_t generation; /* 1 for the first commit, 0 before it is complete */
  qn__settings settings;
  uint32_t fingerprint;
  qn__manifest_entry *entries; /* in order of addition; owned */
  uint32_t n_entries;
} qn__manifest;

/* --- manifest_write.c --- */

/* Syncs the directory (if `sync`) with the segments in it, writes "manifest.new", syncs it, renames it over "manifest"
 * and syncs the directory.  *written: the bytes of the manifest. */
qn_status qn__manifest_commit(const qn__manifest *manifest, const char *dir, bool sync, uint64_t *written,
                              qn_error *error);

/* Writes the deletes file that the entry names: `bits` has a set bit for each deleted article of its segment, and zeros
 * after the last. */
qn_status qn__deletes_write(const char *dir, const qn__manifest_entry *entry, const uint8_t *bits, bool sync,
                            uint64_t *written, qn_error *error);

/* --- manifest_read.c --- */

/* Whether a file of this name is a segment: 32 hexadecimal digits and ".segment". */
bool qn__is_segment_name(const char *name);

/* QN_NO_INDEX (in words that name the directory and say how to make one) if there is no manifest of ours.  Beside
 * segments that is QN_DAMAGED: a first manifest is there before a first segment is, so this one was lost. */
qn_status qn__manifest_read(qn__manifest *manifest, const char *dir, qn_error *error);
void qn__manifest_clear(qn__manifest *manifest);

/* The bits of a deletes file, verified to be those that the entry means. */
qn_status qn__deletes_read(const qn__view *view, const qn__manifest_entry *entry, const uint8_t **bits,
                           qn_error *error);

/* Paths of a segment's files, on the heap, or NULL. */
char *qn__segment_path(const char *dir, const char *name);
char *qn__deletes_path(const char *dir, const char *name, uint64_t generation);

/* --- snapshot.c: a generation, opened: what both halves read an index through --- */

typedef struct qn__snapshot_segment {
  qn__segment segment;
  qn__view *deletes_view;          /* NULL: none deleted */
  const uint8_t *deletes;          /* a bit for each article, verified; or NULL */
  const qn__manifest_entry *entry; /* in the snapshot's manifest */
} qn__snapshot_segment;

typedef struct qn__snapshot {
  char *dir;
  qn__manifest manifest;
  qn__snapshot_segment *segments; /* manifest.n_entries of them */
} qn__snapshot;

/* Opens the newest generation; QN_NO_INDEX if there is none.  A segment that goes away meanwhile makes it read the
 * manifest again.  Views are shared with `older` (may be NULL) where both have the segment. */
qn_status qn__snapshot_open(qn__snapshot **out, const char *dir, const qn__snapshot *older, qn_error *error);
void qn__snapshot_close(qn__snapshot *snapshot);

static inline bool qn__is_deleted(const uint8_t *deletes, uint32_t doc) {
  return deletes != NULL && (deletes[doc >> 3] >> (doc & 7) & 1);
}

#endif
