/* SPDX-License-Identifier: MIT */
/* writer.h: what the files that implement qn_writer share: the index as it will be after the next commit. */
#ifndef QN_INDEXER_WRITER_WRITER_H
#define QN_INDEXER_WRITER_WRITER_H

#include "builder/builder.h"
#include "writer/source_table.h"
#include "writer/unsourced_ids.h"

#include <stdatomic.h>
#include <sys/types.h>

/* A segment of the index after the next commit. */
typedef struct qn__writer_segment {
  qn__manifest_entry entry;
  qn__segment file; /* holds its view; see qn__writer_is_open */
  uint8_t *deletes; /* a bit for each article; NULL: none deleted */
  bool changed;     /* the deletes are not those on disk */
  bool damaged;     /* a part of it could not be read: merging leaves it alone */
} qn__writer_segment;

/* A segment that was damaged or missing when the index was opened is closed: it stays in the index as it is, and its
 * articles can be neither found, deleted nor merged. */
static inline bool qn__writer_is_open(const qn__writer_segment *segment) {
  return segment->file.view != NULL;
}

/* What a writer knows of sources: nothing before it is asked. */
typedef struct qn__writer_sources {
  qn__source_table table;
  bool loaded;
  char name[33];      /* of the file of records on disk; "": none */
  unsigned n_lost;    /* files of records, its own or merged, that could not be read */
  qn_error damage;    /* why the first of them could not; status QN_OK: all could */
  size_t damage_size; /* of its message, before what is said of the others */
  qn__buffer open;    /* the path of the source that was begun; empty: none was */
  qn__buffer ids;     /* that it has given */
  qn__buffer last_id; /* of those; before the first, its name */
  uint64_t n_ids;
  qn__string_set lost_ids; /* articles that the next commit deletes; those with the number 1 stay */
  qn__unsourced_ids unsourced;
  bool notes_replaced; /* while an index is merged, articles that its own replace are noted as unsourced */
  qn__view *merged;    /* its records; NULL: it has none */
  qn_source found;     /* handed out last */
  qn_root found_root;
} qn__writer_sources;

struct qn_writer {
  atomic_bool in_use;      /* a call holds it, see writer_calls.c */
  pid_t owner;             /* the process that opened it */
  char *name;              /* of the directory as it was given, for messages */
  char *dir;               /* its absolute path */
  qn__directory directory; /* `dir`, held open: what is replaced or removed is in it */
  int lock;
  bool sync; /* commits wait for the disk */
  qn__builder_options options;
  qn__settings wanted;          /* what the caller asked for; 0 where that was left open */
  bool exists;                  /* a commit is on disk */
  bool begun;                   /* or the first manifest is: qn__writer_begin_index */
  bool changed;                 /* the segments differ from it */
  uint64_t generation;          /* on disk */
  uint64_t lost_generation;     /* that was newer when the index was opened; 0: none */
  uint64_t next_generation;     /* of the next commit: above that of a lost one, whose files may come up again */
  qn__manifest synced;          /* the last generation that waited for the disk: its files stay until the next one */
  qn__writer_segment *segments; /* in order of addition */
  size_t n_segments, capacity;
  qn__builder *builder; /* of the articles added since; NULL: none */
  qn__writer_sources sources;
  qn_commit_info done; /* since the last commit */
  qn_error damage;     /* what is wrong with the first segment that was found damaged */
  qn_status status;    /* of a failure that was final */
  qn_error error;
};

/* --- segments.c --- */

/* Appends a segment whose file is in the index's directory; `deletes` is taken over, also on failure. */
qn_status qn__writer_append_segment(qn_writer *writer, const qn__manifest_entry *entry, uint8_t *deletes,
                                    qn_error *error);

/* Drops the segments [first, end). */
void qn__writer_drop_segments(qn_writer *writer, size_t first, size_t end);

/* QN_DAMAGED: the segment is closed, and its articles are needed. */
qn_status qn__writer_fail_closed(const qn_writer *writer, const qn__writer_segment *segment, qn_error *error);

/* Records that a part of the segment could not be read.  The writer goes on without that part. */
void qn__writer_note_damage(qn_writer *writer, qn__writer_segment *segment, const qn_error *problem);

/* Deletes the article with this id from all segments before `end`; *found: there was a live one.  QN_DAMAGED if none
 * was found and a damaged segment could not be looked through: the article may be there. */
qn_status qn__writer_delete_id(qn_writer *writer, size_t end, const char *id, size_t size, bool *found,
                               qn_error *error);

/* Drops the segments before `newer` that have its name: they have the same articles, whatever is deleted in them, and
 * their file was made whole again if it was damaged.  `newer` moves down by as many; adds the articles that it replaces
 * to *n_replaced. */
void qn__writer_replace_same(qn_writer *writer, size_t newer, uint64_t *n_replaced);

/* Deletes what segment `newer` replaces in the segments before it, and counts it.  Where the ids of an older segment
 * are damaged, an article that cannot be looked up there stays. */
qn_status qn__writer_delete_replaced(qn_writer *writer, size_t newer, uint64_t *n_replaced, qn_error *error);

/* Loads what is on disk now; without an index the writer is empty. */
qn_status qn__writer_load(qn_writer *writer, qn_error *error);

/* --- writer_calls.c --- */

/* Begins a call: *error becomes `own` if it is NULL; a writer that has failed fails again. */
qn_status qn__writer_enter(qn_writer *writer, qn_error *own, qn_error **error);
qn_status qn__writer_leave(qn_writer *writer, qn_status status);

/* Deletes an article; *found: there was one. */
qn_status qn__writer_delete(qn_writer *writer, qn_string id, bool *found, qn_error *error);

/* --- writer_sources.c --- */

void qn__writer_sources_init(qn__writer_sources *sources);
void qn__writer_sources_clear(qn__writer_sources *sources);

/* The path of the source that was begun; empty: none was. */
static inline qn_string qn__writer_open_path(const qn__writer_sources *sources) {
  return (qn_string){(const char *)sources->open.data, sources->open.size};
}

/* The ids of the open source as those of a record, whose first follows its name. */
static inline qn__source_record qn__writer_open_record(const qn__writer_sources *sources, qn__source_record record) {
  record.n_ids = sources->n_ids;
  record.ids = (qn_string){(const char *)sources->ids.data, sources->ids.size};
  return record;
}

/* Reads the index's records, once; damage is noted. */
qn_status qn__writer_load_sources(qn_writer *writer, qn_error *error);

/* Whether records that cannot be read are lost, rather than out of reach for now. */
bool qn__sources_are_lost(qn_status status);

/* Notes that records were lost. */
void qn__writer_note_lost_sources(qn__writer_sources *sources, const qn_error *problem);

/* What a segment is built with: the memory is what the records of sources leave of it, or the least that suffices. */
qn__builder_options qn__writer_building_options(const qn_writer *writer);

/* An article was added: it is one of the source that is open, or of none. */
qn_status qn__writer_note_added(qn_writer *writer, qn_string id, qn_error *error);

/* Deletes what sources have lost and no other one gives. */
qn_status qn__writer_delete_lost(qn_writer *writer, qn_error *error);

/* The same before a commit; a source that is still open is to be read again if the commit is the last. */
qn_status qn__writer_settle_sources(qn_writer *writer, qn_error *error);

/* After the segment of a commit was made: what articles of no source have replaced is no source's any more. */
qn_status qn__writer_take_off_unsourced(qn_writer *writer, qn_error *error);

/* Writes the records if they have changed. */
qn_status qn__writer_write_sources(qn_writer *writer, qn_error *error);

/* --- merged_sources.c --- */

/* Adds the records of another index; if they cannot be read, `lost` says why, else its status is QN_OK. */
qn_status qn__writer_import_sources(qn_writer *writer, const char *dir, const char *name, bool doubtful, qn_error *lost,
                                    qn_error *error);

/* The same before its segments are appended; what is lost is noted. */
qn_status qn__writer_begin_merge(qn_writer *writer, const char *dir, const char *name, qn_error *error);

/* An article of the index that is merged, if one is, has replaced one with this id. */
qn_status qn__writer_note_replaced(qn_writer *writer, qn_string id, qn_error *error);

/* All its segments were appended. */
qn_status qn__writer_end_merge(qn_writer *writer, qn_error *error);

/* --- lost_ids.c --- */

/* Puts what an entry gave before among the lost; `keeps_given`: it is the open source, and keeps what it has given. */
qn_status qn__writer_lose_ids(qn_writer *writer, qn__source_entry *entry, bool keeps_given, qn_error *error);

/* --- import.c --- */

/* Adds all articles of the index in `dir` by taking over its segments. */
qn_status qn__writer_import(qn_writer *writer, const char *dir, qn_error *error);

/* A new index takes settings that the caller left open from the first index that is added to it. */
void qn__writer_take_settings(qn_writer *writer, const qn__settings *other);

/* Whether `dir` is the writer's own directory, by any name. */
bool qn__writer_has_directory(const qn_writer *writer, const char *dir);

/* --- salvage.c --- */

/* Adds all articles of the index in `dir` that can be read. */
qn_status qn__writer_salvage(qn_writer *writer, const char *dir, void (*lost)(void *context, const qn_loss *loss),
                             void *context, qn_error *error);

/* --- merge_policy.c --- */

/* Makes one segment of the live articles of segments [first, end), in their place.  QN_DAMAGED and *unreadable (may be
 * NULL) if the articles of that segment cannot be read: then nothing has changed. */
qn_status qn__writer_merge_segments(qn_writer *writer, size_t first, size_t end, size_t *unreadable, qn_error *error);

/* Merges the segments that the policy names after `added` bytes of text were added, and leaves damaged ones alone. */
qn_status qn__writer_follow_merge_policy(qn_writer *writer, uint64_t added, qn_error *error);

/* --- directory.c --- */

/* QN_NOT_EMPTY if the directory holds anything that is not ours; one that does not exist is fine. */
qn_status qn__directory_check(const char *dir, qn_error *error);

/* Removes files of ours that neither the index nor its last synced generation needs: left by a crash or by the
 * generation before. */
void qn__directory_clean(qn_writer *writer);

/* Whether the writer still owns the index: its directory is where it was, with the lock that it holds and the
 * generation that it began from.  Else QN_IO or QN_LOCKED: nothing may be published or removed. */
qn_status qn__directory_check_owned(const qn_writer *writer, qn_error *error);

/* --- commit.c --- */

/* Before a first segment, or a first commit that is not synced: writes an empty manifest of generation 0, so that
 * segments without a manifest are never those of a first commit that broke off.  Does nothing to an index that exists.
 */
qn_status qn__writer_begin_index(qn_writer *writer, qn_error *error);

/* Turns what was added into a segment; *added: its bytes of text. */
qn_status qn__writer_end_segment(qn_writer *writer, uint64_t *added, qn_error *error);

/* Makes the segments durable as the next generation. */
qn_status qn__writer_publish(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* All of a commit, and of one after which there is one segment. */
qn_status qn__writer_commit(qn_writer *writer, qn_commit_info *done, qn_error *error);
qn_status qn__writer_compact(qn_writer *writer, qn_commit_info *done, qn_error *error);

/* Remembers a failure that is final. */
qn_status qn__writer_fail(qn_writer *writer, qn_status status, qn_error *error);

#endif
