/* SPDX-License-Identifier: MIT */
/* store_unit_counts.h: how often does each unit come in texts?  The choice of a dictionary depends on it.  Counting a
 * unit of up to eight bytes touches one cache line, which was asked for some units before. */
#ifndef QN_CORE_STORE_STORE_UNIT_COUNTS_H
#define QN_CORE_STORE_STORE_UNIT_COUNTS_H

#include "store/store_word_codes.h"

enum {
  QN__UNIT_COUNTS_MAX = 1 << 18, /* units known at once: twice what ordinary text has, and few enough for the smallest
                                    memory budget */
  QN__UNITS_AHEAD = 32,          /* units on their way */
};

typedef struct qn__counted_unit {
  uint32_t entry;  /* as in the section, of the counts' texts */
  uint32_t number; /* how often it was seen */
} qn__counted_unit;

/* Where a unit is looked up, and how often it was seen; 0: the slot is free. */
typedef struct qn__unit_slot {
  uint64_t key; /* up to eight bytes as qn__unit_key has them; of a longer unit a hash */
  uint32_t number;
  uint32_t unit; /* its index, then the low six bits of its entry */
} qn__unit_slot;

/* A unit that is about to be counted. */
typedef struct qn__pending_unit {
  const char *unit;
  uint64_t key, hash;
  uint32_t low_bits; /* of its entry */
} qn__pending_unit;

typedef struct qn__unit_counts {
  qn__unit_slot *slots; /* open addressing with linear probing, at most half full */
  size_t mask;
  uint32_t n;       /* units */
  bool failed;      /* out of memory; sticky */
  qn__buffer units; /* qn__counted_unit each, in the order in which they were first seen */
  qn__buffer texts;
  qn__pending_unit ring[QN__UNITS_AHEAD];
  size_t n_pushed;
} qn__unit_counts;

qn_status qn__unit_counts_init(qn__unit_counts *counts, qn_error *error);
void qn__unit_counts_clear(qn__unit_counts *counts);

/* Counts a unit of 1 to QN__DICTIONARY_TEXT_MAX bytes, maybe not before the units after it; `end`: see qn__unit_key. */
void qn__count_unit(qn__unit_counts *counts, const char *unit, uint32_t size, bool is_word, const char *end);

/* Counts those that are on their way; the text that has them is no longer needed. */
void qn__count_pending_units(qn__unit_counts *counts);

/* All units with their numbers. */
const qn__counted_unit *qn__counted_units(qn__unit_counts *counts);

#endif
