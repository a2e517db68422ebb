/* SPDX-License-Identifier: MIT */
/* manifest.h: which segments make up an index, and which of their articles are deleted.  The one file that is replaced:
 * renaming a new manifest over the old is the commit.  Bytes: index-data/FORMAT.md, "Manifest" and "Deletes".
 *
 * A commit that does not wait for the disk has a manifest of its own, "manifest.unsynced", beside that of the last
 * synced generation, whose files stay until the next synced commit.  It counts while it is newer and its files are
 * known to be whole: as long as the system that wrote them runs, or once they were verified. */
#ifndef QN_CORE_SEGMENT_MANIFEST_H
#define QN_CORE_SEGMENT_MANIFEST_H

#include "base/boot.h"
#include "base/open_directory.h"
#include "segment/segment.h"
#include "sources/sources.h"

#define QN__MANIFEST_NAME "manifest"
#define QN__UNSYNCED_NAME "manifest.unsynced"
#define QN__NEW_SUFFIX ".new"
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
  uint32_t fingerprint;        /* of the default language, as its writer made terms; a reader needs each segment's */
  qn__manifest_entry *entries; /* in order of addition; owned */
  uint32_t n_entries;
  char sources[33];               /* content hash of the file of source records: NAME.sources; "": none */
  bool unsynced;                  /* read from "manifest.unsynced" */
  bool newer_unreadable;          /* there is a "manifest.unsynced" that cannot be read */
  uint8_t boot[QN__BOOT_ID_SIZE]; /* if so: the run of the system that wrote it */
} qn__manifest;

/* --- manifest_write.c --- */

/* Makes a generation whose other files are written.  Synced (these files and their entries in the directory are on
 * disk): writes "manifest.new", waits for it, renames it over "manifest", waits for the directory and removes
 * "manifest.unsynced"; QN_NOT_DURABLE if a generation above 0 is there but waiting for it failed.  Not synced: the same
 * to "manifest.unsynced", without waiting.
 * *written: the bytes of the manifest. */
qn_status qn__manifest_commit(const qn__manifest *manifest, const qn__directory *directory, bool sync,
                              uint64_t *written, qn_error *error);

/* Writes the deletes file that the entry names: `bits` has a set bit for each deleted article of its segment, and zeros
 * after the last. */
qn_status qn__deletes_write(const char *dir, const qn__manifest_entry *entry, const uint8_t *bits, uint64_t *written,
                            qn_error *error);

/* --- manifest_read.c --- */

/* Whether a file of this name is a segment: 32 hexadecimal digits and ".segment". */
bool qn__is_segment_name(const char *name);

/* Reads the manifest of the newest generation: the unsynced one if it is newer.  QN_NO_INDEX (in words that name the
 * directory and say how to make one) if there is no manifest of ours.  If there are segments, that is
 * QN_DAMAGED: the first manifest is written before the first segment, so it was lost. */
qn_status qn__manifest_read(qn__manifest *manifest, const char *dir, qn_error *error);

/* The same of the last synced generation. */
qn_status qn__manifest_read_synced(qn__manifest *manifest, const char *dir, qn_error *error);

/* Whether reading a manifest failed because of what is in it, or because there is none: otherwise nothing is known. */
static inline bool qn__manifest_is_unreadable(qn_status status) {
  return status == QN_NO_INDEX || status == QN_NOT_FOUND || status == QN_DAMAGED || status == QN_BAD_VERSION;
}

/* Whether the files of a manifest were written in this run of the system: what was written is there, synced or not. */
bool qn__manifest_is_of_this_boot(const qn__manifest *manifest);

/* The number of the newest generation; 0 if there is none.  An unsynced manifest that cannot be read does not count. */
qn_status qn__manifest_newest_generation(uint64_t *out, const char *dir, qn_error *error);

void qn__manifest_clear(qn__manifest *manifest);

/* The bits of a deletes file, verified to be those that the entry means. */
qn_status qn__deletes_read(const qn__view *view, const qn__manifest_entry *entry, const uint8_t **bits,
                           qn_error *error);

/* The same without comparing how many they are, which is *n_deleted: for an entry without a manifest. */
qn_status qn__deletes_read_uncounted(const qn__view *view, const qn__manifest_entry *entry, const uint8_t **bits,
                                     uint64_t *n_deleted, qn_error *error);

/* Names of a segment's files in the directory, and their paths on the heap, or NULL. */
enum { QN__FILE_NAME_SIZE = 96 };
void qn__segment_file_name(char out[QN__FILE_NAME_SIZE], const char *name);
void qn__deletes_file_name(char out[QN__FILE_NAME_SIZE], const char *name, uint64_t generation);
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
  uint64_t lost_generation;       /* a newer one, not synced, that a power failure has lost; 0: none */
} qn__snapshot;

/* Opens the newest generation that is whole; QN_NO_INDEX if there is none.  A segment that goes away meanwhile makes it
 * read the manifest again.  Views are shared with `older` (may be NULL) where both have the segment. */
qn_status qn__snapshot_open(qn__snapshot **out, const char *dir, const qn__snapshot *older, qn_error *error);

/* The same for a writer, which goes on beside damage: a segment that is damaged or missing, or whose deletes are, stays
 * closed (its view is NULL), and *damage says what is wrong with the first.  Without one, damage->status is QN_OK. */
qn_status qn__snapshot_open_beside_damage(qn__snapshot **out, const char *dir, qn_error *damage, qn_error *error);

void qn__snapshot_close(qn__snapshot *snapshot);

static inline bool qn__is_deleted(const uint8_t *deletes, uint32_t doc) {
  return deletes != NULL && (deletes[doc >> 3] >> (doc & 7) & 1);
}

#endif
