/* SPDX-License-Identifier: MIT */
/* unsourced_ids.h: the ids of articles that were added as those of no source: 16 bytes each, as their hashes. */
#ifndef QN_INDEXER_WRITER_UNSOURCED_IDS_H
#define QN_INDEXER_WRITER_UNSOURCED_IDS_H

#include "writer/source_table.h"

typedef struct qn__unsourced_ids {
  qn__buffer ids;
  uint64_t n_noted; /* ever; an entry of the table knows how many there were when it was put */
} qn__unsourced_ids;

void qn__unsourced_ids_init(qn__unsourced_ids *ids);
void qn__unsourced_ids_clear(qn__unsourced_ids *ids);

/* Notes an id; false: no memory. */
bool qn__unsourced_ids_note(qn__unsourced_ids *ids, qn_string id);

/* Whether it is time to take them off the records. */
bool qn__unsourced_ids_are_many(const qn__unsourced_ids *ids);

/* Puts them in the order in which they are found. */
void qn__unsourced_ids_sort(qn__unsourced_ids *ids);

/* Whether an id, in a sorted list, was noted when as many as `since` had been, or later. */
bool qn__unsourced_ids_have(const qn__unsourced_ids *ids, qn_string id, uint64_t since);

/* A source gives this one, in a sorted list; qn__unsourced_ids_drop_claimed takes all such ones out of it. */
void qn__unsourced_ids_claim(qn__unsourced_ids *ids, qn_string id);
void qn__unsourced_ids_drop_claimed(qn__unsourced_ids *ids);

/* Takes the ids off the records that were put before them, and forgets them. */
qn_status qn__unsourced_ids_take_off(qn__unsourced_ids *ids, qn__source_table *table, qn_error *error);

#endif
