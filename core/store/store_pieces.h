/* SPDX-License-Identifier: MIT */
/* store_pieces.h: private to the store's readers: its tables, and pieces that are inflated once. */
#ifndef QN_CORE_STORE_STORE_PIECES_H
#define QN_CORE_STORE_STORE_PIECES_H

#include "store/store.h"

struct libdeflate_decompressor;

typedef struct qn__inflated {
  qn__buffer bytes;
  const uint8_t *at; /* where they lie deflated, or NULL */
} qn__inflated;

struct qn__store_reader {
  struct libdeflate_decompressor *decompressor;
  qn__inflated piece, heads;
  qn__buffer text; /* handed out */
  qn__buffer head;
};

qn_status qn__store_row(const qn__store *store, qn__store_table table, uint32_t row, uint64_t *value, qn_error *error);

/* The last row of an ascending table that is at most `value`, among the rows [low, high); low if there is none. */
qn_status qn__store_find_row(const qn__store *store, qn__store_table table, uint32_t low, uint32_t high, uint64_t value,
                             uint32_t *row, qn_error *error);

/* Inflates what row `row` of the tables from `first` on (offset, deflated size, inflated size) describes, unless it is
 * in `to` already. */
qn_status qn__store_inflate(const qn__store *store, qn__store_reader *reader, qn__store_table first, uint32_t row,
                            qn__inflated *to, qn_error *error);

#endif
