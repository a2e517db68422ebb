/* SPDX-License-Identifier: MIT */
/* sources.h: which files the articles of an index came from, what these files were like, and which articles each gave.
 * A file of its own, which searches never open.  Bytes: index-data/FORMAT.md, "Source records". */
#ifndef QN_CORE_SOURCES_SOURCES_H
#define QN_CORE_SOURCES_SOURCES_H

#include "base/reader.h"
#include "container/container.h"
#include "quern.h"

#define QN__SOURCES_SUFFIX ".sources"

enum { QN__SOURCES_SECTION = 1, QN__SOURCE_STARTS_SECTION = 2, QN__SOURCE_GROUPS_SECTION = 3 }; /* ids of sections */
enum { QN__ROOT_WHOLE = 1, QN__RECORD_NAMED = 1, QN__RECORD_FOLLOWED = 2 };                     /* bits of flags */
enum { QN__SOURCES_OF_GROUP = 32, QN__SOURCE_GROUP_SIZE = 16 }; /* records of a group, and bytes of its entry */

/* A folder that files lie in. */
typedef struct qn__source_root {
  qn_string path;    /* absolute */
  qn_string name;    /* how the ids of its files begin */
  bool whole;        /* added with all that is below it */
  qn_string options; /* how, in the words of the program that added it */
} qn__source_root;

typedef struct qn__source_record {
  uint32_t root;  /* its number */
  bool named;     /* added on its own */
  qn_string path; /* from the root's on, without a slash at its beginning */
  uint64_t bytes, device, inode, content, reading, n_refused;
  int64_t modified, read; /* nanoseconds since 1970 */
  bool followed;
  uint64_t n_lines, n_given; /* if it is followed */
  uint64_t n_ids;
  qn_string ids; /* as qn__source_ids reads them */
} qn__source_record;

/* --- the ids of a source: each as what it does not share with the one before, the first with the file's name --- */

typedef struct qn__source_ids {
  qn__reader reader;
  uint64_t left;
  qn__buffer id; /* the current one */
} qn__source_ids;

/* The name of a source's file, which its first id is compared with.  Its id may be another one: there bytes that are
 * not UTF-8 are written as text. */
void qn__source_name(qn__buffer *out, const qn__source_root *root, const qn__source_record *record);

/* Begins before the first id. */
void qn__source_ids_begin(qn__source_ids *ids, const qn__source_root *root, const qn__source_record *record);

/* Goes to the next id; false after the last, and where the bytes are damaged or memory runs out. */
bool qn__source_ids_next(qn__source_ids *ids);

/* Releases everything; says whether the walk has met damage or run out of memory. */
qn_status qn__source_ids_end(qn__source_ids *ids, qn_error *error);

/* --- sources_read.c --- */

/* Where the parts of a file of records go; what they are handed lives until they return, a record's ids as long as the
 * view.  Any status but QN_OK ends the reading. */
typedef struct qn__sources_visitor {
  qn_status (*root)(void *context, const qn__source_root *root, qn_error *error);
  qn_status (*record)(void *context, const qn__source_root *root, const qn__source_record *record, qn_error *error);
  void *context;
} qn__sources_visitor;

qn_status qn__sources_read(const qn__view *view, const qn__sources_visitor *visitor, qn_error *error);

/* The records in their order, from the first one or from that of a group on.  Private to this folder. */
typedef struct qn__sources_cursor {
  qn__section section;
  qn__reader reader;
  qn__source_root *roots;
  uint32_t n_roots;
  uint64_t n_read; /* records since the first of a group */
  uint32_t root;   /* of the record before */
  qn__buffer path;
} qn__sources_cursor;

/* Begins at the first record, of which `end` (if not 0) is the place: no more of the file is looked at than the roots.
 * The cursor must be cleared whatever is returned. */
qn_status qn__sources_begin(qn__sources_cursor *cursor, const qn__view *view, uint64_t end, qn_error *error);
qn_status qn__sources_next(qn__sources_cursor *cursor, qn__source_record *record, qn_error *error);
void qn__sources_cursor_clear(qn__sources_cursor *cursor);

/* A record as the public interface has it; `path` is absolute, of which the record has only what follows the root's. */
qn_source qn__source_of_record(const qn__source_record *record, qn_string path, qn_string root_path, qn_string name);

/* Reads all of it, each id too. */
qn_status qn__sources_check(const qn__view *view, qn_error *error);

/* The file's name in its directory, whose length is 32 digits and the suffix. */
enum { QN__SOURCES_NAME_SIZE = 48 };
void qn__sources_file_name(char out[QN__SOURCES_NAME_SIZE], const char *name);
bool qn__is_sources_name(const char *name);

/* Opens the file of this name (32 digits) and makes sure that it is the one that is meant. */
qn_status qn__sources_open(qn__view **out, const char *dir, const char *name, qn_error *error);

/* --- sources_find.c --- */

/* Visits the records, and no roots, that have one of these names (see qn__source_name).  Looks at no more of the file
 * than finding them takes. */
qn_status qn__sources_find(const qn__view *view, const qn_string *names, size_t n, const qn__sources_visitor *visitor,
                           qn_error *error);

/* Whether the groups of records are those that there are. */
qn_status qn__sources_check_groups(const qn__view *view, qn_error *error);

/* --- sources_write.c --- */

/* Appends an id to those of a source; `before` is the one before, at first the file's name. */
void qn__source_ids_put(qn__buffer *ids, qn_string before, qn_string id);

/* Writes the roots, which ascend by path, and then the records, which ascend by root and path. */
typedef struct qn__sources_output {
  qn__output output;
  qn__buffer bytes, path; /* of the record before */
  uint32_t root;
  uint64_t n_records;
  qn__buffer starts, groups; /* the sections of these */
} qn__sources_output;

qn_status qn__sources_create(qn__sources_output *sources, const char *path, uint32_t n_roots, qn_error *error);
void qn__sources_put_root(qn__sources_output *sources, const qn__source_root *root);
void qn__sources_put(qn__sources_output *sources, const qn__source_record *record);

/* Ends the file; *name: its 32 digits; *written: its bytes.  Releases everything, also on failure. */
qn_status qn__sources_finish(qn__sources_output *sources, char name[33], uint64_t *written, qn_error *error);

#endif
