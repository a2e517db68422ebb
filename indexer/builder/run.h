/* SPDX-License-Identifier: MIT */
/* run.h: a sorted part of an index under construction: the terms of some articles with all that is known of them, and
 * the articles' ids.  Runs wait in a spool until they are merged; their articles are numbered from the run's first.
 *
 *     run:         record record ... | offset of every 64th record | id id ... | offset of each id
 *     record:      size u32 | key size | key | n_forms | form ... | exceptions, if n_forms is above 1 | posting ...
 *     form:        size | bytes | articles
 *     exceptions:  size | (occurrences skipped << width of n_forms - 2 | code - 1) ...
 *     posting:     (articles skipped) * 2 + (frequency is 1) | frequency unless 1 | a gap u16 for each occurrence
 *     id:          article u32 | size | bytes
 *
 * Numbers are varints where nothing else is said.  A gap that 16 bits cannot hold is 0xffff and four more bytes.  No
 * forms: the only form is the key after its language tag byte, and in as many articles as the term.  Else a form's code
 * is its rank in the record, from 0, the form in most articles first; exceptions are the occurrences of other codes
 * than 0.  After the end of the run QN__RUN_SLACK more bytes can be read. */
#ifndef QN_INDEXER_BUILDER_RUN_H
#define QN_INDEXER_BUILDER_RUN_H

#include "base/cancel.h"
#include "builder/batch.h"
#include "builder/heap.h"
#include "builder/lexicon.h"
#include "builder/sort.h"
#include "builder/spool.h"

enum {
  QN__RUN_KEYS = 64, /* records to a key of the table */
  QN__RUN_SLACK = 16,
  QN__RUN_ESCAPE = 0xffff, /* the gap that says that the true one follows */
};

/* Where a run is, and how its parts lie in it. */
typedef struct qn__run {
  uint64_t offset; /* in the spool */
  uint32_t first_doc, n_docs;
  uint32_t n_records, n_keys, n_ids;
  uint32_t keys_offset, ids_offset, id_table_offset; /* from the run's start; the records are before the keys */
} qn__run;

/* --- run_write.c --- */

typedef struct qn__run_id {
  const char *data; /* borrowed */
  uint32_t size, doc;
} qn__run_id;

/* An extra term (text/extras.h): a further form at a position. */
typedef struct qn__run_extra {
  uint32_t position; /* the index of its token */
  uint32_t form;
} qn__run_extra;

/* The articles that a run is made of, and the memory to make it. */
typedef struct qn__run_writer {
  uint32_t first_doc;
  qn__cancel cancel;     /* none after init */
  qn__buffer tokens;     /* the form at each position, uint32_t, article after article */
  qn__buffer extras;     /* qn__run_extra each, in order of positions; a term is at most once at a position */
  qn__buffer starts;     /* where each article's begin, uint32_t; the last is their end */
  qn__buffer ids;        /* qn__run_id of each article */
  qn__buffer form_terms; /* uint32_t of each form: its term, and above that its code, see run_write.c */
  qn__buffer sorted, counts, order, blocks, keys, exceptions, bytes;
  unsigned code_shift; /* of a code in an entry of form_terms or sorted */
  uint32_t most_code;  /* stands for itself and all codes above */
} qn__run_writer;

void qn__run_writer_init(qn__run_writer *writer);
void qn__run_writer_clear(qn__run_writer *writer);

/* Makes the run, in writer->bytes, and empties the writer and the counts of the lexicon's forms. */
qn_status qn__run_write(qn__run_writer *writer, qn__lexicon *lexicon, qn__run *run, qn_error *error);

/* --- run_read.c --- */

typedef struct qn__run_record {
  const uint8_t *key;
  size_t key_size;
  uint32_t n_forms;
  const uint8_t *forms, *end; /* exceptions and postings follow the forms */
} qn__run_record;

/* Walks the records. */
typedef struct qn__run_cursor {
  const qn__run *run;
  const uint8_t *next, *end;
  qn__run_record record;
} qn__run_cursor;

/* Goes to the first record whose key is not below `key` (size 0: the first); false if there is none. */
bool qn__run_seek(qn__run_cursor *cursor, const qn__run *run, const uint8_t *spool, const uint8_t *key, size_t size);
bool qn__run_next(qn__run_cursor *cursor);

/* The i-th key of the run's table. */
void qn__run_key(const qn__run *run, const uint8_t *spool, uint32_t i, const uint8_t **key, size_t *size,
                 uint32_t *record_offset);

/* The i-th id in order, and its article. */
void qn__run_get_id(const qn__run *run, const uint8_t *spool, uint32_t i, qn_string *id, uint32_t *doc);

/* Reads a varint that we wrote. */
QN_ALWAYS_INLINE const uint8_t *qn__get_varint(const uint8_t *p, uint32_t *value) {
  uint32_t result = *p & 0x7fu;
  for (unsigned shift = 7; *p++ >= 0x80; shift += 7)
    result |= (uint32_t)(*p & 0x7fu) << shift;
  *value = result;
  return p;
}

#endif
