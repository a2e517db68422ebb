/* SPDX-License-Identifier: MIT */
/* ids.h: here is an id: which article of the segment has it?  Keys (keys.h) whose value is the article, a varint.
 * Every article has one id, so that articles are numbered below the number of keys. */
#ifndef QN_CORE_DICTIONARY_IDS_H
#define QN_CORE_DICTIONARY_IDS_H

#include "dictionary/keys.h"

/* --- ids_write.c --- */

void qn__ids_begin(qn__keys_writer *writer, qn__output *output);
/* Ids come in ascending order of bytes, each once. */
void qn__ids_add(qn__keys_writer *writer, const char *id, size_t size, uint32_t doc);
void qn__ids_end(qn__keys_writer *writer);

/* --- ids_read.c --- */

qn_status qn__ids_find(const qn__keys *ids, const char *id, size_t size, uint32_t *doc, bool *found, qn_error *error);

/* Walks all ids in order. */
typedef struct qn__ids_cursor {
  qn__keys_cursor keys; /* .key, .size and .ordinal are the current id's */
  uint32_t doc;
} qn__ids_cursor;

/* Goes to the first id of all; `cursor->keys.ordinal == ids->n_keys` when there is none. */
qn_status qn__ids_first(qn__ids_cursor *cursor, const qn__keys *ids, qn_error *error);
/* Goes to the first id >= this one. */
qn_status qn__ids_seek(qn__ids_cursor *cursor, const qn__keys *ids, const void *id, size_t size, qn_error *error);
qn_status qn__ids_next(qn__ids_cursor *cursor, qn_error *error);

#endif
