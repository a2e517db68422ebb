/* SPDX-License-Identifier: MIT */
/* source_table.h: the source records of an index that is being changed, in memory: about 240 bytes a file. */
#ifndef QN_INDEXER_WRITER_SOURCE_TABLE_H
#define QN_INDEXER_WRITER_SOURCE_TABLE_H

#include "base/string_set.h"
#include "sources/sources.h"

#define QN__SOURCES_TEMPORARY "sources.tmp"

typedef struct qn__source_entry {
  qn__source_record record; /* its path is the whole path, its root a number of `roots` */
  bool live;                /* false: deleted */
  uint64_t given_after;     /* how many articles of no source were added before its own: see unsourced_ids.h */
} qn__source_entry;

typedef struct qn__source_table {
  qn__string_set paths;      /* number i is that of entry i */
  qn__buffer entries;        /* qn__source_entry[paths.n] */
  qn__string_set root_paths; /* number i is that of root i */
  qn__buffer roots;          /* qn__source_root[root_paths.n] */
  qn__arena arena;           /* names, and ids that are not in the view */
  qn__string_set files;      /* device and inode -> number of an entry that was loaded; made when first asked */
  uint32_t n_loaded;
  qn__view *view; /* that was loaded; NULL: none */
  bool changed;   /* it differs from what was loaded or written last */
} qn__source_table;

void qn__source_table_init(qn__source_table *table);
void qn__source_table_clear(qn__source_table *table);

/* Bytes of heap that it takes. */
size_t qn__source_table_memory(const qn__source_table *table);

/* Adds a root, or makes one that is known whole if `whole` is true, with its options. */
qn_status qn__source_table_put_root(qn__source_table *table, const qn__source_root *root, qn_error *error);

/* The root with this very path; NULL: none.  Lives until a root is put. */
qn__source_root *qn__source_table_find_root_at(const qn__source_table *table, qn_string path);

/* Gives a root other options; their bytes are copied. */
qn_status qn__source_table_set_options(qn__source_table *table, qn__source_root *root, qn_string options,
                                       qn_error *error);

/* The deepest root that the path is below; NULL: none.  Lives until a root is put. */
const qn__source_root *qn__source_table_find_root(const qn__source_table *table, qn_string path);

static inline qn__source_root *qn__source_table_root(const qn__source_table *table, uint32_t i) {
  return QN__ARRAY(qn__source_root, &table->roots) + i;
}

static inline qn__source_entry *qn__source_table_entry(const qn__source_table *table, uint32_t i) {
  return QN__ARRAY(qn__source_entry, &table->entries) + i;
}

/* The live entry of a path; NULL: there is none.  Lives until one is added. */
qn__source_entry *qn__source_table_find(const qn__source_table *table, qn_string path);

/* A live entry, as loaded, of the file with this number; NULL: none. */
qn__source_entry *qn__source_table_find_file(qn__source_table *table, uint64_t device, uint64_t inode);

/* The files of a root that were on one device are on another one, whose number is that of the same file system now. */
void qn__source_table_renumber(qn__source_table *table, uint32_t root, uint64_t from, uint64_t to);

/* The entry of a path, made if there is none; QN_INVALID if the path is in no root. */
qn_status qn__source_table_add(qn__source_table *table, qn__source_entry **out, qn_string path, qn_error *error);

/* The same in a known root, of a path that has no live entry. */
qn_status qn__source_table_add_to(qn__source_table *table, qn__source_entry **out, uint32_t root, qn_string path,
                                  qn_error *error);

/* Gives an entry these ids; their bytes are copied.  One that has any is not followed. */
qn_status qn__source_table_set_ids(qn__source_table *table, qn__source_entry *entry, uint64_t n, qn_string ids,
                                   qn_error *error);

/* The entry as it is written: its path from its root on. */
qn__source_record qn__source_table_record(const qn__source_table *table, const qn__source_entry *entry);

/* --- source_table_file.c --- */

/* Adds what the file of this name in the directory has.  An entry that is known stays, with the ids of both, and is to
 * be read again; `doubtful`: so are all. */
qn_status qn__source_table_load(qn__source_table *table, const char *dir, const char *name, bool doubtful,
                                qn_error *error);

/* Gives an entry the ids of another record, too, whose root is `root`. */
qn_status qn__source_table_unite(qn__source_table *table, qn__source_entry *entry, const qn__source_root *root,
                                 const qn__source_record *more, qn_error *error);

/* Writes the live entries to "HASH.sources" in the directory and sets `name` to the hash; where there are none, writes
 * no file and makes the name empty. */
qn_status qn__source_table_write(const qn__source_table *table, const char *dir, char name[33], uint64_t *written,
                                 qn_error *error);

/* --- lost_ids.c: articles that a source gave once and gives no longer --- */

/* Adds the ids of a source to the set. */
qn_status qn__source_ids_gather(const qn__source_root *root, const qn__source_record *record, qn__string_set *ids,
                                qn_error *error);

/* Gives the ids that a live entry has the number 1.  The index may have the article of the source that has lost it: the
 * entry is to be read again. */
qn_status qn__source_table_claim(qn__source_table *table, qn__string_set *ids, qn_error *error);

#endif
