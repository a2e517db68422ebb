/* SPDX-License-Identifier: MIT */
/* ids.h: here is an id: which article of the segment has it?  Keys (keys.h) whose value is the article, a varint. */
#ifndef QN_IDS_H
#define QN_IDS_H

#include "format/keys.h"

enum { QN__ID_MAX = 512 };

void qn__ids_begin(qn__keys_writer *writer, qn__output *output);
void qn__ids_add(qn__keys_writer *writer, const char *id, size_t size, uint32_t doc);
void qn__ids_end(qn__keys_writer *writer);

qn_status qn__ids_find(const qn__keys *ids, const char *id, size_t size, uint32_t *doc, bool *found, qn_error *error);

/* The article of a cursor's current id. Call once a key, in order from qn__keys_seek on. */
uint32_t qn__ids_doc(qn__keys_cursor *cursor);

#endif
